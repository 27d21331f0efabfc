//! L'heure d'un runtime en pause, prêtée à un thread bloquant.
//!
//! L'horloge en pause de tokio n'appartient qu'à un thread. Quand du code bloquant
//! tourne sur un autre, les deux se passent la parole : le thread du runtime attend que
//! l'autre dorme ou finisse, et dort à sa place sur l'horloge en pause. Un seul des deux
//! avance à la fois, donc tout est déterministe.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::runtime::PausedTime;
use crate::{Clock, PATIENCE, Source};

/// L'heure vue d'un thread bloquant : la date de son dernier réveil.
pub struct LoanedTime(Mutex<Seat>);

struct Seat {
    now: Duration,
    requests: Sender<Request>,
}

/// « Dors pour moi », et où dire que c'est fait.
struct Request {
    duration: Duration,
    woken_at: Sender<Duration>,
}

impl LoanedTime {
    /// Renvoie la date du dernier réveil : le thread n'en voit pas passer d'autre.
    pub fn now(&self) -> Duration {
        self.seat().now
    }

    /// Demande au runtime de dormir `duration`, et attend qu'il l'ait fait.
    ///
    /// Si le runtime a disparu, le thread compte seul la suite.
    pub fn sleep(&self, duration: Duration) {
        let (woken_at, waiting) = channel();
        let mut seat = self.seat();
        // Sans runtime, l'envoi échoue, la réponse aussi.
        let _ = seat.requests.send(Request { duration, woken_at });
        seat.now = waiting.recv().unwrap_or(seat.now + duration);
    }

    fn seat(&self) -> MutexGuard<'_, Seat> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Exécute `work` sur un thread à part et dort pour lui sur l'horloge en pause.
///
/// # Panics
///
/// Panique hors d'un runtime, ou si `work` attend le runtime au lieu de dormir.
pub fn spawn<T: Send + 'static>(
    time: &PausedTime,
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let (requests, asked) = channel();
    let (result, delivered) = channel();
    let seat = Seat { now: crate::now(), requests };
    let runtime = Handle::current();
    time.host(thread::spawn(move || {
        let _inside = runtime.enter();
        let time = Arc::new(LoanedTime(Mutex::new(seat)));
        let clock = Clock(Source::Loaned(time.clone())).enter();
        // Personne n'attend peut-être plus le résultat.
        let _ = result.send(panic::catch_unwind(AssertUnwindSafe(work)));
        drop(clock);
        time.now()
    }));
    // Le thread démarre à l'appel, comme le vrai : son premier somme est déjà daté.
    let mut nap = next_nap(&asked);
    tokio::spawn(async move {
        while let Some((sleep, woken_at)) = nap {
            sleep.await;
            // Le thread attend la réponse : il est encore là pour la recevoir.
            let _ = woken_at.send(crate::now());
            nap = next_nap(&asked);
        }
        let outcome = delivered.recv().expect("le thread livre avant de finir");
        outcome.unwrap_or_else(|panic| panic::resume_unwind(panic))
    })
}

/// Attend que le thread demande à dormir ; rien, s'il a fini.
///
/// Cette attente bloque le runtime, et c'est voulu : pendant que l'autre thread
/// travaille, la date ne doit pas bouger.
fn next_nap(
    asked: &Receiver<Request>,
) -> Option<(tokio::time::Sleep, Sender<Duration>)> {
    match asked.recv_timeout(PATIENCE) {
        Ok(request) => {
            Some((tokio::time::sleep(request.duration), request.woken_at))
        }
        Err(RecvTimeoutError::Disconnected) => None,
        Err(RecvTimeoutError::Timeout) => crate::stuck(),
    }
}
