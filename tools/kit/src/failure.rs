//! Ce qu'un essai reproche au programme.

use std::panic;

use crate::session;

/// Où sont les tests d'un exercice : ceux qu'on voit, et ceux que l'outil cache.
pub const TESTS: [&str; 2] = ["tests/", ".exo/caches/"];

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
    let mut failure = Failure::new(message);
    failure.place = Some(place(panic::Location::caller()));
    // Le code jugé peut étouffer la panique, et remplacer le crochet qui la verrait.
    session::reproach(&failure);
    panic::panic_any(failure)
}

/// Nomme un endroit du code : `src/lib.rs:4`.
pub fn place(location: &panic::Location<'_>) -> String {
    format!("{}:{}", short(location.file()), location.line())
}

/// Garde d'un chemin ce qu'on reconnaît dans son dossier : `src/lib.rs`.
fn short(path: &str) -> String {
    let path = path.replace('\\', "/");
    let roots = TESTS.iter().chain(&["src/"]);
    let start = roots.filter_map(|root| path.rfind(root)).max();
    path[start.unwrap_or_default()..].to_owned()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_chemin_est_raccourci_partout() {
        assert_eq!(short("/home/lu/exos/a/src/lib.rs"), "src/lib.rs");
        assert_eq!(short(r"C:\exos\a\tests\publics.rs"), "tests/publics.rs");
        assert_eq!(short("lib.rs"), "lib.rs");
        let hidden = short("/home/lu/src/exos/.exo/caches/a.rs");
        assert_eq!(hidden, ".exo/caches/a.rs");
    }
}
