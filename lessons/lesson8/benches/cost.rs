//! Ce que coûtent trois façons d'attendre le disque, dans une même exécution.
//!
//! `cargo bench -p lesson8 [-- --quand-meme]` : des tours entrelacés, la médiane de
//! chacun, écrits dans `benches/cost.md`. Les fichiers sont en mémoire, dans le
//! cache du système : on mesure le chemin, pas le disque.

use std::fs;
use std::io::{self, BufRead as _, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::runtime::{Builder, Runtime};
use tokio::task::spawn_blocking;

const ROUNDS: usize = 7;
const BIG: usize = 64 << 20;
const SMALL_FILES: usize = 1000;
const SMALL_WRITES: usize = 100_000;
const TABLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/cost.md");

fn main() -> ExitCode {
    if load() > 1.0 && !std::env::args().any(|arg| arg == "--quand-meme") {
        eprintln!("la machine est occupée : attendez, ou ajoutez --quand-meme");
        return ExitCode::FAILURE;
    }
    let table = table();
    print!("{table}");
    match fs::write(TABLE, table) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{TABLE} : {error} ; le tableau est ci-dessus");
            ExitCode::FAILURE
        }
    }
}

fn load() -> f64 {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or(0.0)
}

type Way = Box<dyn Fn(&Runtime)>;

/// Un travail, et ses trois façons : `std::fs`, `tokio::fs`, `spawn_blocking`.
struct Row {
    name: String,
    ways: [Way; 3],
}

fn table() -> String {
    let load = load();
    let folder = tempfile::tempdir().expect("un dossier temporaire");
    let runtime = Builder::new_current_thread().build().expect("un runtime");
    let mut table =
        "| travail | `std::fs` | `tokio::fs` | `spawn_blocking` |\n".to_owned();
    table += "| --- | --: | --: | --: |\n";
    for Row { name, ways } in rows(folder.path()) {
        let [std, tokio, blocking] = medians(&runtime, &ways);
        let ratio =
            |time: Duration| shown(time.as_secs_f64() / std.as_secs_f64(), 2);
        let millis = shown(std.as_secs_f64() * 1e3, 1);
        let (tokio, blocking) = (ratio(tokio), ratio(blocking));
        table += &format!("| {name} | {millis} ms | × {tokio} | × {blocking} |\n");
    }
    table + &format!("\n{}, charge {}.\n", conditions(), shown(load, 2))
}

/// Écrit un nombre avec une virgule.
fn shown(number: f64, digits: usize) -> String {
    format!("{number:.digits$}").replace('.', ",")
}

/// La machine, les versions, la date.
fn conditions() -> String {
    let said = |program: &str, args: &[&str]| {
        let output =
            Command::new(program).args(args).output().expect("une commande");
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = cpu.lines().find_map(|line| line.strip_prefix("model name\t: "));
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock");
    let lock = fs::read_to_string(lock).unwrap_or_default();
    let tokio = lock.split("name = \"tokio\"\nversion = \"").nth(1);
    let tokio = tokio.and_then(|rest| rest.split('"').next()).unwrap_or("?");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let (cpu, system) = (cpu.unwrap_or("?").trim(), said("uname", &["-sr"]));
    let (rustc, date) = (said("rustc", &["--version"]), said("date", &["-I"]));
    let rustc = rustc.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    format!("{cpu}, cœurs : {cores}, {system}, {rustc}, tokio {tokio}, le {date}")
}

fn medians(runtime: &Runtime, ways: &[Way; 3]) -> [Duration; 3] {
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        for (way, times) in ways.iter().zip(&mut times) {
            let start = Instant::now();
            way(runtime);
            times.push(start.elapsed());
        }
    }
    times.map(|mut times| {
        times.sort();
        times[ROUNDS / 2]
    })
}

