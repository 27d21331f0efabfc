//! Des runtimes tokio réglés sur l'heure de la scène.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::task::{Context, Waker};
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::virtual_time::VirtualTime;
use crate::{Clock, Source, loan};

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

/// Exécute `future` sur un runtime tokio à plusieurs threads de travail.
///
/// Équivaut à `#[tokio::main(worker_threads = workers)]`. En temps virtuel, la date
/// n'avance que lorsque tous les threads de travail dorment.
///
/// # Panics
///
/// Panique dans un runtime, si le système refuse d'en créer un, ou si `future` panique.
pub fn block_on_workers<F>(workers: usize, future: F) -> F::Output
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    match Clock::current().0 {
        Source::Virtual(time) => block_on_virtual_workers(workers, &time, future),
        _ => {
            let runtime = Builder::new_multi_thread()
                .worker_threads(workers)
                .enable_all()
                .build()
                .expect("le système refuse de créer un runtime");
            join(&runtime, future)
        }
    }
}

/// Lance `future` sur un thread de travail, comme les tâches qu'elle lancera, et en
/// attend le résultat.
fn join<F>(runtime: &Runtime, future: F) -> F::Output
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let root = runtime.spawn(future);
    runtime.block_on(root).unwrap_or_else(|error| {
        panic::resume_unwind(error.into_panic());
    })
}

fn block_on_virtual_workers<F>(
    workers: usize,
    time: &Arc<VirtualTime>,
    future: F,
) -> F::Output
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let (arrivals, arrived) = channel();
    let runtime = virtual_workers(workers, time, arrivals);
    // Un thread qui démarre n'est pas encore compté : les attendre tous.
    for _ in 0..workers {
        arrived.recv().expect("un thread de travail s'est arrêté en démarrant");
    }
    let (wakers, due) = channel();
    time.watch(wakers);
    let watched = Watched(time.clone());
    let root = runtime.spawn(async move {
        // La tâche principale prend la place du thread appelant.
        watched.0.leave();
        let _until_the_end = watched;
        future.await
    });
    wake_in_time(&runtime, &due);
    let output = runtime.block_on(root);
    drop(runtime);
    time.leave_alone();
    output.unwrap_or_else(|error| panic::resume_unwind(error.into_panic()))
}

