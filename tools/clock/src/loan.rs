//! L'heure d'un runtime en pause, prêtée à un thread bloquant.
//!
//! L'horloge en pause de tokio n'appartient qu'à un thread. Quand du code bloquant
//! tourne sur un autre, les deux se passent la parole : le thread du runtime attend que
//! l'autre dorme ou finisse, et dort à sa place sur l'horloge en pause. Un seul des deux
//! avance à la fois, donc tout est déterministe.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;
use std::{panic, thread};

use crate::{Clock, Source};

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
    /// Si le runtime a disparu, plus personne ne regarde la date : rend la main aussitôt.
    pub fn sleep(&self, duration: Duration) {
        let (woken_at, waiting) = channel();
        let mut seat = self.seat();
        if seat.requests.send(Request { duration, woken_at }).is_ok() {
            seat.now = waiting.recv().unwrap_or(seat.now + duration);
        }
    }

    fn seat(&self) -> std::sync::MutexGuard<'_, Seat> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Exécute `work` sur un thread à part et dort pour lui sur l'horloge en pause.
///
/// # Panics
///
/// Propage la panique de `work`.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (requests, asked) = channel();
    let seat = Seat { now: crate::now(), requests };
    let worker = thread::spawn(move || {
        let time = LoanedTime(Mutex::new(seat));
        let _clock = Clock(Source::Loaned(time.into())).enter();
        work()
    });
    serve(asked).await;
    worker.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
}

/// Sert les demandes jusqu'à ce que le thread bloquant ait fini.
async fn serve(asked: Receiver<Request>) {
    // `recv` bloque le runtime, et c'est voulu : pendant que l'autre thread travaille, la
    // date ne doit pas bouger.
    while let Ok(Request { duration, woken_at }) = asked.recv() {
        tokio::time::sleep(duration).await;
        // Le thread attend la réponse : il est encore là pour la recevoir.
        let _ = woken_at.send(crate::now());
    }
}
