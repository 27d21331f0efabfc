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
    let mut turn = 0;
    poll_fn(|cx| {
        turn += 1;
        let first_turn = second_is_over || (turn % 2 == 1 && !first_is_over);
        let answer = if first_turn {
            first.as_mut().poll(cx)
        } else {
            second.as_mut().poll(cx)
        };
        let over = if first_turn { &mut first_is_over } else { &mut second_is_over };
        match answer {
            Poll::Ready(None) => *over = true,
            answer => return answer,
        }
        if first_is_over && second_is_over {
            Poll::Ready(None)
        } else {
            Poll::Pending
        }
    })
    .await
}
