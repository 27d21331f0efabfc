//! Les tests cachés.

use std::pin::Pin;

use compteur::{Numbered, numbered};
use kit::{ProbeStream, Stepper};
use lesson5::{Stream, poll_fn};

/// Le flux de la leçon que commande un flux docile du kit.
fn bridge<T>(mut probe: ProbeStream<T>) -> impl Stream<Item = T> + Unpin {
    poll_fn(move |cx| futures_core::Stream::poll_next(Pin::new(&mut probe), cx))
}

#[test]
fn la_fin_est_celle_de_la_camera() {
    kit::run(|| {
        let (probe, camera) = ProbeStream::new();
        let mut images = numbered(bridge(probe));
        let mut last = Stepper::new(images.next());
        last.expect_pending("la caméra n'a rien donné, et n'a pas fini");
        camera.close();
        last.expect_woken("la caméra vient de finir");
        let end: Option<(u32, u8)> = last.expect_ready("la caméra a fini");
        kit::check_eq("la fin", end, None);
        kit::check_eq("le nombre de demandes à la caméra", camera.polls(), 2);
    });
}

#[test]
fn une_seule_image_est_prise_par_demande() {
    kit::run(|| {
        let (probe, camera) = ProbeStream::of(kit::values(1, 50, 1..=9));
        let mut images = numbered(bridge(probe));
        let what = "avant toute demande, les images que la caméra garde";
        kit::check_eq(what, camera.waiting(), 50);
        for number in 1..=50 {
            Stepper::new(images.next()).expect_ready("une image est prête");
            let what =
                format!("après la demande {number}, les images que la caméra garde");
            kit::check_eq(&what, camera.waiting(), 50 - number);
        }
    });
}

#[test]
fn deux_flux_ont_chacun_leur_compte() {
    kit::run(|| {
        let start = || numbered(bridge(ProbeStream::of(['a', 'b', 'c']).0));
        let mut left: Numbered<_> = start();
        let mut right: Numbered<_> = start();
        for expected in [(1, 'a'), (2, 'b'), (3, 'c')] {
            for images in [&mut left, &mut right] {
                let next =
                    Stepper::new(images.next()).expect_ready("une image est prête");
                kit::check_eq("l'image suivante", next, Some(expected));
            }
        }
    });
}
