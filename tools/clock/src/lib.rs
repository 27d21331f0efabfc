//! L'heure d'une scène, réelle ou virtuelle.
//!
//! Sur l'horloge réelle, [`now`] mesure et [`blocking_sleep`] attend. Sur l'horloge
//! virtuelle, personne n'attend : la date avance d'un bond quand tout le monde dort.
//! Les dates sont alors exactes, et deux exécutions identiques.
//!
//! Sans fonctionnalité Cargo, tout repose sur `std`. La fonctionnalité `tokio` ajoute
//! des runtimes réglés sur la même heure.

#[cfg(feature = "tokio")]
mod loan;
#[cfg(feature = "tokio")]
mod runtime;
#[cfg(feature = "tokio")]
mod shared_time;
#[cfg(feature = "tokio")]
mod sleep;
mod virtual_time;
#[cfg(feature = "tokio")]
mod workers;

use std::cell::RefCell;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};
use std::time::{Duration, Instant};

#[cfg(feature = "tokio")]
pub use runtime::{block_on, block_on_sockets, spawn_blocking};
#[cfg(feature = "tokio")]
pub use sleep::{Sleep, sleep, turn};
use virtual_time::VirtualTime;
#[cfg(feature = "tokio")]
pub use workers::block_on_workers;

/// Donne l'heure à tout ce qui tourne pendant un acte.
///
/// Se clone à peu de frais : les clones sont la même horloge.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    /// Le temps qui passe, compté depuis cet instant.
    Real(Instant),
    /// Une date qu'avance le seul thread qui la regarde.
    Virtual(Arc<VirtualTime>),
    /// L'horloge en pause du runtime tokio à un thread qui nous exécute.
    #[cfg(feature = "tokio")]
    Paused(runtime::PausedTime),
    /// L'heure prêtée par un runtime à l'un de ses threads bloquants.
    #[cfg(feature = "tokio")]
    Loaned(Arc<loan::LoanedTime>),
    /// Le temps que partagent les threads d'un runtime, et le rôle de celui-ci.
    #[cfg(feature = "tokio")]
    Shared(Arc<shared_time::SharedTime>, shared_time::Role),
}

thread_local! {
    static CURRENT: RefCell<Option<Clock>> = const { RefCell::new(None) };
}

/// L'horloge des threads qui n'ont pas la leur.
static FALLBACK: LazyLock<RwLock<Clock>> =
    LazyLock::new(|| RwLock::new(Clock::real()));

impl Clock {
    /// Crée une horloge réelle, qui part de zéro maintenant.
    pub fn real() -> Self {
        Self(Source::Real(Instant::now()))
    }

    /// Crée une horloge virtuelle, arrêtée à zéro.
    pub fn virtual_time() -> Self {
        Self(Source::Virtual(Arc::default()))
    }

    /// Renvoie l'horloge du thread appelant ; à défaut, celle du programme.
    pub fn current() -> Self {
        CURRENT.with_borrow(|current| current.clone()).unwrap_or_else(|| {
            FALLBACK.read().unwrap_or_else(PoisonError::into_inner).clone()
        })
    }

    /// Fait de cette horloge celle du programme : des threads qui n'ont pas la leur.
    pub fn install(&self) {
        *FALLBACK.write().unwrap_or_else(PoisonError::into_inner) = self.clone();
    }

    /// Fait de cette horloge celle du thread appelant, jusqu'à la destruction de la
    /// garde renvoyée.
    pub fn enter(&self) -> Entered {
        Entered { previous: CURRENT.replace(Some(self.clone())) }
    }

    /// Renvoie le temps écoulé depuis l'origine de l'horloge.
    pub fn now(&self) -> Duration {
        match &self.0 {
            Source::Real(origin) => origin.elapsed(),
            Source::Virtual(time) => time.now(),
            #[cfg(feature = "tokio")]
            Source::Paused(time) => time.now(),
            #[cfg(feature = "tokio")]
            Source::Loaned(time) => time.now(),
            #[cfg(feature = "tokio")]
            Source::Shared(time, _) => time.now(),
        }
    }

