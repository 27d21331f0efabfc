//! Ce que coûte un bac : le même programme lancé directement, puis dans un bac.
//!
//! `cargo run --release -p sandbox --example cost`, sur une machine au repos.

#[cfg(target_os = "linux")]
use std::time::{Duration, Instant};

#[cfg(target_os = "linux")]
use sandbox::{Limits, Sandbox};

#[cfg(target_os = "linux")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    if let Some(code) = sandbox::launcher::take_over() {
        std::process::exit(i32::from(code != std::process::ExitCode::SUCCESS));
    }
    if std::env::args().nth(1).is_some() {
        return Ok(());
    }
    let own = std::env::current_exe()?;
    let sandbox = Sandbox::new(&own, Limits::to_run())
        .executable(&own, "/programme")
        .scratch("/copie", 8 << 20);
    let bare = Sandbox::new(&own, Limits::to_run()).without_bubblewrap()?;
    let bare = bare.executable(&own, "/programme");

    let direct = median(|| {
        std::process::Command::new(&own).arg("rien").status()?;
        Ok(())
    })?;
    let inside = median(|| {
        sandbox.run("/programme", ["rien"], b"")?;
        Ok(())
    })?;
    let without = median(|| {
        bare.run("/programme", ["rien"], b"")?;
        Ok(())
    })?;
    println!("sans rien        {:6.2} ms", milliseconds(direct));
    println!("sans bubblewrap  {:6.2} ms", milliseconds(without));
    println!("dans le bac      {:6.2} ms", milliseconds(inside));
    Ok(())
}

#[cfg(target_os = "linux")]
type Done = Result<(), Box<dyn std::error::Error>>;

#[cfg(target_os = "linux")]
fn median(run: impl Fn() -> Done) -> Result<Duration, Box<dyn std::error::Error>> {
    let mut times = vec![];
    for _ in 0..101 {
        let start = Instant::now();
        run()?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[times.len() / 2])
}

#[cfg(target_os = "linux")]
fn milliseconds(duration: Duration) -> f64 {
    1000.0 * duration.as_secs_f64()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("le bac n'existe que sous Linux");
}
