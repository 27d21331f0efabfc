//! Le client : ce qu'on lui tape va au serveur, ce que dit le serveur s'affiche.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;

// ANCHOR: Failure
/// Ce qui a interrompu un client.
#[derive(Debug)]
pub enum Failure {
    /// L'entrée ne se lit plus.
    Input(io::Error),
    /// La sortie ne s'écrit plus.
    Output(io::Error),
    /// La connexion est perdue.
    Server(io::Error),
    /// Le serveur a raccroché avant la fin de l'entrée.
    HungUp,
}
// ANCHOR_END: Failure

// ANCHOR: relay
/// Fait passer `input` au serveur et ses réponses à `output`, les deux à la fois.
///
/// À la fin de l'entrée, ferme sa moitié et attend la fin des réponses.
///
/// # Errors
///
/// Ce qui l'a interrompu.
pub async fn relay(
    server: TcpStream,
    mut input: impl AsyncRead + Unpin,
    mut output: impl AsyncWrite + Unpin,
) -> Result<(), Failure> {
    let (mut answers, mut questions) = server.into_split();
    let asking = async {
        pump(&mut input, &mut questions, Failure::Input, Failure::Server).await?;
        questions.shutdown().await.map_err(Failure::Server)
    };
    let hearing = pump(&mut answers, &mut output, Failure::Server, Failure::Output);
    tokio::pin!(hearing);
    tokio::select! {
        biased;
        heard = &mut hearing => heard.and(Err(Failure::HungUp)),
        asked = asking => match asked {
            // Le serveur n'écoute plus ; il a peut-être dit pourquoi.
            Err(Failure::Server(_)) => hearing.await.and(Err(Failure::HungUp)),
            Err(failure) => Err(failure),
            Ok(()) => hearing.await,
        },
    }
}
// ANCHOR_END: relay

// ANCHOR: pump
/// Copie `from` dans `to`, en disant de quel côté vient une erreur.
async fn pump(
    from: &mut (impl AsyncRead + Unpin),
    to: &mut (impl AsyncWrite + Unpin),
    cannot_read: fn(io::Error) -> Failure,
    cannot_write: fn(io::Error) -> Failure,
) -> Result<(), Failure> {
    let mut buffer = vec![0; 8 * 1024];
    while let received @ 1.. = from.read(&mut buffer).await.map_err(cannot_read)? {
        to.write_all(&buffer[..received]).await.map_err(cannot_write)?;
        to.flush().await.map_err(cannot_write)?;
    }
    Ok(())
}
// ANCHOR_END: pump
