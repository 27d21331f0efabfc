//! Deux attentes à la fois.

/// Attend `image` et `weather` en même temps, et renvoie leurs deux réponses :
/// « IMAGE, MÉTÉO ».
pub async fn report(
    image: impl Future<Output = String>,
    weather: impl Future<Output = String>,
) -> String {
    // ANCHOR: solution
    //@ todo!("attendre les deux, puis écrire le compte rendu")
    let (image, weather) = tokio::join!(image, weather);
    format!("{image}, {weather}")
    // ANCHOR_END: solution
}
