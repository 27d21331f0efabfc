//! Un runtime tokio à plusieurs threads, à l'heure de la scène.
//!
//! Tokio ne sait arrêter son horloge que sur un thread. Ici, le thread appelant tient la
//! sienne : il guette le moment où le runtime n'a plus rien à faire, et avance la date.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime, RuntimeMetrics};
use tokio::sync::oneshot;
use tokio::task::{JoinError, JoinHandle};

use crate::shared_time::{Role, SharedTime};
use crate::{Clock, PATIENCE, Source, blocking_sleep, now, stuck};

/// Exécute `future` sur un runtime tokio à plusieurs threads de travail.
///
/// Équivaut à `#[tokio::main(worker_threads = workers)]`. En temps virtuel, la date
/// n'avance que lorsque tous les threads de travail dorment ou bloquent. Ce qui attend
/// autrement que par cette crate lui échappe : `tokio::time` suit le temps réel, et
/// `block_in_place` n'est pas pris en charge. Une tâche qui en lance une autre et bloque
/// aussitôt, sans `await` entre les deux, n'est pas déterministe : tokio ne promet pas
/// que l'autre démarre ailleurs.
///
/// # Panics
///
/// Panique dans un runtime, si le système refuse d'en créer un, si `future` panique, ou
/// si la date virtuelle ne peut plus avancer.
pub fn block_on_workers<F>(workers: usize, future: F) -> F::Output
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let clock = Clock::current();
    let output = if clock.is_virtual() {
        block_on_virtual(workers, future)
    } else {
        let runtime = build(workers, move || clock.clone());
        runtime.block_on(runtime.spawn(future))
    };
    output.unwrap_or_else(|error| panic::resume_unwind(error.into_panic()))
}

fn block_on_virtual<F>(workers: usize, future: F) -> Result<F::Output, JoinError>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let time = Arc::new(SharedTime::starting_at(now()));
    let role = |role| Clock(Source::Shared(time.clone(), role));
    let (worker, guest) = (role(Role::Worker), role(Role::Guest));
    // Les premiers threads sont ceux de travail ; les suivants, des threads bloquants.
    let started = Arc::new(AtomicUsize::new(0));
    let count = started.clone();
    let runtime = build(workers, move || {
        let rank = count.fetch_add(1, Ordering::SeqCst);
        if rank < workers { worker.clone() } else { guest.clone() }
    });
    while started.load(Ordering::SeqCst) < workers {
        thread::yield_now();
    }
    let inside = role(Role::Guest).enter();
    // Fermée quoi qu'il arrive, pour que l'arrêt du runtime n'attende personne.
    let closing = Closing(time.clone());
    let root = runtime.spawn(future);
    keep_time(&runtime, &time, &root);
    let output = runtime.block_on(root);
    drop(closing);
    drop(runtime);
    drop(inside);
    blocking_sleep(time.now().saturating_sub(now()));
    output
}

/// Ferme l'horloge à sa destruction.
struct Closing(Arc<SharedTime>);

impl Drop for Closing {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Crée un runtime dont chaque thread lit l'heure sur l'horloge que donne `clock`.
fn build(
    workers: usize,
    clock: impl Fn() -> Clock + Send + Sync + 'static,
) -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(workers)
        .enable_all()
        // L'horloge reste celle du thread jusqu'à sa fin.
        .on_thread_start(move || std::mem::forget(clock().enter()))
        .build()
        .expect("le système refuse de créer un runtime")
}

/// Avance la date chaque fois que le runtime est désœuvré, jusqu'à la fin de `root`.
fn keep_time<T>(runtime: &Runtime, time: &SharedTime, root: &JoinHandle<T>) {
    let metrics = runtime.metrics();
    let (mut reminded, mut advanced) = (Instant::now(), Instant::now());
    while !root.is_finished() {
        // Rien n'avance plus après la fin, même arrivée pendant le relevé.
        if time.advance_if(|asleep| is_idle(&metrics, asleep) && !root.is_finished())
        {
            advanced = Instant::now();
        }
        // Tokio ne tire aucun thread du sommeil quand un autre semble sur le point de
        // regarder la file commune ; si celui-là se met à bloquer, la file attend. Une
        // tâche qui ne fait rien le rappelle aux dormeurs.
        if reminded.elapsed() > Duration::from_millis(2) {
            reminded = Instant::now();
            runtime.spawn(async {});
        }
        if advanced.elapsed() > PATIENCE {
            stuck();
        }
        thread::sleep(Duration::from_micros(20));
    }
}

/// Dit si chaque thread de travail dort, sauf `asleep` qui bloquent, sans rien en file.
///
/// Deux relevés identiques à la suite : entre les deux, personne n'a bougé.
fn is_idle(metrics: &RuntimeMetrics, asleep: usize) -> bool {
    let workers = metrics.num_workers();
    let read =
        || (0..workers).map(|worker| metrics.worker_park_unpark_count(worker));
    let counts: Vec<_> = read().collect();
    // Tokio le promet : un compte impair est celui d'un thread endormi.
    let parked = counts.iter().filter(|count| *count % 2 == 1).count();
    let queue_can_move = parked > 0 && metrics.global_queue_depth() > 0;
    parked + asleep == workers && !queue_can_move && read().eq(counts)
}

