//! Les tests cachés.

use cede::{YieldTimes, yield_times};
use kit::Stepper;
use lesson3::Loop;

#[test]
fn chaque_pause_reveille_une_seule_fois() {
    kit::run(|| {
        let mut future: Stepper<YieldTimes> = Stepper::new(yield_times(3));
        for pauses in 1..=3 {
            future.expect_pending("il reste une pause à faire");
            let what = format!("le nombre de réveils après la pause {pauses}/3");
            kit::check_eq(&what, future.wakes(), pauses);
        }
        future.expect_ready("les 3 pauses sont faites");
        kit::check_eq("le nombre de réveils à la fin", future.wakes(), 3);
    });
}

#[test]
fn le_waker_de_l_appel_est_reveille() {
    kit::run(|| {
        let mut future = Stepper::new(yield_times(2));
        future.expect_pending("il reste 2 pauses");
        future.with_new_waker();
        future.expect_pending("il reste une pause");
        future.expect_woken("elle vient de rendre la main");
        future.expect_ready("les 2 pauses sont faites");
    });
}

#[test]
fn un_grand_nombre_de_pauses_convient() {
    kit::run(|| {
        let pauses = kit::seeded(1).u32(1_000..2_000);
        let mut future = Stepper::new(yield_times(pauses));
        future.run_to_end(10_000);
        let what = format!("le nombre d'appels à poll pour {pauses} pauses");
        kit::check_eq(&what, future.polls(), pauses as usize + 1);
    });
}

#[test]
fn deux_taches_alternent() {
    kit::run(|| {
        let (engine, log) = (Loop::new(), kit::Log::new());
        for name in ["calcul", "coupole"] {
            let log = log.clone();
            engine.add_task(async move {
                for part in 1..=2 {
                    log.push(format!("{name} {part}"));
                    yield_times(2).await;
                }
            });
        }
        engine.run();
        kit::assert_log(&log, &["calcul 1", "coupole 1", "calcul 2", "coupole 2"]);
    });
}
