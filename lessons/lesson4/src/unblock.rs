//! Attendre un autre thread.

use std::future::poll_fn;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;

use crate::current::current;
use crate::timers::Timers;

// ANCHOR: unblock
/// Exécute `work` sur un thread à part, et attend son résultat sans bloquer la boucle.
///
/// Le thread va au bout, même si plus personne n'attend. Sur l'horloge virtuelle, la date
/// ne bouge pas tant que la boucle attend ce résultat.
///
/// # Errors
///
/// Si le système refuse un thread de plus.
///
/// # Panics
///
/// Si `work` panique.
pub async fn unblock<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    let _in_flight = InFlight::enter();
    let delivery = Arc::new(Mutex::new(Delivery { result: None, waiting: None }));
    let sender = Arc::clone(&delivery);
    thread::Builder::new()
        .spawn(move || deliver(&sender, catch_unwind(AssertUnwindSafe(work))))?;
    let result = poll_fn(|cx| delivery.lock().unwrap().poll(cx)).await;
    result.map_or_else(|panic| resume_unwind(panic), Ok)
}
// ANCHOR_END: unblock

// ANCHOR: Delivery
/// Un résultat à venir, et qui l'attend.
struct Delivery<T> {
    result: Option<T>,
    waiting: Option<Waker>,
}

impl<T> Delivery<T> {
    // Un seul verrou pour regarder et pour s'inscrire : rien ne passe entre les deux.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<T> {
        if let Some(result) = self.result.take() {
            return Poll::Ready(result);
        }
        self.waiting = Some(cx.waker().clone());
        Poll::Pending
    }
}
// ANCHOR_END: Delivery

// ANCHOR: deliver
fn deliver<T>(delivery: &Mutex<Delivery<T>>, result: T) {
    let waiting = {
        let mut delivery = delivery.lock().unwrap();
        delivery.result = Some(result);
        delivery.waiting.take()
    };
    if let Some(waker) = waiting {
        waker.wake();
    }
}
// ANCHOR_END: deliver

// ANCHOR: in_flight
/// Compte un travail parmi ceux de la boucle qui tourne, jusqu'à sa destruction.
struct InFlight(Option<Rc<Timers>>);

impl InFlight {
    fn enter() -> Self {
        let timers = current::<Timers>();
        if let Some(timers) = &timers {
            timers.in_flight.set(timers.in_flight.get() + 1);
        }
        Self(timers)
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if let Some(timers) = &self.0 {
            timers.in_flight.set(timers.in_flight.get() - 1);
        }
    }
}
// ANCHOR_END: in_flight

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::timeout::timeout;
    use crate::v8_local::Loop;

    #[test]
    fn le_resultat_vient_d_un_autre_thread() {
        let here = thread::current().id();
        let there = Loop::new().run_task(unblock(|| thread::current().id()));
        assert_ne!(there.unwrap(), here);
    }

    #[test]
    fn la_date_virtuelle_attend_les_autres_threads() {
        let _clock = clock::Clock::virtual_time().enter();
        let night = Loop::new();
        night.add_task(crate::sleep(std::time::Duration::from_secs(1)));
        let (sender, receiver) = mpsc::channel();
        let waiting = night.spawn(unblock(move || receiver.recv().unwrap()));
        assert_eq!(night.run_until_stalled(), 2);
        // La boucle s'endort alors que le travail n'a pas commencé.
        let late = thread::spawn(move || sender.send(7).unwrap());
        assert_eq!(night.run_task(waiting).unwrap().unwrap(), 7);
        assert_eq!(clock::now(), std::time::Duration::ZERO);
        late.join().unwrap();
    }

    #[test]
    fn la_boucle_avance_pendant_le_travail() {
        let (sender, receiver) = mpsc::channel();
        let night = Loop::new();
        let waiting = night.spawn(unblock(move || receiver.recv().unwrap()));
        // Le travail n'aboutit que si cette tâche tourne.
        night.add_task(async move { sender.send(7).unwrap() });
        assert_eq!(night.run_task(waiting).unwrap().unwrap(), 7);
    }

    #[test]
    fn plusieurs_travaux_vont_de_front() {
        let (ping, pong) = (mpsc::channel(), mpsc::channel());
        let night = Loop::new();
        let first = night.spawn(unblock(move || {
            ping.0.send(3).unwrap();
            pong.1.recv().unwrap()
        }));
        let second = night.spawn(unblock(move || {
            let number = ping.1.recv().unwrap();
            pong.0.send(number + 1).unwrap();
        }));
        night.run_task(second).unwrap().unwrap();
        assert_eq!(night.run_task(first).unwrap().unwrap(), 4);
    }

    #[test]
    #[should_panic(expected = "sur l'autre thread")]
    fn une_panique_reprend_dans_la_tache() {
        let _ =
            Loop::new().run_task(unblock(|| -> u8 { panic!("sur l'autre thread") }));
    }

    #[test]
    fn abandonne_le_travail_va_au_bout() {
        let (start, started) = mpsc::channel();
        let (end, ended) = mpsc::channel();
        let night = Loop::new();
        let child = night.spawn(unblock(move || {
            started.recv().unwrap();
            end.send(7).unwrap();
        }));
        assert_eq!(night.run_until_stalled(), 1);
        child.abort();
        assert_eq!(night.run_until_stalled(), 0);
        start.send(()).unwrap();
        assert_eq!(ended.recv().unwrap(), 7);
    }

    #[test]
    fn un_resultat_deja_la_n_attend_pas() {
        let (sender, receiver) = mpsc::channel();
        let night = Loop::new();
        let mut work = Box::pin(unblock(move || sender.send(7).unwrap()));
        let mut cx = std::task::Context::from_waker(Waker::noop());
        // Le premier appel lance le travail.
        let polled = work.as_mut().poll(&mut cx);
        receiver.recv().unwrap();
        if polled.is_pending() {
            let bounded = timeout(std::time::Duration::MAX, work);
            assert!(night.run_task(bounded).unwrap().is_ok());
        }
    }
}
