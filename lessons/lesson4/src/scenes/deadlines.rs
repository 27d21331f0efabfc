//! Des échéances, dans l'ordre.

use std::time::Duration;

use lesson4::v5_timers::Loop;
use scene::{future, say};

use super::sleep;

const TENTH: Duration = Duration::from_millis(100);

// ANCHOR: any_order
pub fn any_order() {
    let night = Loop::new();
    for (star, tenths) in
        [("Sirius", 4), ("Véga", 1), ("Rigel", 5), ("Deneb", 2), ("Altaïr", 3)]
    {
        night.add_task(future(star, async move {
            sleep(TENTH * tenths).await;
            say!("{star} se lève");
        }));
    }
    let polls = night.run();
    say!("{polls} appels à poll, {} sommeils de la boucle", night.waits());
}
// ANCHOR_END: any_order

// ANCHOR: same_date
pub fn same_date() {
    let night = Loop::new();
    for dome in ["nord", "est", "sud"] {
        night.add_task(async move {
            sleep(TENTH).await;
            say!("coupole {dome} : ouverte");
        });
    }
    night.run();
}
// ANCHOR_END: same_date

// ANCHOR: call_later
pub fn call_later() {
    let night = Loop::new();
    night.call_later(TENTH * 5, || say!("fin de la pose"));
    let too_late =
        night.call_later(TENTH * 9, || say!("alarme : la pose dure trop"));
    night.call_later(TENTH * 6, move || {
        say!("l'alarme est annulée");
        too_late.abort();
    });
    say!("début de la pose");
    night.run();
    say!("la boucle est vide");
}
// ANCHOR_END: call_later
