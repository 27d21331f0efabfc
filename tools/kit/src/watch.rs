//! Ce que le juge voit du thread qui exécute l'essai.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::Waker;

/// Ce que fait le thread de l'essai.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// Du code ordinaire.
    Body,
    /// Un appel à `poll` lancé à la main.
    Poll,
    /// Une tâche, sur un runtime.
    Task,
    /// Le runtime dort : toutes les tâches attendent.
    Parked,
}

const PLACES: [Place; 4] = [Place::Body, Place::Poll, Place::Task, Place::Parked];

/// Partagé entre l'essai, qui note ce qu'il fait, et le juge, qui le lit.
#[derive(Default)]
pub struct Watch {
    /// Le rang de la dernière note, suivi de deux bits pour l'endroit.
    note: AtomicU64,
    /// Le réveil de la future principale, pour la sonder quand les tâches
    /// l'étouffent.
    root: Mutex<Option<Waker>>,
    probed: AtomicBool,
    /// Combien de fois le runtime s'est endormi.
    leaps: AtomicU32,
    carried_away: AtomicBool,
}

impl Watch {
    /// Renvoie l'endroit noté, et le rang de cette note.
    pub fn read(&self) -> (Place, u64) {
        let note = self.note.load(Ordering::SeqCst);
        (PLACES[(note % 4) as usize], note / 4)
    }

    /// Note où en est le thread, et renvoie où il en était.
    pub fn note(&self, place: Place) -> Place {
        let (previous, rank) = self.read();
        self.note.store((rank + 1) * 4 + place as u64, Ordering::SeqCst);
        previous
    }

    /// Exécute `body` à l'endroit donné, puis revient au précédent, même s'il
    /// panique.
    pub fn during<T>(&self, place: Place, body: impl FnOnce() -> T) -> T {
        struct Back<'a>(&'a Watch, Place);
        impl Drop for Back<'_> {
            fn drop(&mut self) {
                self.0.note(self.1);
            }
        }
        let _back = Back(self, self.note(place));
        body()
    }

    /// Retient le waker de la future principale.
    pub fn keep_root(&self, waker: &Waker) {
        *self.root.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(waker.clone());
    }

    /// Réveille la future principale : si elle a la main, c'est que les tâches la
    /// rendent, donc qu'elles se réveillent sans cesse.
    pub fn probe(&self) {
        self.probed.store(true, Ordering::SeqCst);
        self.wake_root();
    }

    fn wake_root(&self) {
        let root = self.root.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(waker) = root {
            waker.wake();
        }
    }

    /// Dit si le juge a sondé la future principale depuis la dernière question.
    pub fn take_probe(&self) -> bool {
        self.probed.swap(false, Ordering::SeqCst)
    }

    /// Note que le runtime s'endort ; au-delà de `limit` fois, réveille la future
    /// principale pour qu'elle le dise.
    pub fn leap(&self, limit: u32) {
        self.note(Place::Parked);
        if self.leaps.fetch_add(1, Ordering::SeqCst) == limit {
            self.carried_away.store(true, Ordering::SeqCst);
            self.wake_root();
        }
    }

    /// Renvoie le nombre de fois où le runtime s'est endormi.
    pub fn leaps(&self) -> u32 {
        self.leaps.load(Ordering::SeqCst)
    }

    /// Dit si le runtime s'est endormi trop souvent.
    pub fn is_carried_away(&self) -> bool {
        self.carried_away.load(Ordering::SeqCst)
    }
}
