//! Ce qui charge un serveur d'écho : des connexions qui attendent chacune leur réponse.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};
use rustix::fd::OwnedFd;

const MESSAGE: [u8; 64] = [b'*'; 64];

/// Des connexions ouvertes, un message en route sur chacune.
pub struct Client {
    epoll: OwnedFd,
    connections: Vec<Connection>,
}

struct Connection {
    stream: TcpStream,
    sent: Instant,
    received: usize,
}

/// Ce que le serveur a tenu.
#[derive(Clone, Copy)]
pub struct Load {
    pub requests: usize,
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

// ANCHOR: Client
impl Client {
    /// Ouvre `count` connexions, et envoie un message sur chacune.
    pub fn connect(port: u16, count: usize) -> Self {
        let epoll = epoll::create(CreateFlags::CLOEXEC).unwrap();
        let connections = (0..count as u64).map(|key| {
            let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
            stream.set_nonblocking(true).unwrap();
            epoll::add(&epoll, &stream, EventData::new_u64(key), EventFlags::IN)
                .unwrap();
            stream.write_all(&MESSAGE).unwrap();
            Connection { stream, sent: Instant::now(), received: 0 }
        });
        Self { connections: connections.collect(), epoll }
    }

    /// Répond à chaque réponse par un nouveau message, pendant `duration`.
    pub fn load(&mut self, duration: Duration) -> Load {
        let start = Instant::now();
        let mut latencies = Vec::new();
        let mut events = Vec::with_capacity(1024);
        while start.elapsed() < duration {
            epoll::wait(&self.epoll, spare_capacity(&mut events), None).unwrap();
            for event in events.drain(..) {
                let connection = &mut self.connections[event.data.u64() as usize];
                if connection.receive() {
                    let now = Instant::now();
                    latencies.push(now - connection.sent);
                    connection.sent = now;
                    connection.stream.write_all(&MESSAGE).unwrap();
                }
            }
        }
        let requests = latencies.len();
        let per_second = requests as f64 / start.elapsed().as_secs_f64();
        let mut quantile = |part| {
            *latencies.select_nth_unstable((requests as f64 * part) as usize).1
        };
        Load { requests, per_second, p50: quantile(0.50), p99: quantile(0.99) }
    }

    /// Attend toutes les réponses, sans rien renvoyer.
    pub fn drain(&mut self) {
        for connection in &mut self.connections {
            connection.stream.set_nonblocking(false).unwrap();
            while !connection.receive() {}
        }
    }
}
// ANCHOR_END: Client

impl Connection {
    /// Lit ce qui est arrivé ; vrai si la réponse est entière.
    fn receive(&mut self) -> bool {
        let mut buffer = [0; MESSAGE.len()];
        match self.stream.read(&mut buffer[self.received..]) {
            Ok(0) => panic!("le serveur a fermé la connexion"),
            Ok(size) => self.received += size,
            Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock),
        }
        let complete = self.received == MESSAGE.len();
        self.received %= MESSAGE.len();
        complete
    }
}
