//! La collecte : d'un dossier, la classe et ses copies.

mod archive;
mod candidates;
mod claim;
mod clones;
mod copy_file;
mod moodle;
mod naming;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use handout::unreadable;

use crate::text::visible;
use candidates::Candidates;
use naming::Named;

/// La taille d'une copie, en octets ; un exercice en fait vingt fois moins.
pub(crate) const MOST: u64 = 256 << 10;

/// Une classe, telle que son dossier la montre.
#[derive(Debug, Default)]
pub(crate) struct Class {
    /// Les étudiants, par identifiant.
    pub(crate) students: BTreeMap<String, Student>,
    /// Ce qui, dans le dossier, n'est à personne.
    pub(crate) remarks: Vec<String>,
}

/// Un étudiant, et ce qu'il a remis.
#[derive(Debug, Default)]
pub(crate) struct Student {
    /// Son nom, quand le dossier le donne ; sinon son identifiant.
    pub(crate) name: String,
    /// Ce qu'on a trouvé pour chaque exercice, dans l'ordre demandé.
    pub(crate) copies: Vec<Found>,
    /// Ce qu'il faut savoir de sa remise.
    pub(crate) remarks: Vec<String>,
}

/// Ce qu'on a trouvé pour un exercice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Une copie.
    Copy(Vec<u8>),
    /// Rien, pour cette raison.
    Missing(String),
    /// De quoi hésiter : l'enseignant doit regarder.
    Unclear(String),
}

