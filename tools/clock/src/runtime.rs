//! Un runtime tokio à un thread, à l'heure de la scène.

use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::{Clock, Source, loan, workers};

/// L'heure d'un runtime en pause : la date où il a démarré, plus ce qu'il a compté.
#[derive(Clone, Copy)]
pub struct PausedTime {
    base: Duration,
    start: Instant,
}

impl PausedTime {
    /// Renvoie la date.
    pub fn now(self) -> Duration {
        self.base + self.start.elapsed()
    }
}

/// Fait avancer l'horloge en pause de tokio depuis du code synchrone.
///
/// Le premier appel à `poll` d'`advance` fait avancer l'horloge ; la suite n'est qu'une
/// politesse envers les autres tâches, dont du code bloquant se prive.
pub fn advance_paused_clock(duration: Duration) {
    let mut cx = Context::from_waker(Waker::noop());
    let _ = pin!(tokio::time::advance(duration)).poll(&mut cx);
}

/// Exécute `future` sur un runtime tokio à un seul thread, le thread appelant.
///
/// Équivaut à `#[tokio::main(flavor = "current_thread")]`. En temps virtuel, l'horloge du
/// runtime est en pause : elle saute d'échéance en échéance.
///
/// # Panics
///
/// Panique dans un runtime, ou si le système refuse d'en créer un.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let clock = Clock::current();
    let runtime = Builder::new_current_thread()
        .enable_all()
        .start_paused(clock.is_virtual())
        .build()
        .expect("le système refuse de créer un runtime");
    let Source::Virtual(time) = clock.0 else { return runtime.block_on(future) };

    let handle = runtime.handle().clone();
    let _inside = handle.enter();
    let paused = PausedTime { base: time.now(), start: Instant::now() };
    let _clock = Clock(Source::Paused(paused)).enter();
    let output = runtime.block_on(future);
    drop(runtime);
    time.catch_up(paused.now());
    output
}

/// Exécute `work` sur un thread bloquant : `tokio::task::spawn_blocking`, à l'heure de
/// la scène.
///
/// # Panics
///
/// Panique hors d'un runtime tokio.
pub fn spawn_blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let clock = Clock::current();
    match clock.0.clone() {
        Source::Paused(_) => tokio::spawn(loan::run(work)),
        Source::Shared(time, _) => tokio::spawn(workers::run_helper(time, work)),
        _ => tokio::task::spawn_blocking(move || {
            let _clock = clock.enter();
            work()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{Journal, greedy, ms};
    use crate::{block_on_workers, blocking_sleep, now, sleep};

    #[test]
    fn sur_un_thread_l_attente_bloquante_retarde_tout_le_monde() {
        let _clock = Clock::virtual_time().enter();
        let journal = Journal::default();
        let end = block_on(async {
            tokio::join!(greedy("a", &journal), greedy("b", &journal));
            now()
        });
        assert_eq!(end.as_millis(), 2500);
        let dates: Vec<_> = journal.read().into_iter().map(|line| line.0).collect();
        assert_eq!(dates, [500, 1500, 1500, 2500]);
        assert_eq!(now().as_millis(), 2500, "l'heure survit au runtime");
    }

    #[test]
    fn deux_travaux_bloquants_sur_d_autres_threads_se_recouvrent() {
        async fn two_works() -> (Duration, &'static str) {
            let work = || {
                blocking_sleep(ms(400));
                blocking_sleep(ms(600));
                now()
            };
            let (a, b) = (spawn_blocking(work), spawn_blocking(work));
            sleep(ms(100)).await;
            assert_eq!(now().as_millis(), 100, "le runtime reste libre");
            assert_eq!(a.await.unwrap().as_millis(), 1000);
            (b.await.unwrap(), "fini")
        }
        for run in [|| block_on(two_works()), || block_on_workers(2, two_works())] {
            for _ in 0..50 {
                let _clock = Clock::virtual_time().enter();
                assert_eq!(run(), (ms(1000), "fini"));
            }
        }
    }

    #[test]
    fn la_panique_d_un_travail_bloquant_arrive_a_qui_l_attend() {
        async fn fail() -> bool {
            let work = spawn_blocking(|| panic!("raté"));
            work.await.unwrap_err().is_panic()
        }
        let _clock = Clock::virtual_time().enter();
        assert!(block_on(fail()));
        assert!(block_on_workers(2, fail()));
    }

    #[test]
    fn en_temps_reel_le_runtime_attend_vraiment() {
        let _clock = Clock::real().enter();
        block_on(async {
            sleep(ms(2)).await;
            spawn_blocking(|| blocking_sleep(ms(2))).await.unwrap();
        });
        assert!(now() >= ms(4));
    }
}
