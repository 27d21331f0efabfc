//! Les tests cachés.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use kit::{Probe, Stepper};
use partage::Shared;

/// Les trois astronomes, chacune avec son clone, qui attendent.
fn three_waiting(shared: &Shared<Probe<u64>>) -> [Stepper<Shared<Probe<u64>>>; 3] {
    [(); 3].map(|()| {
        let mut clone = Stepper::new(shared.clone());
        clone.expect_pending("la pose n'est pas finie");
        clone
    })
}

#[test]
fn un_reveil_fait_un_seul_appel() {
    kit::run(|| {
        // Interrogée sans avoir été réveillée, cette future fait échouer le test.
        let (image, camera) = Probe::<u64>::new();
        let shared = Shared::new(image.strict());
        let mut waiting = three_waiting(&shared);
        let what = "le nombre d'appels reçus par la future, avant tout réveil";
        kit::check_eq(what, camera.polls(), 1);
        camera.wake();
        for clone in &mut waiting {
            clone.expect_woken("la future est réveillée, sans avoir abouti");
            clone.expect_pending("la pose n'est pas finie");
        }
        let what = "le nombre d'appels reçus par la future, après un réveil";
        kit::check_eq(what, camera.polls(), 2);
        let value = kit::values(1, 1, 100..=999)[0];
        camera.complete(value);
        for clone in &mut waiting {
            clone.expect_woken("la pose est finie");
            let image: u64 = clone.expect_ready("la pose est finie");
            kit::check_eq("l'image", image, value);
        }
    });
}

#[test]
fn un_reveil_pendant_l_appel_compte() {
    kit::run(|| {
        // Elle se réveille elle-même, pendant `poll`, deux fois de suite.
        let (image, camera) = Probe::<u64>::after(2, 7);
        let mut ada: Stepper<Shared<Probe<u64>>> = Stepper::new(Shared::new(image));
        for call in 1..=2 {
            ada.expect_pending("la pose n'est pas finie");
            kit::check(
                camera.polls() == call,
                "réveillée pendant son appel à poll, la future n'a pas été interrogée \
                 au suivant : ce réveil est effacé",
            );
            ada.expect_woken("la future s'est réveillée pendant son appel à poll");
        }
        let image: u64 = ada.expect_ready("la future s'est réveillée deux fois");
        kit::check_eq("l'image", image, 7);
        kit::check_eq("le nombre d'appels reçus par la future", camera.polls(), 3);
    });
}

#[test]
fn celui_qui_interrogeait_peut_partir() {
    kit::run(|| {
        // Quel que soit celui qui part, les autres sont réveillés.
        for gone in 0..3 {
            let (image, camera) = Probe::<u64>::new();
            let shared = Shared::new(image);
            let mut waiting: Vec<_> = three_waiting(&shared).into();
            drop(waiting.remove(gone));
            camera.wake();
            let rank = gone + 1;
            for clone in &waiting {
                clone.expect_woken(&format!("seul le clone n° {rank} est parti"));
            }
            // Réveillé à son tour, un autre part avant d'avoir interrogé.
            drop(waiting.remove(0));
            camera.complete(7);
            let image = waiting[0].expect_ready("la pose est finie");
            kit::check_eq("l'image de celle qui reste", image, 7);
        }
    });
}

#[test]
fn la_future_est_detruite_des_qu_elle_aboutit() {
    kit::run(|| {
        let (image, camera) = Probe::<u64>::ready(7);
        let shared = Shared::new(image);
        let _late = shared.clone();
        let mut ada = Stepper::new(shared);
        ada.expect_ready("la pose est finie");
        kit::check(camera.is_dropped(), "la future a abouti, et n'est pas détruite");
    });
}

#[test]
fn elle_disparait_avec_le_dernier_clone() {
    kit::run(|| {
        let (image, camera) = Probe::<u64>::new();
        let shared = Shared::new(image);
        let [ada, berthe, celie] = three_waiting(&shared);
        drop((shared, ada, berthe));
        kit::check(
            !camera.is_dropped(),
            "la future est détruite avant le dernier clone",
        );
        drop(celie);
        kit::check(
            camera.is_dropped(),
            "plus aucun clone n'existe, et la future vit encore : qui la retient ?",
        );
    });
}

type Waiting = Pin<Box<Shared<Probe<u64>>>>;

// Un waker change de thread, le clone non : il l'attend sur le sien.
thread_local! {
    static BERTHE: RefCell<Option<Waiting>> = const { RefCell::new(None) };
    static IMAGE: Cell<Option<u64>> = const { Cell::new(None) };
}

/// Une tâche qui interroge son clone pendant l'appel à son waker.
struct Impatient;

impl Wake for Impatient {
    fn wake(self: Arc<Self>) {
        let waker = Waker::from(self);
        BERTHE.with_borrow_mut(|berthe| {
            let Some(clone) = berthe else { return };
            let mut cx = Context::from_waker(&waker);
            if let Poll::Ready(image) = clone.as_mut().poll(&mut cx) {
                IMAGE.set(Some(image));
                *berthe = None;
            }
        });
    }
}

#[test]
fn aucun_verrou_n_est_tenu_pendant_le_reveil() {
    kit::run(|| {
        let (image, camera) = Probe::<u64>::new();
        let shared = Shared::new(image);
        BERTHE.set(Some(Box::pin(shared.clone())));
        let mut ada = Stepper::new(shared);
        ada.expect_pending("la pose n'est pas finie");
        Arc::new(Impatient).wake();
        camera.complete(7);
        kit::check_eq("l'image de Berthe, réveillée", IMAGE.take(), Some(7));
        let image: u64 = ada.expect_ready("la pose est finie");
        kit::check_eq("l'image d'Ada", image, 7);
    });
}
