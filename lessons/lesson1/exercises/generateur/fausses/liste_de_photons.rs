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
    target: u64,
    received: Vec<u64>,
    state: u8,
}

impl Session {
    /// Fabrique la coroutine, sans rien exécuter.
    pub fn new(target: u64) -> Self {
        Self { target, received: Vec::new(), state: 0 }
    }

    /// Reprend la coroutine jusqu'au prochain `yield`.
    ///
    /// # Panics
    ///
    /// Panique si la coroutine a fini.
    pub fn resume(&mut self, sent: u64) -> Step {
        match self.state {
            0 => {
                self.state = 1;
                return Step::Yielded(Order::Open);
            }
            1 => self.state = 2,
            2 => self.received.push(sent),
            3 => {
                self.state = 4;
                return Step::Complete(self.received.iter().sum());
            }
            _ => panic!("la session est finie"),
        }
        if self.received.iter().sum::<u64>() < self.target {
            return Step::Yielded(Order::Expose);
        }
        self.state = 3;
        Step::Yielded(Order::Close)
    }
}
