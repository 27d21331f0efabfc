//! Un défaut d'un exercice : où, et quoi.

use std::fmt::{self, Display, Formatter};

/// Ce qui ne va pas dans un exercice, en une ligne.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Le fichier à corriger, ou le nom de l'exercice.
    pub place: String,
    /// Ce qu'il faut y corriger.
    pub text: String,
}

impl Fault {
    /// Note un défaut.
    pub fn new(place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { place: place.into(), text: text.into() }
    }
}

impl Display for Fault {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} : {}", self.place, self.text)
    }
}
