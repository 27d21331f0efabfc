//! Les tests cachés.

use std::cell::Cell;
use std::time::Duration;

use deux_a_la_fois::report;
use tokio::time::{sleep, timeout};

#[test]
fn l_ordre_des_reponses_ne_change_rien() {
    kit::virtual_time(async {
        let image = async {
            sleep(Duration::from_secs(2)).await;
            "Véga".to_owned()
        };
        let weather = async { "ciel clair".to_owned() };
        let (duration, line) = kit::elapsed(report(image, weather)).await;
        let what = "la météo répond la première ; le compte rendu";
        kit::check_eq(what, line.as_str(), "Véga, ciel clair");
        kit::assert_elapsed("le compte rendu", duration, Duration::from_secs(2));
    });
}

#[test]
fn les_deux_avancent_jusqu_au_bout() {
    kit::virtual_time(async {
        // Il faut interroger chacune à chaque réveil, et pas seulement la lancer.
        let in_three_parts = async |text: &str| {
            for _ in 0..3 {
                sleep(Duration::from_millis(400)).await;
            }
            text.to_owned()
        };
        let line = report(in_three_parts("Rigel"), in_three_parts("orage"));
        let (duration, line) = kit::elapsed(line).await;
        kit::check_eq("le compte rendu", line.as_str(), "Rigel, orage");
        let what = "le compte rendu de deux réponses en trois temps de 0,4 s";
        kit::assert_elapsed(what, duration, Duration::from_millis(1200));
    });
}

#[test]
fn des_futures_qui_empruntent_conviennent() {
    kit::virtual_time(async {
        // Une `Cell` partagée : ni `Send`, ni `'static`.
        let readings = Cell::new(0);
        let read = async |text: &str| {
            sleep(Duration::from_millis(10)).await;
            readings.set(readings.get() + 1);
            text.to_owned()
        };
        let line: String = report(read("Deneb"), read("brume")).await;
        kit::check_eq("le compte rendu", line.as_str(), "Deneb, brume");
        kit::check_eq("le nombre de lectures", readings.get(), 2);
    });
}

#[test]
fn tout_renoncer_abandonne_les_deux() {
    kit::virtual_time(async {
        let waits = kit::DropCounter::new();
        let slow = async || {
            let _witness = waits.track();
            sleep(Duration::from_secs(5)).await;
            String::new()
        };
        let limit = Duration::from_secs(1);
        let given_up = timeout(limit, report(slow(), slow())).await;
        kit::check(given_up.is_err(), "le compte rendu devait se faire attendre");
        kit::check_eq("le nombre d'attentes commencées", waits.created(), 2);
        kit::check_eq("le nombre d'attentes abandonnées", waits.dropped(), 2);
    });
}
