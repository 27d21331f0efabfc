//! `charge` : des clients qui parlent sans arrêt, et le temps de chaque réponse.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use hdrhistogram::Histogram;
use lesson6::journal::explain;
use lesson6::load::{Outcome, load};
use lesson6::open_files;
use lexopt::{Arg, Parser};
use scene::write;

use super::{Request, obey, values};

const USAGE: &str = "\
Usage : cargo run -p lesson6 -- charge ADRESSE --clients N --duree DURÉE

Fait parler N clients à la fois à un serveur d'écho, et mesure le temps des réponses.

  --clients N       combien de clients, au plus 10000 (100)
  --duree DURÉE     combien de temps (5s)
  --aide            affiche ce message
";

const OPTIONS: &str = "ADRESSE, --clients, --duree, --aide";

/// Exécute le programme.
pub fn run(args: Vec<OsString>) -> ExitCode {
    obey(args, USAGE, parse, |runtime, options| {
        let (address, clients, duration) = options;
        open_files::make_room(clients).map_err(|limit| {
            format!(
                "le système ne permet que {limit} fichiers ouverts ; \
                 baissez --clients"
            )
        })?;
        let outcome = runtime.block_on(load(address, clients, duration));
        report(&outcome, clients)
    })
}

/// Affiche ce qui a été mesuré.
fn report(outcome: &Outcome, clients: usize) -> Result<(), String> {
    let Outcome { times, failures, elapsed } = outcome;
    let failed = failures.first().map(|first| {
        let why = explain(first);
        format!("{} clients sur {clients} n'ont pas abouti : {why}", failures.len())
    });
    if times.is_empty() {
        return Err(failed.unwrap_or_else(|| "aucune réponse à temps".to_owned()));
    }
    write(&shown(times, clients, *elapsed));
    failed.map_or(Ok(()), Err)
}

// ANCHOR: shown
/// Renvoie le débit, les centiles et l'histogramme des temps de réponse.
fn shown(times: &Histogram<u64>, clients: usize, elapsed: Duration) -> String {
    let rate = times.len() as f64 / elapsed.as_secs_f64();
    let mut text = format!(
        "{clients} clients, {:.1} s : {} réponses, {rate:.0} par seconde\n\n",
        elapsed.as_secs_f64(),
        times.len(),
    );
    for percent in [50.0, 90.0, 99.0, 99.9] {
        let micros = micros(times.value_at_percentile(percent));
        let _ = writeln!(text, "{percent:5.1} %  ≤ {micros:9.1} µs");
    }
    let _ = writeln!(text, "  maximum {:9.1} µs\n", micros(times.max()));
    text + &bars(times)
}
// ANCHOR_END: shown

// ANCHOR: bars
/// Dessine l'histogramme : une barre par doublement du temps de réponse.
fn bars(times: &Histogram<u64>) -> String {
    const WIDTH: u64 = 50;
    let mut text = String::new();
    let (mut low, mut high) = (0, 1_000);
    while low <= times.max() {
        let count = times.count_between(low, high - 1);
        if count > 0 {
            let bar = "█".repeat((count * WIDTH).div_ceil(times.len()) as usize);
            let _ = writeln!(text, "< {:8.0} µs {count:9} {bar}", micros(high));
        }
        (low, high) = (high, high * 2);
    }
    text
}
// ANCHOR_END: bars

fn micros(nanos: u64) -> f64 {
    nanos as f64 / 1e3
}

type Options = (SocketAddr, usize, Duration);

fn parse(args: Vec<OsString>) -> Result<Request<Options>, String> {
    let mut parser = Parser::from_args(args);
    let (mut address, mut help) = (None, false);
    let (mut clients, mut duration) = (100, Duration::from_secs(5));
    while let Some(arg) = values::next(&mut parser, OPTIONS)? {
        match arg {
            Arg::Long("aide" | "help") | Arg::Short('h') => help = true,
            Arg::Long("clients") => {
                let (name, wanted) = ("--clients", values::CROWD);
                clients = values::value(&mut parser, name, wanted, values::crowd)?;
            }
            Arg::Long("duree") => {
                let (name, wanted) = ("--duree", values::DURATION);
                duration =
                    values::value(&mut parser, name, wanted, values::duration)?;
            }
            Arg::Value(word) if address.is_none() => {
                address = Some(values::peer(&word)?);
            }
            other => return Err(values::unknown(&other, OPTIONS)),
        }
    }
    match address {
        _ if help => Ok(Request::Help),
        Some(address) => Ok(Request::Run((address, clients, duration))),
        None => Err(format!("charge demande {}", values::ADDRESS)),
    }
}
