//! Les tests donnés.

use cede::yield_times;
use kit::Stepper;

#[test]
fn zero_pause_aboutit_aussitot() {
    kit::run(|| {
        let mut future = Stepper::new(yield_times(0));
        future.expect_ready("yield_times(0) n'a aucune pause à faire");
    });
}

#[test]
fn trois_pauses_font_quatre_appels() {
    kit::run(|| {
        let mut future = Stepper::new(yield_times(3));
        for call in ["1er", "2e", "3e"] {
            future.expect_pending(&format!("c'est le {call} appel pour 3 pauses"));
        }
        future.expect_ready("c'est le 4e appel pour 3 pauses");
    });
}
