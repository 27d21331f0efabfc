//! La première trouvaille.

/// Mène deux recherches à la fois, et renvoie la première trouvaille, ou `None` si
/// toutes deux sont vaines.
pub async fn first_found<T>(
    first: impl Future<Output = Option<T>>,
    second: impl Future<Output = Option<T>>,
) -> Option<T> {
    match first.await {
        Some(found) => Some(found),
        None => second.await,
    }
}
