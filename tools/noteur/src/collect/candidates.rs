//! Les fichiers qui pourraient être la copie, et le choix entre eux.

use std::path::Path;

use super::Found;
use super::archive;
use super::claim::Claim;
use super::clones;
use super::copy_file::{is_zip, read};
use super::moodle::Owner;
use super::naming::readable;

/// Bien plus que les exercices d'une remise.
const MOST_CANDIDATES: usize = 100;
/// Assez pour comprendre ; au-delà, un rapport ne parlerait plus que d'un étudiant.
const MOST_REMARKS: usize = 10;

/// Ce qu'un étudiant a remis.
#[derive(Debug, Default)]
pub(super) struct Candidates {
    all: Vec<Candidate>,
    /// Les fichiers Rust dont le nom ne dit pas l'exercice.
    strangers: Vec<String>,
    /// Vrai si d'autres exercices ont été remis.
    others: bool,
    /// Ce qui n'a pas pu être lu, et pourquoi.
    pub(super) remarks: Vec<String>,
}

#[derive(Debug)]
struct Candidate {
    exercise: String,
    place: String,
    /// Faux si le nom n'est qu'approchant : `Cede (1).rs`.
    exact: bool,
    content: Vec<u8>,
}

impl Candidates {
    /// Ajoute une entrée du dossier : le dossier, l'archive ou le fichier d'un
    /// étudiant.
    pub(super) fn add(&mut self, path: &Path, exercises: &[&str]) {
        let shown = readable(path.file_name().unwrap_or_default());
        if path.is_dir() {
            return clones::read(path, exercises, self);
        }
        if is_zip(path) {
            return archive::read(path, &shown, exercises, self);
        }
        // `id.rs` : le nom dit l'étudiant, et l'exercice seulement s'il est seul.
        let is_owned = !Owner::of_file(&shown).is_empty();
        let claim = Claim::of(Owner::file_name(&shown), exercises);
        match (claim, exercises) {
            (Claim::Exact(name), _) => self.add_file(path, shown, name, true),
            (Claim::Near(name), _) => self.add_file(path, shown, name, false),
            (_, [only]) if !is_owned => self.add_file(path, shown, only, true),
            _ => self.stranger(shown),
        }
    }

    /// Ajoute un fichier, s'il est lisible et assez petit.
    pub(super) fn add_file(
        &mut self,
        path: &Path,
        place: String,
        exercise: &str,
        exact: bool,
    ) {
        match read(path) {
            Ok(content) => self.push(place, exercise, exact, content),
            Err(reason) => self.remark(&place, &reason),
        }
    }

    /// Ajoute un contenu.
    pub(super) fn push(
        &mut self,
        place: String,
        exercise: &str,
        exact: bool,
        content: Vec<u8>,
    ) {
        if self.all.len() == MOST_CANDIDATES {
            return self.remark(&place, "trop de fichiers du même nom, ignoré");
        }
        let exercise = exercise.to_owned();
        self.all.push(Candidate { exercise, place, exact, content });
    }

    /// Note un fichier Rust que personne n'attendait.
    pub(super) fn stranger(&mut self, place: String) {
        self.strangers.push(place);
    }

    /// Note ce qui n'a pas pu être lu.
    pub(super) fn remark(&mut self, place: &str, reason: &str) {
        let place = if place.is_empty() { "le dossier" } else { place };
        match self.remarks.len() {
            0..MOST_REMARKS => self.remarks.push(format!("{place} : {reason}")),
            MOST_REMARKS => self.remarks.push("d'autres remarques, tues".to_owned()),
            _ => {}
        }
    }

    /// Oublie les fichiers qui portent le nom d'un autre exercice.
    pub(super) fn forget(&mut self, others: &[&str]) {
        let count = self.strangers.len();
        self.strangers.retain(|place| {
            let name = place.rsplit('/').next().unwrap_or(place);
            matches!(Claim::of(name, others), Claim::Stranger)
        });
        self.others = count > self.strangers.len();
    }

