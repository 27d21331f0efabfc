//! Laisser un descendant derrière soi : il meurt avec le premier de son espace de noms.

use std::os::unix::process::parent_id;
use std::process::Command;
use std::time::Duration;

pub fn attack(args: &[String]) -> bool {
    if let Some(parent) = args.first() {
        while parent_id().to_string() == *parent {
            std::thread::sleep(Duration::from_millis(1));
        }
        // Le bac se ferme pendant ce temps.
        std::thread::sleep(Duration::from_millis(100));
        return true;
    }
    let myself = std::env::args().next().unwrap();
    let own = std::process::id().to_string();
    Command::new(myself).args(["daemon", &own]).spawn().unwrap();
    false
}
