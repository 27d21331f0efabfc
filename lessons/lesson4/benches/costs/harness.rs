//! Le protocole : tous dans la même série, entrelacés, sur une machine au repos.

use std::env;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use lexopt::prelude::*;

use crate::client::{Client, Load};
use crate::machine::{self, Usage};
use crate::peers::{PEERS, Peer};
use crate::report::{Echo, Report};
use crate::workloads::Workload;

const HELP: &str = "\
Mesure ce que coûte notre moteur, à côté des autres.

    cargo bench -p lesson4 -- [options] [travail…]

      --tours N        mesures par travail et par moteur (7) ; le tableau en donne la médiane
      --python CHEMIN  mesure aussi asyncio, et uvloop et gevent s'ils y sont installés
      --sortie FICHIER écrit le tableau des rapports, en Markdown
      --aide           affiche cette aide

Travaux : main-1 reveil-1 main-1000 lancer lots foule canal reponse sommeils octets
          echo inactives (tous par défaut)
";

/// Au-delà, la machine n'est pas au repos : en moyenne sur une minute, ou en cœurs pris
/// par d'autres pendant une mesure.
const MAX_LOAD: f64 = 1.0;
const MAX_OTHERS: f64 = 0.1;

const PYTHON_PROGRAMS: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/benches/python/peers.py");

/// Le cœur de ce que l'on mesure, et celui du client.
const MEASURED_CORE: usize = 0;
const CLIENT_CORE: usize = 1;

struct Options {
    full: bool,
    runs: usize,
    python: Option<PathBuf>,
    output: Option<PathBuf>,
    chosen: Vec<String>,
}

impl Options {
    fn wants(&self, name: &str) -> bool {
        self.chosen.is_empty() || self.chosen.iter().any(|chosen| chosen == name)
    }
}

pub fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["programme", peer, workload, count] => program(peer, workload, count),
        ["serveur", peer] => serve(peer),
        _ => match parse() {
            Ok(Some(options)) => measure(&options),
            Ok(None) => {
                print!("{HELP}");
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("costs : {error} ; essayez --aide");
                ExitCode::from(2)
            }
        },
    }
}

fn parse() -> Result<Option<Options>, lexopt::Error> {
    let mut options = Options {
        full: false,
        runs: 7,
        python: None,
        output: None,
        chosen: Vec::new(),
    };
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            // Cargo l'ajoute pour `cargo bench`, et pas pour `cargo test`.
            Long("bench") => options.full = true,
            Long("tours") => options.runs = parser.value()?.parse()?,
            Long("python") => options.python = Some(parser.value()?.into()),
            Long("sortie") => options.output = Some(parser.value()?.into()),
            Long("aide") => return Ok(None),
            Value(name) => options.chosen.push(name.string()?),
            other => return Err(other.unexpected()),
        }
    }
    Ok(Some(options))
}

// ANCHOR: children
/// Dans le processus mesuré : affiche le coût d'une opération.
fn program(peer: &str, workload: &str, count: &str) -> ExitCode {
    machine::pin(MEASURED_CORE);
    let peer = Peer::find(peer).expect("un moteur connu");
    let workload = Workload::parse(workload).expect("un travail connu");
    let measure = peer.measure(workload).expect("un moteur qui en est capable");
    println!("{}", measure(workload, count.parse().expect("un nombre")));
    ExitCode::SUCCESS
}

/// Dans le processus du serveur : affiche son port, puis répond jusqu'à ce qu'on le tue.
fn serve(peer: &str) -> ExitCode {
    machine::pin(MEASURED_CORE);
    let peer = Peer::find(peer).expect("un moteur connu");
    peer.serve.expect("un moteur qui sait servir")();
    ExitCode::SUCCESS
}
// ANCHOR_END: children

// ANCHOR: Candidate
/// Un moteur, et la commande qui l'exécute.
struct Candidate {
    name: String,
    command: Vec<PathBuf>,
    peer: Option<&'static Peer>,
}

impl Candidate {
    fn all(python: Option<&Path>, report: &mut Report) -> Vec<Self> {
        let this = env::current_exe().expect("ce programme existe");
        let rust = PEERS.iter().map(|peer| Self {
            name: peer.name.into(),
            command: vec![this.clone()],
            peer: Some(peer),
        });
        let mut candidates: Vec<Self> = rust.collect();
        let Some(python) = python else { return candidates };
        let list = machine::output(
            &python.to_string_lossy(),
            &[PYTHON_PROGRAMS, "moteurs"],
        );
        let list = list.unwrap_or_default();
        for name in ["asyncio", "uvloop", "gevent"] {
            let line = list.lines().find(|line| line.starts_with(name));
            let Some(line) = line else {
                eprintln!("costs : {name} manque à ce Python, il n'est pas mesuré");
                continue;
            };
            report.versions.push(line.into());
            candidates.push(Self {
                name: name.into(),
                command: vec![python.into(), PYTHON_PROGRAMS.into()],
                peer: None,
            });
        }
        candidates
    }

    fn can(&self, workload: Workload) -> bool {
        self.peer.is_none_or(|peer| peer.measure(workload).is_some())
    }

    fn can_serve(&self) -> bool {
        self.peer.is_none_or(|peer| peer.serve.is_some())
    }

    fn start(&self, args: &[&str]) -> Child {
        let mut command = Command::new(&self.command[0]);
        command.args(&self.command[1..]).args(args).stdout(Stdio::piped());
        command.spawn().expect("la commande existe")
    }

