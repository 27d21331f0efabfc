//! Les tests cachés.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;
use verrou_court::Night;

const STARS: [&str; 7] =
    ["Véga", "Altaïr", "Deneb", "Rigel", "Mizar", "Algol", "Sirius"];

/// Les photons que donne une étoile.
fn photons(star: &str) -> u64 {
    star.bytes().map(u64::from).sum()
}

#[test]
fn chaque_etoile_est_mesuree_une_fois() {
    kit::virtual_time(async {
        let night = Night::new(&STARS);
        let measure = |star| async move {
            let length = 300 + photons(star) % 700;
            sleep(Duration::from_millis(length)).await;
            photons(star)
        };
        let telescope = || night.observe(measure);
        tokio::join!(telescope(), telescope(), telescope());
        let mut measures: Vec<(&str, u64)> = night.into_measures();
        measures.sort_unstable();
        let mut expected = STARS.map(|star| (star, photons(star)));
        expected.sort_unstable();
        kit::check_eq("les mesures de trois télescopes, triées", measures, expected);
    });
}

#[test]
fn un_telescope_libre_prend_l_etoile_suivante() {
    kit::virtual_time(async {
        let night = Night::new(&["Véga", "Altaïr", "Deneb", "Rigel"]);
        let measure = |star| async move {
            let length = if star == "Véga" { 1500 } else { 1000 };
            sleep(Duration::from_millis(length)).await;
            0
        };
        let both =
            async { tokio::join!(night.observe(measure), night.observe(measure)) };
        let (duration, _) = kit::elapsed(both).await;
        let stars: Vec<&str> =
            night.into_measures().into_iter().map(|(star, _)| star).collect();
        let what = "Véga demande 1,5 s et les autres 1 s ; les mesures notées";
        kit::check_eq(what, stars, ["Altaïr", "Véga", "Deneb", "Rigel"]);
        let what = "la nuit à deux télescopes";
        kit::assert_elapsed(what, duration, Duration::from_millis(2500));
    });
}

#[test]
fn trois_telescopes_sont_trois_taches() {
    kit::virtual_time(async {
        let night = Arc::new(Night::new(&STARS[..6]));
        let telescope = |night: Arc<Night>| async move {
            let measure = |star| async move {
                sleep(Duration::from_secs(1)).await;
                photons(star)
            };
            night.observe(measure).await;
        };
        let tasks = [(); 3].map(|()| tokio::spawn(telescope(night.clone())));
        let all = async {
            for task in tasks {
                task.await.expect("un télescope a paniqué");
            }
        };
        let (duration, ()) = kit::elapsed(all).await;
        let (shared, alone) = (Duration::from_secs(2), Duration::from_secs(6));
        kit::assert_overlap("la nuit à trois tâches", duration, shared, alone);
        let night = Arc::into_inner(night).expect("les tâches ont fini");
        let count = night.into_measures().len();
        kit::check_eq("le nombre de mesures notées", count, 6);
    });
}
