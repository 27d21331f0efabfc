//! Lancer un shell : il n'y en a pas.

use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    if std::process::Command::new("/bin/sh").args(["-c", "true"]).status().is_ok() {
        println!("percé");
    }
    999
}
