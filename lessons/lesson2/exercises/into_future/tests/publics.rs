//! Les tests donnés.

use std::time::Duration;

use into_future::Camera;

#[test]
fn sans_reglage_une_pose_d_une_seconde() {
    kit::virtual_time(async {
        let camera = Camera::new();
        let series = camera.series("Véga");
        let (duration, images) = kit::elapsed(async { series.await }).await;
        kit::check_eq("les images", images, ["Véga 1"]);
        kit::assert_elapsed("la série", duration, Duration::from_secs(1));
    });
}

#[test]
fn les_reglages_sont_suivis() {
    kit::virtual_time(async {
        let camera = Camera::new();
        let series =
            camera.series("Rigel").count(3).exposure(Duration::from_secs(20));
        let (duration, images) = kit::elapsed(async { series.await }).await;
        kit::check_eq("les images", images, ["Rigel 1", "Rigel 2", "Rigel 3"]);
        let what = "une série de 3 poses de 20 s";
        kit::assert_elapsed(what, duration, Duration::from_secs(60));
    });
}
