//! Les tests cachés.

use join2::{Join2, join2};
use kit::{Probe, Stepper};
use lesson4::Loop;

#[test]
fn une_future_aboutie_n_est_plus_interrogee() {
    kit::run(|| {
        let (dome, dome_handle) = Probe::<u64>::new();
        let (mirror, mirror_handle) = Probe::<u64>::new();
        let mut both: Stepper<Join2<Probe<u64>, Probe<u64>>> =
            Stepper::new(join2(dome, mirror));
        let temperature = kit::values(1, 1, 10..=99)[0];
        dome_handle.complete(temperature);
        for _ in 0..3 {
            both.expect_pending("a a abouti, b attend encore");
        }
        kit::check_eq("le nombre d'appels reçus par a", dome_handle.polls(), 1);
        mirror_handle.complete(7);
        let news = both.expect_ready("les deux ont abouti");
        kit::check_eq("les deux résultats", news, (temperature, 7));
    });
}

#[test]
fn une_future_aboutie_est_detruite_aussitot() {
    kit::run(|| {
        let (dome, dome_handle) = Probe::<()>::new();
        let (mirror, mirror_handle) = Probe::<()>::new();
        let mut both = Stepper::new(join2(dome, mirror));
        mirror_handle.complete(());
        both.expect_pending("b a abouti, a attend encore");
        kit::check(
            mirror_handle.is_dropped(),
            "b a abouti, et n'est pas encore détruite : elle retient ce qu'elle tenait",
        );
        kit::check(!dome_handle.is_dropped(), "a est détruite avant d'avoir abouti");
    });
}

#[test]
fn chacune_reveille_la_tache() {
    kit::run(|| {
        let (dome, dome_handle) = Probe::<u8>::new();
        let (mirror, mirror_handle) = Probe::<u8>::new();
        let mut both = Stepper::new(join2(dome, mirror));
        both.expect_pending("aucune des deux n'a abouti");
        both.expect_not_woken("rien n'est arrivé depuis le premier appel");
        mirror_handle.complete(2);
        both.expect_woken("b vient d'aboutir");
        both.expect_pending("a attend encore");
        both.expect_not_woken("rien n'est arrivé depuis le deuxième appel");
        dome_handle.complete(1);
        both.expect_woken("a vient d'aboutir");
        both.expect_ready("les deux ont abouti");
    });
}

#[test]
fn la_tache_du_dernier_appel_est_reveillee() {
    kit::run(|| {
        let (dome, _dome_handle) = Probe::<u8>::new();
        let (mirror, mirror_handle) = Probe::<u8>::new();
        let mut both = Stepper::new(join2(dome, mirror));
        both.expect_pending("aucune des deux n'a abouti");
        both.with_new_waker();
        both.expect_pending("aucune des deux n'a abouti");
        mirror_handle.complete(2);
        both.expect_woken("b vient d'aboutir");
    });
}

#[test]
fn deux_coroutines_conviennent() {
    kit::run(|| {
        let stars = ["Véga", "Altaïr"];
        let read = async |star: &'static str, turns: usize| -> String {
            for _ in 0..turns {
                lesson4::interrupt().await;
            }
            star.to_owned()
        };
        let engine = Loop::new();
        let both = join2(read(stars[0], 3), read(stars[1], 1));
        let names: (String, String) = engine.run_task(both);
        kit::check_eq("les deux étoiles", names.0, stars[0]);
        kit::check_eq("la seconde étoile", names.1, stars[1]);
    });
}
