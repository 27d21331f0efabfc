//! Deux futures interrogées tour à tour.

use std::time::Duration;

use lesson2::{Stepper, interrupt, together};
use scene::{blocking_sleep, future, say};

// ANCHOR: point
async fn point(star: &str, work: Duration) {
    say!("{star} : la monture tourne");
    blocking_sleep(work);
    interrupt().await;
    say!("{star} : la monture corrige");
    blocking_sleep(work);
    interrupt().await;
    say!("{star} : pointée");
}
// ANCHOR_END: point

// ANCHOR: by_hand
pub fn by_hand() {
    let work = Duration::from_millis(100);
    let mut vega = Stepper::new(future("Véga", point("Véga", work)));
    let mut deneb = Stepper::new(future("Deneb", point("Deneb", work)));
    for turn in 1..=3 {
        let (vega, deneb) = (vega.step(), deneb.step());
        say!("tour {turn} : {vega:?}, {deneb:?}");
    }
}
// ANCHOR_END: by_hand

// ANCHOR: with_together
pub fn with_together() {
    let (long, short) = (Duration::from_millis(200), Duration::from_millis(50));
    let both = together(
        future("Véga", point("Véga", long)),
        future("Deneb", point("Deneb", short)),
    );
    let (_, polls) = lesson2::drive(both);
    say!("en {polls} appels à poll");
}
// ANCHOR_END: with_together
