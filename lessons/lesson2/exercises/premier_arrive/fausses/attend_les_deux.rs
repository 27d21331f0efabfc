//! La première trouvaille.

use lesson2::together;

/// Mène deux recherches à la fois, et renvoie la première trouvaille, ou `None` si
/// toutes deux sont vaines.
pub async fn first_found<T>(
    first: impl Future<Output = Option<T>>,
    second: impl Future<Output = Option<T>>,
) -> Option<T> {
    let (first, second) = together(first, second).await;
    first.or(second)
}
