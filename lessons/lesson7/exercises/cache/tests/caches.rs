//! Les tests cachés.

use std::time::Duration;

use cache::{Answer, Cache, Failure};
use futures_util::FutureExt as _;
use futures_util::future::{LocalBoxFuture, join_all};
use kit::{DropCounter, InFlight, Stepper, Tracked};
use tokio::time::{sleep, timeout};

#[test]
fn un_echec_est_partage_puis_oublie() {
    kit::virtual_time(async {
        let in_flight = InFlight::new();
        let counted = in_flight.clone();
        let cache = Cache::new(move |_: String| {
            let flight = counted.enter();
            let rank = counted.started();
            async move {
                sleep(Duration::from_secs(1)).await;
                flight.done();
                if rank < 3 { Err(Failure(503)) } else { Ok("Rigel".to_owned()) }
            }
        });
        let five = join_all((0..5).map(|_| cache.get("rigel"))).await;
        let what = "le nombre d'appels quand cinq demandes échouent ensemble";
        kit::check_eq(what, in_flight.started(), 1);
        kit::check_eq("les cinq réponses", five, vec![Err(Failure(503)); 5]);

        // Chacun redemande dès qu'il apprend l'échec.
        let twice = async || match cache.get("rigel").await {
            Err(_) => cache.get("rigel").await,
            first => first,
        };
        let three = join_all((0..3).map(|_| twice())).await;
        let what = "les réponses de trois demandes refaites dès leur échec";
        kit::check_eq(what, three, vec![Ok("Rigel".to_owned()); 3]);
        let what = "le nombre d'appels pour trois demandes et leurs trois reprises";
        kit::check_eq(what, in_flight.started() - 1, 2);
        kit::assert_at_most(&in_flight, 1);
    });
}

#[test]
fn deux_adresses_avancent_ensemble() {
    kit::virtual_time(async {
        let cache = Cache::new(|url: String| async move {
            sleep(Duration::from_secs(if url == "vega" { 3 } else { 2 })).await;
            Ok(url)
        });
        let both = async { tokio::join!(cache.get("vega"), cache.get("deneb")) };
        let (duration, pages) = kit::elapsed(both).await;
        let expected: (Answer, Answer) =
            (Ok("vega".to_owned()), Ok("deneb".to_owned()));
        kit::check_eq("les deux pages", pages, expected);
        let (max, sum) = (Duration::from_secs(3), Duration::from_secs(5));
        kit::assert_overlap("l'attente des deux pages", duration, max, sum);
    });
}

#[test]
fn celui_qui_a_demande_peut_renoncer() {
    kit::virtual_time(async {
        let calls = DropCounter::new();
        let cache = slow_cache(&calls);
        let leader = timeout(Duration::from_secs(1), cache.get("vega"));
        let follower = timeout(Duration::from_millis(500), cache.get("vega"));
        let patient = join_all((0..4).map(|_| cache.get("vega")));
        let all = async { tokio::join!(leader, follower, patient) };
        let Ok((leader, follower, pages)) =
            timeout(Duration::from_secs(60), all).await
        else {
            kit::fail("le premier a renoncé, et les autres attendent pour toujours");
        };
        kit::check(leader.is_err() && follower.is_err(), "deux devaient renoncer");
        let expected = vec![Ok("Véga".to_owned()); 4];
        kit::check_eq("les réponses de ceux qui n'ont pas renoncé", pages, expected);
        let message = format!(
            "le premier a renoncé, et il y a eu {} appels en tout ; 2 au plus \
             étaient permis",
            calls.created()
        );
        kit::check(calls.created() <= 2, message);
        let before = calls.created();
        kit::check_eq(
            "la page, ensuite",
            cache.get("vega").await,
            Ok("Véga".to_owned()),
        );
        let what = "le premier a renoncé, les autres ont eu la page ; le nombre \
                    d'appels de plus quand on la redemande";
        kit::check_eq(what, calls.created() - before, 0);
    });
}

#[test]
fn si_tous_renoncent_l_appel_est_abandonne() {
    kit::virtual_time(async {
        let calls = DropCounter::new();
        let cache = slow_cache(&calls);
        let mut asked = [(); 3].map(|()| Stepper::new(cache.get("vega")));
        for future in &mut asked {
            future.expect_pending("la page met 2 s à venir");
        }
        drop(asked);
        kit::check_eq("le nombre d'appels faits", calls.created(), 1);
        let what = "le nombre d'appels encore là, quand tous ont renoncé";
        kit::check_eq(what, calls.live(), 0);

        sleep(Duration::from_secs(5)).await;
        let (duration, page) = kit::elapsed(cache.get("vega")).await;
        kit::check_eq("la page redemandée", page, Ok("Véga".to_owned()));
        kit::assert_elapsed("la nouvelle demande", duration, Duration::from_secs(2));
    });
}

/// Un cache dont chaque page met 2 s à venir, et dont les appels sont comptés.
fn slow_cache(
    calls: &DropCounter,
) -> Cache<impl Fn(String) -> LocalBoxFuture<'static, Answer> + use<>> {
    let calls = calls.clone();
    Cache::new(move |_| {
        let witness: Tracked = calls.track();
        let call = async move {
            sleep(Duration::from_secs(2)).await;
            drop(witness);
            Ok("Véga".to_owned())
        };
        call.boxed_local()
    })
}
