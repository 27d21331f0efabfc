//! Calcule la bonne réponse d'une question : le seul choix conforme à la sortie.

use regex::RegexBuilder;

use super::letter;
use super::source::{ChoiceSource, QuestionSource, Text};

/// Une faute et sa ligne dans le quiz.
type Fault = (usize, String);

/// Renvoie le rang du choix qui correspond à `output`.
///
/// # Errors
///
/// Si aucun choix ou plusieurs correspondent, si le bon a un `pourquoi`, si un autre
/// n'en a pas, ou si un choix est mal écrit.
pub fn find(question: &QuestionSource, output: &str) -> Result<usize, Vec<Fault>> {
    let mut faults = shape(question);
    let mut right = Vec::new();
    for (rank, choice) in question.choices.iter().enumerate() {
        match matches(choice, output) {
            Ok(true) => right.push(rank),
            Ok(false) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let key = only(&right).map_err(|what| {
        let example = &question.example.text;
        vec![(question.question.line, format!("{what} à la sortie de `{example}`"))]
    })?;
    let faults = reasons(question, key);
    if faults.is_empty() { Ok(key) } else { Err(faults) }
}

fn only(right: &[usize]) -> Result<usize, String> {
    match right {
        [key] => Ok(*key),
        [] => Err("aucun choix ne correspond".to_owned()),
        several => {
            let letters: Vec<_> =
                several.iter().map(|&rank| letter(rank).to_string()).collect();
            Err(format!(
                "un seul choix doit correspondre, pas {},",
                letters.join(" et ")
            ))
        }
    }
}

/// Relève ce qui ne va pas avant même de regarder la sortie.
fn shape(question: &QuestionSource) -> Vec<Fault> {
    let mut faults = Vec::new();
    let count = question.choices.len();
    if !(3..=4).contains(&count) {
        let message = format!("une question a trois ou quatre choix, pas {count}");
        faults.push((question.question.line, message));
    }
    let texts = question.choices.iter().map(|choice| &choice.text);
    let own = [&question.question, &question.explanation];
    let whys = question.choices.iter().filter_map(|choice| choice.why.as_ref());
    for empty in own.into_iter().chain(texts.clone()).chain(whys) {
        if empty.text.is_empty() {
            faults.push((empty.line, "texte vide".to_owned()));
        }
    }
    let texts: Vec<&Text> = texts.collect();
    for (rank, text) in texts.iter().enumerate() {
        let earlier = texts[..rank].iter().position(|other| other.text == text.text);
        if let Some(other) = earlier {
            let message =
                format!("{} dit la même chose que {}", letter(rank), letter(other));
            faults.push((text.line, message));
        }
    }
    faults
}

fn matches(choice: &ChoiceSource, output: &str) -> Result<bool, Fault> {
    match (&choice.pattern, &choice.output) {
        (Some(pattern), None) => {
            let built = RegexBuilder::new(&pattern.text).multi_line(true).build();
            let regex = built.map_err(|error| {
                let error = error.to_string();
                let reason = error.lines().last().unwrap_or_default();
                (pattern.line, format!("motif invalide : {reason}"))
            })?;
            Ok(regex.is_match(output.trim_end()))
        }
        (None, Some(whole)) => Ok(whole.text == output.trim()),
        _ => {
            let message =
                "un choix a un `motif` ou une `sortie`, et un seul des deux";
            Err((choice.text.line, message.to_owned()))
        }
    }
}

/// Vérifie que chaque mauvais choix, et lui seul, a un `pourquoi`.
fn reasons(question: &QuestionSource, key: usize) -> Vec<Fault> {
    let fault = |(rank, choice): (usize, &ChoiceSource)| {
        let letter = letter(rank);
        match &choice.why {
            None if rank != key => Some((
                choice.text.line,
                format!(
                    "{letter} est faux : dites dans `pourquoi` quelle idée y conduit"
                ),
            )),
            Some(why) if rank == key => Some((
                why.line,
                format!(
                    "{letter} est le bon choix d'après la sortie : \
                     l'`explication` tient lieu de `pourquoi`"
                ),
            )),
            _ => None,
        }
    };
    question.choices.iter().enumerate().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Une question sur la sortie « un, deux » ; un choix y est (clé, pourquoi).
    fn question(choices: &[(&str, bool)]) -> QuestionSource {
        let text = |text: &str, line| Text { text: text.to_owned(), line };
        let choice = |(rank, &(key, why)): (usize, &(&str, bool))| {
            let (name, value) = key.split_once('=').unwrap();
            let value = |wanted| (name == wanted).then(|| text(value, 20 + rank));
            ChoiceSource {
                text: text(&format!("choix {rank}"), 10 + rank),
                pattern: value("motif"),
                output: value("sortie"),
                why: why.then(|| text("parce que", 30 + rank)),
            }
        };
        QuestionSource {
            example: text("essai", 1),
            question: text("Quoi ?", 2),
            explanation: text("Voilà.", 3),
            choices: choices.iter().enumerate().map(choice).collect(),
        }
    }

    fn key(choices: &[(&str, bool)]) -> Result<usize, Vec<Fault>> {
        find(&question(choices), "un\ndeux\n")
    }

    fn said(choices: &[(&str, bool)]) -> Vec<Fault> {
        key(choices).unwrap_err()
    }

    #[test]
    fn la_sortie_designe_le_bon_choix() {
        let wrong = ("motif=trois", true);
        assert_eq!(key(&[wrong, ("motif=^deux$", false), wrong]), Ok(1));
        assert_eq!(key(&[wrong, wrong, wrong, ("sortie=un\ndeux", false)]), Ok(3));
        assert_eq!(key(&[(r"motif=\Aun\ndeux\z", false), wrong, wrong]), Ok(0));
        // Une sortie se compare entière, un point ne passe pas à la ligne.
        let (part, line) = (("sortie=un", true), ("motif=un.deux", true));
        assert_eq!(key(&[part, line, ("motif=(?s)un.deux", false)]), Ok(2));
    }

    #[test]
    fn aucun_ou_plusieurs_bons_choix_sont_une_faute() {
        let wrong = ("motif=trois", true);
        let none = "aucun choix ne correspond à la sortie de `essai`";
        assert_eq!(said(&[wrong, wrong, wrong]), [(2, none.to_owned())]);
        let both =
            "un seul choix doit correspondre, pas A et C, à la sortie de `essai`";
        let right = ("motif=un", false);
        assert_eq!(said(&[right, wrong, right]), [(2, both.to_owned())]);
    }

    #[test]
    fn seuls_les_mauvais_choix_ont_un_pourquoi() {
        let faults =
            said(&[("motif=z", false), ("motif=un", true), ("motif=w", true)]);
        assert_eq!(faults.len(), 2);
        assert_eq!(faults[0].0, 10);
        assert!(faults[0].1.starts_with("A est faux : "), "{faults:?}");
        assert_eq!(faults[1].0, 31);
        assert!(faults[1].1.starts_with("B est le bon choix"), "{faults:?}");
    }

    #[test]
    fn un_choix_mal_ecrit_est_dit_a_sa_ligne() {
        let (right, wrong) = (("motif=un", false), ("motif=trois", true));
        let faults = said(&[right, wrong, ("motif=(", true)]);
        assert_eq!(faults[0].0, 22);
        assert!(faults[0].1.starts_with("motif invalide : "), "{faults:?}");
        assert_eq!(said(&[right, wrong, ("rien=", true)])[0].0, 12);
        let count = said(&[right, wrong])[0].1.clone();
        assert_eq!(count, "une question a trois ou quatre choix, pas 2");
        assert_eq!(said(&[right, wrong, wrong, wrong, wrong]).len(), 1);
        let mut twice = question(&[right, wrong, wrong]);
        twice.choices[2].text.text = "choix 0".to_owned();
        let faults = find(&twice, "un").unwrap_err();
        assert_eq!(faults, [(12, "C dit la même chose que A".to_owned())]);
        twice.choices[2].text.text = String::new();
        assert_eq!(find(&twice, "un").unwrap_err(), [(12, "texte vide".to_owned())]);
    }
}
