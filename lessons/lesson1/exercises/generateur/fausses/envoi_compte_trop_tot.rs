//! Une coroutine écrite à la main.

/// Un ordre donné à la caméra.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Ouvrir l'obturateur.
    Open,
    /// Faire une pose.
    Expose,
    /// Fermer l'obturateur.
    Close,
}

/// Ce que répond une coroutine que l'on reprend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Elle produit un ordre, et rend la main.
    Yielded(Order),
    /// Elle a fini : voici le total.
    Complete(u64),
}

/// La coroutine `session` de l'énoncé.
#[must_use = "une coroutine ne fait rien tant qu'on ne la reprend pas"]
pub struct Session {
    state: State,
}

/// L'endroit où la coroutine s'est arrêtée, et ce qu'il lui reste à savoir.
enum State {
    Start { target: u64 },
    Opened { target: u64 },
    Exposed { target: u64, photons: u64 },
    Closed { photons: u64 },
    Done,
}

impl Session {
    /// Fabrique la coroutine, sans rien exécuter.
    pub fn new(target: u64) -> Self {
        Self { state: State::Start { target } }
    }

    /// Reprend la coroutine jusqu'au prochain `yield` ; `sent` est la valeur de celui
    /// où elle s'était arrêtée.
    ///
    /// # Panics
    ///
    /// Panique si la coroutine a fini.
    pub fn resume(&mut self, sent: u64) -> Step {
        let (next, step) = match self.state {
            State::Start { target } => {
                (State::Opened { target }, Step::Yielded(Order::Open))
            }
            State::Opened { target } => turn(target, sent),
            State::Exposed { target, photons } => turn(target, photons + sent),
            State::Closed { photons } => (State::Done, Step::Complete(photons)),
            State::Done => panic!("la session est reprise après sa fin"),
        };
        self.state = next;
        step
    }
}

/// Le haut de la boucle : une pose de plus, ou la fermeture.
fn turn(target: u64, photons: u64) -> (State, Step) {
    if photons < target {
        (State::Exposed { target, photons }, Step::Yielded(Order::Expose))
    } else {
        (State::Closed { photons }, Step::Yielded(Order::Close))
    }
}
