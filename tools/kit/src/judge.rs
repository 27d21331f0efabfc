//! Le juge : un thread qui regarde l'essai, et met fin à ce qui ne finira pas.
//!
//! Il ne compte qu'en temps de calcul et en regards : une machine lente ou chargée retarde
//! son verdict sans le changer.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::process;
use crate::report::Report;
use crate::watch::{Place, Watch};

const TICK: Duration = Duration::from_millis(10);
/// Vingt secondes au moins ; une machine suspendue ne compte pas.
const TICKS: u32 = 2_000;
/// Calcul d'un seul tenant au-delà duquel rien ne se terminera.
const ENDLESS: Duration = Duration::from_secs(3);
/// Calcul d'un seul tenant à partir duquel on sonde les tâches.
const LONG: Duration = Duration::from_millis(1_500);
/// Calcul en dessous duquel le processus n'a rien fait entre deux regards.
const NOTHING: Duration = Duration::from_millis(5);

/// Regarde un essai jusqu'à ce qu'on le détruise.
pub struct Judge {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Judge {
    /// Lance le thread qui regarde `watch`, et qui rend son verdict à `report`.
    pub fn start(watch: Arc<Watch>, report: Arc<Report>) -> Self {
        let (stop, stopped) = mpsc::channel();
        let name = thread::current().name().unwrap_or_default().to_owned();
        let thread = thread::Builder::new().name(name).spawn(move || {
            let mut segment = Segment::default();
            for _ in 0..TICKS {
                match stopped.recv_timeout(TICK) {
                    Err(RecvTimeoutError::Timeout) => {}
                    _ => return,
                }
                match segment.observe(&Sample::take(&watch)) {
                    Finding::Nothing => {}
                    Finding::Suspicious => watch.probe(),
                    Finding::Guilty(message) => report.condemn(message),
                }
            }
            report.condemn(NEVER_ENDS)
        });
        Self { stop: Some(stop), thread: thread.ok() }
    }
}

impl Drop for Judge {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // Le juge ne panique pas ; s'il condamne, le processus finit ici.
            let _ = thread.join();
        }
    }
}

/// Un regard du juge.
struct Sample {
    place: Place,
    rank: u64,
    cpu: Option<Duration>,
    asleep: bool,
}

impl Sample {
    fn take(watch: &Watch) -> Self {
        let (place, rank) = watch.read();
        let cpu = process::others_cpu();
        Self { place, rank, cpu, asleep: process::others_asleep() }
    }
}

/// Ce que le juge conclut d'un regard.
#[derive(Debug, PartialEq)]
enum Finding {
    Nothing,
    Suspicious,
    Guilty(&'static str),
}

/// Les regards successifs sur un même moment de l'essai : tant que le rang ne bouge pas.
#[derive(Default)]
struct Segment {
    rank: u64,
    start: Duration,
    probed: bool,
    idle_since: Duration,
    idle_ticks: u32,
}

impl Segment {
    fn observe(&mut self, sample: &Sample) -> Finding {
        let Some(cpu) = sample.cpu else { return Finding::Nothing };
        if sample.rank != self.rank {
            *self = Self { rank: sample.rank, start: cpu, ..Self::default() };
        }
        if !sample.asleep || cpu.saturating_sub(self.idle_since) > NOTHING {
            (self.idle_since, self.idle_ticks) = (cpu, 0);
        }
        self.idle_ticks += 1;
        let spent = cpu.saturating_sub(self.start);
        if self.idle_ticks > patience(sample.place) {
            Finding::Guilty(idle(sample.place))
        } else if spent > ENDLESS {
            Finding::Guilty(endless(sample.place))
        } else if spent > LONG && sample.place == Place::Task && !self.probed {
            self.probed = true;
            Finding::Suspicious
        } else {
            Finding::Nothing
        }
    }
}

/// Renvoie combien de regards voient tout dormir avant d'en conclure quelque chose.
fn patience(place: Place) -> u32 {
    match place {
        Place::Poll | Place::Task => 25,
        // Un autre thread de l'essai dort peut-être un instant avant de réveiller.
        Place::Body => 50,
        // Des sockets, ou un thread bloquant : la machine a le droit d'hésiter.
        Place::Parked => 100,
    }
}

fn idle(place: Place) -> &'static str {
    match place {
        Place::Poll => {
            "poll est bloqué (std::thread::sleep, verrou, lecture bloquante ?) : \
             poll doit répondre aussitôt"
        }
        Place::Task => {
            "le programme bloque tout le thread (std::thread::sleep, verrou, lecture \
             bloquante ?) : une future rend la main au lieu d'attendre sur place"
        }
        Place::Body => {
            "le programme est bloqué : tous ses threads dorment, et personne ne les \
             réveillera"
        }
        Place::Parked => {
            "le programme est bloqué : toutes les tâches attendent, et plus rien n'arrive"
        }
    }
}

fn endless(place: Place) -> &'static str {
    match place {
        Place::Poll => {
            "boucle sans fin dans poll : un seul appel calcule depuis 3 s sans répondre"
        }
        Place::Task => {
            "boucle sans fin dans une tâche : elle calcule depuis 3 s sans rendre la main"
        }
        Place::Body => {
            "boucle sans fin : le programme calcule depuis 3 s sans s'arrêter"
        }
        Place::Parked => {
            "boucle sans fin dans un autre thread : il calcule depuis 3 s"
        }
    }
}

const NEVER_ENDS: &str = "rien ne finit : l'essai tourne depuis plus de 20 s";
