//! Ce qu'une archive ne doit pas montrer.

use std::collections::BTreeSet;

use exercise::Exercise;

/// En dessous, une ligne peut se trouver partout.
const SHORTEST: usize = 24;

/// Dit si l'ébauche de `other` contient une réponse de `one`, dont il continue le code.
pub(super) fn reveals(other: &Exercise, one: &Exercise) -> bool {
    let stub = |exercise: &Exercise| exercise.stub().unwrap_or_default();
    other.name != one.name && shows(&stub(other), &one.solution(), &stub(one))
}

/// Dit si `text` contient la moitié au moins de ce que `secret` ajoute à `given`.
fn shows(text: &str, secret: &str, given: &str) -> bool {
    let (text, given) = (lines(text), lines(given));
    let secret: Vec<_> = lines(secret).difference(&given).copied().collect();
    let shown = secret.iter().filter(|line| text.contains(*line)).count();
    shown > 0 && shown * 2 >= secret.len()
}

/// Renvoie les lignes qui disent quelque chose.
fn lines(text: &str) -> BTreeSet<&str> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| line.len() >= SHORTEST && !line.starts_with("use "))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use exercise::Catalogue;

    use super::super::content;
    use super::*;
    use crate::cli::Kit;

    fn catalogue() -> Catalogue {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
        Catalogue::load(root)
    }

    #[test]
    fn une_suite_qui_continue_un_code_en_montre_la_reponse() {
        let all = catalogue();
        let shows = |other: &str, one: &str| {
            reveals(all.find(other).unwrap(), all.find(one).unwrap())
        };
        assert!(shows("boucle", "mini_executeur") && shows("salon", "lignes"));
        assert!(!shows("mini_executeur", "boucle"));
        assert!(!shows("paresse", "somme_lente") && !shows("cede", "cede"));
    }

    #[test]
    fn aucun_exercice_ne_montre_ses_tests_caches_ni_ses_reponses() {
        let all = catalogue();
        assert!(all.exercises.len() >= 30);
        for exercise in &all.exercises {
            let files =
                content::files(&all.root, &[exercise], &Kit::default()).unwrap();
            let publics = exercise.file("tests/publics.rs");
            let publics = fs::read_to_string(publics).unwrap();
            let given = [exercise.stub().unwrap(), publics].concat();
            let wrong = exercise.metadata.wrong.iter();
            let secrets = wrong.map(|wrong| format!("fausses/{}.rs", wrong.file));
            for secret in
                secrets.chain(["tests/caches.rs", "src/lib.rs"].map(String::from))
            {
                let hidden = fs::read_to_string(exercise.file(&secret)).unwrap();
                // Les crates du cours se lisent dans le livre : rien n'y est caché.
                let own =
                    files.iter().filter(|(name, _)| !name.starts_with("cours/"));
                for (name, content) in own {
                    let content = str::from_utf8(content).unwrap();
                    let shown = shows(content, &hidden, &given);
                    assert!(
                        !shown,
                        "{} : {secret} se lit dans {name}",
                        exercise.name
                    );
                }
            }
        }
    }
}
