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
const ROUNDS: usize = 20_000;

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

/// Un récepteur et un émetteur qui partent ensemble, sur deux threads.
#[derive(Default)]
struct Race {
    /// Le dernier tour commencé par le récepteur.
    started: AtomicUsize,
    /// Le dernier tour fini par l'émetteur.
    finished: AtomicUsize,
    /// De combien l'émetteur attend avant d'agir.
    lag: AtomicUsize,
}

impl Race {
    /// Attend que ce compteur en soit à ce tour ; finit si l'autre thread a disparu.
    fn wait_for(self: &Arc<Self>, counter: &AtomicUsize, turn: usize) {
        let mut looks = 0;
        while counter.load(Ordering::SeqCst) < turn && Arc::strong_count(self) > 1 {
            looks += 1;
            if looks < 3_000 { std::hint::spin_loop() } else { thread::yield_now() }
        }
    }

    /// Joue l'émetteur : à chaque tour, il envoie, ou disparaît.
    fn send_or_vanish(self: &Arc<Self>, senders: Vec<Sender<u64>>) {
        for (sender, turn) in senders.into_iter().zip(1..) {
            self.wait_for(&self.started, turn);
            spin(self.lag.load(Ordering::SeqCst));
            if vanishes(turn) {
                drop(sender);
            } else {
                let _ = sender.send(turn as u64);
            }
            self.finished.store(turn, Ordering::SeqCst);
        }
    }

    /// Joue un tour du récepteur, interrogé une première fois quand l'émetteur agit,
    /// et renvoie vrai si cet appel a suffi.
    fn poll(
        self: &Arc<Self>,
        receiver: Receiver<u64>,
        turn: usize,
        aim: i32,
    ) -> bool {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(woken.clone());
        let mut cx = Context::from_waker(&waker);
        let mut receiver = Box::pin(receiver);
        self.lag.store(aim.max(0) as usize, Ordering::SeqCst);
        self.started.store(turn, Ordering::SeqCst);
        spin((-aim).max(0) as usize);
        let early = receiver.as_mut().poll(&mut cx);
        self.wait_for(&self.finished, turn);
        let is_early = early.is_ready();
        if !is_early && !woken.0.load(Ordering::SeqCst) {
            kit::fail(lost(turn));
        }
        let answer = if is_early { early } else { receiver.as_mut().poll(&mut cx) };
        let sent = if vanishes(turn) { Err(Closed) } else { Ok(turn as u64) };
        kit::check_eq("la réponse", answer, Poll::Ready(sent));
        is_early
    }
}

fn spin(times: usize) {
    (0..times).for_each(|_| std::hint::spin_loop());
}

/// Un tour sur trois, l'émetteur disparaît sans rien envoyer.
fn vanishes(turn: usize) -> bool {
    turn.is_multiple_of(3)
}

fn lost(turn: usize) -> String {
    let event = if vanishes(turn) {
        "l'émetteur a disparu"
    } else {
        "la valeur est arrivée"
    };
    format!(
        "réveil perdu : {event} pendant l'appel à poll, entre le regard et \
         l'inscription ; un seul verrou doit couvrir les deux"
    )
}

#[test]
fn un_envoi_pendant_l_appel_a_poll_n_est_pas_perdu() {
    kit::run(|| {
        let race: Arc<Race> = Arc::default();
        let (senders, receivers): (Vec<Sender<u64>>, Vec<Receiver<u64>>) =
            (0..ROUNDS).map(|_| channel::<u64>()).unzip();
        let other = race.clone();
        thread::spawn(move || other.send_or_vanish(senders));
        // Qui arrive trop tôt attend un peu plus au tour suivant : les deux finissent
        // par se croiser, là où un réveil peut se perdre.
        let mut aims = [0; 2];
        let begin = Instant::now();
        for (receiver, turn) in receivers.into_iter().zip(1..) {
            // Une machine chargée joue moins de tours, ou les deux threads sur un seul
            // processeur : une chance de moins de voir la faute, jamais une faute de
            // plus.
            if begin.elapsed() > Duration::from_secs(1) {
                break;
            }
            let aim = &mut aims[usize::from(vanishes(turn))];
            let step = if race.poll(receiver, turn, *aim) { 1 } else { -1 };
            *aim = (*aim + step).clamp(-400, 400);
        }
    });
}
