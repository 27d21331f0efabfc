//! Ce qu'une copie a donné, tel qu'on le garde et qu'on le publie.

mod judged;
mod signature;

use serde::{Deserialize, Serialize};

use crate::points::Points;

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
