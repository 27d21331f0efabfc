//! Le serveur : accepter, servir, s'arrêter.

use std::convert::Infallible;
use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio::select;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::accept::accept;
use crate::echo_bytes::echo_bytes;
use crate::echo_lines::echo_lines;
use crate::hang_up::hang_up;
use crate::idle::Idle;
use crate::journal::{End, Event, Journal};
use crate::settings::{Mode, Settings};
use crate::stop::Stop;

// ANCHOR: Server
/// Un serveur d'écho.
pub struct Server {
    listener: TcpListener,
    host: Arc<Host>,
}

/// Ce que partagent les tâches d'un serveur.
struct Host {
    settings: Settings,
    journal: Journal,
    places: Arc<Semaphore>,
    stop: Stop,
}
// ANCHOR_END: Server

// ANCHOR: new
impl Server {
    /// Prépare un serveur sur une socket qui écoute déjà, arrêté par `stop`.
    pub fn new(
        listener: TcpListener,
        settings: Settings,
        journal: Journal,
        stop: Stop,
    ) -> Self {
        let places = settings.max_clients.min(Semaphore::MAX_PERMITS);
        let places = Arc::new(Semaphore::new(places));
        Self { listener, host: Arc::new(Host { settings, journal, places, stop }) }
    }
}
// ANCHOR_END: new

// ANCHOR: run
impl Server {
    /// Sert jusqu'à l'arrêt ; quand cette méthode revient, plus personne n'est connecté.
    pub async fn run(self) {
        let Self { listener, host } = self;
        let (clients, stop) = (TaskTracker::new(), &host.stop);
        let serving = host.accept_all(&listener, &clients);
        stop.finishing().run_until_cancelled(serving).await;
        // Plus personne n'écoute : les suivants sont refusés par le système.
        drop(listener);
        clients.close();
        host.journal.note(Event::Finishing(clients.len()));
        select! {
            biased;
            () = clients.wait() => return,
            () = stop.cutting().cancelled() => {}
            () = sleep(host.settings.grace) => {}
        }
        host.journal.note(Event::Cutting(clients.len()));
        stop.cut();
        clients.wait().await;
    }
}
// ANCHOR_END: run

// ANCHOR: accept_all
impl Host {
    /// Confie chaque client à une tâche, ou le refuse s'il n'y a plus de place.
    async fn accept_all(
        self: &Arc<Self>,
        listener: &TcpListener,
        clients: &TaskTracker,
    ) -> Infallible {
        for number in 1.. {
            let (client, address) = accept(listener, &self.journal).await;
            let host = Arc::clone(self);
            match Arc::clone(&self.places).try_acquire_owned() {
                Ok(place) => {
                    self.journal.note(Event::Opened(number, address));
                    clients.spawn(host.serve(client, number, place));
                }
                Err(_) => {
                    self.journal.note(Event::Refused(number));
                    clients.spawn(host.refuse(client));
                }
            }
        }
        unreachable!("on a compté jusqu'à usize::MAX")
    }
}
// ANCHOR_END: accept_all

// ANCHOR: serve
impl Host {
    /// Sert un client, et garde sa place jusqu'au bout.
    async fn serve(
        self: Arc<Self>,
        client: TcpStream,
        number: usize,
        _place: OwnedSemaphorePermit,
    ) {
        // Sans cela, une courte réponse peut attendre l'accusé de la précédente.
        let _ = client.set_nodelay(true);
        let mut client = Idle::new(client, self.settings.idle);
        let in_lines = self.settings.mode == Mode::Lines;
        let talk = async {
            let end = self.talk(&mut client).await;
            if !matches!(end, End::Lost(_)) {
                hang_up(&mut client, end.last_word().filter(|_| in_lines)).await;
            }
            end
        };
        // Un jeton par client : tous ne se disputent pas le même verrou.
        let cut = self.stop.cutting().child_token();
        let end = cut.run_until_cancelled(talk).await;
        self.journal.note(Event::Closed(number, end.unwrap_or(End::Cut)));
    }
}
// ANCHOR_END: serve

// ANCHOR: talk
impl Host {
    /// Répète, jusqu'à ce que la conversation finisse.
    async fn talk(&self, client: &mut Idle<TcpStream>) -> End {
        // Un jeton par client, là aussi.
        let stop: CancellationToken = self.stop.finishing().child_token();
        match self.settings.mode {
            Mode::Lines => echo_lines(client, self.settings.max_line, &stop).await,
            Mode::Bytes => match echo_bytes(client, &stop).await {
                Ok(()) if stop.is_cancelled() => End::Stopped,
                Ok(()) => End::Finished,
                Err(error) => End::from_error(error),
            },
        }
    }
}
// ANCHOR_END: talk

// ANCHOR: refuse
impl Host {
    /// Dit au client de trop qu'il l'est, sans le laisser attendre.
    async fn refuse(self: Arc<Self>, mut client: TcpStream) {
        let sorry = "erreur : serveur complet, réessayez plus tard\n".to_owned();
        let sorry = (self.settings.mode == Mode::Lines).then_some(sorry);
        let goodbye = hang_up(&mut client, sorry);
        self.stop.cutting().run_until_cancelled(goodbye).await;
    }
}
// ANCHOR_END: refuse
