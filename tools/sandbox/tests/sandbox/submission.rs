//! Une copie, de sa compilation à ses essais, chaque étape dans son bac.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use sandbox::{Limits, Report, Toolchain};

use crate::setup;

const HARNESS: &str = "fn main() { assert_eq!(copie::double(21), 42); }";

fn limits() -> Limits {
    Limits { wall: Duration::from_secs(300), ..Limits::to_compile() }
}

/// La copie, compilée là où les essais ne sont pas montés.
fn library(folder: &Path, source: &str) -> Report {
    fs::write(folder.join("copie.rs"), source).unwrap();
    let sandbox = setup::sandbox(limits());
    let sandbox = sandbox
        .compiler(&Toolchain::here().unwrap())
        .unwrap()
        .read_only(folder.join("copie.rs"), "/copie.rs")
        .output(folder.join("lib"), "/sortie", 64 << 20);
    let args = [
        "--edition=2024",
        "--crate-type=lib",
        "-o/sortie/libcopie.rlib",
        "/copie.rs",
    ];
    sandbox.run(Toolchain::RUSTC, args, b"").unwrap()
}

/// Les essais, liés à la bibliothèque.
fn program(folder: &Path) -> Report {
    fs::write(folder.join("essais.rs"), HARNESS).unwrap();
    let toolchain = Toolchain::here().unwrap();
    let sandbox = setup::sandbox(limits())
        .compiler(&toolchain)
        .and_then(|sandbox| sandbox.linker(&toolchain, 64 << 20))
        .unwrap()
        .read_only(folder.join("essais.rs"), "/essais.rs")
        .read_only(folder.join("lib"), "/copie")
        .output(folder.join("bin"), "/sortie", 64 << 20);
    let args = [
        "--edition=2024",
        "--extern=copie=/copie/libcopie.rlib",
        "-o/sortie/essais",
        "/essais.rs",
    ];
    sandbox.run(Toolchain::RUSTC, args, b"").unwrap()
}

fn tests(folder: &Path) -> Report {
    let limits = Limits { wall: Duration::from_secs(300), ..Limits::to_run() };
    let program = folder.join("bin/essais");
    setup::sandbox(limits)
        .executable(program, "/essais")
        .run("/essais", [""; 0], b"")
        .unwrap()
}

fn grade(source: &str) -> Report {
    let folder = tempfile::tempdir().unwrap();
    for name in ["lib", "bin"] {
        let inner = folder.path().join(name);
        fs::create_dir(&inner).unwrap();
        fs::set_permissions(inner, Permissions::from_mode(0o755)).unwrap();
    }
    let built = library(folder.path(), source);
    assert!(built.succeeded(), "{built:?}");
    let linked = program(folder.path());
    assert!(linked.succeeded(), "{linked:?}");
    println!("{:?} {:?} {:?}", built.wall, linked.wall, linked.cpu);
    tests(folder.path())
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn une_copie_juste_reussit_et_une_fausse_echoue() {
    let right = grade("pub fn double(n: u32) -> u32 { 2 * n }");
    assert!(right.succeeded(), "{right:?}");
    let wrong = grade("pub fn double(n: u32) -> u32 { n }");
    assert_eq!(wrong.ended, sandbox::Ended::Exited(101));
}
