//! Les tests cachés.

use std::cell::RefCell;
use std::future::poll_fn;
use std::task::Poll;

use kit::{Probe, Stepper};
use ping_pong::{alternate, player};

#[test]
fn sans_aucun_coup_la_joueuse_a_deja_fini() {
    kit::run(|| {
        let sheet: RefCell<Vec<String>> = RefCell::default();
        let mut ada = Stepper::new(player("Ada", 0, &sheet));
        ada.expect_ready("elle n'a aucun coup à jouer");
        alternate(player("Ada", 0, &sheet), player("Berthe", 0, &sheet));
        kit::check_eq("la feuille", sheet.borrow().clone(), [""; 0]);
    });
}

#[test]
fn la_plus_longue_finit_seule() {
    kit::run(|| {
        let sheet: RefCell<Vec<String>> = RefCell::default();
        alternate(player("Ada", 1, &sheet), player("Berthe", 3, &sheet));
        alternate(player("Ada", 3, &sheet), player("Berthe", 0, &sheet));
        let expected =
            ["Ada 1", "Berthe 1", "Berthe 2", "Berthe 3", "Ada 1", "Ada 2", "Ada 3"];
        let what = "la feuille de deux matchs inégaux, 1 coup à 3, puis 3 à 0";
        kit::check_eq(what, sheet.into_inner(), expected);
    });
}

#[test]
fn chaque_coroutine_est_interrogee_une_fois_par_tour() {
    kit::run(|| {
        for (first, second) in [(0, 0), (0, 5), (4, 1), (3, 3)] {
            // Une sonde rend la main tant de fois, puis aboutit.
            let (ada, ada_polls) = Probe::after(first, ());
            let (berthe, berthe_polls) = Probe::after(second, ());
            alternate(ada, berthe);
            let what = format!(
                "les appels à poll de deux futures qui rendent la main {first} et \
                 {second} fois"
            );
            let polls = (ada_polls.polls(), berthe_polls.polls());
            kit::check_eq(&what, polls, (first + 1, second + 1));
        }
    });
}

#[test]
fn l_ordre_des_tours_ne_depend_pas_des_reveils() {
    kit::run(|| {
        let log = kit::Log::new();
        // Rend la main sans jamais demander à être réveillée.
        let silent = |name: &'static str, turns: usize| {
            let (log, mut turn) = (log.clone(), 0);
            poll_fn(move |_| {
                turn += 1;
                let late = format!("{name} est interrogée alors qu'elle a abouti");
                kit::check(turn <= turns, late);
                log.push(format!("{name} {turn}"));
                if turn == turns { Poll::Ready(()) } else { Poll::Pending }
            })
        };
        alternate(silent("coupole", 2), silent("caméra", 3));
        let expected =
            ["coupole 1", "caméra 1", "coupole 2", "caméra 2", "caméra 3"];
        kit::assert_log(&log, &expected);
    });
}

#[test]
fn la_feuille_reste_libre_pendant_que_la_main_est_rendue() {
    kit::run(|| {
        let sheet: RefCell<Vec<String>> = RefCell::default();
        let mut ada = Stepper::new(player("Ada", 3, &sheet));
        ada.expect_pending("elle rend la main après le coup 1/3");
        kit::check(
            sheet.try_borrow_mut().is_ok(),
            "la joueuse a rendu la main en gardant la feuille : sa garde doit être \
             détruite avant .await",
        );
    });
}

#[test]
fn une_coroutine_peut_appeler_alternate() {
    kit::virtual_time(async {
        let sheet: RefCell<Vec<String>> = RefCell::default();
        alternate(player("Ada", 2, &sheet), player("Célie", 1, &sheet));
        let expected = ["Ada 1", "Célie 1", "Ada 2"];
        kit::check_eq("la feuille", sheet.into_inner(), expected);
    });
}
