//! Le rythme d'un essai asynchrone, et ce qu'il trahit.

use crate::failure::fail;
use crate::session::Session;

/// Appels à `poll` au même instant virtuel ; un exercice en fait cent fois moins.
const POLLS: u32 = 100_000;

/// Le rythme auquel la future principale est interrogée.
#[derive(Default)]
pub struct Pulse {
    leaps: u32,
    polls: u32,
}

impl Pulse {
    /// Compte un appel à `poll`, et fait échouer l'essai si le rythme est fou.
    pub fn check(&mut self, session: &Session) {
        if session.watch.is_carried_away() {
            fail(CARRIED_AWAY);
        }
        // L'heure virtuelle n'avance, et un événement n'arrive, que si le runtime
        // dort.
        let leaps = session.watch.leaps();
        let same_instant = leaps == self.leaps;
        if session.watch.take_probe() && same_instant {
            fail(BUSY_TASK);
        }
        self.polls = if same_instant { self.polls + 1 } else { 0 };
        self.leaps = leaps;
        if self.polls > POLLS {
            fail(BUSY);
        }
    }
}

pub const BUSY: &str = "attente active : le programme se réveille sans cesse sans \
    que le temps avance";
const BUSY_TASK: &str = "attente active : une tâche occupe le thread sans que le \
    temps avance ; elle se réveille sans cesse, ou calcule trop longtemps";
pub const CARRIED_AWAY: &str = "le temps virtuel avance sans fin : une tâche \
    périodique tourne, mais le programme attend ce qui n'arrivera pas";
