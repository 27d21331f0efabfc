//! Des sockets qui rendent la main plutôt que de bloquer.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;

use lesson2::interrupt;

// ANCHOR: without_blocking
/// Recommence `attempt` à chaque tour, tant que la socket n'est pas prête.
async fn without_blocking<T>(
    mut attempt: impl FnMut() -> io::Result<T>,
) -> io::Result<T> {
    loop {
        match attempt() {
            Err(error) if error.kind() == ErrorKind::WouldBlock => interrupt().await,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}
// ANCHOR_END: without_blocking

// ANCHOR: Listener
/// Une socket d'écoute.
#[derive(Debug)]
pub struct Listener(TcpListener);

impl Listener {
    /// Lie une socket à `address` et se met à l'écoute.
    ///
    /// # Errors
    ///
    /// Celles du système : adresse déjà prise, port interdit.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Ok(Self(listener))
    }

    /// Renvoie l'adresse où elle écoute, port compris.
    ///
    /// # Errors
    ///
    /// Celles du système.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }

    /// Attend un client.
    ///
    /// # Errors
    ///
    /// Celles du système.
    pub async fn accept(&self) -> io::Result<Stream> {
        let (stream, _) = without_blocking(|| self.0.accept()).await?;
        Stream::new(stream)
    }
}
// ANCHOR_END: Listener

// ANCHOR: Stream
/// Une connexion ; la laisser tomber la ferme.
#[derive(Debug)]
pub struct Stream(TcpStream);

impl Stream {
    fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nonblocking(true)?;
        Ok(Self(stream))
    }

    /// Reçoit des octets, au plus de quoi remplir `buffer` ; zéro à la fin du flux.
    ///
    /// # Errors
    ///
    /// Celles du système.
    pub async fn recv(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        without_blocking(|| self.0.read(buffer)).await
    }

    /// Envoie tous les octets.
    ///
    /// # Errors
    ///
    /// Celles du système ; une partie des octets est peut-être partie.
    pub async fn send(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let sent = without_blocking(|| self.0.write(bytes)).await?;
            bytes = &bytes[sent..];
        }
        Ok(())
    }
}
// ANCHOR_END: Stream

// ANCHOR: connect
impl Stream {
    /// Se connecte à `address`.
    ///
    /// `std` n'a pas de connexion non bloquante : elle se fait sur un autre thread, que la
    /// boucle interroge.
    ///
    /// # Errors
    ///
    /// Celles du système, comme un refus si personne n'écoute, ou un thread de trop.
    pub async fn connect(address: SocketAddr) -> io::Result<Self> {
        let connect = move || TcpStream::connect(address);
        let connecting = thread::Builder::new().spawn(connect)?;
        while !connecting.is_finished() {
            interrupt().await;
        }
        let stream = connecting.join().expect("une connexion ne panique pas");
        Self::new(stream?)
    }
}
// ANCHOR_END: connect
