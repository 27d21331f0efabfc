//! Des sockets qui endorment la tâche plutôt que le thread.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};

use crate::reactor::Source;
use crate::unblock::unblock;

// ANCHOR: Listener
/// Une socket d'écoute.
pub struct Listener(Source<TcpListener>);

impl Listener {
    /// Lie une socket à `address` et se met à l'écoute.
    ///
    /// # Errors
    ///
    /// Celles du système : adresse déjà prise, port interdit.
    ///
    /// # Panics
    ///
    /// Hors d'une boucle qui a un réacteur.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Ok(Self(Source::new(listener)?))
    }

    /// Renvoie l'adresse où elle écoute, port compris.
    ///
    /// # Errors
    ///
    /// Celles du système.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.0.socket().local_addr()
    }

    /// Attend un client.
    ///
    /// # Errors
    ///
    /// Celles du système.
    pub async fn accept(&mut self) -> io::Result<Stream> {
        let (stream, _) = self.0.read(TcpListener::accept).await?;
        Stream::new(stream)
    }
}
// ANCHOR_END: Listener

// ANCHOR: Stream
/// Une connexion ; la laisser tomber la ferme.
pub struct Stream(Source<TcpStream>);

impl Stream {
    fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_nonblocking(true)?;
        Ok(Self(Source::new(stream)?))
    }

    /// Se connecte à `address`, sur un autre thread.
    ///
    /// # Errors
    ///
    /// Celles du système, comme un refus si personne n'écoute, ou un thread de trop.
    ///
    /// # Panics
    ///
    /// Hors d'une boucle qui a un réacteur.
    pub async fn connect(address: SocketAddr) -> io::Result<Self> {
        Self::new(unblock(move || TcpStream::connect(address)).await??)
    }
}
// ANCHOR_END: Stream

// ANCHOR: recv
impl Stream {
    /// Reçoit des octets, au plus de quoi remplir `buffer` ; zéro à la fin du flux.
    ///
    /// # Errors
    ///
    /// Celles du système.
    pub async fn recv(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.0.read(|mut stream| stream.read(buffer)).await?;
        if size < buffer.len() {
            self.0.set_drained();
        }
        Ok(size)
    }

    /// Envoie tous les octets.
    ///
    /// # Errors
    ///
    /// Celles du système ; une partie des octets est peut-être partie.
    pub async fn send(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let sent = self.0.write(|mut stream| stream.write(bytes)).await?;
            bytes = &bytes[sent..];
        }
        Ok(())
    }
}
// ANCHOR_END: recv
