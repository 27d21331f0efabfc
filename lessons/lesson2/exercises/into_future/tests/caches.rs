//! Les tests cachés.

use std::time::Duration;

use into_future::{Camera, Series};
use tokio::time::{sleep, timeout};

const MS: Duration = Duration::from_millis(1);

#[test]
fn l_ordre_des_reglages_est_libre() {
    kit::virtual_time(async {
        let camera = Camera::new();
        let count: u32 = kit::seeded(1).u32(2..6);
        let settings: [(&str, Series<'_>); 3] = [
            (
                "count puis exposure",
                camera.series("a").count(count).exposure(700 * MS),
            ),
            (
                "exposure puis count",
                camera.series("b").exposure(700 * MS).count(count),
            ),
            (
                "count deux fois, exposure deux fois",
                camera
                    .series("c")
                    .count(8)
                    .exposure(MS)
                    .count(count)
                    .exposure(700 * MS),
            ),
        ];
        for (order, series) in settings {
            let (duration, images) = kit::elapsed(series.into_future()).await;
            let what = format!("{order} : le nombre d'images");
            kit::check_eq(&what, images.len(), count as usize);
            let what = format!("{order} : la série de {count} poses de 700 ms");
            kit::assert_elapsed(&what, duration, 700 * MS * count);
        }
    });
}

#[test]
fn rien_ne_commence_avant_l_attente() {
    kit::virtual_time(async {
        let camera = Camera::new();
        let future = camera.series("Deneb").count(2).into_future();
        sleep(5000 * MS).await;
        let what = "le nombre d'images enregistrées avant que l'on attende la série";
        kit::check_eq(what, camera.taken(), 0);
        let (duration, images) = kit::elapsed(future).await;
        kit::check_eq("les images", images, ["Deneb 1", "Deneb 2"]);
        let what =
            "la série de 2 poses d'une seconde, attendue 5 s après `into_future`,";
        kit::assert_elapsed(what, duration, 2000 * MS);
    });
}

#[test]
fn chaque_pose_s_enregistre_quand_elle_finit() {
    kit::virtual_time(async {
        let camera = Camera::new();
        // Fins de pose : 1 s, 2 s et 3 s pour l'une ; 1.4 s et 2.8 s pour l'autre.
        let (vega, altair) = tokio::join!(
            camera.series("Véga").count(3).into_future(),
            camera.series("Altaïr").exposure(1400 * MS).count(2).into_future(),
        );
        let what = "deux séries se partagent la caméra ; les images de Véga";
        kit::check_eq(what, vega, ["Véga 1", "Véga 3", "Véga 5"]);
        let what = "deux séries se partagent la caméra ; les images d'Altaïr";
        kit::check_eq(what, altair, ["Altaïr 2", "Altaïr 4"]);
    });
}

#[test]
fn une_serie_abandonnee_s_arrete() {
    kit::virtual_time(async {
        let camera = Camera::new();
        let star = String::from("Rigel");
        let series = camera.series(&star).count(5).into_future();
        let given_up = timeout(2500 * MS, series).await;
        kit::check(given_up.is_err(), "la série devait durer 5 s");
        sleep(9000 * MS).await;
        let what =
            "série abandonnée pendant la troisième pose ; les images enregistrées";
        kit::check_eq(what, camera.taken(), 2);
    });
}
