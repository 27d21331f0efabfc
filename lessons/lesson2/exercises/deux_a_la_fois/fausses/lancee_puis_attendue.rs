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
    let mut weather = pin!(weather);
    let started = poll_fn(|cx| Poll::Ready(weather.as_mut().poll(cx))).await;
    let image = image.await;
    let weather = match started {
        Poll::Ready(weather) => weather,
        Poll::Pending => weather.await,
    };
    format!("{image}, {weather}")
}
