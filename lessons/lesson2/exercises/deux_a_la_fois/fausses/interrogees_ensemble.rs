//! Deux attentes à la fois.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// Attend `image` et `weather` en même temps, et renvoie leurs deux réponses :
/// « IMAGE, MÉTÉO ».
pub async fn report(
    image: impl Future<Output = String>,
    weather: impl Future<Output = String>,
) -> String {
    let (mut image, mut weather) = (pin!(image), pin!(weather));
    poll_fn(|cx| match (image.as_mut().poll(cx), weather.as_mut().poll(cx)) {
        (Poll::Ready(image), Poll::Ready(weather)) => {
            Poll::Ready(format!("{image}, {weather}"))
        }
        _ => Poll::Pending,
    })
    .await
}
