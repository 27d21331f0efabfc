//! Les tests donnés.

use std::cell::Cell;
use std::time::Duration;

use kit::Log;
use paresse::prepare;
use tokio::time::sleep;

/// Un obturateur qui inscrit son étoile au journal.
fn shutter(log: &Log, star: &'static str) -> impl FnOnce() -> String + use<> {
    let log = log.clone();
    move || {
        log.push(star);
        format!("image de {star}")
    }
}

#[test]
fn preparer_ne_declenche_rien() {
    kit::virtual_time(async {
        let (prepared, log) = (Cell::new(0), Log::new());
        let pose =
            prepare(&prepared, Duration::from_millis(500), shutter(&log, "Véga"));
        let what = "les obturateurs déclenchés pendant l'appel à prepare";
        kit::check_eq(what, log.entries().len(), 0);
        sleep(Duration::from_secs(10)).await;
        let what = "les obturateurs déclenchés alors que personne n'attend la pose";
        kit::check_eq(what, log.entries().len(), 0);
        pose.await;
        let what = "les obturateurs déclenchés une fois la pose attendue";
        kit::check_eq(what, log.entries().len(), 1);
    });
}

#[test]
fn la_pose_attendue_donne_son_numero_et_son_image() {
    kit::virtual_time(async {
        let (prepared, log) = (Cell::new(0), Log::new());
        let pose = prepare(&prepared, Duration::from_secs(5), shutter(&log, "Véga"));
        let (duration, (number, image)) = kit::elapsed(pose).await;
        kit::check_eq("le numéro de la première pose", number, 1);
        kit::check_eq("l'image", image.as_str(), "image de Véga");
        kit::assert_elapsed("la pose", duration, Duration::from_secs(5));
    });
}
