//! Cent copies de `somme_lente` : justes, vides, fausses, abîmées, en retard, mal
//! nommées, hostiles.

use std::fs;
use std::path::{Path, PathBuf};

/// L'exercice, noté sur 10.
pub const EXERCISE: &str = "somme_lente";

/// La remise d'un étudiant.
pub struct Copy {
    /// Son dossier dans la classe.
    pub id: String,
    /// Ses fichiers, nom et contenu.
    pub files: Vec<(String, Vec<u8>)>,
    /// La date de sa remise.
    pub date: &'static str,
    /// Sa note ; rien si l'enseignant doit regarder.
    pub mark: &'static str,
}

/// Les réponses fausses de l'exercice, et ce que chacune vaut.
const WRONG: [(&str, &str); 7] = [
    ("attente_de_trop", "4"),
    ("attente_oubliee", "5"),
    ("attente_reelle", "1"),
    ("reponse_apprise", "4"),
    ("thread_bloquant", "3"),
    ("total_trop_petit", "8"),
    ("une_attente_pour_tous", "5"),
];

/// Remises le 20 à midi, sauf ces quatre-là : à 10 % par jour commencé.
const ON_TIME: &str = "2026-11-20T12:00";
const LATE: [(&str, &str); 4] = [
    ("2026-11-23T08:00", "7"),
    ("2026-11-20T23:59", "10"),
    ("2026-11-21T00:00", "9"),
    ("2027-01-01T00:00", "0"),
];

/// Renvoie les cent copies ; en prendre une sur six en laisse de toutes sortes.
pub fn all() -> Vec<Copy> {
    let solution = read(&exercise().join("src/lib.rs"));
    let stub = exercise::stub(&solution).unwrap();
    let mut copies = Vec::new();
    for (rank, (date, mark)) in LATE.into_iter().enumerate() {
        let copy = one(format!("retard{rank}"), &solution, mark);
        copies.push(Copy { date, ..copy });
    }
    for rank in 0..5 {
        copies.push(one(format!("vide{rank}"), &stub, "0"));
    }
    for (name, mark) in WRONG {
        let text = read(&exercise().join(format!("fausses/{name}.rs")));
        copies.push(one(format!("faux_{name}"), &text, mark));
        copies.push(one(format!("encore_{name}"), &text, mark));
    }
    copies.extend(broken(&solution));
    copies.extend(misnamed(&solution, &stub));
    copies.extend(hostile());
    // Les autres ont raison.
    let right = copies.len()..100;
    copies.extend(right.map(|rank| one(format!("juste{rank}"), &solution, "10")));
    copies
}

/// Une copie à son nom : aucune n'est identique à une autre.
fn one(id: String, text: &str, mark: &'static str) -> Copy {
    let text = format!("{text}\n// {id}\n");
    let files = vec![(format!("{EXERCISE}.rs"), text.into_bytes())];
    Copy { id, files, date: ON_TIME, mark }
}

fn broken(solution: &str) -> Vec<Copy> {
    let half = &solution[..solution.rfind('}').unwrap()];
    let renamed = solution.replace("fn sum", "fn somme");
    let mistyped = solution.replace("-> u64", "-> String");
    let mut copies = vec![
        one("casse_coupee".to_owned(), half, "0"),
        one("casse_renommee".to_owned(), &renamed, "0"),
        one("casse_type".to_owned(), &mistyped, "0"),
        one("casse_rien".to_owned(), "", "0"),
        one("casse_latin1".to_owned(), "", "0"),
    ];
    copies[4].files[0].1 = b"// \xe9t\xe9\npub fn sum() {}\n".to_vec();
    copies
}

fn misnamed(solution: &str, stub: &str) -> Vec<Copy> {
    let mut copies = ["nom_dossier", "nom_double", "nom_autre"]
        .map(|id| one(id.to_owned(), solution, ""));
    copies[0].files[0].0 = format!("lecon1/{EXERCISE}/src/lib.rs");
    copies[0].mark = "10";
    copies[1].files.push((format!("essai/{EXERCISE}.rs"), stub.into()));
    copies[2].files[0].0 = "devoir.rs".to_owned();
    copies.into()
}

/// La moitié des copies hostiles de l'arbitre, qui les essaie toutes ; celles qui visent un
/// autre exercice n'ont rien à celui-ci.
fn hostile() -> Vec<Copy> {
    let folder = course().join("tools/referee/tests/attacks");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.collect();
    paths.sort();
    let copy = |path: PathBuf| {
        let text = read(&path).replace("@LONG@", &"long ".repeat(40_000));
        let deep = format!("{}{}", "(".repeat(20_000), ")".repeat(20_000));
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        // Elle attend comme il faut, et ne gagne rien de plus.
        let mark = if name == "oracle" { "2" } else { "0" };
        one(format!("hostile_{name}"), &text.replace("@DEEP@", &deep), mark)
    };
    paths.into_iter().step_by(2).map(copy).collect()
}

fn exercise() -> PathBuf {
    course().join("lessons/lesson1/exercises").join(EXERCISE)
}

fn course() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}
