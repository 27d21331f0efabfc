//! La boucle courante : celle qui exécute la tâche appelante.

use std::cell::RefCell;

use crate::v3_loop::Loop;

// ANCHOR: current
thread_local! {
    /// La boucle qui tourne sur ce thread, s'il y en a une.
    static CURRENT: RefCell<Option<Loop>> = const { RefCell::new(None) };
}

impl Loop {
    /// Renvoie la boucle qui exécute la tâche appelante.
    ///
    /// # Panics
    ///
    /// Hors de toute boucle.
    pub fn current() -> Self {
        let current = CURRENT.with_borrow(Clone::clone);
        current.expect("aucune boucle n'exécute ce code : appelez-le d'une tâche")
    }
}

/// Fait d'une boucle la boucle courante, puis rend sa place à la précédente.
pub(crate) struct Current {
    previous: Option<Loop>,
}

impl Current {
    pub(crate) fn enter(current: Loop) -> Self {
        Self { previous: CURRENT.replace(Some(current)) }
    }
}

impl Drop for Current {
    // Même si une tâche panique : la boucle de dehors retrouve sa place.
    fn drop(&mut self) {
        CURRENT.set(self.previous.take());
    }
}
// ANCHOR_END: current
