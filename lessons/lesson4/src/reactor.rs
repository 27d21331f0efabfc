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
    sources: RefCell<BTreeMap<usize, Rc<Watched<dyn AsSource>>>>,
    added: Cell<usize>,
}

/// Une socket surveillée.
struct Watched<S: ?Sized> {
    key: usize,
    reading: Direction,
    writing: Direction,
    socket: S,
}

/// Lire, ou écrire.
struct Direction {
    /// Faux si le système n'a rien de plus, jusqu'à ce qu'il prévienne.
    ready: Cell<bool>,
    /// Vrai si le système doit prévenir.
    watched: Cell<bool>,
    waiting: RefCell<Option<Waker>>,
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
            let source = self.sources.borrow().get(&event.key).cloned();
            woken |= source.is_some_and(|source| source.tell(event, &self.poller));
        }
        woken
    }
}
// ANCHOR_END: wait

// ANCHOR: tell
impl Watched<dyn AsSource> {
    /// Réveille qui attendait cette nouvelle ; vrai s'il y a quelqu'un.
    fn tell(&self, event: Event, poller: &Poller) -> bool {
        let read = event.readable && self.reading.tell();
        let written = event.writable && self.writing.tell();
        if !read && !written {
            // Personne n'en veut, et le système la répéterait. S'il refuse, il la répète.
            let _ = self.watch(poller);
        }
        read || written
    }
}
// ANCHOR_END: tell

impl Direction {
    fn new(watched: bool) -> Self {
        let (ready, watched) = (Cell::new(true), Cell::new(watched));
        Self { ready, watched, waiting: RefCell::default() }
    }

    fn is_awaited(&self) -> bool {
        self.waiting.borrow().is_some()
    }

    fn tell(&self) -> bool {
        self.ready.set(true);
        let waiting = self.waiting.take();
        waiting.map(Waker::wake).is_some()
    }
}

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
pub(crate) struct Source<S: AsSource + 'static> {
    watched: Rc<Watched<S>>,
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
        let (event, mode) = (Event::readable(key), PollMode::Level);
        // SAFETY: la socket est à nous, et `drop` la retire avant qu'elle se ferme.
        unsafe { reactor.poller.add_with_mode(&socket, event, mode)? };
        let (reading, writing) = (Direction::new(true), Direction::new(false));
        let watched = Rc::new(Watched { key, reading, writing, socket });
        reactor.sources.borrow_mut().insert(key, watched.clone());
        Ok(Self { watched, reactor })
    }
}
// ANCHOR_END: Source

// ANCHOR: drop
impl<S: AsSource> Drop for Source<S> {
    fn drop(&mut self) {
        self.reactor.sources.borrow_mut().remove(&self.watched.key);
        // Promesse tenue : le noyau ne la surveille plus quand elle se ferme.
        let _ = self.reactor.poller.delete(&self.watched.socket);
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
        self.attempt(&self.watched.reading, attempt).await
    }

    /// Recommence `attempt` chaque fois que l'on peut écrire dans la socket.
    pub(crate) async fn write<T>(
        &self,
        attempt: impl FnMut(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        self.attempt(&self.watched.writing, attempt).await
    }

    /// Note que tout est lu : inutile de relire avant que le système prévienne.
    pub(crate) fn set_drained(&self) {
        self.watched.reading.ready.set(false);
    }

    pub(crate) fn socket(&self) -> &S {
        &self.watched.socket
    }
}
// ANCHOR_END: read

// ANCHOR: attempt
impl<S: AsSource> Source<S> {
    async fn attempt<T>(
        &self,
        direction: &Direction,
        mut attempt: impl FnMut(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        poll_fn(|cx| {
            while direction.ready.get() {
                match attempt(self.socket()) {
                    Err(error) if error.kind() == ErrorKind::Interrupted => {}
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {
                        direction.ready.set(false);
                    }
                    done => return Poll::Ready(done),
                }
            }
            // Une autre boucle ne regarde pas ce réacteur : elle dormirait sans fin.
            assert!(
                Rc::ptr_eq(&self.reactor, &Reactor::current()),
                "cette socket est celle d'une autre boucle"
            );
            direction.waiting.replace(Some(cx.waker().clone()));
            if direction.watched.get() {
                return Poll::Pending;
            }
            let asked = self.watched.watch(&self.reactor.poller);
            asked.map_or_else(|error| Poll::Ready(Err(error)), |()| Poll::Pending)
        })
        .await
    }
}
// ANCHOR_END: attempt

// ANCHOR: watch
impl<S: AsSource + ?Sized> Watched<S> {
    /// Demande au système de prévenir de ce que l'on attend, et de rien d'autre.
    fn watch(&self, poller: &Poller) -> io::Result<()> {
        let directions = [&self.reading, &self.writing];
        let [read, write] = directions.map(Direction::is_awaited);
        let before = directions.map(|direction| direction.watched.get());
        if before == [read, write] {
            return Ok(());
        }
        self.reading.watched.set(read);
        self.writing.watched.set(write);
        // Une rupture s'annonce même à qui ne demande rien : qu'elle le soit une fois.
        let mode = if read || write { PollMode::Level } else { PollMode::Oneshot };
        poller.modify_with_mode(
            self.socket.source(),
            Event::new(self.key, read, write),
            mode,
        )
    }
}
// ANCHOR_END: watch

impl Reactor {
    fn current() -> Rc<Self> {
        current().expect("aucune boucle à réacteur n'exécute ce code")
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::{Shutdown, TcpListener, TcpStream};

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
        source.watched.reading.waiting.replace(Some(Waker::noop().clone()));
        let _client = TcpStream::connect(address).unwrap();
        assert!(reactor.wait(None));
        assert!(!source.watched.reading.is_awaited());
    }

    /// Combien de nouvelles le système a, à l'instant.
    fn count_news(reactor: &Reactor) -> usize {
        let mut events = Events::new();
        reactor.poller.wait(&mut events, Some(Duration::ZERO)).unwrap();
        events.len()
    }

    fn accepted() -> (TcpStream, Source<TcpStream>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
        (client, Source::new(listener.accept().unwrap().0).unwrap())
    }

    #[test]
    fn ce_que_personne_n_attend_n_est_annonce_qu_une_fois() {
        let reactor = Reactor::new();
        let _current = enter([reactor.clone()]);
        let (mut client, source) = accepted();
        client.write_all(b"a").unwrap();
        assert!(!reactor.wait(None));
        assert_eq!(count_news(&reactor), 0);
        // Jusqu'à ce que quelqu'un l'attende.
        source.watched.reading.waiting.replace(Some(Waker::noop().clone()));
        source.watched.watch(&reactor.poller).unwrap();
        assert!(reactor.wait(None));
    }

    #[test]
    fn une_rupture_que_personne_n_attend_ne_s_annonce_pas_sans_fin() {
        let reactor = Reactor::new();
        // L'appel `poll` du système, faute de mieux, la répète toujours.
        if !reactor.poller.supports_edge() {
            return;
        }
        let _current = enter([reactor.clone()]);
        let (client, source) = accepted();
        client.shutdown(Shutdown::Both).unwrap();
        source.socket().shutdown(Shutdown::Both).unwrap();
        for _ in 0..3 {
            assert!(!reactor.wait(Some(Duration::ZERO)));
        }
        assert_eq!(count_news(&reactor), 0);
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
