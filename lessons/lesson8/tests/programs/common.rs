//! De quoi lancer les programmes de la leçon, et regarder ce qu'ils laissent.

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use wait_timeout::ChildExt as _;

const PROGRAM: &str = env!("CARGO_BIN_EXE_lesson8");

/// Le temps au bout duquel un programme est perdu.
const PATIENCE: Duration = Duration::from_secs(60);

/// Ce qu'a dit un programme.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
}

pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// Prépare le programme ; ses deux sorties sont captées, à défaut d'autre chose.
pub fn program() -> Command {
    piped(PROGRAM)
}

fn piped(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Le programme, lancé par quelqu'un à qui les droits s'appliquent.
pub fn as_nobody(folder: &Path) -> Command {
    let is_root = fs::metadata(folder).unwrap().uid() == 0;
    if !is_root {
        return program();
    }
    fs::set_permissions(folder, Permissions::from_mode(0o777)).unwrap();
    // Là où Cargo le range, « nobody » n'entre peut-être pas. `cp`, plutôt que
    // `fs::copy` : un programme qu'un de nos threads a encore ouvert en écriture ne
    // se lance pas.
    let copy = folder.join("programme");
    assert!(Command::new("cp").arg(PROGRAM).arg(&copy).status().unwrap().success());
    let mut command = piped(copy);
    command.uid(65_534).gid(65_534);
    command
}

/// Lance un programme.
pub fn start(command: &mut Command) -> Child {
    command.spawn().unwrap()
}

/// Attend la fin d'un programme.
#[track_caller]
pub fn end(mut child: Child) -> Ended {
    if child.wait_timeout(PATIENCE).unwrap().is_none() {
        child.kill().unwrap();
        panic!("le programme ne finit pas : {:?}", child.wait_with_output());
    }
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let code = output.status.code().or(output.status.signal().map(|signal| -signal));
    Ended {
        code: code.unwrap(),
        out: text(&output.stdout),
        err: text(&output.stderr),
    }
}

#[track_caller]
pub fn run(command: &mut Command) -> Ended {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    end(start(command))
}

pub fn signal(child: &Child, name: &str) {
    let sent =
        Command::new("kill").args(["-s", name, &child.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

/// Attend qu'une condition devienne vraie.
#[track_caller]
pub fn wait_until(what: &str, condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < PATIENCE, "toujours pas : {what}");
        thread::sleep(Duration::from_millis(2));
    }
}

pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Crée un fichier qui ne prend pas de place, si grand soit-il.
pub fn sparse(folder: &Path, size: u64) -> PathBuf {
    let path = folder.join("creux");
    File::create(&path).unwrap().set_len(size).unwrap();
    path
}

/// Crée un tube nommé, que personne n'ouvrira jamais de l'autre côté.
pub fn make_pipe(folder: &Path) -> PathBuf {
    let path = folder.join("tube");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}
