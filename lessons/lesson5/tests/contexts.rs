//! Qui range le télescope, dans chaque cas du tableau et à côté.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use clock::Clock;
use lesson4::{JoinError, Loop, timeout};
use lesson5::telescope::{Cloud, Event, TURN};
use lesson5::{Ending, Level, Telescope, fate, lend_telescope, with_telescope};

use Event::{Abandoned, Opened, Parked};

/// Ce qui arrive à un télescope, et à quelle milliseconde.
#[derive(Clone, Default)]
struct Journal(Rc<RefCell<Vec<(Event, u128)>>>);

impl Journal {
    fn tell(&self) -> impl Fn(Event) + 'static {
        let journal = Rc::clone(&self.0);
        move |event| journal.borrow_mut().push((event, clock::now().as_millis()))
    }

    fn read(&self) -> Vec<(Event, u128)> {
        self.0.borrow().clone()
    }
}

/// Annule à la date `at` une tâche d'une nouvelle boucle ; attend tout le reste.
fn cancel(task: impl Future<Output = ()> + 'static, at: Duration) {
    let night = Loop::new();
    let task = night.spawn(task);
    night.call_later(at, move || task.abort());
    night.run();
}

#[test]
fn les_douze_cas_du_tableau() {
    let row = |level| Ending::ALL.map(|ending| fate(level, ending).unwrap());
    assert_eq!(row(Level::Drop), [Abandoned; 4]);
    assert_eq!(row(Level::Close), [Parked, Abandoned, Abandoned, Abandoned]);
    assert_eq!(row(Level::Scope), [Parked, Parked, Parked, Abandoned]);
}

#[test]
fn la_portee_range_avant_de_rendre_une_erreur() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    let tell = journal.tell();
    let result = Loop::new().run_task(async {
        with_telescope(tell, async |telescope| telescope.expose("Deneb").await).await
    });
    assert_eq!(result, Err(Cloud));
    assert_eq!(journal.read(), [(Opened, 100), (Parked, 300)]);
}

#[test]
fn la_portee_range_avant_de_laisser_passer_une_panique() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    let (tell, night) = (journal.tell(), Loop::new());
    let session = night.spawn(with_telescope(tell, async |telescope| {
        telescope.expose("Altaïr").await
    }));
    let outcome = night.run_task(session);
    assert!(matches!(outcome, Err(JoinError::Panicked(_))));
    assert_eq!(journal.read(), [(Opened, 100), (Parked, 300)]);
}

#[test]
fn la_portee_range_meme_si_body_panique_avant_de_rendre_sa_future() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    let (tell, night) = (journal.tell(), Loop::new());
    let session = night.spawn(with_telescope(tell, |_: &mut Telescope| {
        if true {
            panic!("avant toute attente");
        }
        std::future::ready(())
    }));
    let outcome = night.run_task(session);
    assert!(matches!(outcome, Err(JoinError::Panicked(_))));
    assert_eq!(journal.read(), [(Opened, 100), (Parked, 200)]);
}

#[test]
fn annuler_pendant_qu_on_range_abandonne_le_telescope() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    let session = with_telescope(journal.tell(), async |_| ());
    cancel(session, TURN * 3 / 2);
    assert_eq!(journal.read(), [(Opened, 100), (Abandoned, 150)]);
}

#[test]
fn annuler_avant_l_ouverture_n_a_rien_a_ranger() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    cancel(with_telescope(journal.tell(), async |_| ()), TURN / 2);
    assert_eq!(journal.read(), []);
}

#[test]
fn un_telescope_prete_est_range_apres_une_annulation() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    let session = lend_telescope(journal.tell(), async |telescope| {
        let _ = telescope.expose("Véga").await;
    });
    cancel(session, TURN * 3 / 2);
    assert_eq!(journal.read(), [(Opened, 100), (Parked, 250)]);
}

#[test]
fn un_telescope_prete_est_range_apres_une_panique_sans_qu_on_l_attende() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    let (tell, night) = (journal.tell(), Loop::new());
    let session = night.spawn(lend_telescope(tell, async |telescope| {
        telescope.expose("Altaïr").await
    }));
    let outcome = night.run_task(session);
    assert!(matches!(outcome, Err(JoinError::Panicked(_))));
    assert_eq!(clock::now(), TURN * 2);
    night.run();
    assert_eq!(journal.read(), [(Opened, 100), (Parked, 300)]);
}

#[test]
fn un_telescope_prete_est_range_avant_de_rendre_un_resultat() {
    let _clock = Clock::virtual_time().enter();
    for (star, expected) in [("Véga", Ok("Véga.fits")), ("Deneb", Err(Cloud))] {
        let start = clock::now();
        let parked = Rc::new(Cell::new(false));
        let seen = Rc::clone(&parked);
        let result = Loop::new().run_task(async move {
            let tell = move |event| seen.set(event == Parked);
            lend_telescope(tell, async |telescope| telescope.expose(star).await)
                .await
        });
        assert_eq!(result.as_deref(), expected.as_ref().map(|image| *image));
        assert!(parked.get());
        assert_eq!(clock::now() - start, TURN * 3);
    }
}

#[test]
fn une_annulation_pendant_la_fin_d_un_pret_laisse_ranger() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    cancel(lend_telescope(journal.tell(), async |_| ()), TURN * 3 / 2);
    assert_eq!(journal.read(), [(Opened, 100), (Parked, 200)]);
}

#[test]
fn une_boucle_qui_s_arrete_abandonne_ce_qui_restait_a_ranger() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    let tell = journal.tell();
    let night = Loop::new();
    night.run_task(async {
        let session = lend_telescope(tell, async |_| std::future::pending().await);
        let late: Result<(), _> = timeout(TURN * 3 / 2, session).await;
        assert!(late.is_err());
    });
    assert_eq!(journal.read(), [(Opened, 100)]);
    drop(night);
    assert_eq!(journal.read(), [(Opened, 100), (Abandoned, 150)]);
}

#[test]
fn close_consomme_le_telescope_et_le_range() {
    let _clock = Clock::virtual_time().enter();
    let journal = Journal::default();
    let tell = journal.tell();
    Loop::new().run_task(async { Telescope::open(tell).await.close().await });
    assert_eq!(journal.read(), [(Opened, 100), (Parked, 200)]);
}
