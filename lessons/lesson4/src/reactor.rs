//! Le réacteur : demander au noyau quelles sockets sont prêtes, et réveiller qui attend.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Poll, Waker};
use std::time::Duration;

use polling::{AsRawSource, AsSource, Event, Events, PollMode, Poller};

use crate::current::current;

// ANCHOR: Reactor
/// Les sockets que le noyau surveille pour une boucle.
pub struct Reactor {
    poller: Arc<Poller>,
    events: RefCell<Events>,
    sources: RefCell<BTreeMap<usize, Rc<Waiting>>>,
    added: Cell<usize>,
}

/// Qui attend de lire une socket, et qui attend d'y écrire.
#[derive(Default)]
struct Waiting {
    reader: Cell<Option<Waker>>,
    writer: Cell<Option<Waker>>,
}
// ANCHOR_END: Reactor

// ANCHOR: new
impl Reactor {
    /// Crée un réacteur sans socket.
    ///
    /// # Panics
    ///
    /// Si le système n'a plus de descripteur de fichier à donner.
    pub fn new() -> Rc<Self> {
        let poller =
            Poller::new().expect("le système doit pouvoir surveiller des sockets");
        Rc::new(Self {
            poller: Arc::new(poller),
            events: RefCell::default(),
            sources: RefCell::default(),
            added: Cell::default(),
        })
    }

    /// Dit si aucune socket n'est surveillée.
    pub fn is_empty(&self) -> bool {
        self.sources.borrow().is_empty()
    }
}
// ANCHOR_END: new

// ANCHOR: wait
impl Reactor {
    /// Attend qu'une socket soit prête, que l'on sonne, ou que `timeout` soit passé.
    ///
    /// Réveille les tâches concernées ; vrai s'il y en a.
    ///
    /// # Panics
    ///
    /// Si le système ne peut plus surveiller les sockets.
    pub fn wait(&self, timeout: Option<Duration>) -> bool {
        let mut events = self.events.borrow_mut();
        events.clear();
        self.poller
            .wait(&mut events, timeout)
            .expect("le système surveille les sockets");
        let mut woken = false;
        for event in events.iter() {
            let waiting = self.sources.borrow().get(&event.key).map(Rc::clone);
            let Some(waiting) = waiting else { continue };
            let reader = if event.readable { waiting.reader.take() } else { None };
            let writer = if event.writable { waiting.writer.take() } else { None };
            for waker in reader.into_iter().chain(writer) {
                woken = true;
                waker.wake();
            }
        }
        woken
    }
}
// ANCHOR_END: wait

// ANCHOR: Bell
/// De quoi réveiller la boucle, de n'importe quel thread.
pub struct Bell(Arc<Poller>);

impl Reactor {
    /// Renvoie une sonnette : sonner interrompt [`wait`](Self::wait), ou la prochaine.
    pub fn bell(&self) -> Bell {
        Bell(Arc::clone(&self.poller))
    }
}

impl Bell {
    /// Sonne.
    pub fn ring(&self) {
        // Si le système refuse, celui qui réveille n'y peut rien.
        let _ = self.0.notify();
    }
}
// ANCHOR_END: Bell

// ANCHOR: Source
/// Une socket surveillée par le réacteur courant, tant qu'elle existe.
pub(crate) struct Source<S: AsSource> {
    socket: S,
    waiting: Rc<Waiting>,
    key: usize,
    reactor: Rc<Reactor>,
}

impl<S: AsSource> Source<S>
where
    for<'a> &'a S: AsRawSource,
{
    /// Fait surveiller `socket`, qui ne doit pas bloquer.
    #[allow(unsafe_code, reason = "`Poller::add_with_mode` demande une promesse")]
    pub(crate) fn new(socket: S) -> io::Result<Self> {
        let reactor = Reactor::current();
        let key = reactor.added.replace(reactor.added.get() + 1);
        // SAFETY: la socket est à nous, et `drop` la retire avant qu'elle se ferme.
        unsafe {
            reactor.poller.add_with_mode(&socket, Event::all(key), reactor.mode())?
        };
        let waiting = Rc::<Waiting>::default();
        reactor.sources.borrow_mut().insert(key, Rc::clone(&waiting));
        Ok(Self { socket, waiting, key, reactor })
    }
}
// ANCHOR_END: Source

