//! Les tests cachés.

use std::time::Duration;

use annulation_sure::{Images, watch};
use clock::Clock;
use kit::{Log, Stepper, assert_log};
use lesson4::channel::Sender;
use lesson4::{Loop, channel, sleep};

/// Envoie un pixel dans un canal qui a de la place.
fn send(sender: &Sender<u16>, pixel: u16) {
    let sent =
        Stepper::new(sender.send(pixel)).expect_ready("le canal a de la place");
    kit::check(sent.is_ok(), "le récepteur des pixels a disparu avec la future");
}

#[test]
fn abandonner_ne_perd_aucun_pixel() {
    kit::run(|| {
        let values = kit::values(1, 6, 1000..=9999);
        let pixels: Vec<u16> = values.iter().map(|&value| value as u16).collect();
        for cut in 1..pixels.len() {
            let (sender, receiver) = channel::<u16>(10);
            let mut images = Images::new(receiver, pixels.len());
            for &pixel in &pixels[..cut] {
                send(&sender, pixel);
            }
            let mut given_up = Stepper::new(images.next());
            given_up.expect_pending("l'image n'est pas complète");
            drop(given_up);
            // Une deuxième fois, sans rien recevoir entre les deux.
            Stepper::new(images.next()).expect_pending("l'image n'est pas complète");
            for &pixel in &pixels[cut..] {
                send(&sender, pixel);
            }
            let image: Option<Vec<u16>> = match Stepper::new(images.next()).poll() {
                std::task::Poll::Ready(image) => image,
                std::task::Poll::Pending => kit::fail(format!(
                    "des pixels sont perdus : next a été abandonnée après {cut} pixels sur \
                     6, et les attend encore quand les autres sont arrivés"
                )),
            };
            let what = format!("l'image, abandonnée après {cut} pixels");
            kit::check_eq(&what, image, Some(pixels.clone()));
        }
    });
}

#[test]
fn une_image_inachevee_est_renvoyee_une_fois() {
    kit::run(|| {
        let (sender, receiver) = channel::<u16>(10);
        let mut images = Images::new(receiver, 3);
        send(&sender, 1);
        send(&sender, 2);
        Stepper::new(images.next()).expect_pending("l'image n'est pas complète");
        drop(sender);
        let rest: Option<Vec<u16>> =
            Stepper::new(images.next()).expect_ready("l'émetteur a disparu");
        kit::check_eq("l'image inachevée", rest, Some(vec![1, 2]));
        let end: Option<Vec<u16>> =
            Stepper::new(images.next()).expect_ready("l'émetteur a disparu");
        kit::check_eq("après l'image inachevée", end, None);
    });
}

/// Joue `watch` avec des pixels qui arrivent à ces dates, en millisecondes.
fn night(arrivals: &'static [u64], size: usize, period: u64) -> Log {
    let _clock = Clock::virtual_time().enter();
    let (engine, log) = (Loop::new(), Log::new());
    let (sender, receiver) = channel::<u16>(1);
    engine.add_task(async move {
        let mut now = 0;
        for (&date, pixel) in arrivals.iter().zip(1..) {
            sleep(Duration::from_millis(date - now)).await;
            now = date;
            let _ = sender.send(pixel).await;
        }
    });
    let images = Images::new(receiver, size);
    let (stored, looks) = (log.clone(), log.clone());
    let at = || clock::now().as_millis();
    let store = move |image| stored.push(format!("{image:?} à {} ms", at()));
    let look = move || looks.push(format!("ciel à {} ms", at()));
    engine.run_task(watch(images, Duration::from_millis(period), store, look));
    log
}

#[test]
fn les_images_ne_retardent_pas_les_regards() {
    kit::run(|| {
        let log = night(&[400, 800, 1200, 1600, 2000, 2400], 1, 1000);
        let looks: Vec<String> = log
            .entries()
            .into_iter()
            .filter(|line| line.starts_with("ciel"))
            .collect();
        let expected = ["ciel à 1000 ms", "ciel à 2000 ms"];
        kit::check_eq(
            "les regards, avec une image toutes les 400 ms",
            looks,
            expected,
        );
    });
}

#[test]
fn une_image_est_rangee_des_qu_elle_est_complete() {
    kit::run(|| {
        let log = night(&[300, 600, 1400, 2700], 2, 1000);
        assert_log(
            &log,
            &[
                "[1, 2] à 600 ms",
                "ciel à 1000 ms",
                "ciel à 2000 ms",
                "[3, 4] à 2700 ms",
            ],
        );
    });
}

#[test]
fn la_derniere_image_met_fin_a_la_veille() {
    kit::run(|| {
        let log = night(&[300, 600, 1400], 2, 1000);
        assert_log(&log, &["[1, 2] à 600 ms", "ciel à 1000 ms", "[3] à 1400 ms"]);
    });
}
