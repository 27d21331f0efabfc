//! Un canal borné entre deux tâches.

use std::time::Duration;

use lesson4::{Loop, channel, oneshot};
use scene::{future, say};

use super::sleep;

// ANCHOR: pressure
pub fn pressure() {
    let night = Loop::new();
    let (images, mut received) = channel(1);
    night.add_task(future("caméra", async move {
        for number in 1..=4 {
            images.send(number).await.expect("quelqu'un développe");
            say!("caméra : image {number} déposée");
        }
    }));
    night.add_task(future("développement", async move {
        while let Some(number) = received.recv().await {
            say!("développement : image {number}");
            sleep(Duration::from_millis(300)).await;
        }
        say!("développement : plus d'image, ni de caméra");
    }));
    night.run();
}
// ANCHOR_END: pressure

// ANCHOR: answer
pub fn answer() {
    let (asking, mut questions) = channel::<(&str, oneshot::Sender<usize>)>(1);
    let night = Loop::new();
    night.add_task(async move {
        while let Some((star, answer)) = questions.recv().await {
            sleep(Duration::from_millis(200)).await;
            // Si plus personne n'attend la réponse, elle est perdue, et c'est bien.
            let _ = answer.send(star.chars().count());
        }
    });
    night.run_task(async move {
        for star in ["Véga", "Altaïr"] {
            let (sender, receiver) = oneshot();
            asking.send((star, sender)).await.expect("le catalogue répond");
            match receiver.await {
                Ok(letters) => say!("{star} : {letters} lettres"),
                Err(closed) => say!("{star} : {closed}"),
            }
        }
    });
}
// ANCHOR_END: answer
