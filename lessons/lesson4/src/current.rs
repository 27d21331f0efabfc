//! Ce qui est courant sur un thread : la boucle, ses minuteurs, son réacteur.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
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

// ANCHOR: Running
/// Note qu'une boucle tourne, jusqu'à la destruction de la garde renvoyée.
///
/// # Panics
///
/// Si elle tourne déjà : une tâche la relance, et resterait en travers de son chemin.
pub fn start(running: &Rc<Cell<bool>>) -> Running {
    assert!(
        !running.replace(true),
        "cette boucle tourne déjà : attendez une poignée"
    );
    Running(Rc::clone(running))
}

/// La boucle ne tourne plus quand on la détruit, même par une panique.
#[must_use = "la boucle ne tourne que tant que la garde existe"]
pub struct Running(Rc<Cell<bool>>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.set(false);
    }
}
// ANCHOR_END: Running

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    thread_local! {
        static NUMBER: RefCell<Option<u8>> = const { RefCell::new(None) };
    }

    #[test]
    fn la_garde_rend_sa_place_a_la_valeur_precedente() {
        let outer = enter(&NUMBER, 1);
        {
            let _inner = enter(&NUMBER, 2);
            assert_eq!(NUMBER.with_borrow(|number| *number), Some(2));
        }
        assert_eq!(NUMBER.with_borrow(|number| *number), Some(1));
        drop(outer);
        assert_eq!(NUMBER.with_borrow(|number| *number), None);
    }

    #[test]
    fn une_panique_rend_aussi_la_place() {
        let running = Rc::default();
        let fails = || {
            let _guards = (start(&running), enter(&NUMBER, 1));
            panic!("pendant que la boucle tourne");
        };
        catch_unwind(AssertUnwindSafe(fails)).unwrap_err();
        assert_eq!(NUMBER.with_borrow(|number| *number), None);
        assert!(!running.get());
    }

    #[test]
    #[should_panic(expected = "cette boucle tourne déjà")]
    fn une_boucle_ne_tourne_qu_une_fois() {
        let running = Rc::default();
        let _first = start(&running);
        let _second = start(&running);
    }
}