/// Lit un dossier : un dossier, une archive ou un fichier par étudiant.
///
/// `others` nomme les exercices que l'on ne note pas : les y trouver n'étonne pas.
///
/// # Errors
///
/// Si le dossier ne se lit pas, ou ne contient personne.
pub(crate) fn collect(
    folder: &Path,
    exercises: &[&str],
    others: &[&str],
) -> Result<Class> {
    if folder.is_file() {
        bail!(
            "{} est un fichier : donnez un dossier, ou celui de l'archive décompressée",
            visible(&folder.to_string_lossy())
        );
    }
    let paths = entries(folder).with_context(|| unreadable(folder))?;
    let mut class = Class::default();
    let mut found = BTreeMap::<String, Remitted>::new();
    for path in &paths {
        match Named::read(path) {
            Named::Student { id, name } => {
                let remitted = found.entry(id).or_default();
                remitted.names.insert(name);
                remitted.candidates.add(path, exercises);
            }
            Named::Nobody(reason) => class.remarks.extend(reason),
        }
    }
    if found.is_empty() {
        bail!(
            "{} ne contient aucune copie : donnez le dossier où chaque étudiant a le \
             sien",
            visible(&folder.to_string_lossy())
        );
    }
    for (id, mut remitted) in found {
        remitted.candidates.forget(others);
        class.students.insert(id, remitted.student(exercises));
    }
    Ok(class)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = paths.collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Tout ce qui porte le même identifiant.
#[derive(Default)]
struct Remitted {
    names: BTreeSet<String>,
    candidates: Candidates,
}

impl Remitted {
    fn student(self, exercises: &[&str]) -> Student {
        let names: Vec<_> = self.names.into_iter().collect();
        let mut copies: Vec<_> =
            exercises.iter().map(|name| self.candidates.choose(name)).collect();
        let mut remarks = self.candidates.remarks;
        if names.len() > 1 {
            let both = names.join(" » et « ");
            let text = format!("un identifiant pour deux noms : « {both} »");
            copies.fill(Found::Unclear(text.clone()));
            remarks.push(text);
        }
        Student { name: names.join(" / "), copies, remarks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Folder(tempfile::TempDir);

    impl Folder {
        fn new(files: &[(&str, &str)]) -> Self {
            let folder = Self(tempfile::tempdir().unwrap());
            files.iter().for_each(|(path, text)| folder.write(path, text));
            folder
        }

        fn write(&self, path: &str, text: &str) {
            let path = self.0.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }

        fn class(&self, exercises: &[&str]) -> Class {
            collect(self.0.path(), exercises, &["boucle"]).unwrap()
        }
    }

    fn copy(text: &str) -> Found {
        Found::Copy(text.as_bytes().to_vec())
    }

    #[test]
    fn les_trois_rangements_se_lisent() {
        let moodle = "Zoé D'Été_12_assignsubmission_file_/fusible.rs";
        let folder = Folder::new(&[
            (moodle, "a"),
            ("bob/lecon2/fusible/src/lib.rs", "b"),
            ("eve.rs", "c"),
            ("Ann O_7_assignsubmission_file_fusible.rs", "d"),
            ("notes.txt", "e"),
        ]);
        let class = folder.class(&["fusible"]);
        let found: Vec<_> = class.students.iter().collect();
        let ids: Vec<_> = found.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["12", "7", "bob", "eve"]);
        assert_eq!(found[0].1.name, "Zoé D'Été");
        let copies: Vec<_> =
            found.iter().map(|(_, all)| all.copies[0].clone()).collect();
        assert_eq!(copies, ["a", "d", "b", "c"].map(copy));
        assert_eq!(class.remarks.len(), 1, "{:?}", class.remarks);
    }

    #[test]
    fn un_exercice_que_l_on_ne_note_pas_n_etonne_pas() {
        let folder =
            Folder::new(&[("a/boucle.rs", ""), ("b/boucle.rs", ""), ("b/x.rs", "")]);
        let class = folder.class(&["fusible"]);
        let found = |id| &class.students[id].copies[0];
        assert_eq!(*found("a"), Found::Missing("pas de fusible.rs".to_owned()));
        assert!(
            matches!(found("b"), Found::Unclear(text) if text.contains("mais x.rs"))
        );
    }

    #[test]
    fn deux_noms_pour_un_identifiant_se_disent() {
        let folder = Folder::new(&[
            ("Ann_7_assignsubmission_file_/fusible.rs", "a"),
            ("Bob_7_assignsubmission_file_/fusible.rs", "a"),
        ]);
        let class = folder.class(&["fusible"]);
        let student = &class.students["7"];
        assert!(matches!(&student.copies[0], Found::Unclear(text)
            if text.contains("deux noms : « Ann » et « Bob »")));
    }

    #[test]
    fn un_nom_decompose_est_celui_du_meme_etudiant() {
        let (short, long) = ("\u{c9}lodie", "E\u{301}lodie");
        let folder = Folder::new(&[
            (&format!("{short}_7_assignsubmission_file_/fusible.rs"), "a"),
            (&format!("{long}_7_assignsubmission_file_/note.txt"), ""),
            (&format!("{long}.rs"), "b"),
        ]);
        let class = folder.class(&["fusible"]);
        assert_eq!(class.students["7"].name, short);
        assert_eq!(class.students["7"].copies, [copy("a")]);
        assert_eq!(class.students[short].copies, [copy("b")]);
        assert_eq!(class.students.len(), 2);
    }

    #[test]
    fn un_dossier_vide_et_une_classe_vide_se_disent() {
        let folder = Folder::new(&[]);
        let error = collect(folder.0.path(), &["fusible"], &[]).unwrap_err();
        assert!(error.to_string().contains("aucune copie"), "{error}");
        let archive = tempfile::NamedTempFile::new().unwrap();
        let error = collect(archive.path(), &["fusible"], &[]).unwrap_err();
        assert!(error.to_string().contains("est un fichier"), "{error}");
        fs::create_dir(folder.0.path().join("bob")).unwrap();
        let class = folder.class(&["fusible"]);
        let missing = Found::Missing("rien n'a été remis".to_owned());
        assert_eq!(class.students["bob"].copies, [missing]);
    }

    #[cfg(unix)]
    #[test]
    fn un_nom_illisible_a_quand_meme_un_identifiant() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt as _;
        let folder = Folder::new(&[]);
        let name = OsStr::from_bytes(b"caf\xe9\x1b[2J");
        fs::create_dir(folder.0.path().join(name)).unwrap();
        let class = folder.class(&["fusible"]);
        let ids: Vec<_> = class.students.keys().collect();
        assert_eq!(ids, ["caf\\xe9\\u{1b}[2J"]);
    }
}
