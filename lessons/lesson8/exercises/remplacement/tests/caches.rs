//! Les tests cachés.

use std::path::Path;
use std::sync::mpsc;
use std::task::Poll;
use std::{fs, io};

use kit::Stepper;
use remplacement::replace;
use tokio::runtime::Builder;
use tokio::task::{spawn_blocking, yield_now};

const OLD: &str = "Rigel";

#[test]
fn deux_remplacements_reussissent_ensemble() {
    with_one_thread(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.txt");
        fs::write(&path, OLD).unwrap();
        let texts = ["Véga ; Deneb ; Altaïr", "Antarès"];
        let mut running = texts.map(|text| Some(Stepper::new(replace(&path, text))));
        let mut last = None;
        for _ in 0..1000 {
            for (slot, text) in running.iter_mut().zip(texts) {
                let Some(replacing) = slot else { continue };
                if let Poll::Ready(replaced) = step(replacing).await {
                    let replaced: io::Result<()> = replaced;
                    if let Err(error) = replaced {
                        kit::fail(format!(
                            "de deux remplacements en même temps, l'un échoue : \
                             {error}"
                        ));
                    }
                    (*slot, last) = (None, Some(text));
                }
            }
        }
        let found = fs::read_to_string(&path).ok();
        let whole = found.as_deref().is_some_and(|text| texts.contains(&text));
        let message = format!(
            "après deux remplacements en même temps, le catalogue est {found:?}"
        );
        kit::check(whole && last.is_some(), message);
        kit::check_eq("le dossier", names(folder.path()), ["catalogue.txt"]);
    });
}

#[test]
fn ni_abandon_ni_echec_ne_laisse_rien() {
    with_one_thread(async {
        for polls in 1..1000 {
            // Le pool finit avant l'abandon, ou après.
            let finished = abandon_after(polls, false).await;
            if finished || abandon_after(polls, true).await {
                break;
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.txt");
        fs::create_dir(&path).unwrap();
        let replaced: io::Result<()> = replace(&path, "Véga").await;
        kit::check(replaced.is_err(), "replace a remplacé un dossier");
        settle().await;
        let what = "le dossier, après un remplacement qui échoue parce que \
                    catalogue.txt est un dossier,";
        kit::check_eq(what, names(folder.path()), ["catalogue.txt"]);
    });
}

#[test]
fn les_droits_restent_les_memes() {
    with_one_thread(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.txt");
        fs::write(&path, OLD).unwrap();
        share(&path);
        let before = fs::metadata(&path).unwrap().permissions();
        kit::check(replace(&path, "Véga").await.is_ok(), "replace échoue");
        let after = fs::metadata(&path).unwrap().permissions();
        kit::check_eq("les droits du catalogue remplacé", after, before);
    });
}

#[test]
fn rien_ne_touche_au_disque_hors_du_pool() {
    with_one_thread(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.txt");
        let mut replacing = Stepper::new(replace(&path, "Véga"));
        let release = hold_pool();
        replacing.expect_pending("le pool est retenu, et lui seul touche au disque");
        let message = "poll a créé un fichier au lieu de passer par le pool";
        kit::check(names(folder.path()).is_empty(), message);
        drop(release);
    });
}

/// Abandonne un remplacement après `polls` appels ; vrai s'il a fini avant.
async fn abandon_after(polls: usize, pool_is_late: bool) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("catalogue.txt");
    fs::write(&path, OLD).unwrap();
    let mut replacing = Stepper::new(replace(&path, "Véga"));
    for _ in 1..polls {
        if step(&mut replacing).await.is_ready() {
            return true;
        }
    }
    let release = hold_pool();
    if replacing.poll().is_ready() {
        return true;
    }
    if pool_is_late {
        drop(replacing);
        drop(release);
    } else {
        drop(release);
        settle().await;
        drop(replacing);
    }
    settle().await;
    let what = format!("le dossier, après un abandon à l'appel à poll n° {polls},");
    kit::check_eq(&what, names(folder.path()), ["catalogue.txt"]);
    let found = fs::read_to_string(&path).unwrap();
    kit::check(
        [OLD, "Véga"].contains(&found.as_str()),
        format!("abandonné, le remplacement laisse le catalogue « {found} »"),
    );
    false
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
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Donne au fichier des droits que n'a pas un fichier provisoire.
#[cfg(unix)]
fn share(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o640)).unwrap();
}

#[cfg(not(unix))]
fn share(_: &Path) {}
