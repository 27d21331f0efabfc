//! Les tests donnés.

use std::path::Path;
use std::sync::mpsc;
use std::task::Poll;
use std::{fs, io};

use copie_progression::copy;
use kit::Stepper;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::runtime::Builder;
use tokio::sync::watch;
use tokio::task::{spawn_blocking, yield_now};

#[test]
fn la_copie_est_entiere_quand_copy_repond() {
    with_one_thread(async {
        for size in [0, 5, 100_000] {
            let plate = vec![7; size];
            let folder = tempfile::tempdir().unwrap();
            let to = folder.path().join("m31.fits");
            let (progress, _seen) = watch::channel(0);
            let mut from = &plate[..];
            let copying = copy(&mut from, size as u64, &to, &progress);
            let look = |answer: &Poll<io::Result<()>>| {
                let found = fs::metadata(&to).map(|file| file.len()).ok();
                match answer {
                    Poll::Ready(Err(error)) => {
                        kit::fail(format!("la copie de {size} octets : {error}"))
                    }
                    Poll::Ready(Ok(())) => kit::check_eq(
                        "la taille du fichier quand copy répond",
                        found,
                        Some(size as u64),
                    ),
                    Poll::Pending => kit::check(
                        found.is_none_or(|found| found == size as u64),
                        "m31.fits a paru avant d'être entier",
                    ),
                }
            };
            step_by_step(copying, look).await;
            kit::check(fs::read(&to).unwrap() == plate, "la copie diffère");
            kit::check_eq("progress, à la fin", *progress.borrow(), 100);
            kit::check_eq("le dossier", names(folder.path()), ["m31.fits"]);
        }
    });
}

#[test]
fn l_avancement_suit_ce_qui_arrive() {
    with_one_thread(async {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("m31.fits");
        let (progress, _seen) = watch::channel(0);
        let (mut ours, mut theirs) = kit::pipe(1000);
        let mut copying = Stepper::new(copy(&mut ours, 1000, &to, &progress));
        let mut arrived = 0;
        for (part, percent) in [(1, 0), (332, 33), (333, 66), (334, 100)] {
            theirs.write_all(&vec![7; part]).await.unwrap();
            arrived += part;
            loop {
                copying.expect_pending("la source n'a pas fini");
                settle().await;
                if !copying.is_woken() {
                    break;
                }
            }
            kit::check(
                names(folder.path()).len() == 1,
                "pendant la copie, aucun fichier provisoire n'est dans le dossier : \
                 est-il sur un autre disque, ou la plaque est-elle en mémoire ?",
            );
            let what = format!("progress, après {arrived} octets sur 1000");
            kit::check_eq(&what, *progress.borrow(), percent);
        }
    });
}

#[test]
fn un_abandon_ne_laisse_rien() {
    with_one_thread(async {
        for polls in 1.. {
            // Le pool finit avant l'abandon, ou après.
            let finished = abandon_after(polls, false).await;
            if finished || abandon_after(polls, true).await {
                return;
            }
        }
    });
}

/// Abandonne une copie après `polls` appels ; vrai si elle a fini avant.
async fn abandon_after(polls: usize, pool_is_late: bool) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("m31.fits");
    let (progress, _seen) = watch::channel(0);
    let mut from = (&[1; 300][..]).chain(&[2; 300][..]).chain(&[3; 300][..]);
    let mut copying = Stepper::new(copy(&mut from, 900, &to, &progress));
    for _ in 1..polls {
        if step(&mut copying).await.is_ready() {
            return true;
        }
    }
    let release = hold_pool();
    if copying.poll().is_ready() {
        return true;
    }
    if pool_is_late {
        drop(copying);
        drop(release);
        settle().await;
    } else {
        drop(release);
        settle().await;
        drop(copying);
        settle().await;
    }
    let left = names(folder.path());
    let whole = fs::metadata(&to).is_ok_and(|file| file.len() == 900);
    kit::check(
        left.is_empty() || (whole && left.len() == 1),
        format!(
            "abandonnée après l'appel à poll n° {polls}, la copie laisse {left:?}"
        ),
    );
    false
}

/// Interroge la copie jusqu'au bout. Le pool est retenu pendant chaque appel, et
/// pendant qu'on regarde ; il finit ce qu'on lui a confié avant l'appel suivant.
async fn step_by_step<T>(
    copying: impl Future<Output = T>,
    mut look: impl FnMut(&Poll<T>),
) {
    let mut copying = Stepper::new(copying);
    for _ in 0..1000 {
        let release = hold_pool();
        let answer = copying.poll();
        look(&answer);
        drop(release);
        settle().await;
        if answer.is_ready() {
            return;
        }
    }
    kit::fail("la copie ne finit pas, après mille appels à poll")
}

/// Joue un essai où le pool n'a qu'un thread, qui fait chaque chose à son tour.
fn with_one_thread(body: impl Future<Output = ()>) {
    kit::run(|| {
        let mut builder = Builder::new_current_thread();
        builder.max_blocking_threads(1).build().unwrap().block_on(body);
    });
}

/// Retient le thread du pool jusqu'à ce qu'on détruise ce qui est renvoyé.
fn hold_pool() -> mpsc::Sender<()> {
    let (release, held) = mpsc::channel();
    spawn_blocking(move || held.recv());
    release
}

/// Interroge la future une fois : le pool est retenu pendant l'appel, puis finit ce
/// qu'on lui a confié.
async fn step<F: Future>(future: &mut Stepper<F>) -> Poll<F::Output> {
    let release = hold_pool();
    let answer = future.poll();
    drop(release);
    settle().await;
    answer
}

/// Attend que le pool ait fini ce qu'on lui a confié.
async fn settle() {
    // Ce qu'on interroge à la main puise dans le budget de cette tâche.
    yield_now().await;
    spawn_blocking(|| ()).await.unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name();
    entries.map(|entry| name(entry).to_string_lossy().into_owned()).collect()
}
