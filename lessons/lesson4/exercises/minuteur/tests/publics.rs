//! Les tests donnés.

use std::time::Duration;

use kit::{Log, Stepper};
use minuteur::{Loop, Timers};

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[test]
fn un_sommeil_finit_a_son_echeance() {
    kit::run(|| {
        let timers = Timers::new();
        let mut sleep = Stepper::new(timers.sleep(seconds(3)));
        sleep.expect_pending("la date est 0, l'échéance 3 s");
        timers.advance_to(Duration::from_millis(2999));
        sleep.expect_not_woken("la date est 2,999 s, l'échéance 3 s");
        sleep.expect_pending("la date est 2,999 s, l'échéance 3 s");
        timers.advance_to(seconds(3));
        kit::check_eq("la date", timers.now(), seconds(3));
        sleep.expect_woken("la date est 3 s, l'échéance aussi");
        sleep.expect_ready("la date est 3 s, l'échéance aussi");
    });
}

#[test]
fn une_nuit_saute_d_echeance_en_echeance() {
    kit::run(|| {
        let (engine, timers, log) = (Loop::new(), Timers::new(), Log::new());
        for (star, rising, exposure) in
            [("Véga", 2, 2), ("Deneb", 1, 4), ("Rigel", 3, 3)]
        {
            let (timers, log) = (timers.clone(), log.clone());
            engine.add_task(async move {
                timers.sleep(seconds(rising)).await;
                log.push(format!("{} s : {star} se lève", timers.now().as_secs()));
                timers.sleep(seconds(exposure)).await;
                log.push(format!("{} s : image de {star}", timers.now().as_secs()));
            });
        }
        engine.run_with(&timers);
        let night = [
            "1 s : Deneb se lève",
            "2 s : Véga se lève",
            "3 s : Rigel se lève",
            "4 s : image de Véga",
            "5 s : image de Deneb",
            "6 s : image de Rigel",
        ];
        kit::assert_log(&log, &night);
    });
}

#[test]
fn la_premiere_echeance_est_annoncee() {
    kit::run(|| {
        let timers = Timers::new();
        kit::check_eq("la première échéance", timers.next_deadline(), None);
        let mut sleeps =
            [9, 5, 7].map(|count| Stepper::new(timers.sleep(seconds(count))));
        let what =
            "trois sommeils que personne n'a interrogés ; la première échéance";
        kit::check_eq(what, timers.next_deadline(), None);
        for sleep in &mut sleeps {
            sleep.expect_pending("la date est 0");
        }
        for (date, next) in [(0, Some(5)), (5, Some(7)), (8, Some(9)), (9, None)] {
            timers.advance_to(seconds(date));
            let what = format!("à {date} s, la première échéance");
            kit::check_eq(&what, timers.next_deadline(), next.map(seconds));
        }
    });
}
