//! Ce que `poll` ne transporte pas, et ce qui le fait à sa place.

use std::cell::Cell;

use lesson2::{Stepper, interrupt};
use scene::say;

// ANCHOR: follow
/// Suit les ordres déposés dans la boîte, jusqu'à ce qu'il n'y en ait plus.
async fn follow(orders: &Cell<Option<&str>>) -> u32 {
    let mut followed = 0;
    while let Some(order) = orders.take() {
        say!("télescope : « {order} »");
        followed += 1;
        interrupt().await;
    }
    followed
}
// ANCHOR_END: follow

// ANCHOR: through_a_mailbox
pub fn through_a_mailbox() {
    let orders = Cell::new(None);
    let mut telescope = Stepper::new(follow(&orders));
    for order in [Some("pointer Véga"), Some("ouvrir la coupole"), None] {
        orders.set(order);
        let answer = telescope.step();
        say!("réponse : {answer:?}");
    }
}
// ANCHOR_END: through_a_mailbox
