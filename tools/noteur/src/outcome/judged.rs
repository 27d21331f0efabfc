//! Ce que dit le juge, devenu ce que l'on garde : sans rien qui commande un terminal,
//! ni rien des tests cachés.

use exercise::{Judgement, Report, Stage, Verdict};

use super::{Outcome, Tested};
use crate::judge::Graded;
use crate::text::{shortened, visible_lines};

/// Plus qu'un message n'en a besoin, en signes.
const MOST_MESSAGE: usize = 1_000;
const MOST_COMPILER: usize = 6_000;

impl From<Graded> for Outcome {
    fn from(graded: Graded) -> Self {
        let judgement = match graded {
            Graded::Refused { line, reason } => {
                return Self::Refused { line, reason: cut(&reason) };
            }
            Graded::Judged(judgement) => judgement,
        };
        match judgement {
            Judgement::Tested(reports, _) => {
                Self::Tested { tests: reports.iter().map(tested).collect() }
            }
            Judgement::Rejected(Stage::Library, messages) => {
                Self::Rejected { messages: kept(&messages, MOST_COMPILER) }
            }
            Judgement::Rejected(Stage::Tests, messages) => {
                Self::Unusable { messages: cut(&headlines(&messages)) }
            }
            Judgement::Stopped(..) => Self::Rejected {
                messages: "la compilation a été arrêtée : trop longue, ou trop \
                           gourmande"
                    .to_owned(),
            },
        }
    }
}

fn tested(report: &Report) -> Tested {
    let message = match &report.verdict {
        Verdict::Passed => String::new(),
        other => cut(&other.to_string()),
    };
    Tested {
        name: report.test.name.clone(),
        hidden: report.test.hidden,
        points: report.points,
        passed: report.verdict.passed(),
        message,
    }
}

fn cut(text: &str) -> String {
    kept(text, MOST_MESSAGE)
}

/// Ne garde d'un texte d'étudiant rien qui commande un terminal, même dans le JSON.
fn kept(text: &str, most: usize) -> String {
    shortened(&visible_lines(text), most)
}

/// Garde la première ligne de chaque erreur : les autres citent les tests.
///
/// Un juge qui les tait déjà n'a qu'une ligne à dire.
fn headlines(messages: &str) -> String {
    let errors = messages.lines().filter(|line| line.starts_with("error"));
    let errors: Vec<_> = errors.collect();
    match errors.is_empty() {
        true => messages.lines().next().unwrap_or_default().to_owned(),
        false => errors.join("\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_erreur_dans_les_tests_ne_les_cite_pas() {
        let messages =
            "error[E0425]: cannot find `f`\n --> caches.rs:3\n3 | secret\n";
        let judged = Judgement::Rejected(Stage::Tests, messages.to_owned());
        let outcome = Outcome::from(Graded::Judged(judged));
        let messages = "error[E0425]: cannot find `f`".to_owned();
        assert_eq!(outcome, Outcome::Unusable { messages });
        assert_eq!(
            headlines("les tests ne se compilent pas\n"),
            "les tests ne se compilent pas"
        );
    }

    #[test]
    fn aucune_commande_n_est_gardee() {
        let messages = "error: a\u{1b}[2J\n\u{9b}2J\u{202e}b".to_owned();
        let judged = Judgement::Rejected(Stage::Library, messages);
        let outcome = Outcome::from(Graded::Judged(judged));
        let messages = "error: a\\u{1b}[2J\n\\u{9b}2J\\u{202e}b".to_owned();
        assert_eq!(outcome, Outcome::Rejected { messages });
    }
}
