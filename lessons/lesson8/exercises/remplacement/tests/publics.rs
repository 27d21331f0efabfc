//! Les tests donnés.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::sync::mpsc;
use std::task::Poll;

use kit::Stepper;
use remplacement::replace;
use tempfile::{TempDir, env::override_temp_dir, tempdir_in};
use tokio::runtime::Builder;
use tokio::task::{spawn_blocking, yield_now};

const OLD: &str = "Véga ; Deneb ; Altaïr";
const NEW: &str = "Véga ; Deneb ; Altaïr ; Rigel ; Antarès";

#[test]
fn le_nouveau_texte_remplace_tout_l_ancien() {
    with_one_thread(async {
        let folder = only_folder();
        let path = folder.path().join("catalogue.txt");
        for text in [OLD, NEW, "Véga", ""] {
            if let Err(error) = replace(&path, text).await {
                kit::fail(format!(
                    "replace échoue, là où n'existe aucun autre dossier que celui \
                     du catalogue : {error}"
                ));
            }
            let found = fs::read_to_string(&path).ok();
            kit::check_eq("le catalogue remplacé", found.as_deref(), Some(text));
            kit::check_eq("le dossier", names(folder.path()), ["catalogue.txt"]);
        }
    });
}

#[test]
fn on_lit_l_ancien_ou_le_nouveau_a_chaque_pas() {
    with_one_thread(async {
        let folder = only_folder();
        let path = folder.path().join("catalogue.txt");
        fs::write(&path, OLD).unwrap();
        let mut replacing = Stepper::new(replace(&path, NEW));
        for step in 1..1000 {
            let release = hold_pool();
            let answer = replacing.poll();
            check_whole(&path, step);
            drop(release);
            settle().await;
            check_whole(&path, step);
            if let Poll::Ready(replaced) = answer {
                kit::check(replaced.is_ok(), "replace échoue");
                let found = fs::read_to_string(&path).unwrap();
                kit::check_eq("le catalogue, à la fin", found.as_str(), NEW);
                return;
            }
        }
        kit::fail("le remplacement ne finit pas, après mille appels à poll");
    });
}

#[test]
fn qui_lisait_l_ancien_le_finit() {
    with_one_thread(async {
        let folder = only_folder();
        let path = folder.path().join("catalogue.txt");
        fs::write(&path, OLD).unwrap();
        let mut reader = File::open(&path).unwrap();
        let mut start = [0; 6];
        reader.read_exact(&mut start).unwrap();
        kit::check(replace(&path, NEW).await.is_ok(), "replace échoue");
        let mut seen = start.to_vec();
        reader.read_to_end(&mut seen).unwrap();
        let seen = String::from_utf8_lossy(&seen).into_owned();
        let what = "ce que lit Berthe, qui avait ouvert le catalogue avant,";
        // Ailleurs que sous Unix, le système a le droit de faire autrement.
        kit::check_eq(what, seen.as_str(), if cfg!(unix) { OLD } else { &seen });
    });
}

fn check_whole(path: &Path, step: usize) {
    match fs::read_to_string(path) {
        Ok(text) => kit::check(
            text == OLD || text == NEW,
            format!("au pas {step}, on lit « {text} » : ni l'ancien, ni le nouveau"),
        ),
        Err(_) => kit::fail(format!("au pas {step}, le catalogue n'existe plus")),
    }
}

/// Crée le dossier d'un essai. Le dossier provisoire du système, qui est peut-être
/// sur un autre disque, ne peut plus servir.
fn only_folder() -> TempDir {
    let system = std::env::temp_dir();
    // Seul le premier appel compte, et tous demandent la même chose.
    let _ = override_temp_dir(&system.join("autre-disque"));
    tempdir_in(system).unwrap()
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
