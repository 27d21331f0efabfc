//! Chaque contrôle peut échouer : un exercice sain, cassé d'une seule façon à la
//! fois.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use exercise::gate::{Effort, check_files, check_variant, toolbox, variants};
use exercise::{Catalogue, Exercise, Fault, Toolbox};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

/// Une copie de l'exercice `cede`, où l'on remplace un texte par un autre.
struct Copy {
    _dir: tempfile::TempDir,
    folder: PathBuf,
}

impl Copy {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("lesson3/exercises/cede");
        copy(&root().join("lessons/lesson3/exercises/cede"), &folder);
        Self { _dir: dir, folder }
    }

    fn with(file: &str, from: &str, to: &str) -> Self {
        let copy = Self::new();
        let path = copy.folder.join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} ne contient pas {from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
        copy
    }

    fn faults(&self) -> Vec<Fault> {
        let (exercise, mut faults) = Exercise::load(&self.folder);
        faults.extend(check_files(&exercise, &root().join("src")));
        faults
    }

    /// Contrôle une seule variante, par son rang : solution, ébauche, puis les
    /// fausses.
    fn variant_faults(&self, rank: usize) -> Vec<Fault> {
        let (exercise, _) = Exercise::load(&self.folder);
        let tally = &variants(&exercise)[rank];
        let effort = Effort { repetitions: 1, complete: false };
        check_variant(&exercise, tally, shared_toolbox(), effort).1
    }
}

fn shared_toolbox() -> &'static Toolbox {
    static SHARED: OnceLock<Toolbox> = OnceLock::new();
    SHARED.get_or_init(|| {
        let catalogue = Catalogue::load(root());
        toolbox(root(), &[catalogue.find("cede").unwrap()]).unwrap()
    })
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

#[track_caller]
fn says(faults: &[Fault], hint: &str) {
    let texts: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert!(texts.iter().any(|text| text.contains(hint)), "{hint} : {texts:#?}");
}

#[test]
fn l_exercice_sain_n_a_aucun_defaut() {
    assert_eq!(Copy::new().faults(), []);
    assert_eq!(Copy::new().variant_faults(0), []);
    assert_eq!(Copy::new().variant_faults(1), []);
    assert_eq!(Copy::new().variant_faults(2), []);
}

#[test]
fn chaque_defaut_des_fichiers_est_trouve() {
    let broken = |file: &str, from: &str, to: &str, hint: &str| {
        says(&Copy::with(file, from, to).faults(), hint);
    };
    let meta = "exercice.toml";
    broken(
        meta,
        "minutes = 20",
        "",
        "cede/exercice.toml : champ « minutes » : manque",
    );
    broken(meta, "difficulte = 1", "difficulte = 5", "champ « difficulte »");
    broken(meta, "deux_taches_alternent = 2", "", "points.deux_taches_alternent");
    broken(meta, "[points]", "[points]\nrien = 1", "points.rien » : aucun test");
    broken(meta, "lesson3#tourniquet", "lesson3#manege", "pas d'ancre « manege »");
    broken(
        meta,
        "lesson3#tourniquet",
        "lesson99#a",
        "la page lesson99 n'existe pas",
    );
    broken(meta, "lesson3#tourniquet", "tourniquet", "pas de la forme page#ancre");
    broken(meta, "\"sans_reveil\"", "\"perdu\"", "fausses/perdu.rs n'existe pas");
    broken(meta, "\"sans_reveil\"", "\"perdu\"", "sans_reveil.rs n'est pas déclaré");
    let test = "echoue = \"zero_pause_aboutit_aussitot\"";
    broken(meta, test, "echoue = \"zero\"", "aucun test « zero »");
    broken(meta, "titre = \"C", "titre = \"À écrire : c", "toml:1 : reste à écrire");
    let open = "// ANCHOR_END: solution";
    broken("src/lib.rs", open, "", "une région en contient une autre");
    let name = "fn deux_taches_alternent";
    let twice = "fn zero_pause_aboutit_aussitot";
    broken("tests/caches.rs", name, twice, "deux tests s'appellent zero_pause");
    broken("enonce.md", "boucle", &"mot ".repeat(300), "mots, pour 100 à 250");
}

#[test]
fn un_fichier_absent_est_nomme() {
    for file in ["exercice.toml", "enonce.md", "src/lib.rs", "tests/caches.rs"] {
        let copy = Copy::new();
        fs::remove_file(copy.folder.join(file)).unwrap();
        says(&copy.faults(), &format!("cede/{file} : fichier illisible"));
    }
}

#[test]
fn moins_de_trois_reponses_fausses_ne_suffisent_pas() {
    let copy = Copy::new();
    let path = copy.folder.join("exercice.toml");
    let text = fs::read_to_string(&path).unwrap();
    let kept = text.match_indices("[[fausses]]").nth(2).unwrap().0;
    fs::write(path, &text[..kept]).unwrap();
    says(&copy.faults(), "attend au moins trois réponses fausses");
}

#[test]
fn une_solution_fausse_est_trouvee() {
    let copy = Copy::with("src/lib.rs", "self.left == 0", "self.left == 1");
    let faults = copy.variant_faults(0);
    says(&faults, "cede (solution) : échoue à trois_pauses_font_quatre_appels");
    let unused = Copy::with(
        "src/lib.rs",
        "self.left -= 1;",
        "self.left -= 1;\n        let a = 1;",
    );
    says(&unused.variant_faults(0), "le compilateur avertit");
    let broken = Copy::with("src/lib.rs", "self.left -= 1;", "self.left -= ;");
    says(&broken.variant_faults(0), "ne compile pas");
}

#[test]
fn une_ebauche_qui_reussit_un_test_est_trouvee() {
    let copy = Copy::with(
        "src/lib.rs",
        "//@ todo!(\"construire la future\")",
        "//@ YieldTimes {}",
    );
    let path = copy.folder.join("src/lib.rs");
    let text = fs::read_to_string(&path).unwrap();
    let ready =
        text.replace("//@ todo!(\"compter les pauses\")", "//@ Poll::Ready(())");
    fs::write(path, ready).unwrap();
    says(&copy.variant_faults(1), "(ébauche) : réussit zero_pause_aboutit_aussitot");
}

#[test]
fn une_ebauche_qui_ne_compile_pas_est_trouvee() {
    let copy =
        Copy::with("src/lib.rs", "//@ todo!(\"compter les pauses\")", "//@ todo(");
    says(&copy.variant_faults(1), "cede (ébauche) : ne compile pas");
}

#[test]
fn une_reponse_fausse_mal_decrite_est_trouvee() {
    let other = "echoue = \"zero_pause_aboutit_aussitot\"";
    let from = "echoue = \"trois_pauses_font_quatre_appels\"";
    let copy = Copy::with("exercice.toml", from, other);
    says(&copy.variant_faults(2), "(sans_reveil) : réussit zero_pause");
    let copy =
        Copy::with("exercice.toml", "le waker n'a pas été gardé", "autre chose");
    says(&copy.variant_faults(2), "ne dit pas « autre chose » mais « ");
    let copy = Copy::with("exercice.toml", from, "echoue = \"compilation\"");
    says(&copy.variant_faults(2), "compile, alors que rustc devait la refuser");
    let copy =
        Copy::with("fausses/sans_reveil.rs", "self.left -= 1;", "self.left -= ;");
    says(&copy.variant_faults(2), "cede (sans_reveil) : ne compile pas");
}
