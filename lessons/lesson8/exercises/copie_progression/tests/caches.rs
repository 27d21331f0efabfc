//! Les tests cachés.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::mpsc;
use std::{fs, io};

use copie_progression::copy;
use kit::{Broken, Stepper};
use tokio::io::AsyncReadExt as _;
use tokio::runtime::Builder;
use tokio::sync::watch;
use tokio::task::{spawn_blocking, yield_now};

#[test]
fn un_echec_ne_laisse_rien() {
    with_one_thread(async {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("m31.fits");
        let (progress, _seen) = watch::channel(0);
        let start: &[u8] = &[7; 500];
        let copied: io::Result<()> =
            copy(&mut { start }, 1000, &to, &progress).await;
        let what = "le genre de l'échec, pour 500 octets au lieu de 1000,";
        check_failure(what, copied, ErrorKind::UnexpectedEof, folder.path()).await;
        let mut broken = Broken::after(start);
        let copied: io::Result<()> = copy(&mut broken, 1000, &to, &progress).await;
        let what = "le genre de l'échec, quand la lecture échoue,";
        check_failure(what, copied, ErrorKind::ConnectionReset, folder.path()).await;
    });
}

#[test]
fn sans_personne_pour_regarder_la_copie_est_la_meme() {
    with_one_thread(async {
        for size in [0_u8, 10, 200] {
            let plate: Vec<u8> = (0..size).collect();
            let folder = tempfile::tempdir().unwrap();
            let to = folder.path().join("m31.fits");
            let (progress, seen) = watch::channel(0);
            drop(seen);
            let mut from = &plate[..];
            let copied: io::Result<()> =
                copy(&mut from, size.into(), &to, &progress).await;
            if let Err(error) = copied {
                kit::fail(format!(
                    "quand personne ne regarde, copy échoue : {error}"
                ));
            }
            kit::check(fs::read(&to).unwrap() == plate, "la copie diffère");
            let what = "progress, à la fin, quand personne ne regarde,";
            kit::check_eq(what, *progress.borrow(), 100_u64);
        }
    });
}

#[test]
fn le_disque_n_attend_que_sur_le_pool() {
    with_one_thread(async {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("m31.fits");
        let (progress, _seen) = watch::channel(0);
        let mut from = (&[1; 70_000][..]).chain(&[2; 70_000][..]);
        let mut copying = Stepper::new(copy(&mut from, 140_000, &to, &progress));
        loop {
            let (release, held) = mpsc::channel::<()>();
            spawn_blocking(move || held.recv());
            // Le pool est retenu : ce qui change ici, `poll` l'a fait lui-même.
            let before = sizes(folder.path());
            let answer = copying.poll();
            let after = sizes(folder.path());
            kit::check(
                after.iter().all(|(name, size)| before.get(name) == Some(size)),
                "poll a écrit sur le disque au lieu de passer par le pool : toutes \
                 les tâches l'ont attendu",
            );
            drop(release);
            yield_now().await;
            spawn_blocking(|| ()).await.unwrap();
            if answer.is_ready() {
                break;
            }
        }
    });
}

async fn check_failure(
    what: &str,
    copied: io::Result<()>,
    expected: ErrorKind,
    folder: &Path,
) {
    kit::check_eq(what, copied.err().map(|error| error.kind()), Some(expected));
    spawn_blocking(|| ()).await.unwrap();
    let left: Vec<String> = sizes(folder).into_keys().collect();
    kit::check_eq("ce qu'un échec laisse dans le dossier", left, [""; 0]);
}

/// Joue un essai où le pool n'a qu'un thread, qui fait chaque chose à son tour.
fn with_one_thread(body: impl Future<Output = ()>) {
    kit::run(|| {
        let mut builder = Builder::new_current_thread();
        builder.max_blocking_threads(1).build().unwrap().block_on(body);
    });
}

fn sizes(folder: &Path) -> BTreeMap<String, u64> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.metadata().unwrap().len())
        })
        .collect()
}
