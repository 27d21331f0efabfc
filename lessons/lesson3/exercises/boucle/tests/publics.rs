//! Les tests donnés.

use std::future::poll_fn;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use boucle::Loop;
use kit::{Log, Probe, Stepper};

/// Rend la main une fois.
async fn interrupt() {
    let mut interrupted = false;
    poll_fn(|cx| {
        if interrupted {
            return Poll::Ready(());
        }
        interrupted = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

#[test]
fn les_taches_alternent() {
    kit::run(|| {
        let (engine, log) = (Loop::new(), Log::new());
        for name in ["Véga", "Deneb"] {
            let log = log.clone();
            engine.add_task(async move {
                for point in 1..=3 {
                    log.push(format!("{name} {point}"));
                    interrupt().await;
                }
            });
        }
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        night.expect_ready(
            "les deux tâches ne font que rendre la main : elles se réveillent \
             pendant leur tour, et doivent finir",
        );
        let turns = ["Véga 1", "Deneb 1", "Véga 2", "Deneb 2", "Véga 3", "Deneb 3"];
        kit::assert_log(&log, &turns);
    });
}

#[test]
fn seule_la_tache_reveillee_est_interrogee() {
    kit::run(|| {
        let engine = Loop::new();
        let handles = ["Véga", "Deneb", "Rigel"].map(|name| {
            let (probe, handle) = Probe::new();
            engine.add_task(probe);
            (name, handle)
        });
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        night.expect_pending("les trois poses sont en cours");
        handles[1].1.wake();
        night.expect_pending("Deneb a été réveillée, mais sa pose n'est pas finie");
        for (name, handle) in &handles {
            let expected = if *name == "Deneb" { 2 } else { 1 };
            let what =
                format!("Deneb seule a été réveillée ; les appels à poll de {name}");
            kit::check_eq(&what, handle.polls(), expected);
        }
        handles.iter().for_each(|(_, handle)| handle.complete(()));
        night.expect_ready("les trois poses sont finies");
    });
}

#[test]
fn un_autre_thread_reveille_la_boucle() {
    kit::run(|| {
        let (engine, log) = (Loop::new(), Log::new());
        engine.run();
        let (probe, handle) = Probe::new();
        let image = log.clone();
        engine.add_task(async move { image.push(probe.await) });
        let camera = thread::spawn(move || {
            // La pose finit une fois attendue ; si elle ne l'est pas, tant pis.
            for _ in 0..1000 {
                if handle.has_waker() {
                    return handle.complete("image de Rigel");
                }
                thread::sleep(Duration::from_millis(1));
            }
        });
        engine.run();
        camera.join().expect("la pose finit");
        kit::assert_log(&log, &["image de Rigel"]);
    });
}
