//! Les sorties et les chronologies d'une leçon.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use wait_timeout::ChildExt as _;

use crate::snapshot::Snapshots;

/// Le temps laissé à un programme qui, sur l'horloge virtuelle, n'attend jamais.
const PATIENCE: Duration = Duration::from_secs(60);

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
    let list = stdout(program, &["--liste"]);
    // Après une ligne vide viennent les programmes de la leçon, qui ne se jouent pas.
    let scenes = list.split_once("\n\n").map_or(&*list, |(scenes, _)| scenes);
    for scene in words(scenes) {
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
            snapshots.compare(&format!("{stem}.txt"), stdout(program, &args));
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
/// Panique si une sortie a changé, si un fichier manque ou ne correspond plus à rien, si
/// un programme échoue, ou si une autre leçon a un exemple du même nom : Cargo n'en
/// garderait qu'un.
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
        let namesakes = namesakes(&source);
        assert!(namesakes.is_empty(), "deux exemples du même nom : {namesakes:?}");
        let output = run(Command::new(&binary));
        assert!(output.status.success(), "{} a échoué", binary.display());
        snapshots.compare(&format!("example-{stem}.txt"), text(&output.stdout));
    }
    snapshots.finish(|name| name.starts_with("example-"));
}

/// Renvoie les exemples des leçons voisines qui portent le même nom que `source`.
fn namesakes(source: &Path) -> Vec<PathBuf> {
    let lesson = source.ancestors().nth(2).expect("un exemple est dans une leçon");
    let lessons = lesson.parent().expect("une leçon est parmi les leçons");
    let entries = std::fs::read_dir(lessons).expect("les leçons sont lisibles");
    entries
        .flatten()
        .filter(|entry| entry.path() != lesson)
        .map(|entry| {
            let name = source.file_name().expect("un exemple a un nom");
            entry.path().join("examples").join(name)
        })
        .filter(|namesake| namesake.exists())
        .collect()
}

fn compare_timeline(
    snapshots: &mut Snapshots,
    program: &str,
    args: &[&str],
    stem: &str,
) {
    let with = |format| [args, &[format]].concat();
    let json = play(program, &with("--frise=json"));
    if json.status.success() {
        check_dates(&text(&json.stdout));
        let svg = stdout(program, &with("--frise=svg"));
        snapshots.compare(&format!("{stem}.svg"), svg);
        let table = stdout(program, &with("--frise=tableau"));
        snapshots.compare(&format!("{stem}.html"), table);
    }
}

/// Vérifie que les dates d'un journal ne reculent jamais dans un acte.
fn check_dates(json: &str) {
    let mut previous = 0;
    for line in json.lines() {
        let date =
            line.strip_prefix("{\"at_ns\": ").and_then(|rest| rest.split_once(','));
        previous = match date {
            Some((date, _)) => {
                let date: u128 = date.parse().expect("une date en nanosecondes");
                assert!(date >= previous, "la date recule : {line}");
                date
            }
            None => 0,
        };
    }
}

/// Compte les actes d'une scène : le premier dont le numéro est refusé n'existe pas.
fn acts(program: &str, scene: &str) -> usize {
    let exists = |act: &usize| {
        let act = act.to_string();
        play(program, &[scene, "--acte", &act, "--aide"]).status.success()
    };
    (1..).take_while(exists).count()
}

fn words(list: &str) -> Vec<String> {
    let first = |line: &str| line.split_whitespace().next().map(str::to_owned);
    list.lines().filter_map(first).collect()
}

/// Joue `program` sur l'horloge virtuelle et renvoie ce qu'il affiche.
fn stdout(program: &str, args: &[&str]) -> String {
    let output = play(program, args);
    let complaint = text(&output.stderr);
    assert!(output.status.success(), "{program} {args:?} a échoué : {complaint}");
    text(&output.stdout)
}

fn play(program: &str, args: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.args(args).arg("--temps-virtuel");
    run(command)
}

/// Exécute `command` ; un programme qui ne finit pas est arrêté, et nommé.
fn run(mut command: Command) -> Output {
    let shown = format!("{command:?}");
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap_or_else(|error| panic!("{shown} : {error}"));
    let (stdout, stderr) = (drain(child.stdout.take()), drain(child.stderr.take()));
    let status =
        child.wait_timeout(PATIENCE).expect("un processus qu'on peut attendre");
    let status = status.unwrap_or_else(|| {
        // Il a pu finir entre-temps : rien à arrêter.
        let _ = child.kill();
        panic!("{shown} n'a pas fini en {} s", PATIENCE.as_secs())
    });
    let read = "une sortie lisible";
    Output {
        status,
        stdout: stdout.join().expect(read),
        stderr: stderr.join().expect(read),
    }
}

/// Lit une sortie à part : un programme bavard n'attend pas qu'on s'en occupe.
fn drain(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let mut pipe = pipe.expect("une sortie capturée");
        pipe.read_to_end(&mut bytes).expect("une sortie lisible");
        bytes
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("une sortie en UTF-8")
}
