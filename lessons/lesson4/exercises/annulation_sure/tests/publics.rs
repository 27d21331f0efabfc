//! Les tests donnés.

use std::time::Duration;

use annulation_sure::{Images, watch};
use clock::Clock;
use kit::{Log, Stepper, assert_log};
use lesson4::{Loop, channel, sleep};

#[test]
fn les_pixels_deviennent_des_images() {
    kit::run(|| {
        let (sender, receiver) = channel(10);
        let mut images = Images::new(receiver, 3);
        let send = async move {
            for pixel in 1..=6 {
                let _ = sender.send(pixel).await;
            }
        };
        Stepper::new(send).expect_ready("le canal a de la place");
        for expected in [vec![1, 2, 3], vec![4, 5, 6]] {
            let image = Stepper::new(images.next()).expect_ready("l'image est là");
            kit::check_eq("l'image", image, Some(expected));
        }
        let end = Stepper::new(images.next()).expect_ready("l'émetteur a disparu");
        kit::check_eq("après la dernière image", end, None);
    });
}

#[test]
fn le_ciel_est_regarde_pendant_une_image() {
    kit::run(|| {
        let _clock = Clock::virtual_time().enter();
        let (engine, log) = (Loop::new(), Log::new());
        let (sender, receiver) = channel(1);
        engine.add_task(async move {
            for pixel in 1..=4 {
                sleep(Duration::from_secs(1)).await;
                let _ = sender.send(pixel).await;
            }
        });
        let images = Images::new(receiver, 4);
        let (stored, looks) = (log.clone(), log.clone());
        let store =
            move |image| stored.push(format!("{image:?} à {:?}", clock::now()));
        let look = move || looks.push(format!("ciel à {:?}", clock::now()));
        engine.run_task(watch(images, Duration::from_millis(1500), store, look));
        let expected = ["ciel à 1.5s", "ciel à 3s", "[1, 2, 3, 4] à 4s"];
        assert_log(&log, &expected);
    });
}
