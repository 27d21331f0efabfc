//! Des témoins qui disent combien de valeurs vivent encore.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::failure::fail;

/// Compte les témoins créés et détruits. Ses clones sont le même compteur.
#[derive(Clone, Default)]
pub struct DropCounter(Arc<Counts>);

#[derive(Default)]
struct Counts {
    created: AtomicUsize,
    dropped: AtomicUsize,
}

/// Un témoin : sa destruction est comptée. À glisser dans ce qu'on veut suivre.
#[must_use = "un témoin qu'on ne garde pas est aussitôt détruit"]
pub struct Tracked(Arc<Counts>);

impl DropCounter {
    /// Crée un compteur à zéro.
    pub fn new() -> Self {
        Self::default()
    }

    /// Crée un témoin.
    pub fn track(&self) -> Tracked {
        self.0.created.fetch_add(1, Ordering::SeqCst);
        Tracked(self.0.clone())
    }

    /// Renvoie le nombre de témoins créés.
    pub fn created(&self) -> usize {
        self.0.created.load(Ordering::SeqCst)
    }

    /// Renvoie le nombre de témoins détruits.
    pub fn dropped(&self) -> usize {
        self.0.dropped.load(Ordering::SeqCst)
    }

    /// Renvoie le nombre de témoins qui vivent encore.
    pub fn live(&self) -> usize {
        self.created() - self.dropped()
    }

    /// Vérifie que tous les témoins sont détruits ; `what` les nomme : « les
    /// requêtes ».
    ///
    /// # Panics
    ///
    /// Fait échouer l'essai sinon.
    #[track_caller]
    pub fn assert_all_dropped(&self, what: &str) {
        let created = self.created();
        match self.live() {
            0 => {}
            1 => fail(format!("{what} : 1 sur {created} vit encore")),
            live => fail(format!("{what} : {live} sur {created} vivent encore")),
        }
    }
}

impl Drop for Tracked {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::message_of;

    #[test]
    fn les_temoins_sont_comptes_de_leur_creation_a_leur_destruction() {
        let counter = DropCounter::new();
        let (first, _second) = (counter.track(), counter.track());
        drop(first);
        assert_eq!(
            (counter.created(), counter.dropped(), counter.live()),
            (2, 1, 1)
        );
        let message = message_of(|| counter.assert_all_dropped("les futures"));
        assert_eq!(message, "les futures : 1 sur 2 vit encore");
    }
}
