//! Tout télécharger, malgré quelques échecs.

use futures_util::stream::{self, StreamExt as _};

/// Ce qu'une nuit de téléchargements a donné, dans l'ordre des adresses.
#[derive(Debug, PartialEq, Eq)]
pub struct Harvest<T, E> {
    /// Les images arrivées, chacune avec son adresse.
    pub images: Vec<(String, T)>,
    /// Les échecs, chacun avec l'adresse qu'il faudra redemander.
    pub failures: Vec<(String, E)>,
}

/// Télécharge `urls` par `fetch`, au plus `limit` à la fois.
pub async fn download_all<T, E>(
    urls: &[&str],
    limit: usize,
    fetch: impl AsyncFn(&str) -> Result<T, E>,
) -> Harvest<T, E> {
    let fetch = &fetch;
    let requests = urls.iter().enumerate();
    let requests = requests.map(async |(rank, url)| match fetch(url).await {
        Ok(image) => (rank, *url, Ok(image)),
        Err(_) => (rank, *url, fetch(url).await),
    });
    let answers = stream::iter(requests).buffer_unordered(limit);
    let mut answers: Vec<_> = answers.collect().await;
    answers.sort_unstable_by_key(|(rank, ..)| *rank);
    let mut harvest = Harvest { images: Vec::new(), failures: Vec::new() };
    for (_, url, answer) in answers {
        match answer {
            Ok(image) => harvest.images.push((url.to_owned(), image)),
            Err(failure) => harvest.failures.push((url.to_owned(), failure)),
        }
    }
    harvest
}
