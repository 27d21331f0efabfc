//! Le juge : un thread qui regarde l'essai, et met fin à ce qui ne finira pas.
//!
//! Il ne compte qu'en temps de calcul et en regards : une machine lente ou chargée
//! retarde son verdict sans le changer.

use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crate::report::Report;
use crate::segment::{Finding, Sample, Segment};
use crate::watch::Watch;

const TICK: Duration = Duration::from_millis(10);
/// Vingt secondes au moins ; une machine suspendue ne compte pas.
const TICKS: u32 = 2_000;

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
            report.condemn(segment.last_word(watch.read().0))
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
