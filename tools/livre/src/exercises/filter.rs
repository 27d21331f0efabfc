//! Les filtres du tableau, tels que l'adresse de la page les écrit.

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::Exercises;

/// La page du tableau, et l'ancre qu'il y porte.
const PAGE: &str = "exercices.html";

/// Renvoie l'adresse du tableau réduit à une suite.
pub fn sequence_url(name: &str) -> String {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    format!("{PAGE}?suite={name}#liste")
}

/// Renvoie ce qui ne va pas dans un lien qui règle les filtres, ou rien.
pub fn problem(exercises: &Exercises<'_>, link: &str) -> Option<String> {
    let query = link.strip_prefix(PAGE)?.strip_prefix('?')?;
    let query = query.split('#').next().unwrap_or_default();
    query.split('&').find_map(|field| {
        let (key, value) = field.split_once('=').unwrap_or((field, ""));
        let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
        setting_problem(exercises, key, &value)
    })
}

fn setting_problem(
    exercises: &Exercises<'_>,
    key: &str,
    value: &str,
) -> Option<String> {
    let all = &exercises.all;
    let unknown =
        |what: &str| Some(format!("filtre : {what} `{value}` n'existe pas"));
    match key {
        "noms" => value.split(',').find_map(|name| {
            let known = all.iter().any(|exercise| exercise.name == name);
            (!known).then(|| format!("filtre : l'exercice `{name}` n'existe pas"))
        }),
        "suite" => {
            let mut known = all.iter().map(|e| e.metadata.sequence.as_deref());
            if known.any(|one| one == Some(value)) {
                None
            } else {
                unknown("la suite")
            }
        }
        "lecon" => {
            let known = all.iter().any(|e| e.number().to_string() == value);
            if known { None } else { unknown("la leçon") }
        }
        "difficulte" if ["1", "2", "3"].contains(&value) => None,
        "difficulte" => unknown("la difficulté"),
        other => Some(format!("filtre : `{other}` n'en est pas un")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::titles::Titles;
    use super::*;
    use exercise::Exercise;
    use std::path::Path;

    fn exercises() -> Exercises<'static> {
        let mut exercise = Exercise {
            name: "cede".to_owned(),
            lesson: "lesson3".to_owned(),
            ..Exercise::default()
        };
        exercise.metadata.sequence = Some("l'été à deux".to_owned());
        let root = Path::new("/cours");
        Exercises { root, all: vec![exercise], titles: Titles::new(root) }
    }

    #[test]
    fn l_adresse_d_une_suite_se_relit() {
        let url = sequence_url("l'été à deux");
        assert!(url.is_ascii() && !url.contains([' ', '\'']), "{url}");
        assert_eq!(problem(&exercises(), &url), None);
    }

    #[test]
    fn un_filtre_qui_ne_montrerait_rien_se_voit() {
        let says = |query: &str, hint: Option<&str>| {
            let link = format!("exercices.html?{query}#liste");
            let found = problem(&exercises(), &link);
            assert_eq!(found.is_some(), hint.is_some(), "{query} : {found:?}");
            assert!(
                found.unwrap_or_default().contains(hint.unwrap_or("")),
                "{query}"
            );
        };
        says("noms=cede&lecon=3&difficulte=2", None);
        says("noms=cede,absent", Some("l'exercice `absent`"));
        says("suite=autre", Some("la suite `autre`"));
        says("lecon=4", Some("la leçon `4`"));
        says("difficulte=4", Some("la difficulté `4`"));
        says("duree=4", Some("`duree` n'en est pas un"));
        assert_eq!(problem(&exercises(), "autre.html?noms=x"), None);
    }
}
