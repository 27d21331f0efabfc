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
    let (mut first_is_over, mut second_is_over) = (false, false);
    poll_fn(|cx| {
        let mut answers = [None, None];
        if !first_is_over && let Poll::Ready(found) = first.as_mut().poll(cx) {
            first_is_over = true;
            answers[0] = found;
        }
        if !second_is_over && let Poll::Ready(found) = second.as_mut().poll(cx) {
            second_is_over = true;
            answers[1] = found;
        }
        match answers.into_iter().flatten().next() {
            Some(found) => Poll::Ready(Some(found)),
            None if first_is_over && second_is_over => Poll::Ready(None),
            None => Poll::Pending,
        }
    })
    .await
}
