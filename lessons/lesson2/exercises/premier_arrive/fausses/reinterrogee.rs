//! La première trouvaille.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

/// Mène deux recherches à la fois, et renvoie la première trouvaille, ou `None` si
/// toutes deux sont vaines.
pub async fn first_found<T>(
    first: impl Future<Output = Option<T>>,
    second: impl Future<Output = Option<T>>,
) -> Option<T> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    poll_fn(|cx| {
        let first = first.as_mut().poll(cx);
        if let Poll::Ready(Some(_)) = first {
            return first;
        }
        let second = second.as_mut().poll(cx);
        match (&first, &second) {
            (_, Poll::Ready(Some(_))) | (Poll::Ready(_), Poll::Ready(_)) => second,
            _ => Poll::Pending,
        }
    })
    .await
}
