//! Ce que l'arbitre décide d'une copie.

use std::fmt::{self, Display, Formatter};

use exercise::Judgement;

/// Le sort d'une copie.
#[derive(Clone, Debug)]
pub enum Decision {
    /// Elle n'a pas été compilée : son texte contient ce qu'une copie ne peut pas
    /// contenir.
    Refused(Refusal),
    /// Elle a été compilée, et essayée si elle se compile.
    Judged(Judgement),
}

/// Pourquoi une copie n'est pas compilée, en français.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// La ligne de la copie, à partir de 1, quand il y en a une.
    pub line: Option<usize>,
    /// La raison, et ce qu'il faut faire.
    pub reason: String,
}

impl Decision {
    /// Renvoie les points obtenus.
    pub fn marks(&self) -> u32 {
        match self {
            Self::Refused(_) => 0,
            Self::Judged(judgement) => judgement.marks(),
        }
    }

    /// Dit si tous les tests ont réussi.
    pub fn is_solved(&self) -> bool {
        matches!(self, Self::Judged(judgement) if judgement.is_solved())
    }
}

impl Refusal {
    pub(crate) fn new(line: usize, reason: impl Into<String>) -> Self {
        Self { line: Some(line), reason: reason.into() }
    }

    pub(crate) fn whole(reason: impl Into<String>) -> Self {
        Self { line: None, reason: reason.into() }
    }
}

impl Display for Refusal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "ligne {line} : ")?;
        }
        f.write_str(&self.reason)
    }
}
