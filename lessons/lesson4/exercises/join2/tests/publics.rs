//! Les tests donnés.

use join2::join2;
use kit::{Probe, Stepper};

#[test]
fn deux_futures_pretes_aboutissent_aussitot() {
    kit::run(|| {
        let (dome, _) = Probe::ready("ouverte");
        let (mirror, _) = Probe::ready(-5);
        let mut both = Stepper::new(join2(dome, mirror));
        let news = both.expect_ready("les deux futures étaient prêtes");
        kit::check_eq("les deux résultats", news, ("ouverte", -5));
    });
}

#[test]
fn les_deux_avancent_a_chaque_appel() {
    kit::run(|| {
        let (dome, dome_handle) = Probe::<&str>::new();
        let (mirror, mirror_handle) = Probe::<i32>::new();
        let mut both = Stepper::new(join2(dome, mirror));
        for calls in 1..=2 {
            both.expect_pending("aucune des deux n'a abouti");
            let what = format!("appel n° {calls} : le nombre d'appels reçus par");
            kit::check_eq(&format!("{what} a"), dome_handle.polls(), calls);
            kit::check_eq(&format!("{what} b"), mirror_handle.polls(), calls);
        }
    });
}

#[test]
fn la_seconde_peut_aboutir_d_abord() {
    kit::run(|| {
        let (dome, dome_handle) = Probe::new();
        let (mirror, mirror_handle) = Probe::new();
        let mut both = Stepper::new(join2(dome, mirror));
        mirror_handle.complete(-5);
        both.expect_pending("seule b a abouti");
        dome_handle.complete("ouverte");
        let news = both.expect_ready("les deux ont abouti, b puis a");
        kit::check_eq("les deux résultats", news, ("ouverte", -5));
    });
}
