//! Céder sa place à un autre essai : le mot de passe ne le suit pas.

use std::os::unix::process::CommandExt;
use std::time::Duration;

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    let error = std::process::Command::new("/essais").exec();
    std::process::exit(error.raw_os_error().unwrap_or(0))
}
