//! Les tests cachés.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use kit::{Log, Stepper};
use minuteur::{Loop, Sleep, Timers};

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[test]
fn a_date_egale_le_premier_inscrit_d_abord() {
    kit::run(|| {
        let (engine, timers, log) = (Loop::new(), Timers::new(), Log::new());
        let date: Duration = seconds(kit::seeded(1).u64(2..9));
        let [north, east, south]: [Sleep; 3] = [0, 0, 0].map(|_| timers.sleep(date));
        let late = timers.sleep(date - seconds(1));
        let domes =
            [("sud", south), ("nord", north), ("est", east), ("ouest", late)];
        let asked_again: Rc<RefCell<Option<Waker>>> = Rc::default();
        for (dome, sleep) in domes {
            let (log, waker) = (log.clone(), asked_again.clone());
            let mut sleep = Box::pin(sleep);
            engine.add_task(async move {
                poll_fn(|cx| {
                    if dome == "sud" {
                        waker.replace(Some(cx.waker().clone()));
                    }
                    sleep.as_mut().poll(cx)
                })
                .await;
                log.push(dome);
            });
        }
        let mut night = Stepper::new(poll_fn(|cx| engine.poll_tasks(cx)));
        night.expect_pending("la date est 0");
        // Interrogée de nouveau, la coupole sud garde son rang.
        let waker = asked_again.take().expect("la coupole sud a été interrogée");
        waker.wake();
        night.expect_pending("la date est 0");
        timers.advance_to(seconds(10));
        night.expect_ready("l'échéance des quatre coupoles est passée");
        kit::assert_log(&log, &["ouest", "sud", "nord", "est"]);
    });
}

#[test]
fn un_sommeil_abandonne_se_desinscrit_et_lui_seul() {
    kit::run(|| {
        let timers: Timers = Timers::new();
        let [mut early, mut same, mut late] =
            [3, 5, 5].map(|count| Stepper::new(timers.sleep(seconds(count))));
        for sleep in [&mut early, &mut same, &mut late] {
            sleep.expect_pending("la date est 0");
        }
        drop(early);
        let what = "l'attente de 3 s est abandonnée ; la première échéance";
        kit::check_eq(what, timers.next_deadline(), Some(seconds(5)));
        drop(same);
        let what = "une attente de 5 s est abandonnée, pas l'autre ; l'échéance";
        kit::check_eq(what, timers.next_deadline(), Some(seconds(5)));
        timers.advance_to(seconds(5));
        late.expect_woken("celle-ci n'est pas abandonnée, et il est 5 s");
        late.expect_ready("il est 5 s");
        let mut next = Stepper::new(timers.sleep(seconds(1)));
        next.expect_pending("la date est 5 s, l'échéance 6 s");
        drop(late);
        let what = "un sommeil fini est détruit, un autre attend ; l'échéance";
        kit::check_eq(what, timers.next_deadline(), Some(seconds(6)));
    });
}

#[test]
fn interroge_trois_fois_il_n_est_inscrit_qu_une() {
    kit::run(|| {
        let timers: Timers = Timers::new();
        let mut sleep = Stepper::new(timers.sleep(seconds(4)));
        for date in [0, 1, 2] {
            timers.advance_to(seconds(date));
            sleep.expect_pending("l'échéance est 4 s");
        }
        let mut gone = Stepper::new(timers.sleep(seconds(1)));
        gone.expect_pending("la date est 2 s, l'échéance 3 s");
        gone.expect_pending("la date est 2 s, l'échéance 3 s");
        drop(gone);
        let what = "une attente interrogée deux fois est abandonnée ; l'échéance";
        kit::check_eq(what, timers.next_deadline(), Some(seconds(4)));
        timers.advance_to(seconds(4));
        let what =
            "l'attente a été interrogée trois fois ; ses réveils à l'échéance";
        kit::check_eq(what, sleep.wakes(), 1);
    });
}

#[test]
fn le_dernier_waker_est_reveille() {
    kit::run(|| {
        let timers: Timers = Timers::new();
        let mut sleep = Stepper::new(timers.sleep(seconds(2)));
        sleep.expect_pending("la date est 0");
        sleep.with_new_waker();
        sleep.expect_pending("la date est 0");
        timers.advance_to(seconds(2));
        sleep.expect_woken("il est 2 s");
    });
}

#[test]
fn le_temps_compte_des_l_appel() {
    kit::run(|| {
        let timers: Timers = Timers::new();
        let (soon, late) = (timers.sleep(seconds(2)), timers.sleep(seconds(5)));
        let mut late = Stepper::new(late);
        timers.advance_to(seconds(3));
        let mut soon = Stepper::new(soon).without_waker_check();
        soon.expect_ready("2 s demandées à 0 s ; il est 3 s");
        late.expect_pending("5 s demandées à 0 s ; il est 3 s");
        let what = "5 s demandées à 0 s, attendues à 3 s ; l'échéance";
        kit::check_eq(what, timers.next_deadline(), Some(seconds(5)));
        let mut endless = Stepper::new(timers.sleep(Duration::MAX));
        endless.expect_pending("Duration::MAX demandée à 3 s");
    });
}

/// Un waker qui, appelé, se sert des minuteurs.
struct Curious;

thread_local! {
    static DESK: RefCell<Option<(Timers, Sleep)>> = const { RefCell::new(None) };
}

impl Wake for Curious {
    fn wake(self: Arc<Self>) {
        let Some((timers, sleep)) = DESK.take() else { return };
        drop(sleep);
        kit::check_eq("la date que voit un waker", timers.now(), seconds(3));
        let mut next = pin!(timers.sleep(seconds(1)));
        let polled = next.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        kit::check_eq("un sommeil d'une seconde", polled, Poll::Pending);
    }
}

#[test]
fn un_waker_peut_se_servir_des_minuteurs() {
    kit::run(|| {
        let timers: Timers = Timers::new();
        let waker = Waker::from(Arc::new(Curious));
        let mut cx = Context::from_waker(&waker);
        let mut first = pin!(timers.sleep(seconds(1)));
        let mut second = timers.sleep(seconds(2));
        kit::check(first.as_mut().poll(&mut cx).is_pending(), "il est 0 s");
        kit::check(pin!(&mut second).poll(&mut cx).is_pending(), "il est 0 s");
        DESK.set(Some((timers.clone(), second)));
        timers.advance_to(seconds(3));
        kit::check(DESK.take().is_none(), "aucun waker n'a été appelé à 3 s");
        kit::check_eq("la première échéance", timers.next_deadline(), None);
    });
}
