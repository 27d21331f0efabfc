//! Les tests cachés.

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use kit::{Probe, ProbeHandle};
use mini_executeur::block_on;

#[test]
fn un_reveil_pendant_poll_n_est_pas_perdu() {
    kit::run(|| {
        let turns: usize = kit::seeded(1).usize(3..30);
        let (probe, handle): (Probe<u32>, ProbeHandle<u32>) = Probe::after(turns, 7);
        kit::check_eq("le résultat", block_on(probe), 7);
        let what = format!("les appels à poll, pour {turns} réveils");
        kit::check_eq(&what, handle.polls(), turns + 1);
    });
}

#[test]
fn un_unpark_etranger_ne_fait_pas_redemander() {
    kit::run(|| {
        let (probe, handle): (Probe<()>, ProbeHandle<()>) = Probe::new();
        let sleeper = thread::current();
        let handle = thread::scope(|threads| {
            let stranger = threads.spawn(move || {
                wait_until_polled(&handle);
                for _ in 0..50 {
                    if handle.polls() < 2 {
                        sleeper.unpark();
                        thread::sleep(Duration::from_millis(1));
                    }
                }
                if handle.has_waker() {
                    handle.complete(());
                }
                handle
            });
            block_on(probe);
            stranger.join().expect("l'étranger finit")
        });
        let polls = handle.polls();
        let many = format!(
            "la future a été interrogée {polls} fois au lieu de 2 : un autre thread \
             a appelé unpark, et personne le waker ; que prouve le retour de park ?"
        );
        kit::check(polls == 2, many);
    });
}

#[test]
fn un_block_on_imbrique_ne_prend_pas_le_reveil_d_un_autre() {
    kit::run(|| {
        let (image, camera) = Probe::new();
        let mut image = pin!(image);
        let nested = Cell::new(false);
        let name: &str = block_on(poll_fn(|cx| {
            let polled = image.as_mut().poll(cx);
            if !nested.replace(true) {
                // La pose finit pendant que le thread attend autre chose.
                let (inner, _handle) = Probe::after(1, ());
                let mut inner = pin!(inner);
                block_on(poll_fn(|cx| {
                    camera.complete("Rigel");
                    inner.as_mut().poll(cx)
                }));
            }
            polled
        }));
        kit::check_eq("le résultat", name, "Rigel");
    });
}

/// Attend que la future ait confié son waker ; renonce si elle ne le fera plus.
fn wait_until_polled(handle: &ProbeHandle<()>) {
    for _ in 0..1000 {
        if handle.has_waker() || handle.is_dropped() {
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn le_thread_dort_pour_de_bon() {
    kit::run(|| {
        let (probe, handle): (Probe<()>, ProbeHandle<()>) = Probe::new();
        let before = kit::activity();
        thread::scope(|threads| {
            threads.spawn(|| {
                wait_until_polled(&handle);
                if handle.has_waker() {
                    thread::sleep(Duration::from_millis(200));
                    handle.complete(());
                }
            });
            block_on(probe);
        });
        let Some((before, after)) = before.zip(kit::activity()) else { return };
        let busy = (after.cpu - before.cpu).as_millis();
        let busy_message = format!(
            "le thread a occupé le processeur {busy} ms pendant une attente de \
             200 ms : il tourne sur place au lieu de dormir"
        );
        kit::check(busy < 10, busy_message);
        let starts = after.sleeps - before.sleeps;
        let restless = format!(
            "le thread s'est levé {starts} fois en 200 ms, et personne n'appelait \
             son waker : il regarde sans cesse au lieu de se faire réveiller"
        );
        kit::check(starts < 15, restless);
    });
}

#[test]
fn une_future_n_a_pas_a_etre_unpin() {
    kit::run(|| {
        let count = Cell::new(0);
        let poses = async {
            let (first, _) = Probe::after(1, 2);
            let (second, _) = Probe::after(2, 3);
            count.set(first.await);
            count.set(count.get() + second.await);
            Poll::Ready(count.get())
        };
        kit::check_eq("le résultat", block_on(poses), Poll::Ready(5));
    });
}
