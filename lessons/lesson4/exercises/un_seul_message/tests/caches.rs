//! Les tests cachés.

use std::pin::Pin;
use std::sync::{Arc, Mutex, mpsc};
use std::task::{Context, Wake, Waker};
use std::thread;

use kit::{Log, Stepper, assert_log};
use lesson4::Loop;
use un_seul_message::{Closed, Receiver, Sender, channel};

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

#[test]
fn des_centaines_de_messages_changent_de_thread() {
    kit::run(|| {
        let engine = Loop::new();
        let (orders, senders) = mpsc::channel::<(Sender<u64>, u64)>();
        let ada = thread::spawn(move || {
            for (sender, value) in senders {
                // Une valeur sur quatre ne vient jamais.
                if value % 4 != 0 {
                    let _ = sender.send(value);
                }
            }
        });
        for value in 0..500 {
            let (sender, receiver) = channel::<u64>();
            let _ = orders.send((sender, value));
            let answer: Result<u64, Closed> = engine.run_task(receiver);
            let expected = if value % 4 == 0 { Err(Closed) } else { Ok(value) };
            kit::check_eq(&format!("la réponse n° {value}"), answer, expected);
        }
        drop(orders);
        kit::check(ada.join().is_ok(), "le thread d'Ada a paniqué");
    });
}
