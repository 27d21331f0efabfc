//! Les noms que Moodle donne à ce qu'il télécharge.

/// À qui est un dossier « Prénom Nom_123456_assignsubmission_file_ », ou un fichier
/// dont le nom commence ainsi quand Moodle n'a pas fait de dossiers.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Owner {
    /// Le numéro du participant, celui de la feuille d'évaluation.
    pub(super) id: String,
    /// Le nom affiché.
    pub(super) name: String,
    /// Vrai pour un texte saisi en ligne.
    pub(super) online: bool,
}

const FILE: &str = "_assignsubmission_file";
const ONLINE: &str = "_assignsubmission_onlinetext";

impl Owner {
    /// Lit un nom de dossier : la marque le termine, quoi que contienne le nom de
    /// l'étudiant.
    pub(super) fn of_folder(text: &str) -> Option<Self> {
        let text = text.strip_suffix('_').unwrap_or(text);
        let marked =
            |marker, online| Self::before(text.strip_suffix(marker)?, online);
        marked(FILE, false).or_else(|| marked(ONLINE, true))
    }

    /// Lit un nom de fichier ; plusieurs réponses si l'étudiant a mis la marque dans
    /// son nom ou dans celui du fichier.
    pub(super) fn of_file(text: &str) -> Vec<Self> {
        let places = |marker, online| {
            let places = text.match_indices(marker);
            places.filter_map(move |(at, _)| Self::before(&text[..at], online))
        };
        places(FILE, false).chain(places(ONLINE, true)).collect()
    }

    /// Renvoie le nom qu'un fichier avait chez l'étudiant.
    pub(super) fn file_name(text: &str) -> &str {
        let marker = format!("{FILE}_");
        match Self::of_file(text)[..] {
            [_] => text.split_once(&marker).map_or(text, |(_, name)| name),
            _ => text,
        }
    }

    fn before(text: &str, online: bool) -> Option<Self> {
        let (name, id) = text.rsplit_once('_')?;
        let is_number =
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
        let (id, name) = (id.to_owned(), name.to_owned());
        is_number.then_some(Self { id, name, online })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(text: &str) -> Option<(String, String)> {
        Owner::of_folder(text).map(|owner| (owner.name, owner.id))
    }

    #[test]
    fn le_numero_est_juste_avant_la_marque() {
        let pair = |name: &str, id: &str| Some((name.to_owned(), id.to_owned()));
        let name = "Zoé D'Été-Ñu";
        let text = format!("{name}_123456_assignsubmission_file_");
        assert_eq!(folder(&text), pair(name, "123456"));
        assert_eq!(folder("a_b_9_assignsubmission_file"), pair("a_b", "9"));
        let online = Owner::of_folder("A_9_assignsubmission_onlinetext_").unwrap();
        assert!(online.online);
        assert_eq!(folder("A_x_assignsubmission_file_"), None);
        assert_eq!(folder("alice"), None);
    }

    #[test]
    fn personne_ne_prend_le_numero_d_un_autre() {
        let name = "Eve_7_assignsubmission_file_";
        let text = format!("{name}_99_assignsubmission_file_");
        assert_eq!(folder(&text).unwrap().1, "99");
        let file = "Eve_99_assignsubmission_file_x_7_assignsubmission_file_.rs";
        assert_eq!(Owner::of_file(file).len(), 2);
    }

    #[test]
    fn le_fichier_retrouve_son_nom() {
        let flat = "A B_9_assignsubmission_file_cede.rs";
        assert_eq!(Owner::file_name(flat), "cede.rs");
        assert_eq!(Owner::file_name("cede.rs"), "cede.rs");
    }
}
