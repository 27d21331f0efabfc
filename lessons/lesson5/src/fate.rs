//! Quatre façons de finir, et ce que devient alors le télescope.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use clock::Clock;
use lesson4::Loop;
use scene::catch_panic;

use crate::levels::Level;
use crate::telescope::{Event, TURN};

// ANCHOR: Ending
/// Comment une observation finit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Elle aboutit à une image.
    Success,
    /// Elle aboutit à une erreur.
    Error,
    /// Elle panique.
    Panic,
    /// On la détruit pendant la pose.
    Cancellation,
}
// ANCHOR_END: Ending

// ANCHOR: star
impl Ending {
    /// Toutes les fins.
    pub const ALL: [Self; 4] =
        [Self::Success, Self::Error, Self::Panic, Self::Cancellation];

    /// L'étoile qui mène à cette fin.
    pub fn star(self) -> &'static str {
        match self {
            Self::Success | Self::Cancellation => "Véga",
            Self::Error => "Deneb",
            Self::Panic => "Altaïr",
        }
    }
}
// ANCHOR_END: star

// ANCHOR: fate
/// Joue un cas, en temps virtuel, et renvoie la dernière chose arrivée au télescope.
pub fn fate(level: Level, ending: Ending) -> Option<Event> {
    let _clock = Clock::virtual_time().enter();
    let (night, last) = (Loop::new(), Rc::new(Cell::new(None)));
    let seen = Rc::clone(&last);
    let observation = night
        .spawn(level.observe(ending.star(), move |event| seen.set(Some(event))));
    if ending == Ending::Cancellation {
        // Le télescope est ouvert, et la pose n'est pas finie.
        night.call_later(TURN * 3 / 2, move || observation.abort());
    }
    // La panique reste dans sa tâche ; son message, lui, encombrerait le tableau.
    let _ = catch_panic(|| night.run());
    last.get()
}
// ANCHOR_END: fate

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Success => "succès",
            Self::Error => "erreur",
            Self::Panic => "panique",
            Self::Cancellation => "annulation",
        })
    }
}
