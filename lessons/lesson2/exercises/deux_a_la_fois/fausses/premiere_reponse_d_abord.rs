//! Deux attentes à la fois.

use std::cell::RefCell;

/// Attend `image` et `weather` en même temps, et renvoie leurs deux réponses :
/// « IMAGE, MÉTÉO ».
pub async fn report(
    image: impl Future<Output = String>,
    weather: impl Future<Output = String>,
) -> String {
    let answers = RefCell::new(Vec::new());
    let write = async |answer: String| answers.borrow_mut().push(answer);
    tokio::join!(async { write(image.await).await }, async {
        write(weather.await).await
    });
    answers.into_inner().join(", ")
}
