//! Les tests cachés.

use std::pin::Pin;

use fusion::{MergeAll, merge_all};
use kit::{ProbeStream, Stepper, StreamHandle};
use lesson5::{Stream, poll_fn};

/// Les flux de la leçon que commandent des flux dociles du kit.
fn bridge<T>(mut probe: ProbeStream<T>) -> impl Stream<Item = T> + Unpin {
    poll_fn(move |cx| futures_core::Stream::poll_next(Pin::new(&mut probe), cx))
}

/// Un flux toujours prêt, qui donne chaque lettre de `text`, puis finit.
fn camera(text: &'static str) -> impl Stream<Item = char> + Unpin {
    bridge(ProbeStream::of(text.chars()).0)
}

/// Demande tout à un flux qui ne fait jamais attendre.
fn read(mut stream: impl Stream<Item = char> + Unpin) -> String {
    let all = async {
        let mut text = String::new();
        while let Some(image) = stream.next().await {
            text.push(image);
        }
        text
    };
    Stepper::new(all).expect_ready("chaque caméra a une image prête, ou a fini")
}

/// Trois caméras muettes, réunies, et de quoi les commander.
fn silent() -> (
    MergeAll<impl Stream<Item = &'static str> + Unpin>,
    [StreamHandle<&'static str>; 3],
) {
    let probes = [(); 3].map(|()| ProbeStream::new());
    let (mut streams, mut handles) = (Vec::new(), Vec::new());
    for (probe, handle) in probes {
        streams.push(bridge(probe));
        handles.push(handle);
    }
    (merge_all(streams), handles.try_into().ok().unwrap())
}

#[test]
fn le_tour_continue_quand_une_camera_finit() {
    kit::run(|| {
        let cameras = vec![camera("a"), camera("bbbb"), camera("cc"), camera("ddd")];
        kit::check_eq("l'écran", read(merge_all(cameras)).as_str(), "abcdbcdbdb");
    });
}

#[test]
fn une_camera_muette_laisse_passer_les_autres() {
    kit::run(|| {
        let (mut screen, [ada, berthe, celie]) = silent();
        for (north, south) in [("Berthe 1", "Célie 1"), ("Berthe 2", "Célie 2")] {
            berthe.push(north);
            celie.push(south);
        }
        let mut seen: Vec<&str> = Vec::new();
        for _ in 0..4 {
            let next =
                Stepper::new(screen.next()).expect_ready("des images sont prêtes");
            seen.extend(next);
        }
        let expected = ["Berthe 1", "Célie 1", "Berthe 2", "Célie 2"];
        kit::check_eq("Ada est muette ; l'écran", &seen[..], &expected[..]);
        Stepper::new(screen.next()).expect_pending("les trois caméras sont muettes");
        let rest = (berthe.waiting(), celie.waiting());
        kit::check_eq("les images encore dans les caméras", rest, (0, 0));
        berthe.push("Berthe 3");
        Stepper::new(screen.next()).expect_ready("une image est prête");
        Stepper::new(screen.next()).expect_pending("les trois caméras sont muettes");
        ada.push("Ada 1");
        celie.push("Célie 3");
        let next =
            Stepper::new(screen.next()).expect_ready("deux images sont prêtes");
        let what = "Berthe a donné la dernière, puis toutes se sont tues ; l'image";
        kit::check_eq(what, next, Some("Célie 3"));
    });
}

#[test]
fn chaque_camera_reveille_l_ecran() {
    kit::run(|| {
        let (mut screen, cameras) = silent();
        for (camera, name) in cameras.iter().zip(["Ada", "Berthe", "Célie"]) {
            let mut next = Stepper::new(screen.next());
            next.expect_pending("les trois caméras sont muettes");
            next.with_new_waker();
            next.expect_pending("les trois caméras sont encore muettes");
            next.expect_not_woken("les trois caméras sont encore muettes");
            camera.push(name);
            next.expect_woken(&format!("la caméra de {name} a une image"));
            let image = next.expect_ready("une caméra a une image");
            kit::check_eq("l'image", image, Some(name));
        }
    });
}

#[test]
fn une_camera_finie_est_detruite_sans_finir_le_tout() {
    kit::run(|| {
        let (mut screen, [ada, berthe, celie]) = silent();
        ada.close();
        let mut next = Stepper::new(screen.next());
        next.expect_pending("une caméra a fini, les deux autres sont muettes");
        kit::check(
            ada.is_dropped(),
            "la caméra d'Ada a fini : son flux doit être détruit",
        );
        kit::check(
            !celie.is_dropped(),
            "la caméra de Célie n'a pas fini : gardez-la",
        );
        celie.push("Rigel");
        next.expect_woken("la caméra de Célie a une image");
        kit::check_eq("l'image", next.expect_ready("une image"), Some("Rigel"));
        drop(next);
        celie.close();
        let mut last = Stepper::new(screen.next());
        last.expect_pending("deux caméras ont fini, la troisième est muette");
        berthe.close();
        last.expect_woken("la dernière caméra vient de finir");
        kit::check_eq("la fin", last.expect_ready("toutes ont fini"), None);
    });
}
