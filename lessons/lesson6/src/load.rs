//! La charge : des clients qui parlent sans arrêt, et le temps de chaque réponse.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hdrhistogram::Histogram;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Barrier;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};

/// Le temps laissé au serveur pour décrocher, puis, à la fin, pour la dernière réponse.
const PATIENCE: Duration = Duration::from_secs(5);

// ANCHOR: Outcome
/// Ce qu'une charge a mesuré.
pub struct Outcome {
    /// Les temps de réponse, en nanosecondes.
    pub times: Histogram<u64>,
    /// Les clients qui n'ont pas pu aller au bout, et pourquoi.
    pub failures: Vec<io::Error>,
    /// Le temps qu'a parlé le plus patient des clients.
    pub elapsed: Duration,
}

/// De la microseconde à la minute, à 1 % près.
fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1_000, 60_000_000_000, 2)
        .expect("des bornes valables")
}
// ANCHOR_END: Outcome

// ANCHOR: load
/// Fait parler `clients` clients à la fois pendant `duration`, une ligne de 64 octets
/// après l'autre.
pub async fn load(
    address: SocketAddr,
    clients: usize,
    duration: Duration,
) -> Outcome {
    let ready = Arc::new(Barrier::new(clients));
    let mut talks = JoinSet::new();
    for _ in 0..clients {
        talks.spawn(talk(address, duration, Arc::clone(&ready)));
    }
    let mut outcome = Outcome {
        times: histogram(),
        failures: Vec::new(),
        elapsed: Duration::ZERO,
    };
    while let Some(talk) = talks.join_next().await {
        let (times, elapsed, failure) = talk.expect("un client ne panique pas");
        outcome.elapsed = outcome.elapsed.max(elapsed);
        outcome.times += times;
        outcome.failures.extend(failure);
    }
    outcome
}
// ANCHOR_END: load

// ANCHOR: talk
/// Un client : attend que tous soient connectés, puis parle jusqu'à la fin.
async fn talk(
    address: SocketAddr,
    duration: Duration,
    ready: Arc<Barrier>,
) -> (Histogram<u64>, Duration, Option<io::Error>) {
    let mut times = histogram();
    let server = timeout(PATIENCE, TcpStream::connect(address)).await;
    ready.wait().await;
    let start = Instant::now();
    let end = start + duration;
    let asking = async {
        // La première erreur est celle du délai, la seconde celle de la connexion.
        let mut server = server??;
        server.set_nodelay(true)?;
        while Instant::now() < end {
            times.saturating_record(ask(&mut server).await?);
        }
        Ok(())
    };
    let asked = timeout_at(end + PATIENCE, asking).await;
    let asked = asked.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()));
    (times, start.elapsed(), asked.err())
}
// ANCHOR_END: talk

// ANCHOR: ask
/// Envoie une ligne, attend qu'elle revienne ; renvoie le temps écoulé, en nanosecondes.
async fn ask(server: &mut TcpStream) -> io::Result<u64> {
    const LINE: &[u8; 64] =
        b"Vega, Deneb, Altair : repetez pour confirmer, puis notez l'heur\n";
    let (start, mut answer) = (Instant::now(), [0; 64]);
    server.write_all(LINE).await?;
    server.read_exact(&mut answer).await?;
    if &answer != LINE {
        return Err(io::Error::new(
            ErrorKind::InvalidData,
            "une réponse est fausse",
        ));
    }
    Ok(start.elapsed().as_nanos().try_into().unwrap_or(u64::MAX))
}
// ANCHOR_END: ask
