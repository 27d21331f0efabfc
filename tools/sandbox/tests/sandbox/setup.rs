//! Ce que les essais du bac partagent : les attaques compilées, et un bac pour elles.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use sandbox::{Limits, Sandbox};

/// Où se trouve le programme des attaques dans le bac.
pub const ATTACKS: &str = "/attaques";

/// Renvoie le lanceur ; il change de place quand l'essai change d'utilisateur.
pub fn launcher() -> PathBuf {
    let moved = std::env::var_os("SANDBOX_LAUNCHER");
    moved.map_or(env!("CARGO_BIN_EXE_sandbox-launcher").into(), PathBuf::from)
}

/// Renvoie le programme des attaques, compilé une fois par essai.
pub fn attacks() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| match std::env::var_os("SANDBOX_ATTACKS") {
        Some(moved) => moved.into(),
        None => build(),
    })
}

fn build() -> PathBuf {
    let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/attacks/all.rs");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let own = folder.join(format!("attacks-{}", std::process::id()));
    let compiled = Command::new("rustc")
        .args(["--edition=2024", "-O", source, "-o"])
        .arg(&own)
        .status();
    assert!(compiled.is_ok_and(|status| status.success()), "{source} se compile");
    // Deux essais peuvent compiler en même temps : le dernier remplace d'un coup.
    let program = folder.join("attacks");
    std::fs::rename(own, &program).expect("un programme à sa place");
    program
}

/// Des limites que les attaques dépassent vite.
pub fn limits() -> Limits {
    Limits {
        wall: Duration::from_secs(10),
        cpu: Duration::from_secs(1),
        memory: 256 << 20,
        file_size: 16 << 20,
        processes: 16,
        open_files: 64,
        output: 64 << 10,
    }
}

/// Renvoie un bac où les attaques peuvent tourner.
///
/// # Panics
///
/// Panique en disant quoi installer si cette machine ne permet pas de bac.
pub fn sandbox(limits: Limits) -> Sandbox {
    if let Err(reason) = Sandbox::available() {
        panic!("{reason}");
    }
    Sandbox::new(launcher(), limits).executable(attacks(), ATTACKS)
}
