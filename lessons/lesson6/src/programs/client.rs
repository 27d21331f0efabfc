//! `client` : ce qu'on tape va au serveur, ce qu'il répond s'affiche.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use lesson6::client::{Failure, relay};
use lesson6::journal::explain;
use lexopt::{Arg, Parser};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Request, obey, values};

const USAGE: &str = "\
Usage : cargo run -p lesson6 -- client ADRESSE

Envoie au serveur ce que vous tapez, affiche ce qu'il répond. Fin de l'entrée : Ctrl-D.

  --aide    affiche ce message
";

const OPTIONS: &str = "ADRESSE, --aide";

/// Le temps laissé au serveur pour répondre à la connexion.
const PATIENCE: Duration = Duration::from_secs(5);

/// Exécute le programme.
pub fn run(args: Vec<OsString>) -> ExitCode {
    obey(args, USAGE, parse, |runtime, address| runtime.block_on(talk(address)))
}

// ANCHOR: talk
async fn talk(address: SocketAddr) -> Result<(), String> {
    let server = connect(address)
        .await
        .map_err(|error| format!("connexion à {address} : {}", explain(&error)))?;
    match relay(server, tokio::io::stdin(), tokio::io::stdout()).await {
        Ok(()) => Ok(()),
        // Celui qui lisait notre sortie est parti (`| head`) : c'est fini.
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => {
            Ok(())
        }
        Err(Failure::Output(error)) => {
            Err(format!("écriture impossible ({error}) ; vérifiez où va la sortie"))
        }
        Err(Failure::Input(error)) => Err(format!("entrée illisible ({error})")),
        Err(Failure::Server(error)) => {
            Err(format!("le serveur est perdu : {}", explain(&error)))
        }
        Err(Failure::HungUp) => Err("le serveur a raccroché".to_owned()),
    }
}
// ANCHOR_END: talk

async fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let connecting = timeout(PATIENCE, TcpStream::connect(address));
    let server = connecting.await.unwrap_or(Err(ErrorKind::TimedOut.into()))?;
    server.set_nodelay(true)?;
    Ok(server)
}

fn parse(args: Vec<OsString>) -> Result<Request<SocketAddr>, String> {
    let mut parser = Parser::from_args(args);
    let (mut address, mut help) = (None, false);
    while let Some(arg) = values::next(&mut parser, OPTIONS)? {
        match arg {
            Arg::Long("aide" | "help") | Arg::Short('h') => help = true,
            Arg::Value(word) if address.is_none() => {
                address = Some(values::peer(&word)?);
            }
            other => return Err(values::unknown(&other, OPTIONS)),
        }
    }
    match address {
        _ if help => Ok(Request::Help),
        Some(address) => Ok(Request::Run(address)),
        None => Err(format!("client demande {}", values::ADDRESS)),
    }
}
