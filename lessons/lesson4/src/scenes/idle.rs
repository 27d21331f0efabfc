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
    let (polls, usage) = measure(|| night.run());
    drop(real);
    report("étape 3", polls, &usage);
}
// ANCHOR_END: without_timers

// ANCHOR: with_timers
pub fn with_timers() {
    let night = lesson4::v5_timers::Loop::new();
    let real = Clock::real().enter();
    night.add_task(async { lesson4::sleep(TENTH).await });
    let (polls, usage) = measure(|| night.run());
    drop(real);
    report("étape 5", polls, &usage);
}
// ANCHOR_END: with_timers

fn report(stage: &str, polls: u64, usage: &str) {
    let many =
        if polls > 1000 { "plus de 1000".to_owned() } else { polls.to_string() };
    say!("{stage} : {many} appels à poll ; processeur {usage}");
}

/// Exécute `work`, et dit quel usage son thread a fait du processeur.
fn measure<T>(work: impl FnOnce() -> T) -> (T, String) {
    let (before, start) = (Usage::now(), clock::now());
    let output = work();
    let wall = clock::now() - start;
    let usage = match before.zip(Usage::now()) {
        None => "impossible à mesurer ici".to_owned(),
        Some((before, after)) if before.yields == after.yields => {
            "jamais rendu".to_owned()
        }
        Some((before, after)) => {
            let share = (after.cpu - before.cpu).as_secs_f64() / wall.as_secs_f64();
            let share = if share < 0.01 {
                "moins de 1".into()
            } else {
                format!("{:.0}", share * 100.0)
            };
            format!("rendu, et occupé {share} % du temps")
        }
    };
    (output, usage)
}

/// Ce que le noyau sait d'un thread.
struct Usage {
    /// Le temps de processeur qu'il a pris.
    cpu: Duration,
    /// Combien de fois il a rendu la main au noyau de lui-même.
    yields: u64,
}

impl Usage {
    #[cfg(target_os = "linux")]
    fn now() -> Option<Self> {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        let status = std::fs::read_to_string("/proc/thread-self/status").ok()?;
        let yields = status
            .lines()
            .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        let (cpu, yields) = (Duration::try_from(time).ok()?, yields.trim());
        Some(Self { cpu, yields: yields.parse().ok()? })
    }

    #[cfg(not(target_os = "linux"))]
    fn now() -> Option<Self> {
        None
    }
}