    /// Exécute un programme dans un processus neuf.
    fn measure(&self, workload: Workload, full: bool) -> f64 {
        let divisor = match (full, self.peer) {
            (false, _) => 1000,
            (true, None) => 20,
            (true, Some(_)) => 1,
        };
        let count = workload.count() / divisor;
        let count =
            if workload == Workload::Batches { count.max(1000) } else { count };
        let child = self.start(&[
            "programme",
            &self.name,
            workload.name(),
            &count.to_string(),
        ]);
        let output = child.wait_with_output().expect("un enfant à attendre");
        let text = String::from_utf8_lossy(&output.stdout);
        text.trim().parse().unwrap_or_else(|_| {
            panic!("{} échoue sur {}", self.name, workload.name())
        })
    }

    fn serve(&self) -> Server {
        let mut child = self.start(&["serveur", &self.name]);
        let mut line = String::new();
        let stdout = child.stdout.take().expect("une sortie lue");
        BufReader::new(stdout).read_line(&mut line).expect("un port");
        Server { child, port: line.trim().parse().expect("un numéro de port") }
    }
}
// ANCHOR_END: Candidate

/// Un serveur en route ; tué quand on n'en a plus besoin.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

// ANCHOR: measure
fn measure(options: &Options) -> ExitCode {
    let load = machine::load();
    if options.full && load > MAX_LOAD {
        eprintln!(
            "costs : la charge moyenne est de {load} : au-dessus de {MAX_LOAD}, les \
             rapports ne veulent rien dire. Laissez la machine se reposer, puis \
             recommencez."
        );
        return ExitCode::FAILURE;
    }
    let mut report = Report::new(load, options.runs);
    let candidates = Candidate::all(options.python.as_deref(), &mut report);
    machine::pin(CLIENT_CORE);
    let runs = if options.full { options.runs } else { 1 };
    for run in 1..=runs {
        if !round(options, &candidates, &mut report) {
            eprintln!(
                "costs : d'autres programmes occupent la machine, j'abandonne"
            );
            return ExitCode::FAILURE;
        }
        eprintln!("costs : tour {run} sur {runs}");
    }
    if !options.full {
        println!(
            "costs : tous les programmes vont au bout ; `cargo bench` les mesure"
        );
        return ExitCode::SUCCESS;
    }
    print!("{}\n{}", report.markdown(), report.targets());
    if let Some(path) = &options.output {
        std::fs::write(path, report.markdown())
            .expect("le fichier de sortie s'écrit");
    }
    ExitCode::SUCCESS
}

/// Mesure une fois chaque travail avec chaque moteur ; faux si la machine est occupée.
fn round(options: &Options, candidates: &[Candidate], report: &mut Report) -> bool {
    let full = options.full;
    for workload in Workload::ALL {
        let able = candidates.iter().filter(|candidate| candidate.can(workload));
        let measures = || {
            let one =
                |peer: &Candidate| (peer.name.clone(), peer.measure(workload, full));
            able.clone().map(one).collect::<Vec<_>>()
        };
        if options.wants(workload.name()) {
            let Some(measures) = calmly(full, measures) else { return false };
            report.add(workload, measures);
        }
    }
    let servers = candidates.iter().filter(|candidate| candidate.can_serve());
    for connections in if full { vec![100, 1000] } else { vec![10] } {
        let measures = || {
            let one = |peer: &Candidate| {
                (peer.name.clone(), echo(peer, connections, full))
            };
            servers.clone().map(one).collect::<Vec<_>>()
        };
        if options.wants("echo") {
            let Some(measures) = calmly(full, measures) else { return false };
            report.add_echo(connections, measures);
        }
    }
    let connections = if full { 10_000 } else { 10 };
    if options.wants("inactives") {
        report.add_idle(
            servers.map(|peer| (peer.name.clone(), idle(peer, connections))),
        );
    }
    true
}

/// Recommence une série que d'autres programmes ont dérangée, un certain nombre de fois.
fn calmly<T>(full: bool, measures: impl Fn() -> T) -> Option<T> {
    for _ in 0..20 {
        let before = Usage::now();
        let result = measures();
        let others = Usage::now().others_since(&before);
        if others <= MAX_OTHERS || !full {
            return Some(result);
        }
        eprintln!(
            "costs : série dérangée ({others:.2} cœur pris par d'autres), reprise"
        );
        thread::sleep(Duration::from_secs(5));
    }
    None
}
// ANCHOR_END: measure

// ANCHOR: echo
/// Charge un serveur, et mesure son débit et ce qu'il prend de processeur.
fn echo(candidate: &Candidate, connections: usize, full: bool) -> Echo {
    let server = candidate.serve();
    let mut client = Client::connect(server.port, connections);
    let unit = Duration::from_millis(if full { 500 } else { 10 });
    client.load(unit);
    let before = machine::cpu_time_of(server.child.id());
    let Load { requests, per_second, p50, p99 } = client.load(unit * 4);
    let cpu = machine::cpu_time_of(server.child.id()) - before;
    Echo { per_second, p50, p99, cpu: cpu / requests as u32 }
}

/// Renvoie ce qu'une connexion sans trafic occupe de mémoire dans le serveur, en octets.
fn idle(candidate: &Candidate, connections: usize) -> f64 {
    let server = candidate.serve();
    let mut first = Client::connect(server.port, 1);
    first.drain();
    let before = machine::resident(server.child.id());
    let mut client = Client::connect(server.port, connections);
    client.drain();
    // Le serveur a répondu à toutes ; qu'il ait le temps d'attendre.
    thread::sleep(Duration::from_millis(50));
    (machine::resident(server.child.id()) - before) as f64 / connections as f64
}
// ANCHOR_END: echo
