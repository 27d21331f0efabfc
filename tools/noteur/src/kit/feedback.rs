//! Le retour qu'un dépôt d'étudiant se donne à lui-même : les tests donnés.

use exercise::Exercise;

use super::Forge;

const GITHUB: &str = include_str!("../../modeles/github-essais.yml");
const GITLAB: &str = include_str!("../../modeles/gitlab-essais.yml");

/// Renvoie le fichier que lit cette forge, et son contenu.
pub(super) fn file(forge: Forge, exercises: &[&Exercise]) -> (&'static str, String) {
    let names: Vec<_> =
        exercises.iter().map(|exercise| exercise.name.as_str()).collect();
    let (name, text) = match forge {
        Forge::GitHub => (".github/workflows/essais.yml", GITHUB),
        Forge::GitLab => (".gitlab-ci.yml", GITLAB),
    };
    (name, text.replace("@EXERCICES@", &names.join(", ")))
}
