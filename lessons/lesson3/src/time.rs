//! Attendre une date, en la redemandant à chaque tour.

use std::cell::Cell;
use std::time::Duration;

use clock::Clock;
use lesson2::interrupt;

// ANCHOR: sleep
/// Attend pendant `duration`.
pub async fn sleep(duration: Duration) {
    sleep_until(clock::now().saturating_add(duration)).await;
}

/// Attend jusqu'à la date `deadline`, comptée depuis le début de la scène.
pub async fn sleep_until(deadline: Duration) {
    skip_until(|| {
        note_deadline(deadline);
        clock::now() >= deadline
    })
    .await;
}
// ANCHOR_END: sleep

// ANCHOR: skip_until
/// Redemande à chaque tour si `ready`, et rend la main d'ici là.
pub(crate) async fn skip_until(ready: impl Fn() -> bool) {
    let mut waited = false;
    while !ready() {
        // Au premier tour, la tâche vient peut-être de travailler.
        SKIPPED.set(Some(waited && SKIPPED.get() != Some(false)));
        waited = true;
        interrupt().await;
    }
}
// ANCHOR_END: skip_until

// ANCHOR: virtual_time
thread_local! {
    /// L'échéance la plus proche parmi les tâches qui ne font qu'attendre.
    static NEXT: Cell<Option<Duration>> = const { Cell::new(None) };
    /// `Some(true)` si la tâche interrogée à l'instant n'a fait qu'attendre.
    static SKIPPED: Cell<Option<bool>> = const { Cell::new(None) };
    /// Combien de tâches d'affilée n'ont fait qu'attendre.
    static IDLE: Cell<usize> = const { Cell::new(0) };
}

fn note_deadline(deadline: Duration) {
    let next = NEXT.get().map_or(deadline, |next| next.min(deadline));
    NEXT.set(Some(next));
}

/// À appeler quand une boucle commence : ce qu'une autre a vu ne compte pas.
pub(crate) fn start() {
    SKIPPED.set(None);
    IDLE.set(0);
}

/// À appeler après chaque appel à `poll`, avec le nombre de tâches qui restent.
///
/// Sur l'horloge réelle, le temps passe tout seul. Sur l'horloge virtuelle, il ne passe
/// que si toutes les tâches ont passé leur tour : il saute alors à la première échéance.
pub(crate) fn pass(tasks: usize) {
    IDLE.set(if SKIPPED.take() == Some(true) { IDLE.get() + 1 } else { 0 });
    if IDLE.get() == 0 {
        NEXT.set(None);
    } else if IDLE.get() >= tasks && Clock::current().is_virtual() {
        IDLE.set(0);
        if let Some(next) = NEXT.take() {
            clock::blocking_sleep(next.saturating_sub(clock::now()));
        }
    }
}
// ANCHOR_END: virtual_time
