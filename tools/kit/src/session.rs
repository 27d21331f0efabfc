//! Un essai en cours : ce qu'il surveille, et les paniques qu'il a vues.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, Once, OnceLock, PoisonError};

use crate::failure::Failure;
use crate::judge::Judge;
use crate::panic::Panic;
use crate::process;
use crate::report::Report;
use crate::watch::{Place, Watch};

/// Ce qu'un essai retient pendant qu'il tourne.
#[derive(Default)]
pub struct Session {
    /// Ce que le juge regarde.
    pub watch: Arc<Watch>,
    /// Vrai si des tâches peuvent survivre à l'essai.
    pub leaks_allowed: AtomicBool,
    /// La graine des valeurs tirées, s'il y en a.
    pub seed: OnceLock<u64>,
    panics: Mutex<Vec<Panic>>,
}

thread_local! {
    static CURRENT: RefCell<Option<Arc<Session>>> = const { RefCell::new(None) };
}

/// L'essai de tous les threads, quand il est seul dans son processus.
static ONLY: Mutex<Option<Arc<Session>>> = Mutex::new(None);

/// Joue un essai sous l'œil du juge, et délivre son verdict.
///
/// `body` vient sans son type : ce qui l'entoure n'est compilé qu'une fois.
pub fn conduct(body: Box<dyn FnOnce() + '_>) {
    let report = Arc::new(Report::open());
    process::limit_resources();
    let session = Arc::new(Session::default());
    if report.is_for_runner() {
        *lock(&ONLY) = Some(session.clone());
    }
    let judge = Judge::start(session.watch.clone(), report.clone());
    let outcome = session.outcome(body);
    drop(judge);
    report.close(outcome);
}

impl Session {
    /// Renvoie l'essai du thread appelant, ou celui du processus.
    pub fn current() -> Option<Arc<Self>> {
        let own = CURRENT.try_with(|current| current.borrow().clone());
        own.ok().flatten().or_else(|| lock(&ONLY).clone())
    }

    /// Exécute `body`, et renvoie ce qu'on lui reproche.
    ///
    /// Un reproche du kit compte même si le code jugé l'a rattrapé.
    fn outcome(
        self: &Arc<Self>,
        body: Box<dyn FnOnce() + '_>,
    ) -> Result<(), Failure> {
        install_hook();
        let previous = CURRENT.replace(Some(self.clone()));
        let result = panic::catch_unwind(AssertUnwindSafe(body));
        CURRENT.set(previous);
        let panics = lock(&self.panics);
        let outcome = match result {
            Err(payload) => Err(Panic::choose(&panics, &*payload)),
            Ok(()) => match panics.iter().find(|panic| panic.is_verdict) {
                Some(panic) => Err(panic.failure.clone()),
                None => Ok(()),
            },
        };
        outcome.map_err(|failure| self.with_seed(failure))
    }

    /// Renvoie le reproche de la première panique vue, même rattrapée.
    pub fn first_panic(&self) -> Option<Failure> {
        lock(&self.panics).first().map(|panic| panic.failure.clone())
    }

    /// Ajoute la graine au reproche : elle rejoue les mêmes valeurs.
    fn with_seed(&self, mut failure: Failure) -> Failure {
        if let Some(seed) = self.seed.get() {
            failure.message += &format!("\n(valeurs tirées avec KIT_SEED={seed})");
        }
        failure
    }
}

/// Exécute `body` en notant l'endroit pour le juge, s'il y en a un.
pub fn during<T>(place: Place, body: impl FnOnce() -> T) -> T {
    match Session::current() {
        Some(session) => session.watch.during(place, body),
        None => body(),
    }
}

/// Retient un reproche du kit, même si personne ne laisse passer la panique qui suit.
pub fn reproach(failure: &Failure) {
    if let Some(session) = Session::current() {
        lock(&session.panics).push(Panic::from_failure(failure));
    }
}

/// Accepte que des tâches tournent encore quand l'essai finit.
pub fn allow_leaks() {
    if let Some(session) = Session::current() {
        session.leaks_allowed.store(true, Ordering::SeqCst);
    }
}

/// Retient les paniques d'un essai au lieu de les écrire.
fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| match Session::current() {
            // Celle-là s'est déjà annoncée.
            Some(_) if info.payload().is::<Failure>() => {}
            Some(session) => lock(&session.panics).push(Panic::from_hook(info)),
            None => previous(info),
        }));
    });
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Renvoie le message de ce qu'on reproche à `body`, sans juge ni verdict.
#[cfg(test)]
pub fn message_of(body: impl FnOnce()) -> String {
    let outcome = Arc::new(Session::default()).outcome(Box::new(body));
    outcome.map_or_else(|failure| failure.message, |()| "réussi".to_owned())
}
