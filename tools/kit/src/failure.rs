//! Ce qu'un essai reproche au programme.

use std::panic;

/// Un reproche, et l'endroit du code où il a été fait.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// Ce que lit la personne qui apprend.
    pub message: String,
    /// Fichier et ligne.
    pub place: Option<String>,
}

/// Fait échouer l'essai avec ce message, en français, que lit la personne qui
/// apprend.
///
/// # Panics
///
/// Toujours : c'est ainsi que l'essai s'arrête.
#[track_caller]
pub fn fail(message: impl Into<String>) -> ! {
    panic::panic_any(Failure::new(message))
}

impl Failure {
    /// Crée un reproche sans endroit.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), place: None }
    }

    /// Renvoie le message suivi de l'endroit, s'il est connu.
    pub fn with_place(&self) -> String {
        match &self.place {
            Some(place) => format!("{}\n  ({place})", self.message),
            None => self.message.clone(),
        }
    }

    /// Fait échouer l'essai aux yeux de libtest, sans rien écrire de plus.
    pub fn resume(self) -> ! {
        panic::resume_unwind(Box::new(self.message))
    }
}
