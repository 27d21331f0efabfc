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
    orders: std::vec::IntoIter<Order>,
    photons: u64,
}

impl Session {
    /// Fabrique la coroutine, sans rien exécuter.
    pub fn new(target: u64) -> Self {
        let mut orders = vec![Order::Open];
        orders.extend((0..target.div_ceil(60)).map(|_| Order::Expose));
        orders.push(Order::Close);
        Self { orders: orders.into_iter(), photons: 0 }
    }

    /// Reprend la coroutine jusqu'au prochain `yield`.
    ///
    /// # Panics
    ///
    /// Panique si la coroutine a fini.
    pub fn resume(&mut self, sent: u64) -> Step {
        self.photons += sent;
        match self.orders.next() {
            Some(order) => Step::Yielded(order),
            None => Step::Complete(self.photons),
        }
    }
}
