//! Ce qui passe par le serveur d'une scène, et l'horloge qui l'attend.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
#[cfg(unix)]
use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use tokio_util::io::{InspectReader, InspectWriter};
use tokio_util::task::AbortOnDropHandle;

/// Ce qui passe par le serveur.
#[derive(Default)]
pub(crate) struct Traffic {
    /// Les connexions acceptées.
    connections: AtomicUsize,
    /// Ce qui a été accepté, lu ou écrit.
    events: AtomicUsize,
}

impl Traffic {
    /// Renvoie le nombre de connexions acceptées.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::Relaxed)
    }
}

/// Sert `routes` sur une tâche, en notant ce qui passe.
pub(crate) fn serve<L: Listener>(
    listener: L,
    routes: Router,
    traffic: &Arc<Traffic>,
) -> AbortOnDropHandle<()>
where
    L::Addr: std::fmt::Debug,
{
    let listener = Noted { listener, traffic: traffic.clone() };
    let server = axum::serve(listener, routes);
    let task = tokio::spawn(async move {
        // Cette future ne finit jamais : `accept` ne renvoie pas d'erreur.
        let _ = server.await;
    });
    AbortOnDropHandle::new(task)
}

/// Une socket d'écoute qui note ce qui passe.
struct Noted<L> {
    listener: L,
    traffic: Arc<Traffic>,
}

type Note = Box<dyn FnMut(&[u8]) + Send>;

impl<L: Listener> Listener for Noted<L> {
    type Io = InspectWriter<InspectReader<L::Io, Note>, Note>;
    type Addr = L::Addr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (io, from) = self.listener.accept().await;
        self.traffic.connections.fetch_add(1, Ordering::Relaxed);
        self.traffic.events.fetch_add(1, Ordering::Relaxed);
        let note = || -> Note {
            let traffic = self.traffic.clone();
            Box::new(move |_| {
                traffic.events.fetch_add(1, Ordering::Relaxed);
            })
        };
        (InspectWriter::new(InspectReader::new(io, note()), note()), from)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

/// Tours de boucle sans trafic après lesquels plus rien n'est en route.
///
/// Entre deux passages par le serveur, le client en fait trois ou quatre : la
/// connexion prête, la réponse lue, la requête suivante écrite.
#[cfg(unix)]
const QUIET: usize = 16;

// ANCHOR: keep_time
/// Empêche l'horloge en pause d'avancer tant que des octets circulent.
///
/// L'horloge de tokio avance dès que plus aucune tâche n'est prête, même si une
/// socket vient de le devenir. Cette tâche, toujours prête, la retient ; elle ne
/// s'endort, pour une milliseconde, qu'après assez de tours sans trafic. Chaque tour
/// regarde les sockets.
#[cfg(unix)]
pub(crate) async fn keep_time(traffic: Arc<Traffic>) {
    loop {
        let (mut quiet, mut seen) = (0, 0);
        while quiet < QUIET {
            tokio::task::yield_now().await;
            let events = traffic.events.load(Ordering::Relaxed);
            quiet = if events == seen { quiet + 1 } else { 0 };
            seen = events;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}
// ANCHOR_END: keep_time
