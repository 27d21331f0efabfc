//! Les tests donnés.

use std::pin::Pin;

use fusion::merge_all;
use kit::{ProbeStream, Stepper};
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

#[test]
fn chaque_camera_donne_a_son_tour() {
    kit::run(|| {
        let cameras = vec![camera("aaa"), camera("bbb"), camera("ccc")];
        kit::check_eq("l'écran", read(merge_all(cameras)).as_str(), "abcabcabc");
    });
}

#[test]
fn le_tout_finit_avec_la_derniere() {
    kit::run(|| {
        let cameras = vec![camera("a"), camera(""), camera("ccc")];
        kit::check_eq("l'écran", read(merge_all(cameras)).as_str(), "accc");
        let nobody: [&str; 0] = [];
        let dark = merge_all(Vec::from(nobody.map(camera)));
        kit::check_eq("l'écran, sans caméra", read(dark).as_str(), "");
    });
}
