//! `cargo noteur ci` : noter une grande classe sur les machines d'une forge.

use anyhow::Result;
use exercise::Catalogue;
use terminal::write;

use super::Forge;
use crate::cli::Ci;
use crate::commands::{chosen, course};

const GITHUB: &str = include_str!("../../modeles/github-notes.yml");
const GITLAB: &str = include_str!("../../modeles/gitlab-notes.yml");

/// Affiche le fichier à ranger dans le dépôt de l'enseignant.
///
/// # Errors
///
/// Si un exercice n'existe pas.
pub(crate) fn run(request: &Ci) -> Result<()> {
    let catalogue = Catalogue::load(&course()?);
    chosen(&catalogue, &request.exercises)?;
    write(&text(request));
    Ok(())
}

fn text(request: &Ci) -> String {
    let model = match request.forge {
        Forge::GitHub => GITHUB,
        Forge::GitLab => GITLAB,
    };
    let parts: Vec<_> = (1..=request.parts).map(|part| part.to_string()).collect();
    model
        .replace("@EXERCICES@", &request.exercises.join(" "))
        .replace("@OPTIONS@", if request.unsandboxed { "--sans-bac" } else { "" })
        .replace("@PARTIES@", &parts.join(", "))
        .replace("@N@", &request.parts.to_string())
}

#[cfg(test)]
mod tests {
    use saphyr::{LoadableYamlNode as _, Yaml};

    use super::*;

    fn request(forge: Forge, unsandboxed: bool) -> Ci {
        let exercises = ["cede", "fusible"].map(str::to_owned).to_vec();
        Ci { exercises, forge, parts: 3, unsandboxed }
    }

    #[test]
    fn github_partage_la_classe_puis_la_reunit() {
        let text = text(&request(Forge::GitHub, false));
        let file = &Yaml::load_from_str(&text).unwrap()[0];
        assert_eq!(file["env"]["EXERCICES"].as_str(), Some("cede fusible"));
        assert_eq!(file["env"]["OPTIONS"].as_str(), Some(""));
        let (grade, merge) = (&file["jobs"]["noter"], &file["jobs"]["fusionner"]);
        let parts = grade["strategy"]["matrix"]["partie"].as_vec().unwrap();
        let parts: Vec<_> =
            parts.iter().filter_map(|part| part.as_integer()).collect();
        assert_eq!(parts, [1, 2, 3]);
        assert_eq!(merge["needs"].as_str(), Some("noter"));
        let runs = [grade, merge].map(|job| {
            let steps = job["steps"].as_vec().unwrap().iter();
            let runs = steps.filter_map(|step| step.as_mapping_get("run")?.as_str());
            runs.collect::<Vec<_>>().join("\n")
        });
        let expected =
            "noter $EXERCICES ../remises ../notes $OPTIONS --partie \"$PARTIE/3\"";
        assert!(runs[0].contains(expected), "{}", runs[0]);
        assert!(runs[1].contains("fusionner ../notes ../parties/partie-*"));
        assert!(runs.iter().all(|run| !run.contains("${{")), "{runs:?}");
        for line in text.lines().filter_map(|line| line.split_once("uses: ")) {
            let (_, version) = line.1.split_once("@v").unwrap();
            assert!(version.parse::<u32>().is_ok(), "{}", line.1);
        }
    }

    #[test]
    fn github_n_a_aucun_droit_et_chaque_partie_a_son_artefact() {
        let text = text(&request(Forge::GitHub, false));
        let file = &Yaml::load_from_str(&text).unwrap()[0];
        let (grade, merge) = (&file["jobs"]["noter"], &file["jobs"]["fusionner"]);
        // Rien ne la lance que l'enseignant, et elle n'écrit nulle part.
        assert_eq!(file["on"].as_str(), Some("workflow_dispatch"));
        assert_eq!(file["permissions"].as_mapping().unwrap().len(), 1);
        assert_eq!(file["permissions"]["contents"].as_str(), Some("read"));
        let artifact = |job: &Yaml<'_>, key: &str| -> Option<String> {
            let steps = job["steps"].as_vec()?.iter();
            let with = steps.filter_map(|step| step.as_mapping_get("with"));
            let mut names =
                with.filter_map(|with| with.as_mapping_get(key)?.as_str());
            names.next().map(str::to_owned)
        };
        // Deux artefacts du même nom sont refusés.
        let name = artifact(grade, "name").unwrap();
        assert_eq!(name, "partie-${{ matrix.partie }}");
        assert_eq!(artifact(merge, "pattern").as_deref(), Some("partie-*"));
    }

    #[test]
    fn gitlab_partage_la_classe_puis_la_reunit() {
        let text = text(&request(Forge::GitLab, true));
        let file = &Yaml::load_from_str(&text).unwrap()[0];
        assert_eq!(file["variables"]["OPTIONS"].as_str(), Some("--sans-bac"));
        assert_eq!(file["noter"]["parallel"].as_integer(), Some(3));
        let script = file["noter"]["script"][0].as_str().unwrap();
        assert!(
            script.contains("--partie \"$CI_NODE_INDEX/$CI_NODE_TOTAL\""),
            "{script}"
        );
        let kept = &file["noter"]["artifacts"];
        assert_eq!(kept["paths"][0].as_str(), Some("partie-$CI_NODE_INDEX"));
        let hidden = "partie-$CI_NODE_INDEX/.noteur/**/*";
        assert_eq!(kept["exclude"][0].as_str(), Some(hidden));
        assert_eq!(file["fusionner"]["needs"][0].as_str(), Some("noter"));
        let script = file["fusionner"]["script"][0].as_str().unwrap();
        assert!(script.ends_with("fusionner ../notes ../partie-*"), "{script}");
    }
}
