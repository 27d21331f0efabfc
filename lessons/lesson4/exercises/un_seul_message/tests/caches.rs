//! Les tests cachés.

use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::{Duration, Instant};

use kit::{Log, Stepper, assert_log};
use un_seul_message::{Closed, Receiver, Sender, channel};

/// Assez pour qu'un envoi tombe entre deux gestes du récepteur, sur deux processeurs.
const ROUNDS: usize = 5_000;

/// Une tâche qui interroge son récepteur pendant l'appel à son waker.
struct Impatient {
    receiver: Mutex<Pin<Box<Receiver<u64>>>>,
    answers: Log,
}

impl Impatient {
    /// Interroge le récepteur une première fois : il doit attendre.
    fn waiting(receiver: Receiver<u64>) -> Arc<Self> {
        let receiver = Mutex::new(Box::pin(receiver));
        let task = Arc::new(Self { receiver, answers: Log::new() });
        task.clone().wake();
        assert_log(&task.answers, &["Pending"]);
        task
    }

    /// Vérifie la réponse obtenue pendant le réveil.
    fn check_answer(&self, event: &str, expected: &str) {
        match &self.answers.entries()[1..] {
            [] => kit::fail(format!(
                "réveil perdu : {event}, et personne n'est réveillé"
            )),
            [first, ..] if first == "Pending" => kit::fail(format!(
                "réveil perdu : {event}, le récepteur interrogé pendant le réveil ne le \
                 voit pas encore, et plus rien ne le réveillera ; écrivez l'état avant \
                 de réveiller"
            )),
            [first, ..] => kit::check_eq("la réponse", first.as_str(), expected),
        }
    }
}

impl Wake for Impatient {
    fn wake(self: Arc<Self>) {
        let waker = Waker::from(self.clone());
        let mut cx = Context::from_waker(&waker);
        let Ok(mut receiver) = self.receiver.try_lock() else {
            kit::fail(
                "le récepteur se réveille lui-même pendant poll : attente active",
            );
        };
        // Une tâche finie n'est plus interrogée.
        if !self.answers.entries().iter().any(|answer| answer.starts_with("Ready")) {
            let answer = receiver.as_mut().poll(&mut cx);
            self.answers.push(format!("{answer:?}"));
        }
    }
}

#[test]
fn le_verrou_est_relache_pendant_le_reveil() {
    kit::run(|| {
        let (sender, receiver) = channel::<u64>();
        let task = Impatient::waiting(receiver);
        // Un verrou gardé pendant le réveil bloque ici : la tâche veut le prendre.
        let _ = sender.send(1);
        kit::check(task.answers.entries().len() > 1, "send n'a réveillé personne");
    });
}

#[test]
fn la_valeur_est_la_des_le_reveil() {
    kit::run(|| {
        let value = kit::values(1, 1, 100..=999)[0];
        let (sender, receiver) = channel::<u64>();
        let task = Impatient::waiting(receiver);
        let sent: Result<(), u64> = sender.send(value);
        kit::check_eq("ce que renvoie send", sent, Ok(()));
        task.check_answer("la valeur est envoyée", &format!("Ready(Ok({value}))"));
    });
}

#[test]
fn la_fin_est_dite_des_le_reveil() {
    kit::run(|| {
        let (sender, receiver) = channel::<u64>();
        let task = Impatient::waiting(receiver);
        drop::<Sender<u64>>(sender);
        task.check_answer("l'émetteur a disparu", "Ready(Err(Closed))");
    });
}

#[test]
fn le_dernier_waker_est_reveille() {
    kit::run(|| {
        let (sender, receiver) = channel::<u64>();
        let mut receiver = Stepper::new(receiver);
        receiver.expect_pending("rien n'est envoyé");
        receiver.with_new_waker();
        receiver.expect_pending("rien n'est envoyé");
        kit::check_eq("ce que renvoie send", sender.send(7), Ok(()));
        receiver.expect_woken("la valeur est envoyée");
        let answer: Result<u64, Closed> =
            receiver.expect_ready("la valeur est envoyée");
        kit::check_eq("la réponse", answer, Ok(7));
    });
}

/// Note qu'on l'a réveillée.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

/// Attend que l'autre thread en soit à ce tour ; finit si l'autre a disparu.
fn wait_for(turn: &Arc<AtomicUsize>, expected: usize) {
    let mut looks = 0;
    while turn.load(Ordering::SeqCst) < expected && Arc::strong_count(turn) > 1 {
        looks += 1;
        if looks < 300 { std::hint::spin_loop() } else { thread::yield_now() }
    }
}

/// Décale un peu l'un des deux threads, chaque fois autrement.
fn drift(turn: usize) {
    (0..turn % 100).for_each(|_| std::hint::spin_loop());
}

#[test]
fn un_envoi_pendant_l_appel_a_poll_n_est_pas_perdu() {
    kit::run(|| {
        let (started, finished): (Arc<AtomicUsize>, Arc<AtomicUsize>) =
            Default::default();
        let (senders, receivers): (Vec<Sender<u64>>, Vec<Receiver<u64>>) =
            (0..ROUNDS).map(|_| channel::<u64>()).unzip();
        let (start, finish) = (Arc::clone(&started), Arc::clone(&finished));
        thread::spawn(move || {
            for (sender, turn) in senders.into_iter().zip(1..) {
                wait_for(&start, turn);
                drift(turn * 7);
                let _ = sender.send(turn as u64);
                finish.store(turn, Ordering::SeqCst);
            }
        });
        let begin = Instant::now();
        for (receiver, turn) in receivers.into_iter().zip(1..) {
            // Une machine chargée joue moins de tours : c'est une chance de moins de
            // voir la faute, jamais une faute de plus.
            if begin.elapsed() > Duration::from_secs(1) {
                break;
            }
            let woken = Arc::new(Woken::default());
            let waker = Waker::from(woken.clone());
            let mut cx = Context::from_waker(&waker);
            let mut receiver = Box::pin(receiver);
            started.store(turn, Ordering::SeqCst);
            drift(turn);
            let early = receiver.as_mut().poll(&mut cx);
            wait_for(&finished, turn);
            kit::check(
                early.is_ready() || woken.0.load(Ordering::SeqCst),
                "réveil perdu : la valeur est arrivée pendant l'appel à poll, entre le \
                 regard et l'inscription ; un seul verrou doit couvrir les deux",
            );
            let answer = if early.is_ready() {
                early
            } else {
                receiver.as_mut().poll(&mut cx)
            };
            kit::check_eq("la réponse", answer, Poll::Ready(Ok(turn as u64)));
        }
    });
}
