//! L'attente asynchrone : celle de tokio, ou celle de l'horloge à plusieurs threads.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use crate::shared_time::{SharedTime, Ticket};
use crate::{Clock, Source};

/// Attend pendant `duration` sans bloquer le thread : `tokio::time::sleep`, à l'heure de
/// la scène.
///
/// Seule différence avec son modèle : en temps virtuel sur plusieurs threads, là où
/// tokio ne sait pas arrêter son horloge, l'attente passe par celle du cours.
///
/// # Panics
///
/// Panique hors d'un runtime tokio, comme son modèle.
pub fn sleep(duration: Duration) -> Sleep {
    Sleep(match Clock::current().0 {
        Source::Shared(time, _) => {
            let ticket = time.reserve(duration);
            Kind::Shared(SharedSleep { time, ticket, registered: false })
        }
        _ => Kind::Tokio(Box::pin(tokio::time::sleep(duration))),
    })
}

/// Réserve un tour : la future renvoyée rend la main jusqu'à ce qu'il vienne.
///
/// En temps virtuel sur plusieurs threads, les tours se suivent dans l'ordre où ils ont
/// été réservés. Ailleurs l'ordre est déjà fixé : la future aboutit aussitôt.
pub fn turn() -> impl Future<Output = ()> {
    let turn = match Clock::current().0 {
        Source::Shared(..) => Some(sleep(Duration::ZERO)),
        _ => None,
    };
    async move {
        if let Some(turn) = turn {
            turn.await;
        }
    }
}

/// La future que renvoie [`sleep`].
#[must_use = "une future ne fait rien tant qu'on ne l'attend pas"]
pub struct Sleep(Kind);

enum Kind {
    Tokio(Pin<Box<tokio::time::Sleep>>),
    Shared(SharedSleep),
}

struct SharedSleep {
    time: Arc<SharedTime>,
    ticket: Ticket,
    registered: bool,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match &mut self.0 {
            Kind::Tokio(sleep) => sleep.as_mut().poll(cx),
            Kind::Shared(sleep) => sleep.poll(cx.waker()),
        }
    }
}

impl SharedSleep {
    /// Rend toujours la main une fois, même pour une durée nulle : chacun son tour.
    fn poll(&mut self, waker: &Waker) -> Poll<()> {
        if !self.registered {
            self.registered = true;
            self.time.register(self.ticket, waker);
            Poll::Pending
        } else if self.time.is_over(&self.ticket, waker) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

impl Drop for SharedSleep {
    fn drop(&mut self) {
        self.time.forget(&self.ticket);
    }
}
