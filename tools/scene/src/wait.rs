//! Les attentes d'une scène, notées dans sa chronologie.

#[cfg(feature = "tokio")]
use std::future::Future;
use std::time::Duration;

/// Bloque le thread pendant `duration`, comme `std::thread::sleep`, à l'heure de la
/// scène.
pub fn blocking_sleep(duration: Duration) {
    timeline::block(|| clock::blocking_sleep(duration));
}

/// Attend pendant `duration` sans bloquer le thread, comme `tokio::time::sleep`, à
/// l'heure de la scène.
///
/// # Panics
///
/// Panique hors d'un runtime tokio, comme son modèle.
#[cfg(feature = "tokio")]
pub fn sleep(duration: Duration) -> impl Future<Output = ()> {
    let sleep = clock::sleep(duration);
    async move {
        timeline::timer(duration);
        sleep.await;
    }
}

/// Rend la main une fois, comme `tokio::task::yield_now`.
#[cfg(feature = "tokio")]
pub async fn yield_now() {
    // Pour la chronologie, une échéance déjà passée : la ligne est prête aussitôt.
    timeline::timer(Duration::ZERO);
    tokio::task::yield_now().await;
}

/// Exécute `work` sur un thread bloquant, comme `tokio::task::spawn_blocking`, à l'heure
/// de la scène et sous le nom `name` dans la chronologie.
///
/// # Panics
///
/// Panique hors d'un runtime tokio, comme son modèle.
#[cfg(feature = "tokio")]
pub fn spawn_blocking<T: Send + 'static>(
    name: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> tokio::task::JoinHandle<T> {
    clock::spawn_blocking(timeline::thread(name, work))
}

/// Inscrit `future` dans la chronologie comme une tâche, à confier à `tokio::spawn`.
///
/// En temps virtuel sur plusieurs threads, les tâches démarrent dans l'ordre de leur
/// création.
#[cfg(feature = "tokio")]
pub fn task<F: Future>(
    name: &str,
    future: F,
) -> impl Future<Output = F::Output> + use<F> {
    let turn = clock::turn();
    let task = timeline::task(name, future);
    async move {
        turn.await;
        task.await
    }
}

/// Exécute `future` sur un runtime tokio à `workers` threads de travail, à l'heure de la
/// scène.
///
/// # Panics
///
/// Panique dans un runtime, si le système refuse d'en créer un, ou si `future` panique.
#[cfg(feature = "tokio")]
pub fn block_on_workers<F>(workers: usize, future: F) -> F::Output
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    clock::block_on_workers(workers, timeline::inherit(future))
}
