//! Une classe dans un dossier provisoire, et les dossiers de résultats à côté.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::copies::{Copy, EXERCISE};

/// Le temps laissé aux bacs d'un `noteur` tué pour le suivre.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Class {
    root: tempfile::TempDir,
    pub copies: Vec<Copy>,
}

impl Class {
    /// Écrit les copies et leurs dates.
    pub fn new(copies: Vec<Copy>) -> Self {
        let root = tempfile::tempdir().unwrap();
        let mut dates = "id,date\n".to_owned();
        for copy in &copies {
            for (name, content) in &copy.files {
                let path = root.path().join("classe").join(&copy.id).join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, content).unwrap();
            }
            writeln!(dates, "{},{}", copy.id, copy.date).unwrap();
        }
        fs::write(root.path().join("dates.csv"), dates).unwrap();
        Self { root, copies }
    }

    /// Note la classe jusqu'au bout ; renvoie ce que la commande a dit.
    pub fn grade(&self, output: &str) -> String {
        let done = self.command(output).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let said = text(&done.stderr) + &text(&done.stdout);
        assert!(done.status.success(), "{said}");
        said
    }

    /// Tue la notation, par SIGKILL, à la moitié ; renvoie le nombre de jugements
    /// gardés, et celui des jugements à rendre.
    pub fn grade_killed_in_the_middle(&self, output: &str) -> (usize, usize) {
        let mut child = self.command(output).spawn().unwrap();
        let lines = BufReader::new(child.stderr.as_mut().unwrap()).lines();
        let mut all = 0;
        for line in lines.map(Result::unwrap) {
            if let Some((count, _)) = line.split_once(" à juger, ") {
                all = count.parse().unwrap();
            }
            if line.starts_with(&format!("{}/", all / 2)) {
                break;
            }
        }
        child.kill().unwrap();
        child.wait().unwrap();
        (self.judged(output), all)
    }

    /// Compte ce qui reste du travail de la notation.
    pub fn leftovers(&self, output: &str) -> usize {
        let folder = self.root.path().join(output).join(".noteur/travail");
        fs::read_dir(folder).unwrap().count()
    }

    /// Compte les jugements gardés.
    pub fn judged(&self, output: &str) -> usize {
        let folder = self.root.path().join(output).join(".noteur/copies");
        let names = fs::read_dir(folder).unwrap().map(|one| one.unwrap().path());
        names
            .filter(|path| path.extension().is_some_and(|one| one == "json"))
            .count()
    }

    /// Vérifie qu'aucun processus ne parle plus de cette classe.
    pub fn is_left_alone(&self) {
        let start = Instant::now();
        while self.is_in_use() {
            assert!(start.elapsed() < PATIENCE, "un processus survit à noteur");
            std::thread::yield_now();
        }
    }

    /// Lit tous les résultats d'un dossier, par nom de fichier.
    pub fn results(&self, output: &str) -> BTreeMap<String, String> {
        let mut all = BTreeMap::new();
        for folder in ["", "retours"] {
            for entry in
                fs::read_dir(self.root.path().join(output).join(folder)).unwrap()
            {
                let path = entry.unwrap().path();
                if path.is_file() {
                    let name =
                        format!("{folder}/{}", path.file_name().unwrap().display());
                    let text = fs::read_to_string(&path).unwrap();
                    all.insert(name.trim_start_matches('/').to_owned(), text);
                }
            }
        }
        all
    }

    /// Les bacs montent des dossiers de celui-ci : leur ligne de commande le dit.
    fn is_in_use(&self) -> bool {
        let place = self.root.path().to_string_lossy().into_owned();
        let lines = fs::read_dir("/proc").unwrap().flatten();
        let mut lines =
            lines.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
        lines.any(|line| String::from_utf8_lossy(&line).contains(&place))
    }

    fn command(&self, output: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_noteur"));
        command.current_dir(self.root.path());
        command.args(["noter", EXERCISE, "classe", output, "--dates", "dates.csv"]);
        command.args(["--echeance", "2026-11-20T23:59", "--retard", "10%/jour"]);
        // Une réponse fausse dort vingt secondes : que les autres n'attendent pas.
        command.args(["-j", "4"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}
