//! Un cours en réduction, et `exo` lancé dedans comme le ferait un apprenant.
#![allow(dead_code, reason = "chaque fichier de tests n'emploie pas tout")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use walkdir::WalkDir;

/// Un cours en réduction : trois leçons, qui n'ont qu'un exercice chacune.
pub struct Course {
    pub root: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

/// Les cours partagent leurs bibliothèques compilées, que Cargo range sous le même
/// nom :
/// un seul à la fois.
static TURN: Mutex<()> = Mutex::new(());

/// Les autres viennent et changent sans que ces essais s'en ressentent.
const EXERCISES: [(&str, &str); 3] =
    [("lesson1", "somme_lente"), ("lesson2", "deux_a_la_fois"), ("lesson3", "cede")];

impl Course {
    /// Copie le cours dans un dossier à ce nom, vide.
    pub fn new(name: &str) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exo").join(name);
        let _ = fs::remove_dir_all(&root);
        let real = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        for file in ["Cargo.toml", "Cargo.lock", "book.toml"] {
            copy(&real.join(file), &root.join(file));
        }
        for (lesson, exercise) in EXERCISES {
            let lesson = format!("lessons/{lesson}");
            let manifest = format!("{lesson}/Cargo.toml");
            copy(&real.join(&manifest), &root.join(&manifest));
            for part in ["src", &format!("exercises/{exercise}")] {
                let part = format!("{lesson}/{part}");
                copy_all(&real.join(&part), &root.join(&part));
            }
        }
        for folder in ["clock", "kit", "scene", "terminal", "timeline"] {
            let folder = format!("tools/{folder}");
            copy_all(&real.join(&folder), &root.join(&folder));
        }
        copy_all(&real.join("src"), &root.join("src"));
        Self { root, _turn: turn }
    }

    /// Copie le cours dans un dossier à ce nom, avec toutes ses leçons.
    pub fn whole(name: &str) -> Self {
        let course = Self::new(name);
        let real = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        for lesson in fs::read_dir(real.join("lessons")).unwrap() {
            let lesson = lesson.unwrap().path();
            let copied = course.root.join(lesson.strip_prefix(real).unwrap());
            copy(&lesson.join("Cargo.toml"), &copied.join("Cargo.toml"));
            for part in ["src", "exercises"] {
                if lesson.join(part).exists() {
                    copy_all(&lesson.join(part), &copied.join(part));
                }
            }
        }
        course
    }

    /// Renvoie un fichier du dossier de l'apprenant.
    pub fn mine(&self, name: &str) -> PathBuf {
        self.root.join("mes-exercices").join(name)
    }

    /// Lit un fichier du dossier de l'apprenant.
    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.mine(name))
            .unwrap_or_else(|error| panic!("{name} : {error}"))
    }

    /// Écrit un fichier du dossier de l'apprenant.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.mine(name), content).unwrap();
    }

    /// Écrit la solution d'un exercice à la place de l'ébauche.
    pub fn solve(&self, lesson: u32, name: &str) {
        let source = self
            .root
            .join(format!("lessons/lesson{lesson}/exercises/{name}/src/lib.rs"));
        let text = exercise::solution(&fs::read_to_string(source).unwrap());
        self.write(&format!("lecon{lesson}/{name}/src/lib.rs"), text);
    }

    /// Prépare une commande, lancée à la racine du cours.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_exo"));
        command.args(words).current_dir(&self.root);
        command.env("CARGO_MANIFEST_DIR", self.root.join("tools/kit"));
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exo-target");
        command.env("CARGO_TARGET_DIR", target).env("CARGO_NET_OFFLINE", "true");
        command.env_remove("RUST_BACKTRACE").env_remove("NO_COLOR");
        command.env_remove("EDITOR").env_remove("VISUAL");
        command
    }

    /// Lance `exo`, et renvoie ses deux sorties et son succès.
    pub fn exo(&self, words: &[&str]) -> Said {
        Said::from(self.command(words).stdin(Stdio::null()).output().unwrap())
    }

    /// Lance `exo` en lui tapant `typed`.
    pub fn type_in(&self, words: &[&str], typed: &str) -> Said {
        let mut command = self.command(words);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        Said::from(child.wait_with_output().unwrap())
    }
}

/// Ce qu'une commande a dit.
#[derive(Debug)]
pub struct Said {
    pub out: String,
    pub err: String,
    pub ok: bool,
}

impl Said {
    /// Vérifie que la sortie ou l'erreur contient ce texte.
    #[track_caller]
    pub fn says(&self, hint: &str) -> &Self {
        let found = self.out.contains(hint) || self.err.contains(hint);
        assert!(found, "« {hint} » manque :\n{}\n{}", self.out, self.err);
        self
    }

    /// Vérifie que la commande a échoué, en une ligne sur la sortie d'erreur.
    #[track_caller]
    pub fn fails(&self, hint: &str) -> &Self {
        assert!(!self.ok, "{self:?}");
        assert!(self.err.contains(hint), "« {hint} » manque : {}", self.err);
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        self
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let ok = output.status.success();
        Self { out: text(output.stdout), err: text(output.stderr), ok }
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in WalkDir::new(from).into_iter().map(Result::unwrap) {
        if entry.file_type().is_file() {
            copy(entry.path(), &to.join(entry.path().strip_prefix(from).unwrap()));
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap();
}
