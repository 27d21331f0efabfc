//! La première trouvaille.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use lesson2::drive;

/// Mène deux recherches à la fois, et renvoie la première trouvaille, ou `None` si
/// toutes deux sont vaines.
pub async fn first_found<T>(
    first: impl Future<Output = Option<T>>,
    second: impl Future<Output = Option<T>>,
) -> Option<T> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let (mut a, mut b) = (None, None);
    let search = poll_fn(|cx| {
        if a.is_none()
            && let Poll::Ready(found) = first.as_mut().poll(cx)
        {
            a = Some(found);
        }
        if b.is_none()
            && let Poll::Ready(found) = second.as_mut().poll(cx)
        {
            b = Some(found);
        }
        if let Some(Some(found)) = a.take_if(|found| found.is_some()) {
            return Poll::Ready(Some(found));
        }
        if let Some(Some(found)) = b.take_if(|found| found.is_some()) {
            return Poll::Ready(Some(found));
        }
        if a.is_some() && b.is_some() { Poll::Ready(None) } else { Poll::Pending }
    });
    drive(search).0
}
