//! Le juge des copies : l'arbitre, dans le bac ou, si on le demande, sans lui.

use std::env;
use std::io;
use std::time::Duration;

use exercise::{Exercise, Patience, Toolbox};
use referee::{Decision, Options, Referee};

use crate::judge::{Graded, Judge};

/// De quoi juger même sur une machine chargée : le temps de processeur arrête une
/// boucle sans fin avant elle, et la note ne dépend pas de la machine.
const PATIENCE: Patience =
    Patience { one: Duration::from_secs(30), all: Duration::from_secs(180) };

/// Où les copies s'exécutent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Dans le bac.
    Sandbox,
    /// Ici, avec les droits de qui note.
    Host,
}

impl Place {
    /// Ce que l'on perd sans le bac.
    pub(crate) const WARNING: &str = "--sans-bac : le code des copies s'exécute ici \
        avec vos droits ; il peut lire vos fichiers et les tests cachés, écrire, se \
        servir du réseau et survivre à la notation. Ne notez ainsi que des copies de \
        confiance.";

    /// Renvoie ce qui distingue ses jugements de ceux d'un autre lieu.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sandbox => "bac",
            Self::Host => "sans-bac",
        }
    }

    /// Vérifie, avant tout travail, que l'on peut juger ici.
    ///
    /// # Errors
    ///
    /// Une ligne qui dit quoi faire.
    pub(crate) fn check(self) -> io::Result<()> {
        self.options()?.check()
    }

    /// `noteur` est son propre lanceur : `main` commence par le bac.
    fn options(self) -> io::Result<Options> {
        let launcher = env::current_exe()?;
        let sandbox = self == Self::Sandbox;
        Ok(Options { sandbox, patience: PATIENCE, ..Options::new(launcher) })
    }
}

/// L'arbitre d'un exercice.
pub(crate) struct Refereed(Referee);

impl Refereed {
    /// Prépare l'arbitre d'un exercice.
    ///
    /// # Errors
    ///
    /// Si l'on ne peut pas juger ici, ou si l'exercice est incomplet.
    pub(crate) fn new(
        exercise: &Exercise,
        toolbox: &Toolbox,
        place: Place,
    ) -> io::Result<Self> {
        Referee::new(exercise, toolbox, place.options()?).map(Self)
    }
}

impl Judge for Refereed {
    fn grade(&self, copy: &[u8]) -> io::Result<Graded> {
        self.0.grade(copy).map(|decision| match decision {
            Decision::Refused(refusal) => {
                Graded::Refused { line: refusal.line, reason: refusal.reason }
            }
            Decision::Judged(judgement) => Graded::Judged(judgement),
        })
    }
}
