//! Les trois façons de jouer un essai.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::yield_now;
use tokio::time::{Sleep, sleep};

use crate::failure::fail;
use crate::pulse::Pulse;
use crate::session::{Session, conduct};
use crate::watch::Place;

/// Si loin dans le temps virtuel que seul un programme sans réveil y arrive.
const FAR: Duration = Duration::from_secs(10 * 365 * 24 * 3600);
/// Bonds de l'horloge virtuelle pendant un essai ; un exercice en fait cent fois
/// moins.
const LEAPS: u32 = 100_000;

/// Joue un essai ordinaire : des appels à `poll` lancés à la main, ou du code
/// bloquant.
///
/// # Panics
///
/// Panique, en français, si l'essai échoue.
pub fn run(body: impl FnOnce()) {
    conduct(Box::new(body));
}

/// Joue un essai asynchrone sur l'horloge en pause de tokio, à un thread.
///
/// Les attentes ne durent rien et leurs dates sont exactes. Ni socket ni thread
/// ici : l'horloge n'attend que ce qui tient dans le runtime.
///
/// # Panics
///
/// Panique, en français, si l'essai échoue.
pub fn virtual_time(body: impl Future<Output = ()>) {
    let mut builder = Builder::new_current_thread();
    builder.enable_time().start_paused(true);
    play_on(builder, LEAPS, Box::pin(body));
}

/// Joue un essai asynchrone sur l'horloge réelle, là où de vraies sockets sont le
/// sujet.
///
/// # Panics
///
/// Panique, en français, si l'essai échoue.
pub fn real_time(body: impl Future<Output = ()>) {
    let mut builder = Builder::new_current_thread();
    builder.enable_all();
    play_on(builder, u32::MAX, Box::pin(body));
}

/// Un essai asynchrone, sans son type : le runtime n'est compilé qu'une fois, ici, et
/// non pour chaque essai, qui se compile d'autant plus vite.
type Body<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

fn play_on(mut builder: Builder, max_leaps: u32, body: Body<'_>) {
    conduct(Box::new(move || drive(&mut builder, max_leaps, body)));
}

/// Joue `body` ; le temps s'emballe au-delà de `max_leaps` sommes du runtime.
fn drive(builder: &mut Builder, max_leaps: u32, body: Body<'_>) {
    let session = Session::current().expect("l'essai vient de commencer");
    let runtime = watched_runtime(builder, max_leaps, &session);
    session.watch.during(Place::Task, || {
        runtime.block_on(async {
            let far = tokio::task::unconstrained(sleep(FAR));
            // Détruit ici, dans le runtime, comme tout ce que l'essai possède.
            let (mut body, mut far) = (body, pin!(far));
            let mut pulse = Pulse::default();
            poll_fn(|cx| {
                pulse.check(&session);
                session.watch.keep_root(cx.waker());
                session.watch.note(Place::Task);
                poll_or_give_up(&session, body.as_mut(), far.as_mut(), cx)
            })
            .await;
            check_leaks(&session).await;
        });
    });
}

/// Construit un runtime qui dit au juge quand il dort.
fn watched_runtime(
    builder: &mut Builder,
    max_leaps: u32,
    session: &Arc<Session>,
) -> Runtime {
    let (asleep, awake) = (session.watch.clone(), session.watch.clone());
    builder
        .on_thread_park(move || asleep.leap(max_leaps))
        .on_thread_unpark(move || {
            awake.note(Place::Task);
        })
        .build()
        .expect("le système refuse de créer un runtime")
}

/// Interroge l'essai, et conclut si le temps est allé au bout sans lui.
fn poll_or_give_up(
    session: &Session,
    body: Pin<&mut dyn Future<Output = ()>>,
    far: Pin<&mut tokio::task::coop::Unconstrained<Sleep>>,
    cx: &mut Context<'_>,
) -> Poll<()> {
    if body.poll(cx).is_ready() {
        return Poll::Ready(());
    }
    if far.poll(cx).is_ready() {
        // Une tâche morte de panique explique mieux le silence que le silence
        // lui-même.
        match session.first_panic() {
            Some(failure) => fail(failure.message),
            None => fail(DEADLOCK),
        }
    }
    Poll::Pending
}

