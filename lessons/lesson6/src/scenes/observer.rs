//! Une astronome au bout du fil.

use std::net::SocketAddr;

use scene::say;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

// ANCHOR: Observer
/// Une astronome au bout du fil.
pub struct Observer {
    pub name: &'static str,
    pub line: BufReader<TcpStream>,
}

impl Observer {
    /// Appelle l'observatoire.
    pub async fn call(name: &'static str, address: SocketAddr) -> Self {
        let line = TcpStream::connect(address).await.expect("quelqu'un écoute");
        line.set_nodelay(true).expect("une connexion ouverte");
        say!("{name} : connectée");
        Self { name, line: BufReader::new(line) }
    }

    /// Dit une ligne.
    pub async fn say(&mut self, text: &str) {
        say!("{} : « {text} »", self.name);
        self.send(format!("{text}\n").as_bytes()).await;
    }

    /// Envoie des octets, tels quels.
    pub async fn send(&mut self, bytes: &[u8]) {
        self.line.write_all(bytes).await.expect("une connexion ouverte");
    }

    /// Écoute une ligne ; renvoie faux s'il n'y en a plus.
    pub async fn hear(&mut self) -> bool {
        let mut line = String::new();
        let received = self.line.read_line(&mut line).await;
        match received {
            Ok(1..) => say!("{} entend « {} »", self.name, line.trim_end()),
            _ => say!("{} : n'entend plus rien", self.name),
        }
        received.is_ok_and(|received| received > 0)
    }

    /// Dit une ligne et écoute la réponse.
    pub async fn ask(&mut self, text: &str) {
        self.say(text).await;
        self.hear().await;
    }

    /// Raccroche.
    pub fn hang_up(self) {
        say!("{} : raccroche", self.name);
    }
}
// ANCHOR_END: Observer
