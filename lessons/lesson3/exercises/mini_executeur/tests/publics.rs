//! Les tests donnés.

use std::thread;
use std::time::Duration;

use kit::Probe;
use mini_executeur::block_on;

#[test]
fn une_future_prete_donne_son_resultat() {
    kit::run(|| {
        let star = String::from("Véga");
        let name: &str = block_on(async { star.as_str() });
        kit::check_eq("le résultat", name, "Véga");
    });
}

/// Regarde toutes les millisecondes, `looks` fois au plus.
fn wait_until(looks: u32, done: impl Fn() -> bool) {
    for _ in 0..looks {
        if done() {
            return;
        }
        thread::sleep(Duration::from_millis(1));
    }
}

#[test]
fn un_autre_thread_reveille_la_future() {
    kit::run(|| {
        let (image, camera) = Probe::new();
        let camera = thread::scope(|threads| {
            let finishing = threads.spawn(|| {
                // La pose finit une fois attendue, et pas trop vite.
                wait_until(1000, || camera.has_waker() || camera.is_dropped());
                wait_until(50, || camera.polls() > 2);
                if camera.has_waker() {
                    camera.complete("Deneb");
                }
                camera
            });
            kit::check_eq("le résultat", block_on(image), "Deneb");
            finishing.join().expect("la pose finit")
        });
        let polls = camera.polls();
        let many = format!(
            "la future a été interrogée {polls} fois au lieu de 2 : sans réveil, \
             rien n'a changé, et le thread doit dormir au lieu de redemander"
        );
        kit::check(polls == 2, many);
    });
}
