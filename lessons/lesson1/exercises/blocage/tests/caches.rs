//! Les tests cachés.

use std::sync::{Arc, Barrier, mpsc};

use blocage::stars;
use kit::Stepper;
use tokio::runtime::Builder;

#[test]
fn l_image_est_transmise_telle_quelle() {
    kit::real_time(async {
        for (stream, pixels) in [(1, 0_usize), (2, 1), (3, 500)] {
            let values = kit::values(stream, pixels, 0..=65_535);
            let image: Vec<u16> = values.iter().map(|&value| value as u16).collect();
            let expected = image.iter().filter(|pixel| **pixel % 2 == 0).count();
            let even = |image: &[u16]| {
                image.iter().filter(|pixel| **pixel % 2 == 0).count()
            };
            let answer: Option<usize> = stars(image, even).await;
            let what = format!("le compte d'une image de {pixels} pixels");
            kit::check_eq(&what, answer, Some(expected));
        }
    });
}

#[test]
fn un_calcul_qui_panique_donne_none() {
    kit::real_time(async {
        let broken = stars(vec![1, 2], |_| panic!("image abîmée"));
        match tokio::spawn(broken).await {
            Ok(answer) => {
                kit::check_eq("la réponse quand le calcul panique", answer, None);
            }
            Err(_) => kit::fail(
                "le calcul a paniqué, et stars avec lui, au lieu de renvoyer None",
            ),
        }
        let answer = stars(vec![1, 2], <[u16]>::len).await;
        kit::check_eq(
            "la réponse pour l'image suivante, qui est bonne",
            answer,
            Some(2),
        );
    });
}

#[test]
fn deux_calculs_se_font_a_la_fois() {
    kit::real_time(async {
        // Chaque calcul attend que l'autre ait commencé.
        let meeting = Arc::new(Barrier::new(2));
        let count = || {
            let meeting = meeting.clone();
            move |image: &[u16]| {
                meeting.wait();
                image.len()
            }
        };
        let both = tokio::join!(stars(vec![0], count()), stars(vec![0; 3], count()));
        kit::check_eq("les deux comptes", both, (Some(1), Some(3)));
    });
}

#[test]
fn l_attente_n_est_pas_active() {
    kit::run(|| {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("un runtime");
        let _inside = runtime.enter();
        let (finish, finished) = mpsc::channel::<()>();
        let count = move |image: &[u16]| {
            // Une erreur dit seulement que le test a échoué : le calcul finit.
            let _ = finished.recv();
            image.len()
        };
        let mut answer = Stepper::new(stars(vec![7; 7], count));
        for _ in 0..10 {
            answer.expect_pending("le calcul n'est pas fini");
            if !answer.is_woken() {
                break;
            }
        }
        answer.expect_not_woken("10 appels à poll, et le calcul n'est pas fini");
        finish.send(()).expect("le calcul attend");
    });
}
