//! Les tests donnés.

use std::time::Duration;

use reserve::{PUMPING, Refused, Reserve, keeper};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

/// Une réserve, et la tâche de son gardien.
fn open(litres: u32) -> (Reserve, JoinHandle<u32>) {
    let (orders, inbox) = mpsc::channel(1);
    (Reserve::new(orders), tokio::spawn(keeper(litres, inbox)))
}

#[test]
fn une_commande_servie_repond_ce_qui_reste() {
    kit::virtual_time(async {
        let (reserve, _keeper) = open(10);
        let (duration, answer) = kit::elapsed(reserve.draw(4)).await;
        kit::check_eq("4 litres sur 10", answer, Ok(6));
        kit::assert_elapsed("servir une commande", duration, PUMPING);
        kit::check_eq("tout le reste, 6 litres", reserve.draw(6).await, Ok(0));
    });
}

#[test]
fn une_reserve_trop_basse_refuse_aussitot() {
    kit::virtual_time(async {
        let (reserve, _keeper) = open(10);
        let (duration, answer) = kit::elapsed(reserve.draw(11)).await;
        kit::check_eq("11 litres sur 10", answer, Err(Refused::Short { left: 10 }));
        kit::assert_elapsed("un refus", duration, Duration::ZERO);
        kit::check_eq(
            "10 litres sur 10, après un refus",
            reserve.draw(10).await,
            Ok(0),
        );
    });
}
