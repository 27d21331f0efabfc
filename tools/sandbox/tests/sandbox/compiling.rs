//! Compiler une copie : les attaques sont arrêtées, une copie honnête se compile et tourne.

use std::fs;
use std::time::Duration;

use sandbox::Defence::{self, *};
use sandbox::{Limits, Report, Toolchain};

use crate::host::Host;
use crate::setup;

const FILES: &[Defence] = &[Mounts, Landlock];

/// Une attaque à la compilation, et les défenses dont chacune suffit à l'arrêter.
const ATTACKS: [(&str, &[Defence]); 9] = [
    ("passwd", FILES),
    ("hidden_tests", FILES),
    ("module_path", FILES),
    ("environment", &[Environment]),
    ("endless_const", &[Cpu]),
    ("macro_bomb", &[Cpu, Memory]),
    ("huge_const", &[Memory]),
    ("huge_output", &[FileSize]),
    ("many_errors", &[Output]),
];

fn limits() -> Limits {
    Limits {
        // Une machine chargée ne doit rien changer au résultat.
        wall: Duration::from_secs(300),
        cpu: Duration::from_secs(1),
        memory: 1 << 30,
        file_size: 32 << 20,
        output: 64 << 10,
        ..Limits::to_compile()
    }
}

/// Compile `source` dans un bac, comme le fera le correcteur.
fn compile(source: &str, off: &[Defence]) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let (code, built) = (folder.path().join("copie.rs"), folder.path().join("lib"));
    fs::write(&code, source).unwrap();
    fs::create_dir(&built).unwrap();
    let sandbox = setup::sandbox(limits());
    let sandbox = sandbox.compiler(&Toolchain::here().unwrap()).unwrap();
    let sandbox =
        sandbox.read_only(code, "/copie.rs").output(&built, "/sortie", 1 << 30);
    let sandbox = off.iter().fold(sandbox, |bac, defence| bac.without(*defence));
    let args = [
        "--edition=2024",
        "--crate-type=lib",
        "-o/sortie/libcopie.rlib",
        "/copie.rs",
    ];
    let report = sandbox.run(Toolchain::RUSTC, args, b"").unwrap();
    assert_eq!(report.succeeded(), built.join("libcopie.rlib").exists());
    report
}

/// Dit si le compilateur va au bout de l'attaque, quoi qu'il en pense.
fn pierces(name: &str, host: &Host, off: &[Defence]) -> bool {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/attacks/compile");
    let source = fs::read_to_string(format!("{folder}/{name}.rs")).unwrap();
    let source = source.replace("@HIDDEN@", &host.path("secret.rs"));
    let report = compile(&source.replace("@TOKENS@", &"x ".repeat(3000)), off);
    report.succeeded()
}

#[test]
fn chaque_attaque_est_arretee_par_chacune_de_ses_defenses() {
    let host = Host::new();
    for (name, stopped_by) in ATTACKS {
        assert!(!pierces(name, &host, &[]), "{name} passe");
        assert!(pierces(name, &host, stopped_by), "{name} ne passe pas sans elles");
        for kept in stopped_by {
            let others = stopped_by.iter().filter(|other| *other != kept);
            let others: Vec<_> = others.copied().collect();
            let pierced = !others.is_empty() && pierces(name, &host, &others);
            assert!(!pierced, "{name} passe, {kept:?} n'y suffit pas");
        }
    }
}

#[test]
fn une_copie_honnete_se_compile() {
    let report = compile("pub fn double(n: u32) -> u32 { 2 * n }", &[]);
    assert!(report.succeeded(), "{report:?}");
}

#[test]
fn une_copie_fausse_est_refusee_sans_chemin_de_l_hote() {
    let report = compile("pub fn double(n: u32) -> u32 { n.double() }", &[]);
    let said = String::from_utf8(report.stderr).unwrap();
    assert_eq!(report.ended, sandbox::Ended::Exited(1));
    assert!(said.contains("no method named `double`"), "{said}");
    assert!(said.contains("--> /copie.rs:1:34"), "{said}");
}
