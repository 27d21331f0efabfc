//! La couture : qui juge une copie, sans dire comment.
//!
//! [`Bench`](crate::bench::Bench) choisit le juge ; rien d'autre ne le connaît.

use std::io;

use exercise::Judgement;

/// Juge les copies d'un exercice.
pub(crate) trait Judge: Sync {
    /// Juge une copie.
    ///
    /// # Errors
    ///
    /// Si le juge lui-même ne peut pas travailler ; la copie n'y est pour rien.
    fn grade(&self, copy: &[u8]) -> io::Result<Graded>;
}

/// Ce qu'un juge a dit d'une copie.
#[derive(Debug)]
pub(crate) enum Graded {
    /// La copie contient ce qui n'a pas sa place dans un exercice.
    Refused {
        /// La ligne en cause, à partir de 1.
        line: Option<usize>,
        /// Ce qui n'a pas sa place.
        reason: String,
    },
    /// La copie a été compilée, et essayée si elle l'a pu.
    Judged(Judgement),
}
