//! Les tests donnés.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use cache::{Cache, Failure};
use futures_util::future::join_all;
use tokio::time::sleep;

#[test]
fn une_page_connue_n_est_plus_demandee() {
    kit::virtual_time(async {
        let calls = Rc::new(Cell::new(0));
        let counted = calls.clone();
        let cache = Cache::new(move |url: String| {
            counted.set(counted.get() + 1);
            async move { Ok(format!("page {url}")) }
        });
        for _ in 0..3 {
            kit::check_eq(
                "la page",
                cache.get("vega").await,
                Ok("page vega".to_owned()),
            );
        }
        kit::check_eq("le nombre d'appels pour 3 demandes", calls.get(), 1);
        let other = cache.get("deneb").await;
        kit::check_eq("l'autre page", other, Ok("page deneb".to_owned()));
    });
}

#[test]
fn dix_demandes_ensemble_font_un_appel() {
    kit::virtual_time(async {
        let in_flight = kit::InFlight::new();
        let counted = in_flight.clone();
        let cache = Cache::new(move |url: String| {
            let flight = counted.enter();
            async move {
                sleep(Duration::from_secs(2)).await;
                flight.done();
                Ok(format!("page {url}"))
            }
        });
        let ten = join_all((0..10).map(|_| cache.get("vega")));
        let (duration, pages) = kit::elapsed(ten).await;
        let expected = vec![Ok("page vega".to_owned()); 10];
        kit::check_eq("les dix réponses", pages, expected);
        let what = "le nombre d'appels pour 10 demandes ensemble";
        kit::check_eq(what, in_flight.started(), 1);
        kit::assert_elapsed("leur attente", duration, Duration::from_secs(2));
    });
}

#[test]
fn un_echec_n_est_pas_retenu() {
    kit::virtual_time(async {
        let calls = Cell::new(0);
        let cache = Cache::new(move |_: String| {
            calls.set(calls.get() + 1);
            let answer = if calls.get() == 1 {
                Err(Failure(503))
            } else {
                Ok("Véga".to_owned())
            };
            async move { answer }
        });
        kit::check_eq(
            "la première réponse",
            cache.get("vega").await,
            Err(Failure(503)),
        );
        let second = cache.get("vega").await;
        kit::check_eq("la réponse après un échec", second, Ok("Véga".to_owned()));
    });
}
