//! Les tests donnés.

use std::sync::mpsc as thread_channel;
use std::thread;

use blocage::stars;
use tokio::sync::mpsc as task_channel;

/// Le nombre de pixels plus clairs que le fond du ciel.
fn bright(image: &[u16]) -> usize {
    image.iter().filter(|&&pixel| pixel > 1000).count()
}

#[test]
fn le_compte_est_juste() {
    kit::real_time(async {
        let answer: Option<usize> = stars(vec![12, 4000, 90, 65_535], bright).await;
        kit::check_eq("le nombre d'étoiles de l'image", answer, Some(2));
    });
}

#[test]
fn le_coeur_bat_pendant_le_calcul() {
    kit::real_time(async {
        let event_loop = thread::current().id();
        let (ask, mut asked) = task_channel::unbounded_channel();
        // Un calcul qui ne finit pas avant trois battements.
        let count = move |image: &[u16]| {
            if thread::current().id() == event_loop {
                kit::fail(
                    "le calcul se fait sur le thread de la boucle d'événements : \
                     le cœur ne peut pas battre avant la fin",
                );
            }
            for _ in 0..3 {
                let (beat, beaten) = thread_channel::channel();
                ask.send(beat).expect("le cœur attend les demandes");
                beaten.recv().expect("le cœur répond");
            }
            bright(image)
        };
        let heart = async {
            let mut beats = 0;
            while let Some(beat) = asked.recv().await {
                beats += beat.send(()).map_or(0, |()| 1);
            }
            beats
        };
        let (answer, beats) = tokio::join!(stars(vec![5000; 4], count), heart);
        kit::check_eq("le nombre d'étoiles", answer, Some(4));
        kit::check_eq("le nombre de battements pendant le calcul", beats, 3);
    });
}
