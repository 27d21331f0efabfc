//! Ce qui est courant sur un thread : la boucle, ses minuteurs, son réacteur.

use std::cell::RefCell;
use std::thread::LocalKey;

// ANCHOR: Current
/// La valeur courante d'un thread, s'il y en a une.
pub type Current<T> = LocalKey<RefCell<Option<T>>>;

/// Fait de `value` la valeur courante, jusqu'à la destruction de la garde renvoyée.
pub fn enter<T>(current: &'static Current<T>, value: T) -> Entered<T> {
    Entered { current, previous: current.replace(Some(value)) }
}

/// Rend sa place à la valeur précédente quand on la détruit, même par une panique.
#[must_use = "la valeur n'est courante que tant que la garde existe"]
pub struct Entered<T: 'static> {
    current: &'static Current<T>,
    previous: Option<T>,
}

impl<T> Drop for Entered<T> {
    fn drop(&mut self) {
        self.current.set(self.previous.take());
    }
}
// ANCHOR_END: Current
