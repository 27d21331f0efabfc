//! Deux attentes à la fois.

/// Attend `image` et `weather` en même temps, et renvoie leurs deux réponses :
/// « IMAGE, MÉTÉO ».
pub async fn report(
    image: impl Future<Output = String> + Send,
    weather: impl Future<Output = String> + Send,
) -> String {
    let image = tokio::spawn(image);
    let weather = tokio::spawn(weather);
    format!("{}, {}", image.await.unwrap(), weather.await.unwrap())
}
