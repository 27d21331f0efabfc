//! Un runtime tokio à un thread, à l'heure de la scène.

use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Waker};
use std::thread;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::{Clock, Entered, Source, blocking_sleep, loan, now, workers};

/// L'heure d'un runtime en pause : la date où il a démarré, plus ce qu'il a compté.
#[derive(Clone)]
pub struct PausedTime {
    base: Duration,
    start: Instant,
    /// Les threads bloquants en cours ; chacun renvoie sa dernière date.
    helpers: Arc<Mutex<Vec<thread::JoinHandle<Duration>>>>,
}

impl PausedTime {
    /// Part de la date `base`. À appeler dans le runtime.
    fn starting_at(base: Duration) -> Self {
        Self { base, start: Instant::now(), helpers: Arc::default() }
    }

    /// Renvoie la date.
    pub fn now(&self) -> Duration {
        self.base + self.start.elapsed()
    }

    /// Retient un thread bloquant, dont on attendra la fin.
    pub fn host(&self, helper: thread::JoinHandle<Duration>) {
        self.helpers.lock().unwrap_or_else(PoisonError::into_inner).push(helper);
    }

    /// Attend la fin des threads bloquants et renvoie la dernière date.
    fn finish(&self) -> Duration {
        let mut helpers =
            self.helpers.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = helpers.drain(..).filter_map(|helper| helper.join().ok());
        ends.fold(self.now(), Duration::max)
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
    let is_virtual = Clock::current().is_virtual();
    let runtime = Builder::new_current_thread()
        .enable_all()
        .start_paused(is_virtual)
        .build()
        .expect("le système refuse de créer un runtime");
    if is_virtual {
        PausedRuntime::new(runtime).block_on(future)
    } else {
        runtime.block_on(future)
    }
}

/// Combien de fois un runtime en pause regarde ses sockets avant de sauter à
/// l'échéance suivante.
const LOOKS: u32 = 500;

/// Exécute `future` comme [`block_on`], avec des sockets.
///
/// En temps virtuel, tokio saute à l'échéance suivante dès que les tâches dorment, même
/// si ce qu'elles viennent d'écrire arrive au même instant à une autre. Ici la date ne
/// saute qu'une fois les sockets calmes : un échange sur 127.0.0.1 ne dure rien.
///
/// # Panics
///
/// Panique dans un runtime, ou si le système refuse d'en créer un.
pub fn block_on_sockets<F: Future>(future: F) -> F::Output {
    if !Clock::current().is_virtual() {
        return block_on(future);
    }
    let looks = AtomicU32::new(0);
    let runtime = Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .on_thread_park(move || look_again(&looks))
        .build()
        .expect("le système refuse de créer un runtime");
    PausedRuntime::new(runtime).block_on(future)
}

/// Avant que le runtime ne s'endorme : lui donne une tâche vide, pour qu'il regarde
/// encore ses sockets sans avancer la date.
fn look_again(looks: &AtomicU32) {
    let count = looks.fetch_add(1, Ordering::Relaxed);
    if count == LOOKS {
        return looks.store(0, Ordering::Relaxed);
    }
    if count == LOOKS / 2 {
        // Le noyau livre parfois les octets un peu plus tard, si la machine est chargée.
        thread::sleep(Duration::from_micros(200));
    }
    drop(tokio::spawn(async {}));
}

/// Un runtime en pause, et l'horloge qu'il donne à ce thread tant qu'il existe.
struct PausedRuntime {
    runtime: Option<Runtime>,
    time: PausedTime,
    clock: Option<Entered>,
}

impl PausedRuntime {
    fn new(runtime: Runtime) -> Self {
        let time = {
            let _inside = runtime.enter();
            PausedTime::starting_at(now())
        };
        let clock = Some(Clock(Source::Paused(time.clone())).enter());
        Self { runtime: Some(runtime), time, clock }
    }

    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.runtime.as_ref().expect("présent jusqu'à la fin").block_on(future)
    }
}

impl Drop for PausedRuntime {
    /// Détruit les tâches à la date du runtime, puis met l'horloge d'avant à l'heure,
    /// même si la coroutine principale a paniqué.
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else { return };
        let handle = runtime.handle().clone();
        let _inside = handle.enter();
        drop(runtime);
        let end = self.time.finish();
        drop(self.clock.take());
        blocking_sleep(end.saturating_sub(now()));
    }
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
        Source::Paused(time) => loan::spawn(&time, work),
        Source::Shared(time, _) => workers::spawn_helper(&time, work),
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
    fn un_travail_bloquant_commence_a_l_appel() {
        let _clock = Clock::virtual_time().enter();
        block_on(async {
            let reading = spawn_blocking(|| blocking_sleep(ms(300)));
            blocking_sleep(ms(300));
            reading.await.unwrap();
        });
        assert_eq!(now().as_millis(), 300);
    }

    #[test]
    fn la_fin_du_runtime_attend_les_travaux_bloquants() {
        fn late() {
            blocking_sleep(ms(300));
            blocking_sleep(ms(200));
        }
        let roots: [fn(); 2] = [
            || block_on(async { drop(spawn_blocking(late)) }),
            || block_on_workers(2, async { drop(spawn_blocking(late)) }),
        ];
        for root in roots {
            let late_date = {
                let _clock = Clock::virtual_time().enter();
                root();
                now()
            };
            assert_eq!(late_date.as_millis(), 500);
        }
    }

    #[test]
    fn une_panique_garde_la_date() {
        let _clock = Clock::virtual_time().enter();
        let outcome = std::panic::catch_unwind(|| {
            block_on(async {
                sleep(ms(950)).await;
                panic!("raté");
            });
        });
        assert!(outcome.is_err());
        assert_eq!(now().as_millis(), 950);
    }

    #[test]
    fn un_travail_bloquant_peut_revenir_dans_un_runtime() {
        async fn nested() -> Duration {
            let handle = tokio::runtime::Handle::current();
            let helper = spawn_blocking(move || {
                assert_eq!(handle.block_on(async { 7 }), 7);
                block_on(async { sleep(ms(20)).await });
                now()
            });
            helper.await.unwrap()
        }
        let _clock = Clock::virtual_time().enter();
        assert_eq!(block_on(nested()).as_millis(), 20);
        assert_eq!(now().as_millis(), 20);
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
