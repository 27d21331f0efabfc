//! Les tests donnés.

use std::time::Duration;

use tokio::time::sleep;
use verrou_court::Night;

/// Une mesure d'une seconde : autant de photons que de lettres.
async fn one_second(star: &str) -> u64 {
    sleep(Duration::from_secs(1)).await;
    star.chars().count() as u64
}

#[test]
fn un_telescope_seul_mesure_tout() {
    kit::virtual_time(async {
        let night = Night::new(&["Véga", "Altaïr", "Deneb"]);
        let (duration, ()) = kit::elapsed(night.observe(one_second)).await;
        let expected = [("Véga", 4), ("Altaïr", 6), ("Deneb", 5)];
        kit::check_eq("les mesures d'un télescope", night.into_measures(), expected);
        let alone = Duration::from_secs(3);
        kit::assert_elapsed("la nuit à un télescope", duration, alone);
    });
}

#[test]
fn les_mesures_de_deux_telescopes_se_recouvrent() {
    kit::virtual_time(async {
        let night = Night::new(&["Véga", "Altaïr", "Deneb", "Rigel"]);
        let both = async {
            let (ada, berthe) =
                (night.observe(one_second), night.observe(one_second));
            kit::assert_send(&ada);
            tokio::join!(ada, berthe)
        };
        let (duration, _) = kit::elapsed(both).await;
        let count = night.into_measures().len();
        kit::check_eq("le nombre de mesures notées", count, 4);
        let (shared, alone) = (Duration::from_secs(2), Duration::from_secs(4));
        kit::assert_overlap("la nuit à deux télescopes", duration, shared, alone);
    });
}