// ANCHOR: drop
impl<S: AsSource> Drop for Source<S> {
    fn drop(&mut self) {
        self.reactor.sources.borrow_mut().remove(&self.key);
        // Promesse tenue : le noyau ne la surveille plus quand elle se ferme.
        let _ = self.reactor.poller.delete(&self.socket);
    }
}
// ANCHOR_END: drop

// ANCHOR: read
impl<S: AsSource> Source<S> {
    /// Recommence `attempt` chaque fois que la socket peut être lue.
    pub(crate) async fn read<T>(
        &self,
        attempt: impl FnMut(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        self.attempt(&self.waiting.reader, Event::readable(self.key), attempt).await
    }

    /// Recommence `attempt` chaque fois que l'on peut écrire dans la socket.
    pub(crate) async fn write<T>(
        &self,
        attempt: impl FnMut(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        self.attempt(&self.waiting.writer, Event::writable(self.key), attempt).await
    }
}
// ANCHOR_END: read

// ANCHOR: attempt
impl<S: AsSource> Source<S> {
    async fn attempt<T>(
        &self,
        waiting: &Cell<Option<Waker>>,
        wanted: Event,
        mut attempt: impl FnMut(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        poll_fn(|cx| {
            loop {
                match attempt(&self.socket) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                    done => return Poll::Ready(done),
                }
            }
            // Une autre boucle ne regarde pas ce réacteur : elle dormirait sans fin.
            assert!(
                Rc::ptr_eq(&self.reactor, &Reactor::current()),
                "cette socket est celle d'une autre boucle"
            );
            waiting.set(Some(cx.waker().clone()));
            self.rearm(wanted)
                .map_or_else(|error| Poll::Ready(Err(error)), |()| Poll::Pending)
        })
        .await
    }
}
// ANCHOR_END: attempt

// ANCHOR: rearm
impl<S: AsSource> Source<S> {
    /// Là où le noyau ne prévient qu'une fois par inscription, la renouvelle.
    ///
    /// Pour `wanted` et rien d'autre : l'autre sens, déjà prêt, userait l'inscription.
    fn rearm(&self, wanted: Event) -> io::Result<()> {
        match self.reactor.mode() {
            PollMode::Edge => Ok(()),
            mode => self.reactor.poller.modify_with_mode(&self.socket, wanted, mode),
        }
    }

    pub(crate) fn socket(&self) -> &S {
        &self.socket
    }
}

impl Reactor {
    /// Une inscription pour toute la vie d'une socket, où le système le permet.
    fn mode(&self) -> PollMode {
        if self.poller.supports_edge() { PollMode::Edge } else { PollMode::Oneshot }
    }
}
// ANCHOR_END: rearm

impl Reactor {
    fn current() -> Rc<Self> {
        current().expect("aucune boucle à réacteur n'exécute ce code")
    }
}

#[cfg(test)]
mod tests {
    use std::net::{TcpListener, TcpStream};

    use super::*;
    use crate::current::enter;

    #[test]
    fn une_socket_detruite_quitte_le_reacteur() {
        let reactor = Reactor::new();
        let _current = enter([reactor.clone()]);
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let source = Source::new(socket).unwrap();
        assert!(!reactor.is_empty());
        drop(source);
        assert!(reactor.is_empty());
    }

    #[test]
    fn une_socket_prete_reveille_et_le_dit() {
        let reactor = Reactor::new();
        let _current = enter([reactor.clone()]);
        let socket = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap();
        let source = Source::new(socket).unwrap();
        reactor.wait(Some(Duration::ZERO));
        source.waiting.reader.set(Some(Waker::noop().clone()));
        let _client = TcpStream::connect(address).unwrap();
        assert!(reactor.wait(None));
        assert!(source.waiting.reader.take().is_none());
    }

    #[test]
    fn une_sonnette_interrompt_l_attente_suivante_et_ne_reveille_personne() {
        let reactor = Reactor::new();
        let bell = reactor.bell();
        bell.ring();
        assert!(!reactor.wait(None));
        drop(reactor);
        bell.ring();
    }
}
