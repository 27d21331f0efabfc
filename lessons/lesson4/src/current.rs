//! Ce qui est courant sur un thread : la boucle, ses tâches, ses minuteurs, son réacteur.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

// ANCHOR: current
thread_local! {
    /// Ce qui est courant, le plus récent en dernier.
    static CURRENT: RefCell<Vec<Rc<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

/// Renvoie la valeur courante de ce type, s'il y en a une.
pub fn current<T: 'static>() -> Option<Rc<T>> {
    // Pendant qu'un thread finit, plus rien n'y est courant.
    let found = CURRENT.try_with(|all| {
        all.borrow().iter().rev().find_map(|piece| piece.clone().downcast().ok())
    });
    found.ok().flatten()
}
// ANCHOR_END: current

// ANCHOR: enter
/// Rend courantes les pièces d'une boucle, jusqu'à la destruction de la garde renvoyée.
///
/// La dernière n'est qu'à cette boucle, et la première que l'on trouve.
///
/// # Panics
///
/// Si elles le sont déjà : une tâche relance sa boucle, et resterait en travers de son
/// chemin.
pub fn enter<const N: usize>(pieces: [Rc<dyn Any>; N]) -> Entered {
    CURRENT.with_borrow_mut(|all| {
        let running = all.iter().any(|other| Rc::ptr_eq(other, &pieces[N - 1]));
        assert!(!running, "cette boucle tourne déjà : attendez une poignée");
        all.extend(pieces);
        Entered(N)
    })
}

/// Retire ces pièces, les dernières, quand on la détruit, même par une panique.
#[must_use = "la boucle n'est courante que tant que la garde existe"]
pub struct Entered(usize);

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.with_borrow_mut(|all| all.truncate(all.len() - self.0));
    }
}
// ANCHOR_END: enter

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::*;

    fn number() -> Option<u8> {
        current().map(|number: Rc<u8>| *number)
    }

    #[test]
    fn la_garde_rend_sa_place_a_la_valeur_precedente() {
        let outer = enter([Rc::new(1_u8), Rc::new("dehors")]);
        {
            let _inner = enter([Rc::new(2_u8)]);
            assert_eq!((number(), current()), (Some(2), Some(Rc::new("dehors"))));
        }
        assert_eq!(number(), Some(1));
        drop(outer);
        assert_eq!(number(), None);
    }

    #[test]
    fn une_panique_rend_aussi_la_place() {
        let fails = || {
            let _guard = enter([Rc::new(1_u8)]);
            panic!("pendant que la boucle tourne");
        };
        catch_unwind(AssertUnwindSafe(fails)).unwrap_err();
        assert_eq!(number(), None);
    }

    #[test]
    #[should_panic(expected = "cette boucle tourne déjà")]
    fn une_boucle_ne_tourne_qu_une_fois() {
        let engine: Rc<dyn Any> = Rc::new(1_u8);
        let _first = enter([Rc::clone(&engine)]);
        let _inner = enter([Rc::new(1_u8)]);
        let _second = enter([engine]);
    }
}
