//! Les tests donnés.

use std::pin::Pin;

use compteur::numbered;
use kit::{ProbeStream, Stepper};
use lesson5::{Stream, poll_fn};

/// Le flux de la leçon que commande un flux docile du kit.
fn bridge<T>(mut probe: ProbeStream<T>) -> impl Stream<Item = T> + Unpin {
    poll_fn(move |cx| futures_core::Stream::poll_next(Pin::new(&mut probe), cx))
}

#[test]
fn chaque_image_recoit_son_numero() {
    kit::run(|| {
        let (probe, _camera) = ProbeStream::of(["Véga", "Altaïr", "Deneb"]);
        let mut images = numbered(bridge(probe));
        for expected in [(1, "Véga"), (2, "Altaïr"), (3, "Deneb")] {
            let next =
                Stepper::new(images.next()).expect_ready("une image est prête");
            kit::check_eq("l'image suivante", next, Some(expected));
        }
    });
}

#[test]
fn attendre_ne_compte_pas() {
    kit::run(|| {
        let (probe, camera) = ProbeStream::new();
        let mut images = numbered(bridge(probe));
        for expected in [(1, "Véga"), (2, "Altaïr")] {
            let mut next = Stepper::new(images.next());
            for _ in 0..10 {
                next.expect_pending("aucune image n'est encore prête");
                next.expect_not_woken("aucune image n'est encore prête");
            }
            camera.push(expected.1);
            next.expect_woken("une image vient d'arriver");
            let image = next.expect_ready("une image vient d'arriver");
            kit::check_eq("après dix attentes, l'image", image, Some(expected));
        }
    });
}