/// Réveille les tâches dont l'échéance est passée, jusqu'à la fin de la principale.
///
/// Tokio ne tire aucun thread du sommeil tant qu'un autre semble sur le point de regarder
/// la file commune ; si celui-là se met à bloquer, ce qui est en file y reste. Une tâche
/// qui ne fait rien, réveillée de temps en temps, rappelle aux threads d'aller voir.
fn wake_in_time(runtime: &Runtime, due: &Receiver<Waker>) {
    let reminder = Arc::new(Notify::new());
    let reminded = reminder.clone();
    runtime.spawn(async move {
        loop {
            reminded.notified().await;
        }
    });
    loop {
        match due.recv_timeout(Duration::from_millis(1)) {
            Ok(waker) => waker.wake(),
            Err(RecvTimeoutError::Timeout) => reminder.notify_one(),
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// Dit à l'horloge, à sa destruction, que la tâche principale est finie.
struct Watched(Arc<VirtualTime>);

impl Drop for Watched {
    fn drop(&mut self) {
        self.0.unwatch();
    }
}

thread_local! {
    /// Vrai quand ce thread de travail s'est endormi une première fois.
    static ARRIVED: Cell<bool> = const { Cell::new(false) };
}

/// Crée un runtime dont les threads disent à l'horloge quand ils dorment.
fn virtual_workers(
    workers: usize,
    time: &Arc<VirtualTime>,
    arrivals: Sender<()>,
) -> Runtime {
    let clock = Clock(Source::Virtual(time.clone()));
    let (parked, unparked) = (time.clone(), time.clone());
    Builder::new_multi_thread()
        .worker_threads(workers)
        // L'horloge reste celle du thread jusqu'à sa fin.
        .on_thread_start(move || std::mem::forget(clock.enter()))
        .on_thread_park(move || {
            if ARRIVED.replace(true) {
                parked.leave();
            } else {
                let _ = arrivals.send(());
            }
        })
        .on_thread_unpark(move || unparked.join())
        .build()
        .expect("le système refuse de créer un runtime")
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
        Source::Virtual(time) => tokio::spawn(run_as_participant(time, clock, work)),
        _ => tokio::task::spawn_blocking(move || {
            let _clock = clock.enter();
            work()
        }),
    }
}

/// Compte le thread bloquant parmi ceux qui travaillent, du lancement au résultat livré.
async fn run_as_participant<T: Send + 'static>(
    time: Arc<VirtualTime>,
    clock: Clock,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    time.join();
    let (result, delivered) = oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let _clock = clock.enter();
        let _ = result.send(panic::catch_unwind(AssertUnwindSafe(work)));
    });
    let outcome = delivered.await.expect("le thread bloquant livre toujours");
    // Il compte jusqu'ici : la date n'a pas bougé pendant que le résultat arrivait.
    time.leave();
    outcome.unwrap_or_else(|panic| panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::{blocking_sleep, now, sleep};

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[derive(Clone, Default)]
    struct Journal(Arc<Mutex<Vec<(u128, String)>>>);

    impl Journal {
        fn note(&self, text: impl Into<String>) {
            self.0.lock().unwrap().push((now().as_millis(), text.into()));
        }

        fn read(&self) -> Vec<(u128, String)> {
            self.0.lock().unwrap().clone()
        }
    }

    /// Attend 500 ms, puis bloque son thread pendant une seconde.
    async fn greedy(name: &str, journal: &Journal) {
        sleep(ms(500)).await;
        journal.note(format!("{name} milieu"));
        blocking_sleep(ms(1000));
        journal.note(format!("{name} fin"));
    }

    fn spawn_greedy(name: &'static str, journal: &Journal) -> JoinHandle<()> {
        let journal = journal.clone();
        let turn = sleep(ms(0));
        tokio::spawn(async move {
            turn.await;
            greedy(name, &journal).await;
        })
    }

    async fn two_greedy(journal: Journal) -> Duration {
        let (a, b) = (spawn_greedy("a", &journal), spawn_greedy("b", &journal));
        a.await.unwrap();
        b.await.unwrap();
        now()
    }

    #[test]
    fn sur_un_thread_l_attente_bloquante_retarde_tout_le_monde() {
        let _clock = Clock::virtual_time().enter();
        let journal = Journal::default();
        let end = block_on(two_greedy(journal.clone()));
        assert_eq!(end.as_millis(), 2500);
        let dates: Vec<_> = journal.read().into_iter().map(|line| line.0).collect();
        assert_eq!(dates, [500, 1500, 1500, 2500]);
        assert_eq!(now().as_millis(), 2500, "l'heure survit au runtime");
    }

    #[test]
    fn sur_deux_threads_les_blocages_se_recouvrent_toujours_dans_le_meme_ordre() {
        let expected = [(500, "a milieu"), (500, "b milieu")]
            .into_iter()
            .chain([(1500, "a fin"), (1500, "b fin")])
            .map(|(date, text)| (date, text.to_owned()));
        let expected: Vec<_> = expected.collect();
        for _ in 0..200 {
            let _clock = Clock::virtual_time().enter();
            let journal = Journal::default();
            let end = block_on_workers(2, two_greedy(journal.clone()));
            assert_eq!(end.as_millis(), 1500);
            assert_eq!(journal.read(), expected);
        }
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
        let _clock = Clock::virtual_time().enter();
        let error = block_on(async { spawn_blocking(|| panic!("raté")).await });
        assert!(error.unwrap_err().is_panic());
    }

    #[test]
    fn apres_les_threads_de_travail_l_horloge_est_rendue_au_thread_appelant() {
        let _clock = Clock::virtual_time().enter();
        block_on_workers(2, async { sleep(ms(30)).await });
        blocking_sleep(ms(20));
        assert_eq!(now().as_millis(), 50);
    }

    #[test]
    fn abandonner_une_attente_la_desinscrit() {
        let _clock = Clock::virtual_time().enter();
        block_on_workers(2, async {
            let loser = sleep(ms(100));
            tokio::select! {
                biased;
                () = sleep(ms(10)) => {}
                () = loser => unreachable!("l'autre attente est plus courte"),
            }
            sleep(ms(20)).await;
            assert_eq!(now().as_millis(), 30);
        });
        assert_eq!(now().as_millis(), 30);
    }

    #[test]
    fn en_temps_reel_les_runtimes_attendent_vraiment() {
        let _clock = Clock::real().enter();
        block_on(async { sleep(ms(2)).await });
        block_on_workers(2, async { spawn_blocking(|| ()).await.unwrap() });
        assert!(now() >= ms(2));
    }
}
