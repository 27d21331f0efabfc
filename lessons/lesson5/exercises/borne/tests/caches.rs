//! Les tests cachés.

use std::cell::Cell;
use std::iter::from_fn;
use std::time::Duration;

use borne::run_bounded;
use kit::InFlight;
use tokio::time::{sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);

/// Une pose de `seconds` secondes, que `cameras` compte ; renvoie son numéro.
async fn expose(
    cameras: &InFlight,
    number: usize,
    seconds: u64,
) -> Result<usize, String> {
    let camera = cameras.enter();
    sleep(SECOND * u32::try_from(seconds).unwrap()).await;
    camera.done();
    Ok(number)
}

/// La durée d'une nuit où chaque pose prend la première caméra libre.
fn shortest(poses: &[u64], limit: usize) -> u64 {
    let mut free = vec![0; limit];
    for seconds in poses {
        *free.iter_mut().min().unwrap() += seconds;
    }
    free.into_iter().max().unwrap()
}

#[test]
fn une_place_libre_sert_aussitot() {
    kit::virtual_time(async {
        let mut nights = vec![(vec![4, 1, 1, 1, 1], 2), (vec![1, 5, 1, 1, 3, 2], 3)];
        nights.extend(
            (1..=5).map(|limit| (kit::values(limit, 12, 1..=9), limit as usize)),
        );
        for (poses, limit) in nights {
            let cameras = InFlight::new();
            let jobs = poses.iter().enumerate();
            let jobs =
                jobs.map(|(number, &seconds)| expose(&cameras, number, seconds));
            let (duration, images) = kit::elapsed(run_bounded(jobs, limit)).await;
            kit::check_eq(
                "les images",
                images,
                Ok((0..poses.len()).collect::<Vec<_>>()),
            );
            let what =
                format!("{limit} caméras, des poses de {poses:?} s : la nuit");
            let expected = SECOND * u32::try_from(shortest(&poses, limit)).unwrap();
            kit::assert_elapsed(&what, duration, expected);
        }
    });
}

#[test]
fn un_travail_n_est_pris_qu_avec_une_place() {
    kit::virtual_time(async {
        let (taken, cameras) = (Cell::new(0), InFlight::new());
        let endless = from_fn(|| {
            taken.set(taken.get() + 1);
            kit::check(
                taken.get() < 1000,
                "mille travaux pris : la liste est sans fin",
            );
            Some(expose(&cameras, taken.get(), 1))
        });
        let mut night = Box::pin(run_bounded(endless, 3));
        kit::check_eq("les travaux pris avant toute attente", taken.get(), 0);
        for (seconds, expected) in [(0, 3), (1, 6), (2, 9)] {
            let limit = Duration::from_millis(if seconds == 0 { 500 } else { 1000 });
            let over = timeout(limit, night.as_mut()).await;
            kit::check(over.is_err(), "la liste est sans fin : la nuit aussi");
            let what = format!("à {seconds},5 s, les travaux pris à la liste");
            kit::check_eq(&what, taken.get(), expected);
        }
    });
}

#[test]
fn la_premiere_erreur_arrete_tout() {
    kit::virtual_time(async {
        let (cameras, after) = (InFlight::new(), Cell::new(0));
        let pose = async |number: u32| {
            let _camera = cameras.enter();
            match number {
                0 => sleep(SECOND * 9).await,
                1 => sleep(SECOND).await,
                2 => {
                    sleep(SECOND * 2).await;
                    return Err("panne de la caméra 2");
                }
                _ => sleep(SECOND * 5).await,
            }
            after.set(after.get() + 1);
            Ok(number)
        };
        let poses = (0..9).map(pose);
        let (duration, images) = kit::elapsed(run_bounded(poses, 3)).await;
        kit::check_eq("la réponse", images, Err("panne de la caméra 2"));
        kit::assert_elapsed("la nuit jusqu'à la panne", duration, SECOND * 2);
        kit::check_eq("les travaux encore en cours", cameras.now(), 0);
        kit::check_eq("les travaux commencés", cameras.started(), 4);
        kit::check_eq("les travaux menés au bout", after.get(), 1);
    });
}

#[test]
fn renoncer_abandonne_tout() {
    kit::virtual_time(async {
        let cameras = InFlight::new();
        let poses = (0..20).map(|number| expose(&cameras, number, 2));
        let late = timeout(SECOND * 3, run_bounded(poses, 4)).await;
        kit::check(late.is_err(), "à 3 s, la nuit n'est pas finie");
        kit::check_eq("les travaux encore en cours", cameras.now(), 0);
        sleep(SECOND * 60).await;
        kit::check_eq("les travaux commencés", cameras.started(), 8);
        kit::check_eq("les travaux menés au bout", cameras.done(), 4);
    });
}
