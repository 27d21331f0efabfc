//! Deux attentes à la fois.

/// Attend `image` et `weather` en même temps, et renvoie leurs deux réponses :
/// « IMAGE, MÉTÉO ».
pub async fn report(
    image: impl Future<Output = String>,
    weather: impl Future<Output = String>,
) -> String {
    let image = async move { image.await };
    let weather = async move { weather.await };
    let image = image.await;
    let weather = weather.await;
    format!("{image}, {weather}")
}
