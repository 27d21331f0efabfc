//! Les tests cachés.

use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use lesson5::generator::{Generator, Yielder};
use lesson5::{Stream, generator, poll_fn};
use tampon::{Chunks, chunks};
use tokio::time::{Instant, sleep_until, timeout};

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Le flux qui donne chaque image à sa date, en ms, et finit à la date `end`.
fn camera(images: &[(u64, char)], end: u64) -> Generator<'_, char> {
    let start = Instant::now();
    generator(async move |mut out: Yielder<_>| {
        for &(date, image) in images {
            sleep_until(start + millis(date)).await;
            out.yield_(image).await;
        }
        sleep_until(start + millis(end)).await;
    })
}

/// Lit tous les lots, chacun avec sa date, en ms ; la fin est le lot « fin ».
async fn read(
    mut stream: impl Stream<Item = Vec<char>> + Unpin,
) -> Vec<(u64, String)> {
    let start = Instant::now();
    let now = || start.elapsed().as_millis() as u64;
    let mut seen = Vec::new();
    while let Some(chunk) = stream.next().await {
        kit::check(seen.len() < 100, "cent lots déjà : ce flux ne finit pas");
        seen.push((now(), chunk.into_iter().collect()));
    }
    seen.push((now(), "fin".to_owned()));
    seen
}

/// Compare des lots datés à ceux qu'on attend.
fn check_chunks(what: &str, seen: &[(u64, String)], expected: &[(u64, &str)]) {
    let seen: Vec<_> =
        seen.iter().map(|(date, chunk)| (*date, &chunk[..])).collect();
    kit::check_eq(
        &format!("{what} ; les lots et leurs dates, en ms"),
        &seen[..],
        expected,
    );
}

#[test]
fn le_reste_part_avec_la_fin() {
    kit::virtual_time(async {
        let images = [(0, 'a'), (0, 'b'), (300, 'c')];
        let mut origin = camera(&images, 600);
        let mut over = false;
        let watched = poll_fn(move |cx| {
            kit::check(!over, "le flux d'origine a été interrogé après sa fin");
            let polled = Pin::new(&mut origin).poll_next(cx);
            over = matches!(polled, Poll::Ready(None));
            polled
        });
        let seen = read(chunks(watched, 2, millis(1000))).await;
        let expected = [(0, "ab"), (600, "c"), (600, "fin")];
        check_chunks("la caméra finit à 0,6 s", &seen, &expected);
    });
}

#[test]
fn chaque_lot_a_sa_propre_echeance() {
    kit::virtual_time(async {
        let images = [(0, 'a'), (600, 'b'), (700, 'c'), (2500, 'd'), (3200, 'e')];
        let seen = read(chunks(camera(&images, 9000), 2, millis(1000))).await;
        let expected = [(600, "ab"), (1700, "c"), (3200, "de"), (9000, "fin")];
        check_chunks("l'échéance d'un lot plein est oubliée", &seen, &expected);
    });
}

#[test]
fn aucun_lot_n_est_vide() {
    kit::virtual_time(async {
        let images = [(4500, 'a'), (4700, 'b'), (20_300, 'c')];
        let seen = read(chunks(camera(&images, 30_000), 10, millis(1000))).await;
        let expected = [(5500, "ab"), (21_300, "c"), (30_000, "fin")];
        check_chunks("de longs silences", &seen, &expected);
        let seen = read(chunks(camera(&[], 700), 10, millis(300))).await;
        check_chunks("aucune image", &seen, &[(700, "fin")]);
    });
}

#[test]
fn renoncer_ne_perd_ni_ne_retarde_rien() {
    kit::virtual_time(async {
        let start = Instant::now();
        let images = [(0, 'a'), (500, 'b'), (600, 'c'), (1200, 'd')];
        let mut lots: Chunks<_> = chunks(camera(&images, 9000), 10, millis(1000));
        for _ in 0..3 {
            let late = timeout(millis(300), lots.next()).await;
            kit::check(late.is_err(), "le premier lot ne doit partir qu'à 1 s");
        }
        let lot: Option<Vec<char>> = lots.next().await;
        let lot = (start.elapsed().as_millis(), lot);
        let what =
            "on a renoncé trois fois ; la date du premier lot, en ms, et le lot";
        kit::check_eq(what, lot, (1000, Some(vec!['a', 'b', 'c'])));
    });
}
