//! Une copie abandonnée à chacun de ses points d'attente.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::pin::Pin;
use std::sync::mpsc::{Sender, channel};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use lesson8::copy_bytes::{BLOCK, Progress};
use lesson8::copy_error::CopyError;
use lesson8::copy_file::copy_file;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio::task::spawn_blocking;

/// Interroge une future `polls` fois, puis l'abandonne.
struct Abandoned<F> {
    future: Option<Pin<Box<F>>>,
    polls: usize,
    /// Vrai pour l'abandonner sitôt en attente, pendant que le pool travaille ;
    /// sinon, quand le pool a fini et qu'elle allait reprendre.
    at_once: bool,
}

impl<F: Future> Future for Abandoned<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let _held = hold();
        if this.polls > 0
            && let Some(future) = &mut this.future
        {
            this.polls -= 1;
            if let Poll::Ready(output) = future.as_mut().poll(cx) {
                return Poll::Ready(Some(output));
            }
            if this.polls > 0 || !this.at_once {
                return Poll::Pending;
            }
        }
        this.future = None;
        Poll::Ready(None)
    }
}

/// Copie `source`, abandonnée après `polls` appels à `poll`. Au retour, le pool est
/// calme.
fn abandon(
    source: &Path,
    destination: &Path,
    polls: usize,
    at_once: bool,
) -> Option<Result<(), CopyError>> {
    let (progress, _) = watch::channel(Progress::default());
    let copying =
        async { copy_file(source, destination, true, &progress).await.map(drop) };
    let future = Some(Box::pin(copying));
    one_thread().block_on(async {
        let outcome = Abandoned { future, polls, at_once }.await;
        // Un seul thread : quand ce travail a fini, ceux d'avant aussi.
        spawn_blocking(|| ()).await.unwrap();
        outcome
    })
}

/// Un runtime dont le pool n'a qu'un thread : ses travaux se suivent.
fn one_thread() -> Runtime {
    Builder::new_current_thread().max_blocking_threads(1).build().unwrap()
}

/// Retient le pool jusqu'à la destruction de ce qui est renvoyé : ce que la copie
/// lui demande entre-temps n'est jamais déjà fait. Un appel à `poll`, un pas.
fn hold() -> Sender<()> {
    let (holding, held) = channel::<()>();
    spawn_blocking(move || held.recv());
    holding
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Abandonne la copie partout, vers un fichier qui contient `old` ou qui n'existe
/// pas. Renvoie combien de points d'attente ont été essayés, et combien de copies
/// abandonnées ont pourtant abouti.
fn abandon_everywhere(old: Option<&[u8]>, at_once: bool) -> (usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    let destination = folder.path().join("destination");
    let new: Vec<u8> = (0..2 * BLOCK + 7).map(|place| (place % 251) as u8).collect();
    fs::write(&source, &new).unwrap();
    let mut finished_anyway = 0;
    for polls in 0..1000 {
        let _ = fs::remove_file(&destination);
        if let Some(old) = old {
            fs::write(&destination, old).unwrap();
        }
        let outcome = abandon(&source, &destination, polls, at_once);
        let found = fs::read(&destination).ok();
        let is_new = found.as_deref() == Some(&new);
        let case = format!("après {polls} appels à poll");
        assert!(is_new || found.as_deref() == old, "{case} : un morceau");
        let left: Vec<_> = names(folder.path())
            .into_iter()
            .filter(|name| name != "source" && name != "destination")
            .collect();
        assert!(left.is_empty(), "{case} : il reste {left:?}");
        if let Some(outcome) = outcome {
            outcome.unwrap();
            assert!(is_new, "{case} : rien n'est copié");
            return (polls, finished_anyway);
        }
        finished_anyway += usize::from(is_new);
    }
    panic!("la copie ne finit pas");
}

#[test]
fn abandonnee_pendant_que_le_pool_travaille_elle_ne_laisse_rien() {
    for old in [None, Some(&b"ancien"[..])] {
        let (points, finished) = abandon_everywhere(old, true);
        assert!(points >= 8, "trop peu de points d'attente : {points}");
        // Un renommage commencé va au bout : l'abandonner ne l'arrête plus.
        assert_eq!(finished, 1);
    }
}

#[test]
fn abandonnee_au_moment_de_reprendre_elle_ne_laisse_rien() {
    for old in [None, Some(&b"ancien"[..])] {
        let (points, finished) = abandon_everywhere(old, false);
        assert!(points >= 8, "trop peu de points d'attente : {points}");
        assert_eq!(finished, 1);
    }
}

/// Copie un fichier de deux blocs, et appelle `change` au milieu.
fn copy_while(change: impl FnOnce(&Path)) -> (Result<(), CopyError>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("source");
    fs::write(&source, vec![7; 2 * BLOCK]).unwrap();
    // Loin dans le passé : une écriture de plus se verra à la date.
    let file = File::options().write(true).open(&source).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000))
        .unwrap();
    let (progress, seen) = watch::channel(Progress::default());
    let destination = folder.path().join("destination");
    let mut copying = Box::pin(copy_file(&source, &destination, false, &progress));
    let mut change = Some(change);
    let outcome = one_thread().block_on(std::future::poll_fn(|cx| {
        let _held = hold();
        if seen.borrow().copied == BLOCK as u64
            && let Some(change) = change.take()
        {
            change(&source);
        }
        copying.as_mut().poll(cx)
    }));
    assert!(change.is_none(), "le milieu n'est jamais venu");
    drop(copying);
    (outcome.map(drop), names(folder.path()))
}

#[test]
fn une_source_qui_change_au_milieu_n_est_pas_copiee() {
    let open = |path: &Path| File::options().write(true).open(path).unwrap();
    let shrunk = copy_while(|path| open(path).set_len(BLOCK as u64 + 3).unwrap());
    let grown = copy_while(|path| open(path).set_len(5 * BLOCK as u64).unwrap());
    let rewritten = copy_while(|path| open(path).write_all(b"Vega").unwrap());
    for (outcome, names) in [shrunk, grown, rewritten] {
        assert!(matches!(outcome, Err(CopyError::Changed)), "{outcome:?}");
        assert_eq!(names, ["source"]);
    }
    let (outcome, names) = copy_while(|_| ());
    outcome.unwrap();
    assert_eq!(names, ["destination", "source"]);
}

#[test]
fn un_nom_pris_pendant_la_copie_n_est_pas_ecrase() {
    let take =
        |path: &Path| fs::write(path.with_file_name("destination"), "").unwrap();
    let (outcome, names) = copy_while(take);
    assert!(matches!(outcome, Err(CopyError::Exists(_))), "{outcome:?}");
    assert_eq!(names, ["destination", "source"]);
}

#[cfg(target_os = "linux")]
#[test]
fn un_disque_plein_se_dit_a_l_ecriture_ou_au_vidage() {
    use std::io::ErrorKind;

    use lesson8::copy_bytes::copy_bytes;

    let (progress, _) = watch::channel(Progress::default());
    let runtime = Builder::new_current_thread().build().unwrap();
    for size in [7, 3 * BLOCK as u64] {
        let copied = runtime.block_on(async {
            let full = File::options().write(true).open("/dev/full").unwrap();
            let full = tokio::fs::File::from_std(full);
            let zeros = tokio::io::AsyncReadExt::take(tokio::io::repeat(0), size);
            copy_bytes(zeros, full, BLOCK, size, &progress).await
        });
        let Err(CopyError::Write(error)) = copied else { panic!("{copied:?}") };
        assert_eq!(error.kind(), ErrorKind::StorageFull);
    }
}