const DEADLOCK: &str = "plus rien ne peut réveiller le programme : toutes les \
    tâches attendent, et aucune attente n'a d'échéance";

/// Laisse finir ce qui peut finir sans que le temps avance, puis compte ce qui
/// reste.
async fn check_leaks(session: &Session) {
    if session.leaks_allowed.load(Ordering::SeqCst) {
        return;
    }
    for _ in 0..100 {
        if Handle::current().metrics().num_alive_tasks() == 0 {
            return;
        }
        yield_now().await;
    }
    match Handle::current().metrics().num_alive_tasks() {
        0 => {}
        1 => fail(format!("une tâche tourne encore{LEAK}")),
        count => fail(format!("{count} tâches tournent encore{LEAK}")),
    }
}

const LEAK: &str = " alors que le programme a fini : attendez-la, ou interrompez-la";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pulse::{BUSY, CARRIED_AWAY};
    use crate::session::message_of;
    use std::future::pending;
    use tokio::time::Instant;

    fn virtual_message(body: impl Future<Output = ()>) -> String {
        message_of(|| {
            drive(
                Builder::new_current_thread().enable_time().start_paused(true),
                LEAPS,
                Box::pin(body),
            );
        })
    }

    #[test]
    fn un_programme_correct_reussit_et_le_temps_est_exact() {
        let message = virtual_message(async {
            let start = Instant::now();
            let task = tokio::spawn(sleep(Duration::from_secs(3600)));
            task.await.unwrap();
            assert_eq!(start.elapsed(), Duration::from_secs(3600));
        });
        assert_eq!(message, "réussi");
    }

    #[test]
    fn un_interblocage_est_explique() {
        assert_eq!(virtual_message(pending()), DEADLOCK);
    }

    #[test]
    fn une_tache_qui_panique_explique_l_interblocage() {
        let message = virtual_message(async {
            tokio::spawn(async { panic!("not yet implemented: la tâche") });
            pending().await
        });
        assert!(message.starts_with("il reste un todo!() : la tâche (src/run.rs:"));
    }

    #[test]
    fn la_panique_d_une_tache_est_montree_sans_son_enveloppe() {
        let message = virtual_message(async {
            tokio::spawn(async { panic!("rien à lire") }).await.unwrap();
        });
        let start = "le programme a paniqué : rien à lire (src/run.rs:";
        assert!(message.starts_with(start), "{message}");
    }

    #[test]
    fn une_attente_active_est_expliquee() {
        let message = virtual_message(async {
            loop {
                yield_now().await;
            }
        });
        assert_eq!(message, BUSY);
    }

    #[test]
    fn un_temps_qui_s_emballe_est_explique() {
        let message = virtual_message(async {
            let heart = tokio::spawn(async {
                loop {
                    sleep(Duration::from_millis(1)).await;
                }
            });
            let _ = heart.await;
        });
        assert_eq!(message, CARRIED_AWAY);
    }

    #[test]
    fn une_tache_abandonnee_est_comptee() {
        let leak = || drop(tokio::spawn(sleep(Duration::from_secs(1))));
        let one = virtual_message(async move { leak() });
        assert!(one.starts_with("une tâche tourne encore"), "{one}");
        let two = virtual_message(async move {
            leak();
            leak();
        });
        assert!(two.starts_with("2 tâches tournent encore"), "{two}");
    }

    #[test]
    fn une_tache_interrompue_ou_permise_n_est_pas_comptee() {
        let aborted = virtual_message(async {
            tokio::spawn(sleep(Duration::from_secs(1))).abort();
        });
        assert_eq!(aborted, "réussi");
        let allowed = virtual_message(async {
            crate::allow_leaks();
            tokio::spawn(sleep(Duration::from_secs(1)));
        });
        assert_eq!(allowed, "réussi");
    }
}
