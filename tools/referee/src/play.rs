//! Troisième étape : un test, un processus, un mot de passe.

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use exercise::{End, Ended, Exercise, Report, Test, Verdict, nonce};
use sandbox::Limits;

use crate::defence::Defence;
use crate::neutral::neutral;
use crate::options::Options;
use crate::program::binary;
use crate::room::{Room, Tools};

/// La place qu'un test a sur le disque, en octets.
const SCRATCH: u64 = 64 << 20;
/// Ce qu'on garde d'un message, puis de ce que la copie affiche, en caractères.
const MESSAGE: usize = 4_000;
const PRINTED: usize = 20_000;

fn limits(wall: Duration) -> Limits {
    Limits {
        wall,
        cpu: Duration::from_secs(10),
        // Chaque thread réserve 64 Mio d'adresses dont il ne se sert pas.
        memory: 2 << 30,
        output: 1 << 20,
        ..Limits::to_run()
    }
}

/// Fait passer tous les tests d'un exercice au binaire de `out`.
///
/// # Errors
///
/// Si un lieu ne s'ouvre pas.
pub fn play(
    exercise: &Exercise,
    options: &Options,
    out: &Path,
) -> io::Result<Vec<Report>> {
    let started = Instant::now();
    let one = |(rank, test): (usize, &Test)| {
        let left = options.patience.all.saturating_sub(started.elapsed());
        let time = options.patience.one.min(left);
        let (verdict, printed) = match time < Duration::from_millis(100) {
            true => (Verdict::NotRun, String::new()),
            false => run(rank, test, time, options, out)?,
        };
        let points = exercise.metadata.points_of(&test.name);
        Ok(Report { test: test.clone(), points, verdict, printed })
    };
    exercise.tests.iter().enumerate().map(one).collect()
}

fn run(
    rank: usize,
    test: &Test,
    time: Duration,
    options: &Options,
    out: &Path,
) -> io::Result<(Verdict, String)> {
    let room = Room::new(options, limits(time), Tools::None)
        .execute(binary(out), "/essais")
        .scratch(SCRATCH);
    let nonce = nonce();
    let order = format!("{nonce} {rank}\n");
    let ended = room.run("/essais", Vec::new(), &order)?;
    let mut verdict = Verdict::read(&ended, &nonce);
    if !options.applies(Defence::Proof) && ended.end == End::Code(0) {
        verdict = Verdict::Passed;
    }
    let mut printed = printed(&ended, &nonce);
    if options.applies(Defence::Neutral) {
        if let Verdict::Failed(message) = &mut verdict {
            *message = neutral(message, MESSAGE);
        }
        printed = neutral(&printed, PRINTED);
    }
    if test.hidden && options.applies(Defence::Discretion) {
        // Ce que la copie a reçu d'un test caché reste caché.
        printed.clear();
    }
    Ok((verdict, printed))
}

/// Renvoie ce que la copie a affiché.
fn printed(ended: &Ended, nonce: &str) -> String {
    let stdout = String::from_utf8_lossy(&ended.stdout);
    let own = stdout.split(&format!("kit {nonce} ")).next().unwrap_or_default();
    let stderr = String::from_utf8_lossy(&ended.stderr);
    [own.trim(), stderr.trim()].join("\n").trim().to_owned()
}
