//! Ce que coûte un sommeil, avec et sans minuteurs.

use std::time::Duration;

use clock::Clock;
use scene::say;

const TENTH: Duration = Duration::from_millis(100);

// ANCHOR: without_timers
pub fn without_timers() {
    let night = lesson3::Loop::new();
    // Le temps réel est le sujet : l'horloge virtuelle sauterait l'attente.
    let real = Clock::real().enter();
    night.add_task(lesson3::sleep(TENTH));
    let (polls, share) = busy_share(|| night.run());
    drop(real);
    report("étape 3", polls, share);
}
// ANCHOR_END: without_timers

// ANCHOR: with_timers
pub fn with_timers() {
    let night = lesson4::v5_timers::Loop::new();
    let real = Clock::real().enter();
    night.add_task(lesson4::sleep(TENTH));
    let (polls, share) = busy_share(|| night.run());
    drop(real);
    report("étape 5", polls, share);
}
// ANCHOR_END: with_timers

fn report(stage: &str, polls: u64, share: Option<f64>) {
    let many =
        if polls > 1000 { "plus de 1000".to_owned() } else { polls.to_string() };
    let share = match share {
        None => "mesure impossible ici".to_owned(),
        Some(share) if share > 0.1 => "plus de 10 %".to_owned(),
        Some(share) if share < 0.01 => "moins de 1 %".to_owned(),
        Some(share) => format!("{:.0} %", share * 100.0),
    };
    say!("{stage} : {many} appels à poll ; processeur : {share} du temps");
}

/// Exécute `work` et mesure quelle part du temps son thread a occupé un processeur.
fn busy_share<T>(work: impl FnOnce() -> T) -> (T, Option<f64>) {
    let (cpu, wall) = (thread_cpu_time(), clock::now());
    let output = work();
    let wall = clock::now() - wall;
    let cpu = thread_cpu_time().zip(cpu).map(|(after, before)| after - before);
    (output, cpu.map(|cpu| cpu.as_secs_f64() / wall.as_secs_f64()))
}

#[cfg(unix)]
fn thread_cpu_time() -> Option<Duration> {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).ok()
}

#[cfg(not(unix))]
fn thread_cpu_time() -> Option<Duration> {
    None
}
