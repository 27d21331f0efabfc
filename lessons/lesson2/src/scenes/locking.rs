//! Une seule astronome à la fois dans la coupole.

use std::time::Duration;

use lesson2::{Dispatcher, Lock, interrupt};
use scene::{blocking_sleep, future, say};

// ANCHOR: visit
async fn visit(name: &str, dome: &Lock) {
    say!("{name} : devant la coupole");
    let _guard = dome.lock().await;
    say!("{name} : entre");
    blocking_sleep(Duration::from_millis(200));
    interrupt().await;
    blocking_sleep(Duration::from_millis(200));
    say!("{name} : sort");
}
// ANCHOR_END: visit

// ANCHOR: one_at_a_time
pub fn one_at_a_time() {
    let dome = Lock::new();
    let mut dispatcher = Dispatcher::new();
    for name in ["Ada", "Berthe", "Célie"] {
        dispatcher.add(name, future(name, visit(name, &dome)));
    }
    dispatcher.run();
}
// ANCHOR_END: one_at_a_time
