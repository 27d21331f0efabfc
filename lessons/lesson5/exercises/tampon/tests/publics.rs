//! Les tests donnés.

use std::time::Duration;

use lesson5::generator::{Generator, Yielder};
use lesson5::{Stream, generator};
use tampon::chunks;
use tokio::time::{Instant, sleep_until};

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
fn un_lot_plein_part_aussitot() {
    kit::virtual_time(async {
        let images =
            [(0, 'a'), (0, 'b'), (500, 'c'), (500, 'd'), (500, 'e'), (800, 'f')];
        let seen = read(chunks(camera(&images, 5000), 2, millis(1000))).await;
        let expected = [(0, "ab"), (500, "cd"), (800, "ef"), (5000, "fin")];
        check_chunks("deux images par lot", &seen, &expected);
    });
}

#[test]
fn un_lot_incomplet_part_a_l_echeance() {
    kit::virtual_time(async {
        let images = [(400, 'a'), (900, 'b'), (1200, 'c')];
        let seen = read(chunks(camera(&images, 5000), 10, millis(1000))).await;
        let expected = [(1400, "abc"), (5000, "fin")];
        check_chunks("une seconde de patience, depuis 0,4 s", &seen, &expected);
    });
}
