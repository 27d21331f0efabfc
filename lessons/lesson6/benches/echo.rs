//! Le débit, le 99e centile et le temps de processeur de quatre échos, dans une même
//! exécution, et leurs rapports à l'écho du tutoriel de tokio et à celui d'asyncio.
//!
//! `cargo bench -p lesson6 [-- --quand-meme]` : chaque serveur sur le premier cœur, la
//! charge sur le deuxième, cinq tours entrelacés ; la médiane de chacun.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use lesson6::load::load;
use lesson6::{Journal, Mode, Server, Settings, Stop, open_files};
use tokio::io::{copy, split};
use tokio::net::TcpListener;
use tokio::runtime::Builder;

const ROUNDS: usize = 5;
const DURATION: Duration = Duration::from_secs(2);
const KINDS: [(&str, &str); 4] = [
    ("octets", "le nôtre, en octets"),
    ("lignes", "le nôtre, en lignes"),
    ("copie", "io::copy sur les deux moitiés, comme dans le tutoriel de tokio"),
    ("asyncio", "flux d'asyncio"),
];

fn main() -> ExitCode {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let args: Vec<_> = args.iter().map(String::as_str).collect();
    open_files::raise();
    match args[..] {
        ["servir", kind] => serve(kind),
        ["charger", address, clients] => measure(address, clients),
        _ if busy() && !args.contains(&"--quand-meme") => {
            eprintln!("la machine est occupée : attendez, ou ajoutez --quand-meme");
            return ExitCode::FAILURE;
        }
        _ => table(),
    }
    ExitCode::SUCCESS
}

/// Dit si d'autres programmes prennent plus d'un cœur.
fn busy() -> bool {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or(0.0) > 1.0
}

/// Sert jusqu'à ce qu'on le tue, et dit où.
fn serve(kind: &str) {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        let mode = match kind {
            "octets" => Mode::Bytes,
            "lignes" => Mode::Lines,
            _ => return copy_halves(listener).await,
        };
        let settings = Settings { mode, ..Settings::default() };
        Server::new(listener, settings, Journal::silent(), Stop::new()).run().await;
    });
}

async fn copy_halves(listener: TcpListener) {
    loop {
        let (client, _) = listener.accept().await.unwrap();
        tokio::spawn(async move {
            let (mut from, mut to) = split(client);
            copy(&mut from, &mut to).await
        });
    }
}

/// Charge un serveur, et affiche son débit puis son 99e centile.
fn measure(address: &str, clients: &str) {
    let address: SocketAddr = address.parse().unwrap();
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let outcome =
        runtime.block_on(load(address, clients.parse().unwrap(), DURATION));
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures.first());
    let rate = outcome.times.len() as f64 / outcome.elapsed.as_secs_f64();
    println!("{rate} {}", outcome.times.value_at_quantile(0.99) as f64 / 1e3);
}

fn table() {
    println!(
        "| serveur | clients | réponses par seconde | × tutoriel | × asyncio \
         | p99 (µs) | processeur (µs par réponse) | × tutoriel | × asyncio |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for clients in ["100", "1000"] {
        let mut runs = vec![Vec::new(); KINDS.len()];
        for _ in 0..ROUNDS {
            for ((kind, _), runs) in KINDS.iter().zip(&mut runs) {
                runs.push(run(kind, clients));
            }
        }
        let medians: Vec<_> = runs.iter().map(|runs| medians(runs)).collect();
        let (tutorial, asyncio) = (medians[2], medians[3]);
        for ((_, name), median) in KINDS.iter().zip(&medians) {
            let [rate, p99, cpu] = *median;
            let [more, much_more] = [tutorial, asyncio].map(|other| rate / other[0]);
            let [less, much_less] = [tutorial, asyncio].map(|other| cpu / other[2]);
            println!(
                "| {name} | {clients} | {rate:.0} | {more:.2} | {much_more:.2} \
                 | {p99:.0} | {cpu:.1} | {less:.2} | {much_less:.2} |"
            );
        }
    }
}

/// La médiane de chaque mesure.
fn medians(runs: &[[f64; 3]]) -> [f64; 3] {
    [0, 1, 2].map(|which| {
        let mut values: Vec<_> = runs.iter().map(|run| run[which]).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    })
}

/// Lance un serveur et sa charge, chacun sur son cœur.
fn run(kind: &str, clients: &str) -> [f64; 3] {
    let itself = std::env::current_exe().unwrap().display().to_string();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/asyncio_echo.py");
    let mut server = match kind {
        "asyncio" => pinned("0", &["/usr/bin/python3", script]),
        _ => pinned("0", &[&itself, "servir", kind]),
    };
    let address = first_line(&mut server);
    let mut client = pinned("1", &[&itself, "charger", &address, clients]);
    let figures = first_line(&mut client);
    client.wait().unwrap();
    let cpu = cpu_micros(&server);
    server.kill().unwrap();
    server.wait().unwrap();
    let (rate, p99) = figures.split_once(' ').expect("deux nombres");
    let (rate, p99): (f64, f64) = (rate.parse().unwrap(), p99.parse().unwrap());
    [rate, p99, cpu / (rate * DURATION.as_secs_f64())]
}

/// Le temps de processeur d'un serveur, en microsecondes (tops de 10 ms, sous Linux).
fn cpu_micros(server: &Child) -> f64 {
    let path = format!("/proc/{}/stat", server.id());
    let stat = std::fs::read_to_string(path).unwrap();
    // Après le nom, entre parenthèses : les 14e et 15e champs.
    let fields = stat.rsplit_once(')').unwrap().1.split_whitespace();
    let ticks = fields.skip(11).take(2).map(|ticks| ticks.parse::<f64>().unwrap());
    ticks.sum::<f64>() * 10_000.0
}

fn pinned(core: &str, command: &[&str]) -> Child {
    let mut pinned = Command::new("taskset");
    pinned.args(["-c", core]).args(command).stdout(Stdio::piped());
    pinned.spawn().expect("taskset se lance")
}

fn first_line(child: &mut Child) -> String {
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    line.trim().to_owned()
}
