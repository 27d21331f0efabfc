//! Une petite classe, comme il en arrive.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Les dates, les ajustements et la feuille de Moodle de cette classe.
const DATES: &str = "id,date\n101,2026-11-20 18:00\n105,2026-11-22T08:30\n\
    999,2026-11-20 12:00\n";
const ADJUSTMENTS: &str = "id;exercice;points;raison\n102;fusible;1,5;expliqué à l'oral\n\
    105;fusible;-0,5;copie en retard deux fois\n";
const SHEET: &str = "\u{feff}Identifiant,Nom complet,Statut,Note,Note maximale,\
    Feedback par commentaires\n\
    Participant 101,Anne-Lise Éclair,Remis,,\"20,00\",\n\
    Participant 104,\"=Broc; Noé\",Remis,,\"20,00\",\n\
    Participant 106,Misnamed,Remis,\"3,00\",\"20,00\",à la main\n\
    Participant 200,Personne,Non remis,,\"20,00\",\n";

/// Une classe dans un dossier provisoire, et les dossiers de résultats à côté.
pub struct Class {
    pub root: tempfile::TempDir,
    /// `--sans-bac`, ou rien.
    place: &'static [&'static str],
}

impl Class {
    /// Un dossier vide, pour une autre classe.
    pub fn empty(place: &'static [&'static str]) -> Self {
        Self { root: tempfile::tempdir().unwrap(), place }
    }

    /// Compose la classe, de ce que le cours a de juste et de faux.
    pub fn new(place: &'static [&'static str]) -> Self {
        let class = Self::empty(place);
        let exercise = course().join("lessons/lesson2/exercises/fusible");
        let read = |file: &str| fs::read_to_string(exercise.join(file)).unwrap();
        let solution = read("src/lib.rs");
        let stub = exercise::stub(&solution).unwrap();
        let moodle = |owner: &str, file: &str, text: &str| {
            let folder = format!("classe/{owner}_assignsubmission_file_");
            class.write(&format!("{folder}/{file}"), text.as_bytes());
        };
        moodle("Anne-Lise Éclair_101", "fusible.rs", &solution);
        moodle("Jean D'Arc_102", "fusible.rs", &stub);
        moodle("Zoé_103", "lecon2/fusible/src/lib.rs", &read("fausses/booleen.rs"));
        moodle("=Broc; Noé_104", "fusible.rs", "pub fn fuse( {\u{1b}[31m`````\n");
        class
            .zip("classe/Paul Lent_105_assignsubmission_file_/rendu.zip", &solution);
        moodle("Misnamed_106", "devoir.rs", &solution);
        moodle("Deux_107", "fusible.rs", &solution);
        moodle("Deux_107", "essai/fusible.rs", &stub);
        class.zip(
            "classe/Bombe_108_assignsubmission_file_/r.zip",
            &" ".repeat(1 << 20),
        );
        let wrong = read("fausses/panique.rs");
        class.write("classe/=cmd|'calc'!A1/fusible (1).rs", wrong.as_bytes());
        fs::create_dir(class.path("classe/<img src=x onerror=alert(1)>\u{1b}[2J"))
            .unwrap();
        let hostile = format!("{solution}\nfn vide() {{\n    unsafe {{}}\n}}\n");
        class.write("classe/hostile.rs", hostile.as_bytes());
        class.write("classe/léa.rs", format!("// léa\n{solution}").as_bytes());
        class.write("personne/x/lisez-moi.txt", b"");
        class.write("dates.csv", DATES.as_bytes());
        class.write("ajustements.csv", ADJUSTMENTS.as_bytes());
        class.write("feuille.csv", SHEET.as_bytes());
        class
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Juge les réponses fausses connues, et elles seules.
    pub fn grade_known(&self, output: &str) -> Command {
        let mut command = self.command(&["noter", "fusible", "personne", output]);
        command.args(self.place);
        command
    }

    /// Note la classe dans `output`.
    pub fn grade(&self, output: &str, options: &[&str]) -> Command {
        let mut command = self.command(&["noter", "fusible", "classe", output]);
        command.args(self.place).args(["--dates", "dates.csv"]);
        command.args(["--retard", "10%/jour"]);
        command.args(["--echeance", "2026-11-20T23:59", "--moodle", "feuille.csv"]);
        command.args(["--ajustements", "ajustements.csv"]).args(options);
        command
    }

    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_noteur"));
        command.current_dir(self.root.path()).args(words);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Donne à un dossier de résultats les jugements d'un autre.
    pub fn lend(&self, from: &str, to: &str) {
        let (from, to) = (self.path(from), self.path(to));
        fs::create_dir_all(to.join(".noteur/copies")).unwrap();
        for entry in fs::read_dir(from.join(".noteur/copies")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap();
            fs::copy(&path, to.join(".noteur/copies").join(name)).unwrap();
        }
    }

    /// Lit tous les résultats d'un dossier, par nom de fichier.
    pub fn results(&self, output: &str) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for folder in ["", "retours"] {
            for entry in fs::read_dir(self.path(output).join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    let name = path.strip_prefix(self.path(output)).unwrap();
                    let text = fs::read_to_string(&path).unwrap();
                    all.insert(name.to_string_lossy().into_owned(), text);
                }
            }
        }
        all
    }

    /// Ajoute une ligne à une copie.
    pub fn change(&self, name: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        fs::write(self.path(name), text + "// une ligne de plus").unwrap();
    }

    /// Ôte cette ligne.
    pub fn restore(&self, name: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        fs::write(self.path(name), text.trim_end_matches("// une ligne de plus"))
            .unwrap();
    }

    fn write(&self, name: &str, content: &[u8]) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn zip(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let mut zip = ZipWriter::new(File::create(path).unwrap());
        zip.start_file("fusible.rs", SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
        zip.finish().unwrap();
    }
}

/// Lance une commande jusqu'au bout ; renvoie ses deux sorties.
#[track_caller]
pub fn done(mut command: Command) -> (String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    (out, err)
}

/// Lance une commande qui échoue ; renvoie ce qu'elle en dit.
#[track_caller]
pub fn failed(mut command: Command, status: i32) -> String {
    let output = command.output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{err}");
    assert_eq!(err.lines().count(), 1, "{err}");
    err
}

/// Attend qu'un processus en cours dise cela.
pub fn wait_for(child: &mut Child, hint: &str) {
    let lines = BufReader::new(child.stderr.as_mut().unwrap()).lines();
    let found = lines.map(Result::unwrap).any(|line| line.starts_with(hint));
    assert!(found, "le processus n'a jamais dit « {hint} »");
}

fn course() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}
