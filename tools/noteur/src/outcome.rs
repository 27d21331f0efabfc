//! Ce qu'une copie a donné, tel qu'on le garde et qu'on le publie.

use exercise::{Judgement, Report, Stage, Verdict};
use serde::{Deserialize, Serialize};

use crate::judge::Graded;
use crate::points::Points;
use crate::text::{shortened, visible_lines};

/// Plus qu'un message n'en a besoin, en signes.
const MOST_MESSAGE: usize = 1_000;
const MOST_COMPILER: usize = 6_000;

/// Ce qu'une copie a donné.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "statut", rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// Rien n'a été remis.
    #[serde(rename = "absente")]
    Missing {
        /// Ce qui manque.
        #[serde(rename = "raison")]
        reason: String,
    },
    /// L'enseignant doit regarder.
    #[serde(rename = "a_regarder")]
    Unclear {
        /// Pourquoi.
        #[serde(rename = "raison")]
        reason: String,
    },
    /// La copie contient ce qui n'a pas sa place dans un exercice.
    #[serde(rename = "refusee")]
    Refused {
        /// La ligne en cause.
        #[serde(rename = "ligne")]
        line: Option<usize>,
        /// Ce qui n'a pas sa place.
        #[serde(rename = "raison")]
        reason: String,
    },
    /// La copie ne compile pas.
    #[serde(rename = "non_compilee")]
    Rejected {
        /// Ce qu'a dit `rustc`.
        messages: String,
    },
    /// La copie compile, mais les tests ne peuvent pas l'employer.
    #[serde(rename = "inutilisable")]
    Unusable {
        /// Les erreurs, sans les tests qu'elles citent.
        messages: String,
    },
    /// La copie a été essayée.
    #[serde(rename = "jugee")]
    Tested {
        /// Ce qu'a donné chaque test, dans l'ordre de l'exercice.
        tests: Vec<Tested>,
    },
}

/// Ce qu'un test a donné.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tested {
    /// Le nom du test.
    #[serde(rename = "nom")]
    pub(crate) name: String,
    /// Vrai pour un test caché.
    #[serde(rename = "cache")]
    pub(crate) hidden: bool,
    /// Ses points.
    pub(crate) points: u32,
    /// Vrai s'il a réussi.
    #[serde(rename = "reussi")]
    pub(crate) passed: bool,
    /// Ce qu'il dit d'un échec.
    pub(crate) message: String,
}

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

impl Outcome {
    /// Renvoie les points obtenus.
    pub(crate) fn marks(&self) -> Points {
        let passed = self.tests().iter().filter(|test| test.passed);
        Points::whole(passed.map(|test| test.points).sum())
    }

    /// Renvoie les tests, s'ils ont eu lieu.
    pub(crate) fn tests(&self) -> &[Tested] {
        match self {
            Self::Tested { tests } => tests,
            _ => &[],
        }
    }

    /// Renvoie le mot qui dit ce qu'elle est, le même que dans `resultats.json`.
    pub(crate) fn status(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "absente",
            Self::Unclear { .. } => "a_regarder",
            Self::Refused { .. } => "refusee",
            Self::Rejected { .. } => "non_compilee",
            Self::Unusable { .. } => "inutilisable",
            Self::Tested { .. } => "jugee",
        }
    }

    /// Renvoie ce qui distingue cette façon de se tromper ; rien si tout est juste,
    /// ou si rien n'a été jugé.
    pub(crate) fn signature(&self) -> Option<Vec<(String, String)>> {
        let pair = |test: &Tested| (test.name.clone(), test.message.clone());
        let signature: Vec<_> = match self {
            Self::Tested { tests } => {
                tests.iter().filter(|test| !test.passed).map(pair).collect()
            }
            // Les messages citent la copie ; les codes, non.
            Self::Rejected { messages } => codes(messages)
                .map(|code| ("compilation".to_owned(), code.to_owned()))
                .collect(),
            _ => return None,
        };
        (!signature.is_empty()).then_some(signature)
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

fn codes(messages: &str) -> impl Iterator<Item = &str> {
    let code = |line: &'_ str| -> Option<usize> {
        line.strip_prefix("error[").and_then(|rest| rest.find(']'))
    };
    messages.lines().filter_map(move |line| {
        let end = code(line)?;
        Some(&line["error[".len()..][..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(name: &str, passed: bool, message: &str) -> Tested {
        let (name, message) = (name.to_owned(), message.to_owned());
        Tested { name, hidden: false, points: 2, passed, message }
    }

    #[test]
    fn les_points_sont_ceux_des_tests_reussis() {
        let tests = vec![test("a", true, ""), test("b", false, "non")];
        let outcome = Outcome::Tested { tests };
        assert_eq!(outcome.marks(), Points(200));
        let expected = vec![("b".to_owned(), "non".to_owned())];
        assert_eq!(outcome.signature(), Some(expected));
        let right = Outcome::Tested { tests: vec![test("a", true, "")] };
        assert_eq!(right.signature(), None);
    }

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

    #[test]
    fn une_erreur_de_compilation_se_reconnait_a_ses_codes() {
        let messages =
            "error[E0499]: a\n  |\nerror: b\nerror[E0382]: c\n".to_owned();
        let signature = Outcome::Rejected { messages }.signature().unwrap();
        let codes: Vec<_> =
            signature.iter().map(|(_, code)| code.as_str()).collect();
        assert_eq!(codes, ["E0499", "E0382"]);
    }

    #[test]
    fn un_resultat_ecrit_se_relit() {
        let refused =
            Outcome::Refused { line: Some(3), reason: "unsafe".to_owned() };
        let tests = Outcome::Tested { tests: vec![test("a", true, "")] };
        for outcome in [refused, tests] {
            let json = serde_json::to_string(&outcome).unwrap();
            assert!(json.contains(outcome.status()), "{json}");
            assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), outcome);
        }
    }
}
