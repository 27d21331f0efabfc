//! Les tests cachés.

use std::cell::Cell;
use std::pin::pin;

use kit::{Log, Probe, Stepper};
use traduit::{Translated, translated};

#[test]
fn chaque_appel_interroge_la_depeche_une_fois() {
    kit::run(|| {
        let (message, line) = Probe::<u64>::new();
        let mut future = Stepper::new(translated(message, |code| code * 2));
        for polls in 1..=3 {
            future.expect_pending("la dépêche n'est pas arrivée");
            let what =
                format!("le nombre d'appels reçus par la dépêche, après {polls}");
            kit::check_eq(&what, line.polls(), polls);
            future.expect_not_woken("la dépêche n'est pas arrivée");
        }
        let code = kit::values(1, 1, 10..=99)[0];
        line.complete(code);
        let text: u64 = future.expect_ready("la dépêche est arrivée");
        kit::check_eq("la traduction", text, code * 2);
        kit::check_eq("le nombre d'appels reçus par la dépêche", line.polls(), 4);
    });
}

#[test]
fn la_ligne_est_liberee_avant_la_traduction() {
    kit::run(|| {
        let (message, line) = Probe::<&str>::new();
        let busy = Cell::new(false);
        let mut future = Stepper::new(translated(message, |text: &str| {
            busy.set(!line.is_dropped());
            text.len()
        }));
        future.expect_pending("la dépêche n'est pas arrivée");
        kit::check(
            !line.is_dropped(),
            "la dépêche n'est pas arrivée, et sa future est déjà détruite",
        );
        line.complete("nova");
        let length: usize = future.expect_ready("la dépêche est arrivée");
        kit::check_eq("la traduction", length, 4);
        kit::check(
            !busy.get(),
            "la ligne est encore occupée quand la traduction commence : la future de \
             la dépêche existe toujours",
        );
    });
}

#[test]
fn une_depeche_abandonnee_n_est_pas_traduite() {
    kit::run(|| {
        let (message, line) = Probe::<u8>::new();
        let log = Log::new();
        let noted = log.clone();
        let mut future =
            Stepper::new(translated(message, move |_| noted.push("traduit")));
        future.expect_pending("la dépêche n'est pas arrivée");
        drop(future);
        kit::check(line.is_dropped(), "la dépêche survit à celle qui l'attendait");
        kit::assert_log(&log, &[]);
    });
}

#[test]
fn une_coroutine_epinglee_convient() {
    kit::run(|| {
        let (message, line) = Probe::<u32>::new();
        // Une coroutine n'est pas `Unpin`, mais une épingle l'est. La fermeture
        // consomme le dictionnaire.
        let dictionary = vec!["Véga".to_owned(), "Rigel".to_owned()];
        let coroutine = pin!(async { message.await as usize });
        let lookup = |code: usize| dictionary.into_iter().nth(code);
        let future: Translated<_, _> = translated(coroutine, lookup);
        let mut future = Stepper::new(future);
        future.expect_pending("la dépêche n'est pas arrivée");
        line.complete(1);
        let star: Option<String> = future.run_to_end(2);
        kit::check_eq("l'étoile", star.as_deref(), Some("Rigel"));
    });
}
