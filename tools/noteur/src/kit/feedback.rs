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

#[cfg(test)]
mod tests {
    use saphyr::{LoadableYamlNode as _, Yaml};

    use super::*;

    fn read(forge: Forge) -> (String, String) {
        let exercise =
            |name: &str| Exercise { name: name.to_owned(), ..Exercise::default() };
        let (one, two) = (exercise("cede"), exercise("fusible"));
        let (name, text) = file(forge, &[&one, &two]);
        assert!(text.starts_with("# Un retour, et non une note"), "{name}");
        assert!(!text.contains('@') || !text.contains("@EX"), "{text}");
        (name.to_owned(), text)
    }

    fn names<'a>(list: &'a Yaml<'a>) -> Vec<&'a str> {
        list.as_vec().unwrap().iter().map(|name| name.as_str().unwrap()).collect()
    }

    #[test]
    fn github_essaie_chaque_exercice_et_n_a_aucun_droit() {
        let (_, text) = read(Forge::GitHub);
        let file = &Yaml::load_from_str(&text).unwrap()[0];
        let job = &file["jobs"]["essais"];
        assert_eq!(
            names(&job["strategy"]["matrix"]["exercice"]),
            ["cede", "fusible"]
        );
        assert_eq!(file["permissions"]["contents"].as_str(), Some("read"));
        let steps = job["steps"].as_vec().unwrap();
        let run =
            steps.iter().filter_map(|step| step.as_mapping_get("run")?.as_str());
        assert!(run.clone().any(|line| line.contains("cargo test --locked")));
        // Un nom d'exercice passe par l'environnement, jamais dans le texte d'un script.
        assert!(run.into_iter().all(|line| !line.contains("${{")));
        for uses in
            steps.iter().filter_map(|step| step.as_mapping_get("uses")?.as_str())
        {
            let (_, version) = uses.split_once("@v").unwrap();
            assert!(version.parse::<u32>().is_ok(), "{uses}");
        }
    }

    #[test]
    fn gitlab_essaie_chaque_exercice() {
        let (name, text) = read(Forge::GitLab);
        assert_eq!(name, ".gitlab-ci.yml");
        let file = &Yaml::load_from_str(&text).unwrap()[0];
        let job = &file["essais"];
        let matrix = &job["parallel"]["matrix"][0]["EXERCICE"];
        assert_eq!(names(matrix), ["cede", "fusible"]);
        let script = names(&job["script"]);
        assert!(script[1].starts_with("cargo test --locked -p"), "{script:?}");
    }
}
