//! `serveur` : un serveur d'écho pour de bon.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use lesson6::journal::explain;
use lesson6::signals::Signals;
use lesson6::{Event, Journal, Mode, Server, Settings, Stop, open_files};
use lexopt::{Arg, Parser};
use scene::{complain, say};
use tokio::net::TcpListener;

use super::{Request, obey, values};

const USAGE: &str = "\
Usage : cargo run -p lesson6 -- serveur [OPTIONS]

Répète à chaque client ce qu'il dit. Ctrl-C ou SIGTERM l'arrête proprement ; un second
signal coupe aussitôt.

  --adresse ADRESSE      où écouter (127.0.0.1:8888)
  --lignes               répète des lignes entières, en UTF-8 (d'office)
  --octets               répète les octets à mesure qu'ils arrivent
  --max-connexions N     clients servis à la fois (10000)
  --inactivite DURÉE     raccroche après ce silence (60s)
  --ligne-max OCTETS     longueur d'une ligne (65536)
  --delai-arret DURÉE    temps laissé aux clients pour finir (5s)
  --aide                 affiche ce message
";

const OPTIONS: &str = "--adresse, --lignes, --octets, --max-connexions, \
                       --inactivite, --ligne-max, --delai-arret, --aide";

/// Exécute le programme.
pub fn run(args: Vec<OsString>) -> ExitCode {
    obey(args, USAGE, parse, |runtime, (address, settings)| {
        runtime.block_on(serve(address, settings))
    })
}

// ANCHOR: serve
/// Sert jusqu'à ce qu'un signal l'arrête.
async fn serve(address: SocketAddr, settings: Settings) -> Result<(), String> {
    let signals = Signals::listen()
        .map_err(|error| format!("signaux impossibles : {}", explain(&error)))?;
    let listener = listen(address).await?;
    warn(address, &settings);
    let stop = Stop::new();
    tokio::spawn(signals.obey(stop.clone()));
    let journal = Journal::new(|event| match event {
        Event::Opened(client, address) => {
            say!("client {client} ({address}) : connecté")
        }
        event => say!("{event}"),
    });
    Server::new(listener, settings, journal, stop).run().await;
    say!("arrêté");
    Ok(())
}
// ANCHOR_END: serve

/// Se met à l'écoute et dit où.
async fn listen(address: SocketAddr) -> Result<TcpListener, String> {
    let fail = |error| {
        let why = explain(&error);
        format!("impossible d'écouter sur {address} : {why} ; essayez --adresse")
    };
    let listener = TcpListener::bind(address).await.map_err(fail)?;
    let address = listener.local_addr().map_err(fail)?;
    say!("à l'écoute sur {address} ; Ctrl-C pour arrêter");
    Ok(listener)
}

/// Dit ce que les options ont d'imprudent.
fn warn(address: SocketAddr, settings: &Settings) {
    if !address.ip().to_canonical().is_loopback() {
        complain(
            "attention : cette adresse est ouverte aux autres machines du réseau",
        );
    }
    if let Err(limit) = open_files::make_room(settings.max_clients) {
        complain(&format!(
            "attention : le système ne permet que {limit} fichiers ouverts, \
             pour {} connexions",
            settings.max_clients
        ));
    }
}

type Options = (SocketAddr, Settings);

fn parse(args: Vec<OsString>) -> Result<Request<Options>, String> {
    let mut parser = Parser::from_args(args);
    let mut address = SocketAddr::from(([127, 0, 0, 1], 8888));
    let mut settings = Settings::default();
    let (mut mode, mut help) = (None, false);
    while let Some(arg) = values::next(&mut parser, OPTIONS)? {
        match arg {
            Arg::Long("aide" | "help") | Arg::Short('h') => help = true,
            Arg::Long("adresse") => {
                let (name, wanted) = ("--adresse", values::ADDRESS);
                address = values::value(&mut parser, name, wanted, values::address)?;
            }
            Arg::Long("lignes") => choose(&mut mode, Mode::Lines)?,
            Arg::Long("octets") => choose(&mut mode, Mode::Bytes)?,
            Arg::Long("max-connexions") => {
                settings.max_clients = count(&mut parser, "--max-connexions")?;
            }
            Arg::Long("ligne-max") => {
                settings.max_line = count(&mut parser, "--ligne-max")?;
            }
            Arg::Long("inactivite") => {
                settings.idle = duration(&mut parser, "--inactivite")?;
            }
            Arg::Long("delai-arret") => {
                settings.grace = duration(&mut parser, "--delai-arret")?;
            }
            other => return Err(values::unknown(&other, OPTIONS)),
        }
    }
    settings.mode = mode.unwrap_or(settings.mode);
    Ok(if help { Request::Help } else { Request::Run((address, settings)) })
}

fn choose(mode: &mut Option<Mode>, wanted: Mode) -> Result<(), String> {
    if mode.is_some_and(|mode| mode != wanted) {
        return Err("--lignes ou --octets, pas les deux".to_owned());
    }
    *mode = Some(wanted);
    Ok(())
}

fn count(parser: &mut Parser, name: &str) -> Result<usize, String> {
    values::value(parser, name, values::COUNT, values::count)
}

fn duration(parser: &mut Parser, name: &str) -> Result<Duration, String> {
    values::value(parser, name, values::DURATION, values::duration)
}
