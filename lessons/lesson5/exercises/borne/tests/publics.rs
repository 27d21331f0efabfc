//! Les tests donnés.

use std::time::Duration;

use borne::run_bounded;
use kit::InFlight;
use tokio::time::sleep;

/// Une pose de `seconds` secondes, que `cameras` compte ; renvoie son numéro.
async fn expose(
    cameras: &InFlight,
    number: usize,
    seconds: u64,
) -> Result<usize, String> {
    let camera = cameras.enter();
    sleep(Duration::from_secs(seconds)).await;
    camera.done();
    Ok(number)
}

#[test]
fn les_resultats_sont_dans_l_ordre() {
    kit::virtual_time(async {
        let cameras = InFlight::new();
        let poses = [3, 1, 2, 1].into_iter().enumerate();
        let poses = poses.map(|(number, seconds)| expose(&cameras, number, seconds));
        let images = run_bounded(poses, 2).await;
        kit::check_eq("les images", images, Ok(vec![0, 1, 2, 3]));
        kit::assert_all_done(&cameras, 4);
        let no_pose = std::iter::empty().map(|number| expose(&cameras, number, 1));
        let none = run_bounded(no_pose, 2).await;
        kit::check_eq("les images d'une liste vide", none, Ok(vec![]));
    });
}

#[test]
fn toutes_les_cameras_servent_et_pas_plus() {
    kit::virtual_time(async {
        for limit in [1, 3, 5] {
            let cameras = InFlight::new();
            let poses = (0..20).map(|number| expose(&cameras, number, 1));
            let _images = run_bounded(poses, limit).await;
            kit::assert_at_most(&cameras, limit);
            kit::assert_at_least(&cameras, limit);
        }
    });
}