    /// Choisit la copie d'un exercice : la seule, ou celle que toutes répètent.
    pub(super) fn choose(&self, exercise: &str) -> Found {
        let of = |exact: bool| {
            let all = self.all.iter();
            all.filter(move |candidate| {
                candidate.exercise == exercise && candidate.exact == exact
            })
            .collect::<Vec<_>>()
        };
        let exact = of(true);
        let found = if exact.is_empty() { of(false) } else { exact };
        match &found[..] {
            [] => self.nothing(exercise),
            [first, rest @ ..] => {
                match rest.iter().find(|other| other.content != first.content) {
                    None => Found::Copy(first.content.clone()),
                    Some(other) => Found::Unclear(format!(
                        "deux fichiers pour {exercise}, et ils diffèrent : {} et {} ; \
                         gardez-en un",
                        first.place, other.place
                    )),
                }
            }
        }
    }

    fn nothing(&self, exercise: &str) -> Found {
        if let Some(remark) = self.remarks.first() {
            return Found::Unclear(format!(
                "pas de {exercise}.rs lisible : {remark}"
            ));
        }
        match &self.strangers[..] {
            [] if self.all.is_empty() && !self.others => {
                Found::Missing("rien n'a été remis".to_owned())
            }
            [] => Found::Missing(format!("pas de {exercise}.rs")),
            [first, ..] => Found::Unclear(format!(
                "pas de {exercise}.rs, mais {first} : si c'est lui, renommez-le"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::MOST;
    use super::*;

    fn chosen(all: &[(&str, bool, &str)]) -> Found {
        let mut candidates = Candidates::default();
        for (place, exact, text) in all {
            let content = text.as_bytes().to_vec();
            candidates.push((*place).to_owned(), "cede", *exact, content);
        }
        candidates.choose("cede")
    }

    #[test]
    fn un_nom_exact_l_emporte_sur_un_nom_approchant() {
        let found = chosen(&[("Cede (1).rs", false, "a"), ("cede.rs", true, "b")]);
        assert_eq!(found, Found::Copy(b"b".to_vec()));
    }

    #[test]
    fn deux_copies_differentes_ne_se_departagent_pas() {
        let same = [("a/cede.rs", true, "x"), ("b/cede.rs", true, "x")];
        assert_eq!(chosen(&same), Found::Copy(b"x".to_vec()));
        let found = chosen(&[("a/cede.rs", true, "x"), ("b/cede.rs", true, "y")]);
        assert!(matches!(found, Found::Unclear(text)
            if text.contains("a/cede.rs et b/cede.rs")));
    }

    #[test]
    fn personne_ne_remplit_un_rapport_a_lui_seul() {
        let mut candidates = Candidates::default();
        (0..5_000)
            .for_each(|_| candidates.remark("a.rs", "lien symbolique, ignoré"));
        assert_eq!(candidates.remarks.len(), MOST_REMARKS + 1);
    }

    #[test]
    fn un_fichier_de_moodle_garde_le_nom_de_son_auteur() {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str| {
            let path = folder.path().join(name);
            fs::write(&path, "a").unwrap();
            let mut candidates = Candidates::default();
            candidates.add(&path, &["cede"]);
            candidates.choose("cede")
        };
        let copy = Found::Copy(b"a".to_vec());
        assert_eq!(read("bob.rs"), copy);
        assert_eq!(read("B_7_assignsubmission_file_cede.rs"), copy);
        let other = read("B_7_assignsubmission_file_devoir.rs");
        assert!(matches!(other, Found::Unclear(_)), "{other:?}");
    }

    #[test]
    fn mille_fichiers_du_meme_nom_ne_s_entassent_pas() {
        let all: Vec<_> = (0..1_000).map(|rank| rank.to_string()).collect();
        let mut candidates = Candidates::default();
        for text in &all {
            let (place, content) = (text.clone(), text.as_bytes().to_vec());
            candidates.push(place, "cede", true, content);
        }
        assert_eq!(candidates.all.len(), MOST_CANDIDATES);
        assert!(candidates.remarks[0].contains("trop de fichiers"));
    }

    #[test]
    fn un_fichier_qui_disparait_laisse_une_ligne() {
        let mut candidates = Candidates::default();
        let path = Path::new("/absent/cede.rs");
        candidates.add_file(path, "cede.rs".to_owned(), "cede", true);
        assert!(matches!(candidates.choose("cede"), Found::Unclear(text)
            if text.contains("cede.rs : ne se lit pas")));
    }

    #[test]
    fn un_fichier_enorme_n_est_pas_une_copie() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cede.rs");
        fs::write(&path, vec![b' '; MOST as usize + 1]).unwrap();
        let mut candidates = Candidates::default();
        candidates.add(&path, &["cede"]);
        assert!(candidates.remarks[0].contains("dépasse 256 Kio"));
    }
}
