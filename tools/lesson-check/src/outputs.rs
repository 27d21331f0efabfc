//! Les sorties et les chronologies d'une leçon.

use std::path::Path;
use std::process::{Command, Output};

use crate::snapshot::Snapshots;

/// Joue chaque acte de chaque scène de `program` sur l'horloge virtuelle et compare.
///
/// Pour l'acte 2 de `famine`, `folder` contient `famine.2.txt` et, s'il a une
/// chronologie, `famine.2.svg` et `famine.2.html` (le tableau) ; une scène d'un seul acte
/// n'a pas de numéro. Les chronologies d'une scène de plusieurs actes sont aussi réunies
/// dans `famine.svg` et `famine.html`.
///
/// # Panics
///
/// Panique si une sortie a changé, si un fichier manque ou ne correspond plus à rien.
pub fn check_outputs(program: &str, folder: &str) {
    let mut snapshots = Snapshots::new(Path::new(folder));
    for scene in words(&stdout(program, &["--liste"])) {
        let acts = acts(program, &scene);
        for act in 1..=acts {
            let number = act.to_string();
            let (args, stem) = match acts {
                1 => (vec![scene.as_str()], scene.clone()),
                _ => (
                    vec![scene.as_str(), "--acte", &number],
                    format!("{scene}.{act}"),
                ),
            };
            snapshots
                .compare(&format!("{stem}.txt"), virtual_run(program, &args, &[]));
            compare_timeline(&mut snapshots, program, &args, &stem);
        }
        if acts > 1 {
            compare_timeline(&mut snapshots, program, &[&scene], &scene);
        }
    }
    snapshots.finish(|name| !name.starts_with("example-"));
}

/// Exécute chaque programme de `examples/` et compare sa sortie à
/// `example-NOM.txt`, dans `folder`.
///
/// # Panics
///
/// Panique si une sortie a changé, si un fichier manque ou ne correspond plus à rien, ou
/// si un programme échoue.
pub fn check_examples(program: &str, folder: &str) {
    let mut snapshots = Snapshots::new(Path::new(folder));
    let sources = Path::new(folder).with_file_name("examples");
    // Cargo range les exemples à côté du programme.
    let built = Path::new(program).with_file_name("examples");
    let entries = std::fs::read_dir(&sources).into_iter().flatten().flatten();
    for source in entries.map(|entry| entry.path()) {
        let stem =
            source.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let binary =
            built.join(&stem).with_extension(std::env::consts::EXE_EXTENSION);
        let output = run(Command::new(&binary));
        assert!(output.status.success(), "{} a échoué", binary.display());
        snapshots.compare(&format!("example-{stem}.txt"), text(&output.stdout));
    }
    snapshots.finish(|name| name.starts_with("example-"));
}

fn compare_timeline(
    snapshots: &mut Snapshots,
    program: &str,
    args: &[&str],
    stem: &str,
) {
    let json = run(command(program, args, &["--frise=json"]));
    if json.status.success() {
        let svg = virtual_run(program, args, &["--frise=svg"]);
        snapshots.compare(&format!("{stem}.svg"), svg);
        let table = virtual_run(program, args, &["--frise=tableau"]);
        snapshots.compare(&format!("{stem}.html"), table);
    }
}

/// Compte les actes d'une scène : le premier dont le numéro est refusé n'existe pas.
fn acts(program: &str, scene: &str) -> usize {
    let exists = |act: &usize| {
        let act = act.to_string();
        let args = [scene, "--acte", &act, "--aide"];
        run(command(program, &args, &[])).status.success()
    };
    (1..).take_while(exists).count()
}

fn words(list: &str) -> Vec<String> {
    let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
    list.lines().filter_map(first).collect()
}

fn virtual_run(program: &str, args: &[&str], more: &[&str]) -> String {
    let all: Vec<_> = args.iter().chain(more).copied().collect();
    stdout(program, &[&all[..], &["--temps-virtuel"]].concat())
}

fn stdout(program: &str, args: &[&str]) -> String {
    let output = run(command(program, args, &[]));
    let complaint = text(&output.stderr);
    assert!(output.status.success(), "{program} {args:?} a échoué : {complaint}");
    text(&output.stdout)
}

fn command(program: &str, args: &[&str], more: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(args).args(more).arg("--temps-virtuel");
    command
}

fn run(mut command: Command) -> Output {
    let program = command.get_program().to_owned();
    command.output().unwrap_or_else(|error| {
        panic!("{} ne se lance pas : {error}", program.to_string_lossy())
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("une sortie en UTF-8")
}
