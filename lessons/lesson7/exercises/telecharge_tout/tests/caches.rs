//! Les tests cachés.

use std::time::Duration;

use telecharge_tout::{Harvest, download_all};
use tokio::time::sleep;

#[test]
fn une_place_liberee_est_aussitot_reprise() {
    kit::virtual_time(async {
        let log = kit::Log::new();
        let fetch = async |url: &str| {
            log.push(url);
            let seconds = if url == "lente" { 4 } else { 1 };
            sleep(Duration::from_secs(seconds)).await;
            if url == "b" { Err(500) } else { Ok(()) }
        };
        let urls = ["lente", "a", "b", "c", "d"];
        let (duration, _) = kit::elapsed(download_all(&urls, 2, fetch)).await;
        kit::assert_log(&log, &urls);
        let what = "un téléchargement de 4 s pendant quatre de 1 s : l'ensemble";
        kit::assert_elapsed(what, duration, Duration::from_secs(4));
    });
}

#[test]
fn une_adresse_repetee_compte_deux_fois() {
    kit::virtual_time(async {
        let asked = std::cell::Cell::new(0);
        let fetch = async |_: &str| {
            asked.set(asked.get() + 1);
            let rank: u32 = asked.get();
            if rank == 2 { Err(rank) } else { Ok(rank) }
        };
        let urls = ["m31", "m31", "m42", "m31"];
        let harvest: Harvest<u32, u32> = download_all(&urls, 1, fetch).await;
        let [m31, m42] = ["m31", "m42"].map(str::to_owned);
        let failures = vec![(m31.clone(), 2)];
        let images = vec![(m31.clone(), 1), (m42, 3), (m31, 4)];
        let expected = Harvest { images, failures };
        kit::check_eq("la récolte, où m31 est demandée 3 fois", harvest, expected);

        let harvest: Harvest<u32, u32> =
            download_all(&[], 1, async |_: &str| Ok(1)).await;
        let empty = Harvest { images: vec![], failures: vec![] };
        kit::check_eq("la récolte sans aucune adresse", harvest, empty);
    });
}

#[test]
fn une_longue_liste_est_bien_servie() {
    kit::virtual_time(async {
        let millis: Vec<u64> = kit::values(1, 200, 1..=900);
        let names: Vec<String> =
            (0..200).map(|rank: usize| rank.to_string()).collect();
        let urls: Vec<&str> = names.iter().map(String::as_str).collect();
        let in_flight = kit::InFlight::new();
        let fetch = async |url: &str| {
            let flight = in_flight.enter();
            let millis: u64 = millis[url.parse::<usize>().unwrap()];
            sleep(Duration::from_millis(millis)).await;
            flight.done();
            if millis.is_multiple_of(3) { Err(millis) } else { Ok(millis) }
        };
        let (duration, harvest) = kit::elapsed(download_all(&urls, 7, fetch)).await;
        kit::assert_all_done(&in_flight, 200);
        kit::assert_at_most(&in_flight, 7);
        let pairs = || names.iter().cloned().zip(millis.iter().copied());
        let images: Vec<_> =
            pairs().filter(|(_, millis)| !millis.is_multiple_of(3)).collect();
        let failures: Vec<_> =
            pairs().filter(|(_, millis)| millis.is_multiple_of(3)).collect();
        let ordered = harvest.images == images && harvest.failures == failures;
        let message = "sur 200 adresses, les images et les échecs ne sont pas tous \
                       à leur place";
        kit::check(ordered, message);
        let what = "le téléchargement de 200 images, 7 à la fois,";
        kit::assert_elapsed(what, duration, best_duration(&millis, 7));
    });
}

/// Chaque téléchargement commence à la première place libre.
fn best_duration(millis: &[u64], places: usize) -> Duration {
    let mut free = vec![0; places];
    for wait in millis {
        *free.iter_mut().min().unwrap() += wait;
    }
    Duration::from_millis(free.into_iter().max().unwrap())
}
