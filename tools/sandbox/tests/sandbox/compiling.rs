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
    ("flood", &[Output]),
];

fn limits(cpu: u64, memory: u64) -> Limits {
    Limits {
        // Une machine chargée ne doit rien changer au résultat.
        wall: Duration::from_secs(300),
        cpu: Duration::from_secs(cpu),
        memory: memory << 30,
        file_size: 32 << 20,
        output: 64 << 10,
        ..Limits::to_compile()
    }
}

/// Compile `source` dans un bac, comme le fera le correcteur.
fn compile(source: &str, limits: Limits, off: &[Defence]) -> Report {
    let folder = tempfile::tempdir().unwrap();
    let (code, built) = (folder.path().join("copie.rs"), folder.path().join("lib"));
    fs::write(&code, source).unwrap();
    fs::create_dir(&built).unwrap();
    let sandbox = setup::sandbox(limits);
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

/// Dit si le compilateur va au bout de l'attaque quand ces défenses sont retirées.
fn pierces(
    name: &str,
    stopped_by: &[Defence],
    host: &Host,
    off: &[Defence],
) -> bool {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/attacks/compile");
    let source = fs::read_to_string(format!("{folder}/{name}.rs")).unwrap();
    let source = source.replace("@HIDDEN@", &host.path("secret.rs"));
    let source = source.replace("@TOKENS@", &"x ".repeat(3000));
    // Seules les attaques que ces limites doivent arrêter les rencontrent.
    let cpu = if stopped_by.contains(&Cpu) { 1 } else { 60 };
    let memory = if stopped_by.contains(&Memory) { 1 } else { 8 };
    compile(&source, limits(cpu, memory), off).succeeded()
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn chaque_attaque_est_arretee_par_chacune_de_ses_defenses() {
    let host = Host::new();
    for (name, stopped_by) in ATTACKS {
        let pierces = |off: &[Defence]| pierces(name, stopped_by, &host, off);
        assert!(!pierces(&[]), "{name} passe");
        assert!(pierces(stopped_by), "{name} ne passe pas sans {stopped_by:?}");
        for kept in stopped_by {
            let others = stopped_by.iter().filter(|other| *other != kept);
            let others: Vec<_> = others.copied().collect();
            let pierced = !others.is_empty() && pierces(&others);
            assert!(!pierced, "{name} passe, {kept:?} n'y suffit pas");
        }
    }
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn une_copie_honnete_se_compile() {
    let report =
        compile("pub fn double(n: u32) -> u32 { 2 * n }", limits(60, 2), &[]);
    assert!(report.succeeded(), "{report:?}");
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn une_copie_fausse_est_refusee_sans_chemin_de_l_hote() {
    let report =
        compile("pub fn double(n: u32) -> u32 { n.double() }", limits(60, 2), &[]);
    let said = String::from_utf8(report.stderr).unwrap();
    assert_eq!(report.ended, sandbox::Ended::Exited(1));
    assert!(said.contains("no method named `double`"), "{said}");
    assert!(said.contains("--> /copie.rs:1:34"), "{said}");
}
