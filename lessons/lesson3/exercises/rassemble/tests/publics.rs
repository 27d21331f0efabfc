//! Les tests donnés.

use std::future::poll_fn;
use std::thread;

use kit::{Probe, Stepper};
use rassemble::{Loop, gather};

#[test]
fn les_resultats_sont_dans_l_ordre_des_arguments() {
    kit::run(|| {
        let engine = Loop::new();
        let (poses, handles): (Vec<_>, Vec<_>) =
            (0..3).map(|_| Probe::new()).unzip();
        let mut images = Stepper::new(gather(&engine, poses));
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        images.expect_pending("les trois poses viennent d'être lancées");
        night.expect_pending("les trois poses sont des tâches de la boucle");
        for (rank, star) in [(2, "Rigel"), (0, "Véga"), (1, "Deneb")] {
            handles[rank].complete(star);
        }
        night.expect_ready("les trois poses sont finies");
        let results = images.expect_ready("les trois poses sont finies");
        let what = "Rigel a fini la première, puis Véga ; les résultats";
        kit::check_eq(what, stars(results), ["Véga", "Deneb", "Rigel"]);
    });
}

#[test]
fn une_panique_n_arrete_pas_les_autres() {
    kit::run(|| {
        let engine = Loop::new();
        let (poses, handles): (Vec<_>, Vec<_>) =
            (0..3).map(|_| Probe::new()).unzip();
        let poses = poses
            .into_iter()
            .map(|pose| async {
                let star: &str = pose.await;
                if star == "Deneb" {
                    panic!("un nuage passe devant {star}");
                }
                star
            })
            .collect();
        let mut images = Stepper::new(gather(&engine, poses));
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        images.expect_pending("les trois poses viennent d'être lancées");
        night.expect_pending("les trois poses sont des tâches de la boucle");
        handles[1].complete("Deneb");
        night.expect_pending("Deneb a paniqué, les deux autres poses continuent");
        images.expect_pending("Deneb a paniqué, les deux autres poses continuent");
        handles[0].complete("Véga");
        handles[2].complete("Rigel");
        night.expect_ready("les trois poses sont finies");
        let results = images.expect_ready("les trois poses sont finies");
        kit::check_eq(
            "Deneb a paniqué ; les résultats",
            stars(results),
            ["Véga", "panique", "Rigel"],
        );
    });
}

fn stars(results: Vec<thread::Result<&'static str>>) -> Vec<&'static str> {
    results.into_iter().map(|result| result.unwrap_or("panique")).collect()
}
