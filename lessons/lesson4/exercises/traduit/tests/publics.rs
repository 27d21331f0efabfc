//! Les tests donnés.

use kit::{Probe, Stepper};
use traduit::translated;

#[test]
fn une_depeche_deja_la_est_traduite_aussitot() {
    kit::run(|| {
        let (message, _) = Probe::ready("clear sky");
        let mut future = Stepper::new(translated(message, |text| match text {
            "clear sky" => "ciel clair",
            _ => "?",
        }));
        let text = future.expect_ready("la dépêche était déjà là");
        kit::check_eq("la traduction", text, "ciel clair");
    });
}

#[test]
fn la_traduction_attend_la_depeche() {
    kit::run(|| {
        let (message, line) = Probe::new();
        let mut future =
            Stepper::new(translated(message, |magnitude| magnitude + 1));
        future.expect_pending("la dépêche n'est pas arrivée");
        future.expect_pending("la dépêche n'est toujours pas arrivée");
        line.complete(41);
        future.expect_woken("la dépêche arrive");
        let magnitude = future.expect_ready("la dépêche est arrivée");
        kit::check_eq("la traduction", magnitude, 42);
    });
}