/// Exécute `work` sur un thread bloquant du runtime, compté du lancement au résultat.
pub fn spawn_helper<T: Send + 'static>(
    time: &Arc<SharedTime>,
    work: impl FnOnce() -> T + Send + 'static,
) -> JoinHandle<T> {
    let busy = time.count_helper();
    let clock = Clock(Source::Shared(time.clone(), Role::Helper));
    let (result, delivered) = oneshot::channel();
    tokio::task::spawn_blocking(move || {
        let _clock = clock.enter();
        let outcome = panic::catch_unwind(AssertUnwindSafe(work));
        // Compté jusqu'à la livraison : la date ne bouge pas pendant que le résultat
        // arrive. Si personne ne l'attend plus, il n'est plus compté.
        let _ = result.send((outcome, busy));
    });
    tokio::spawn(async move {
        let (outcome, busy) = delivered.await.expect("le thread bloquant livre");
        drop(busy);
        outcome.unwrap_or_else(|panic| panic::resume_unwind(panic))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{Journal, greedy, ms};
    use crate::{sleep, spawn_blocking, turn};

    fn spawn_greedy(name: &'static str, journal: &Journal) -> JoinHandle<()> {
        let (journal, turn) = (journal.clone(), turn());
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
    fn deux_blocages_se_recouvrent_toujours_dans_le_meme_ordre() {
        let expected =
            [(500, "a milieu"), (500, "b milieu"), (1500, "a fin"), (1500, "b fin")];
        let expected = expected.map(|(date, text)| (date, text.to_owned()));
        for _ in 0..100 {
            let _clock = Clock::virtual_time().enter();
            let journal = Journal::default();
            let end = block_on_workers(2, two_greedy(journal.clone()));
            assert_eq!(end.as_millis(), 1500);
            assert_eq!(journal.read(), expected);
        }
    }

    #[test]
    fn une_seule_tache_qui_bloque_retarde_ses_propres_branches() {
        for _ in 0..20 {
            let _clock = Clock::virtual_time().enter();
            let end = block_on_workers(2, async {
                let journal = Journal::default();
                tokio::join!(greedy("a", &journal), greedy("b", &journal));
                now()
            });
            assert_eq!(end.as_millis(), 2500);
        }
    }

    #[test]
    fn plus_de_taches_bloquantes_que_de_threads() {
        for _ in 0..20 {
            let _clock = Clock::virtual_time().enter();
            let journal = Journal::default();
            let copy = journal.clone();
            let end = block_on_workers(2, async move {
                let spawn = |name| spawn_greedy(name, &copy);
                for task in ["a", "b", "c"].map(spawn) {
                    task.await.unwrap();
                }
                now()
            });
            assert_eq!(end.as_millis(), 2500, "{:?}", journal.read());
        }
    }

    #[test]
    fn la_fin_de_la_principale_n_attend_pas_les_taches_mais_les_blocages() {
        let _clock = Clock::virtual_time().enter();
        block_on_workers(2, async {
            tokio::spawn(async {
                sleep(ms(10)).await;
                blocking_sleep(ms(500));
            });
            tokio::spawn(async { sleep(ms(9000)).await });
            sleep(ms(20)).await;
        });
        assert_eq!(now().as_millis(), 510);
    }

    #[test]
    fn interrompre_l_attente_d_un_travail_bloquant_ne_fige_pas_la_date() {
        let _clock = Clock::virtual_time().enter();
        block_on_workers(2, async {
            let work = spawn_blocking(|| blocking_sleep(ms(50)));
            sleep(ms(20)).await;
            work.abort();
            sleep(ms(120)).await;
        });
        assert_eq!(now().as_millis(), 140);
    }

    #[test]
    fn un_thread_bloquant_de_tokio_ne_fige_pas_la_date() {
        let _clock = Clock::virtual_time().enter();
        block_on_workers(1, async {
            for _ in 0..5 {
                let work = tokio::task::spawn_blocking(|| blocking_sleep(ms(5)));
                work.await.unwrap();
            }
        });
        assert_eq!(now().as_millis(), 25);
    }

    #[test]
    fn apres_les_threads_de_travail_la_date_est_rendue_au_thread_appelant() {
        let _clock = Clock::virtual_time().enter();
        blocking_sleep(ms(10));
        block_on_workers(2, async { sleep(ms(30)).await });
        blocking_sleep(ms(20));
        assert_eq!(now().as_millis(), 60);
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
        });
        assert_eq!(now().as_millis(), 30);
    }

    #[test]
    fn en_temps_reel_le_runtime_attend_vraiment() {
        let _elsewhere = Clock::current().now();
        std::thread::sleep(ms(2));
        let _clock = Clock::real().enter();
        let inside = block_on_workers(2, async {
            sleep(ms(2)).await;
            now()
        });
        assert!(inside >= ms(2));
        assert!(inside <= now(), "les threads de travail ont la même origine");
    }
}
