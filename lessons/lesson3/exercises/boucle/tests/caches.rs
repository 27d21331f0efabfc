//! Les tests cachés.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use boucle::Loop;
use kit::{DropCounter, Log, Probe, ProbeHandle, Stepper};

/// Une tâche qui compte ses tours et montre son waker.
#[derive(Clone, Default)]
struct Pose {
    polls: Rc<Cell<usize>>,
    waker: Rc<RefCell<Option<Waker>>>,
    over: Rc<Cell<bool>>,
}

impl Pose {
    fn start(engine: &Loop) -> Self {
        let pose = Self::default();
        let own = pose.clone();
        engine.add_task(poll_fn(move |cx| {
            own.polls.set(own.polls.get() + 1);
            own.waker.replace(Some(cx.waker().clone()));
            if own.over.get() { Poll::Ready(()) } else { Poll::Pending }
        }));
        pose
    }

    fn wake(&self, times: usize) {
        let waker = self.waker.borrow().clone();
        let waker = waker.expect("la tâche a été interrogée");
        (0..times).for_each(|_| waker.wake_by_ref());
    }
}

#[test]
fn l_ordre_est_celui_des_reveils() {
    kit::run(|| {
        let (engine, log) = (Loop::new(), Log::new());
        let stars = ["Véga", "Deneb", "Rigel", "Altaïr"];
        let handles: [ProbeHandle<()>; 4] = stars.map(|name| {
            let (probe, handle) = Probe::new();
            let log = log.clone();
            engine.add_task(async move {
                probe.await;
                log.push(name);
            });
            handle
        });
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        night.expect_pending("les quatre poses sont en cours");
        // Un ordre tiré au sort, où la première ajoutée n'est pas la première.
        let shift: usize = kit::seeded(1).usize(1..4);
        let order = [2, 0, 3, 1].map(|rank: usize| (rank + shift) % 4);
        for rank in order {
            handles[rank].complete(());
        }
        night.expect_ready("les quatre poses sont finies");
        kit::assert_log(&log, &order.map(|rank| stars[rank]));
    });
}

#[test]
fn dix_reveils_ne_donnent_qu_une_place() {
    kit::run(|| {
        let engine: Loop = Loop::new();
        let pose = Pose::start(&engine);
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        night.expect_pending("la pose est en cours");
        for turn in 2..=4 {
            pose.wake(10);
            night.expect_pending("la pose n'est pas finie");
            let what = "dix réveils avant chaque tour ; les appels à poll";
            kit::check_eq(what, pose.polls.get(), turn);
        }
    });
}

#[test]
fn une_tache_finie_est_detruite_et_oubliee() {
    kit::run(|| {
        let (engine, shutters) = (Loop::new(), DropCounter::new());
        let long = Pose::start(&engine);
        let (probe, handle): (Probe<()>, ProbeHandle<()>) = Probe::new();
        let kept: Rc<RefCell<Option<Waker>>> = Rc::default();
        let (shutter, waker) = (shutters.track(), kept.clone());
        let mut probe = Box::pin(probe);
        engine.add_task(poll_fn(move |cx| {
            // Détruit avec la future, pas avant.
            let _shutter = &shutter;
            waker.replace(Some(cx.waker().clone()));
            probe.as_mut().poll(cx)
        }));
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        night.expect_pending("les deux poses sont en cours");
        handle.complete(());
        night.expect_pending("la pose longue n'est pas finie");
        shutters
            .assert_all_dropped("les tâches finies, dont un waker reste ailleurs");
        let stale = kept.take().expect("la tâche a été interrogée");
        stale.wake();
        night.expect_pending("la pose longue n'est pas finie");
        let what = "les appels à poll de la pose longue, que rien n'a réveillée";
        kit::check_eq(what, long.polls.get(), 1);
        long.over.set(true);
        long.wake(1);
        night.expect_ready("les deux poses sont finies");
    });
}

#[test]
fn une_tache_en_ajoute_une_autre() {
    kit::run(|| {
        let (engine, log) = (Loop::new(), Log::new());
        let (inner, inner_log) = (engine.clone(), log.clone());
        engine.add_task(async move {
            let log = inner_log.clone();
            inner.add_task(async move { log.push("suivi de Deneb") });
            inner_log.push("relevé");
        });
        let other = log.clone();
        engine.add_task(async move { other.push("coupole") });
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        night.expect_ready("aucune des trois tâches n'attend");
        kit::assert_log(&log, &["relevé", "coupole", "suivi de Deneb"]);
    });
}

#[test]
fn le_dernier_waker_donne_a_la_boucle_est_prevenu() {
    kit::run(|| {
        let engine: Loop = Loop::new();
        let pose = Pose::start(&engine);
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        night.expect_pending("la pose est en cours");
        night.expect_not_woken("aucune tâche n'est réveillée");
        night.with_new_waker();
        night.expect_pending("la pose est en cours");
        pose.wake(1);
        night.expect_woken("une tâche vient d'être réveillée");
        night.expect_pending("la pose est en cours");
        pose.wake(1);
        night.expect_woken("une tâche vient d'être réveillée, encore une fois");
        night.expect_pending("la pose est en cours");
        engine.add_task(async {});
        night.expect_woken("une tâche vient d'être ajoutée");
    });
}