    /// Dit si les dates de cette horloge sont virtuelles.
    pub fn is_virtual(&self) -> bool {
        !matches!(self.0, Source::Real(_))
    }
}

/// Combien de temps réel une horloge virtuelle attend sans que rien ne bouge.
#[cfg(feature = "tokio")]
const PATIENCE: Duration = Duration::from_secs(10);

/// Renonce : un thread attend ce qui n'arrivera pas tant que la date n'avance pas.
#[cfg(feature = "tokio")]
fn stuck() -> ! {
    panic!(
        "le temps virtuel ne peut plus avancer : un thread bloquant attend le runtime ; \
         jouez la scène en temps réel"
    )
}

/// Rend au thread son horloge précédente quand on la détruit.
#[must_use = "l'horloge ne reste en place que tant que la garde existe"]
pub struct Entered {
    previous: Option<Clock>,
}

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.set(self.previous.take());
    }
}

/// Renvoie la date sur l'horloge du thread appelant.
pub fn now() -> Duration {
    Clock::current().now()
}

/// Bloque le thread appelant pendant `duration`, comme `std::thread::sleep`.
///
/// Sur une horloge virtuelle, la date avance d'exactement `duration` et le thread
/// n'attend pas. Comme son modèle, cette fonction ne laisse rien d'autre s'exécuter sur
/// le thread : c'est la faute que les leçons montrent.
pub fn blocking_sleep(duration: Duration) {
    match Clock::current().0 {
        Source::Real(_) => std::thread::sleep(duration),
        Source::Virtual(time) => time.advance(duration),
        #[cfg(feature = "tokio")]
        Source::Paused(_) => runtime::advance_paused_clock(duration),
        #[cfg(feature = "tokio")]
        Source::Loaned(time) => time.sleep(duration),
        #[cfg(feature = "tokio")]
        Source::Shared(time, role) => time.sleep(duration, role),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "tokio")]
    pub const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    /// Ce qui est arrivé, et à quelle milliseconde.
    #[cfg(feature = "tokio")]
    #[derive(Clone, Default)]
    pub struct Journal(Arc<std::sync::Mutex<Vec<(u128, String)>>>);

    #[cfg(feature = "tokio")]
    impl Journal {
        pub fn note(&self, text: impl Into<String>) {
            self.0.lock().unwrap().push((now().as_millis(), text.into()));
        }

        pub fn read(&self) -> Vec<(u128, String)> {
            self.0.lock().unwrap().clone()
        }
    }

    /// Attend 500 ms, puis bloque son thread pendant une seconde.
    #[cfg(feature = "tokio")]
    pub async fn greedy(name: &str, journal: &Journal) {
        sleep(ms(500)).await;
        journal.note(format!("{name} milieu"));
        blocking_sleep(ms(1000));
        journal.note(format!("{name} fin"));
    }

    #[test]
    fn une_attente_bloquante_avance_la_date_virtuelle_d_autant() {
        let _clock = Clock::virtual_time().enter();
        blocking_sleep(Duration::from_secs(3600));
        blocking_sleep(Duration::from_nanos(1));
        assert_eq!(now(), Duration::new(3600, 1));
    }

    #[test]
    fn la_garde_rend_l_horloge_precedente() {
        let outer = Clock::virtual_time();
        let _outer = outer.enter();
        blocking_sleep(Duration::from_secs(2));
        {
            let _inner = Clock::virtual_time().enter();
            assert_eq!(now(), Duration::ZERO);
        }
        assert_eq!(now(), Duration::from_secs(2));
    }

    #[test]
    fn l_horloge_reelle_ne_recule_pas_et_attend_vraiment() {
        let _clock = Clock::real().enter();
        let before = now();
        blocking_sleep(Duration::from_millis(1));
        assert!(now() - before >= Duration::from_millis(1));
    }
}
