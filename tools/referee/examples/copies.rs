//! Ce que coûte une copie : la solution d'un exercice, jugée plusieurs fois de suite.
//!
//! `cargo run --release -p referee --example copies -- lesson1/somme_lente 10`, sur une
//! machine au repos ; `taskset -c 0` n'en donne qu'un cœur.

use std::path::Path;
use std::time::{Duration, Instant};

use exercise::{Exercise, gate};
use referee::{Options, Referee};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    if let Some(code) = sandbox::launcher::take_over() {
        std::process::exit(i32::from(code != std::process::ExitCode::SUCCESS));
    }
    let mut args = std::env::args().skip(1);
    let place = args.next().unwrap_or_else(|| "lesson1/somme_lente".to_owned());
    let count = args.next().map_or(Ok(10), |count| count.parse())?;
    let (lesson, name) = place.split_once('/').ok_or("donnez LEÇON/EXERCICE")?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join("lessons").join(lesson).join("exercises").join(name);
    let (exercise, _) = Exercise::load(&folder.canonicalize()?);
    let toolbox = gate::toolbox(&root, &[&exercise])?;
    let referee =
        Referee::new(&exercise, &toolbox, Options::new(std::env::current_exe()?))?;
    let copy = exercise.solution();
    let mut times = Vec::new();
    for _ in 0..count {
        let start = Instant::now();
        let decision = referee.grade(copy.as_bytes())?;
        times.push(start.elapsed());
        assert_eq!(decision.marks(), exercise.metadata.total());
    }
    times.sort();
    let tests = exercise.tests.len();
    println!(
        "{place}, {tests} tests : médiane {} ms, de {} à {} ms",
        ms(times[times.len() / 2]),
        ms(times[0]),
        ms(times[times.len() - 1])
    );
    Ok(())
}

fn ms(duration: Duration) -> u128 {
    duration.as_millis()
}
