//! Les tests donnés.

use std::time::Duration;

use telecharge_tout::{Harvest, download_all};
use tokio::time::sleep;

#[test]
fn un_echec_n_arrete_pas_les_autres() {
    kit::virtual_time(async {
        let fetch = async |url: &str| match url {
            "m31" | "m51" => Err(404),
            _ => Ok(url.to_uppercase()),
        };
        let harvest = download_all(&["m31", "m42", "m45", "m51"], 2, fetch).await;
        let expected = Harvest {
            images: named(&[("m42", "M42"), ("m45", "M45")]),
            failures: vec![("m31".to_owned(), 404), ("m51".to_owned(), 404)],
        };
        kit::check_eq("la récolte, où 2 adresses sur 4 échouent", harvest, expected);
    });
}

#[test]
fn l_ordre_est_celui_des_adresses() {
    kit::virtual_time(async {
        let fetch = async |url: &str| {
            let millis = if url == "m51" { 900 } else { 300 };
            sleep(Duration::from_millis(millis)).await;
            if url == "m45" { Err(()) } else { Ok(url.to_uppercase()) }
        };
        let harvest = download_all(&["m51", "m45", "m42"], 3, fetch).await;
        let expected = named(&[("m51", "M51"), ("m42", "M42")]);
        kit::check_eq(
            "les images, où m51 arrive la dernière",
            harvest.images,
            expected,
        );
    });
}

#[test]
fn deux_a_la_fois_et_pas_davantage() {
    kit::virtual_time(async {
        let in_flight = kit::InFlight::new();
        let fetch = async |_: &str| {
            let flight = in_flight.enter();
            sleep(Duration::from_secs(1)).await;
            flight.done();
            Err::<(), _>(503)
        };
        let urls = ["m1", "m2", "m3", "m4", "m5"];
        let (duration, _) = kit::elapsed(download_all(&urls, 2, fetch)).await;
        kit::assert_all_done(&in_flight, 5);
        kit::assert_at_most(&in_flight, 2);
        kit::assert_at_least(&in_flight, 2);
        let what = "cinq téléchargements d'une seconde, deux à la fois : l'ensemble";
        kit::assert_elapsed(what, duration, Duration::from_secs(3));
    });
}

fn named(images: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned =
        images.iter().map(|(url, image)| (url.to_string(), image.to_string()));
    owned.collect()
}