fn rows(folder: &Path) -> Vec<Row> {
    let big = folder.join("catalogue.txt");
    fs::write(&big, "Vega ; Lyre ; 0,03 ; 18 h 36 min 56 s\n".repeat(BIG / 38))
        .unwrap();
    let small: Vec<_> =
        (0..SMALL_FILES).map(|n| folder.join(format!("{n}.fits"))).collect();
    small.iter().for_each(|path| fs::write(path, [7; 1024]).unwrap());
    let out = folder.join("nuit.txt");
    let sizes = [(8 << 10, "8 Kio"), (64 << 10, "64 Kio"), (2 << 20, "2 Mio")];
    let mut rows: Vec<_> = sizes.map(|(size, name)| blocks(&big, size, name)).into();
    rows.push(lines(&big));
    rows.push(small_files(small));
    rows.extend([small_writes(&out, false), small_writes(&out, true)]);
    rows
}

fn row<B: Fn() + Clone + Send + 'static, A: Future<Output = io::Result<()>>>(
    name: String,
    blocking: B,
    asynchronous: impl Fn() -> A + 'static,
) -> Row {
    let elsewhere = blocking.clone();
    let ways: [Way; 3] = [
        Box::new(move |_| blocking()),
        Box::new(move |runtime| {
            runtime.block_on(asynchronous()).expect("un disque")
        }),
        Box::new(move |runtime| {
            let work = elsewhere.clone();
            runtime
                .block_on(async { spawn_blocking(work).await })
                .expect("un disque");
        }),
    ];
    Row { name, ways }
}

fn blocks(path: &Path, size: usize, name: &str) -> Row {
    let (path, again) = (path.to_owned(), path.to_owned());
    let blocking = move || {
        let (mut file, mut buffer) = (fs::File::open(&path).unwrap(), vec![0; size]);
        while file.read(&mut buffer).unwrap() > 0 {}
    };
    row(format!("lire 64 Mio, par {name}"), blocking, move || {
        let path = again.clone();
        async move {
            let (mut file, mut buffer) =
                (tokio::fs::File::open(path).await?, vec![0; size]);
            while file.read(&mut buffer).await? > 0 {}
            Ok(())
        }
    })
}

fn lines(path: &Path) -> Row {
    let (path, again) = (path.to_owned(), path.to_owned());
    let blocking = move || {
        let mut reader = io::BufReader::new(fs::File::open(&path).unwrap());
        let mut line = String::new();
        while reader.read_line(&mut line).unwrap() > 0 {
            line.clear();
        }
    };
    row("lire 64 Mio, ligne à ligne".to_owned(), blocking, move || {
        let path = again.clone();
        async move {
            let file = tokio::fs::File::open(path).await?;
            let (mut reader, mut line) =
                (tokio::io::BufReader::new(file), String::new());
            while reader.read_line(&mut line).await? > 0 {
                line.clear();
            }
            Ok(())
        }
    })
}

fn small_files(paths: Vec<PathBuf>) -> Row {
    let again = paths.clone();
    let blocking = move || {
        for path in &paths {
            fs::read(path).unwrap();
        }
    };
    row("lire 1 000 fichiers de 1 Kio".to_owned(), blocking, move || {
        let paths = again.clone();
        async move {
            for path in paths {
                tokio::fs::read(path).await?;
            }
            Ok(())
        }
    })
}

fn small_writes(path: &Path, buffered: bool) -> Row {
    let (path, again) = (path.to_owned(), path.to_owned());
    // Un tampon d'un octet n'en est pas un : chaque écriture passe.
    let size = if buffered { 8 << 10 } else { 1 };
    let with = if buffered { "avec `BufWriter`" } else { "sans tampon" };
    let blocking = move || {
        let file = fs::File::create(&path).unwrap();
        let mut writer = io::BufWriter::with_capacity(size, file);
        (0..SMALL_WRITES)
            .for_each(|_| writer.write_all(b"Vega, 21 h 07\n").unwrap());
        writer.flush().unwrap();
    };
    row(format!("écrire 100 000 lignes, {with}"), blocking, move || {
        let path = again.clone();
        async move {
            let file = tokio::fs::File::create(path).await?;
            let mut writer = tokio::io::BufWriter::with_capacity(size, file);
            for _ in 0..SMALL_WRITES {
                writer.write_all(b"Vega, 21 h 07\n").await?;
            }
            writer.flush().await
        }
    })
}
