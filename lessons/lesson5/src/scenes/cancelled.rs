//! Ranger quand on est annulé.

use lesson4::{Loop, timeout};
use lesson5::telescope::{Event, TURN};
use lesson5::{Level, lend_telescope};
use scene::{future, say};

fn tell(event: Event) {
    say!("  télescope {event}");
}

// ANCHOR: timed_out
pub fn timed_out() {
    Loop::new().run_task(async {
        for level in Level::ALL {
            say!("{level}");
            let observation = level.observe("Véga", tell);
            let observation = future(&level.to_string(), observation);
            // Le temps d'ouvrir, et la moitié d'une pose.
            if timeout(TURN * 3 / 2, observation).await.is_err() {
                say!("  délai dépassé");
            }
        }
    });
}
// ANCHOR_END: timed_out

// ANCHOR: lent
async fn observe_in_time() {
    let observation =
        lend_telescope(tell, async |telescope| telescope.expose("Véga").await);
    if timeout(TURN * 3 / 2, observation).await.is_err() {
        say!("  délai dépassé");
    }
}

pub fn lent() {
    let night = Loop::new();
    night.add_task(future("observation", observe_in_time()));
    night.run();
    say!("la boucle s'arrête");
}
// ANCHOR_END: lent

// ANCHOR: stopped_too_soon
pub fn stopped_too_soon() {
    let night = Loop::new();
    night.run_task(future("observation", observe_in_time()));
    say!("la boucle s'arrête");
    drop(night);
}
// ANCHOR_END: stopped_too_soon
