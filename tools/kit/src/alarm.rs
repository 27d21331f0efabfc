//! Le waker du kit : il compte ses réveils.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Wake, Waker};

/// Compte les réveils demandés à travers ses wakers.
#[derive(Default)]
pub struct Alarm {
    wakes: AtomicUsize,
}

impl Alarm {
    /// Renvoie le nombre de réveils depuis la création.
    pub fn wakes(&self) -> usize {
        self.wakes.load(Ordering::SeqCst)
    }

    /// Crée un waker qui sonne ici.
    pub fn waker(self: &Arc<Self>) -> Waker {
        Waker::from(self.clone())
    }

    /// Dit si quelqu'un d'autre que l'appelant garde un waker.
    pub fn is_kept(self: &Arc<Self>) -> bool {
        Arc::strong_count(self) > 1
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wakes.fetch_add(1, Ordering::SeqCst);
    }
}
