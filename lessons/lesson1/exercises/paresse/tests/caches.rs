//! Les tests cachés.

use std::cell::Cell;
use std::time::Duration;

use kit::Log;
use paresse::prepare;
use tokio::runtime::Builder;
use tokio::time::{sleep, timeout};

/// Un obturateur qui inscrit son étoile au journal.
fn shutter(log: &Log, star: &'static str) -> impl FnOnce() -> String + use<> {
    let log = log.clone();
    move || {
        log.push(star);
        star.to_owned()
    }
}

#[test]
fn le_numero_est_donne_a_l_appel() {
    kit::virtual_time(async {
        let (prepared, log) = (Cell::new(7), Log::new());
        let delay = Duration::from_millis(300);
        let vega = prepare(&prepared, delay, shutter(&log, "Véga"));
        let deneb = prepare(&prepared, delay, shutter(&log, "Deneb"));
        let what = "le carnet, qui comptait 7 poses, après deux appels à prepare";
        kit::check_eq(what, prepared.get(), 9);
        let what = "la pose préparée la seconde, mais attendue la première";
        kit::check_eq(what, deneb.await, (9, "Deneb".to_owned()));
        let what = "la pose préparée la première, mais attendue la seconde";
        kit::check_eq(what, vega.await, (8, "Véga".to_owned()));
    });
}

#[test]
fn l_attente_part_du_moment_ou_l_on_attend() {
    kit::virtual_time(async {
        let (prepared, log) = (Cell::new(0), Log::new());
        let delay = Duration::from_millis(700);
        let pose = prepare(&prepared, delay, shutter(&log, "Rigel"));
        sleep(Duration::from_secs(3600)).await;
        let (duration, _) = kit::elapsed(pose).await;
        let what = "attendue une heure après l'appel à prepare, la pose";
        kit::assert_elapsed(what, duration, delay);
    });
}

#[test]
fn on_prepare_sans_runtime() {
    kit::run(|| {
        let (prepared, log) = (Cell::new(0), Log::new());
        let delay = Duration::from_millis(300);
        let pose = prepare(&prepared, delay, shutter(&log, "Altaïr"));
        let runtime =
            Builder::new_current_thread().enable_time().start_paused(true).build();
        let (number, image) = runtime.expect("un runtime").block_on(pose);
        kit::check_eq("la pose", (number, image.as_str()), (1, "Altaïr"));
    });
}

#[test]
fn une_pose_abandonnee_ne_declenche_rien() {
    kit::virtual_time(async {
        let (prepared, log) = (Cell::new(0), Log::new());
        let delay = Duration::from_secs(2);
        drop(prepare(&prepared, delay, shutter(&log, "Véga")));
        let what = "les obturateurs déclenchés quand la pose est détruite sans être \
                    attendue";
        kit::check_eq(what, log.entries().len(), 0);
        let pose = prepare(&prepared, delay, shutter(&log, "Deneb"));
        let given_up = timeout(Duration::from_secs(1), pose).await;
        kit::check(given_up.is_err(), "la pose devait se faire attendre 2 s");
        sleep(Duration::from_secs(10)).await;
        let what = "les obturateurs déclenchés quand la pose est abandonnée pendant \
                    son attente";
        kit::check_eq(what, log.entries().len(), 0);
        kit::check_eq("le carnet après deux abandons", prepared.get(), 2);
    });
}
