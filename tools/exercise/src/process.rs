//! Un processus que l'on ne croit pas : limité en durée, en mémoire et en sortie.

use std::io::{self, ErrorKind, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use wait_timeout::ChildExt as _;

/// Les processus en cours, pour qu'une interruption les emporte.
static RUNNING: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// Ce qu'un processus n'a pas le droit de dépasser.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// La durée réelle.
    pub time: Duration,
    /// Les octets écrits sur chacune des deux sorties.
    pub output: usize,
    /// La mémoire adressée, en octets (Linux seulement).
    pub memory: u64,
}

impl Default for Limits {
    /// Douze secondes, 8 Mio, 8 Gio : de quoi laisser la trousse conclure la
    /// première.
    fn default() -> Self {
        Self { time: Duration::from_secs(12), output: 8 << 20, memory: 8 << 30 }
    }
}

/// Comment un processus a fini.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// De lui-même, avec ce code.
    Code(i32),
    /// Tué par ce signal.
    Signal(i32),
    /// Arrêté : trop long.
    TooLong(Duration),
    /// Arrêté : trop bavard.
    TooLoud(usize),
}

/// Un processus fini.
#[derive(Debug)]
pub struct Ended {
    /// Comment.
    pub end: End,
    /// Ce qu'il a écrit sur sa sortie.
    pub stdout: Vec<u8>,
    /// Ce qu'il a écrit sur sa sortie d'erreur.
    pub stderr: Vec<u8>,
}

/// Lance `command`, lui donne `input`, et l'arrête avec ses enfants s'il dépasse
/// `limits`.
///
/// # Errors
///
/// Si le processus ne se lance pas.
pub fn run(command: &mut Command, input: &str, limits: Limits) -> io::Result<Ended> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    own_group(command);
    let mut child = command.spawn()?;
    let started = Instant::now();
    remember(child.id());
    limit_memory(&child, limits.memory);
    let (events, heard) = channel();
    let stdout = listen(child.stdout.take(), limits.output, events.clone());
    let stderr = listen(child.stderr.take(), limits.output, events);
    if let Some(mut stdin) = child.stdin.take() {
        // Un processus déjà fini n'a plus besoin de lire.
        let _ = stdin.write_all(input.as_bytes());
    }
    let end = wait(&mut child, &heard, started, limits);
    kill_group(child.id());
    let _ = child.kill();
    let _ = child.wait();
    forget(child.id());
    Ok(Ended { end: end?, stdout: collect(stdout), stderr: collect(stderr) })
}

/// Arrête tous les processus lancés par [`run`], avec leurs enfants.
pub fn kill_all() {
    if let Ok(running) = RUNNING.lock() {
        running.iter().for_each(|id| kill_group(*id));
    }
}

/// Attend la fin : du processus, du temps, ou de la patience.
fn wait(
    child: &mut Child,
    heard: &Receiver<bool>,
    started: Instant,
    limits: Limits,
) -> io::Result<End> {
    loop {
        let left = limits.time.saturating_sub(started.elapsed());
        // Les sorties se ferment d'ordinaire avec le processus : on les écoute
        // d'abord.
        match heard.recv_timeout(left) {
            Ok(true) => return Ok(End::TooLoud(limits.output)),
            Ok(false) => {}
            Err(_) => break,
        }
    }
    let left = limits.time.saturating_sub(started.elapsed());
    let ended = child.wait_timeout(left)?;
    Ok(ended.map_or(End::TooLong(limits.time), end_of))
}

/// Lit une sortie dans son thread ; annonce `true` si elle dépasse la limite.
fn listen<R: Read + Send + 'static>(
    output: Option<R>,
    most: usize,
    events: Sender<bool>,
) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let Some(mut output) = output else { return bytes };
        let mut block = [0; 16 << 10];
        loop {
            match output.read(&mut block) {
                Ok(0) => break,
                Ok(count) if bytes.len() + count > most => {
                    let _ = events.send(true);
                    break;
                }
                Ok(count) => bytes.extend_from_slice(&block[..count]),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        bytes
    })
}

fn collect(listener: JoinHandle<Vec<u8>>) -> Vec<u8> {
    listener.join().unwrap_or_default()
}

fn remember(id: u32) {
    RUNNING.lock().expect("la liste des processus").push(id);
}

fn forget(id: u32) {
    RUNNING.lock().expect("la liste des processus").retain(|other| *other != id);
}

#[cfg(unix)]
fn end_of(status: ExitStatus) -> End {
    use std::os::unix::process::ExitStatusExt as _;
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Code(code),
        (None, signal) => End::Signal(signal.unwrap_or_default()),
    }
}

#[cfg(not(unix))]
fn end_of(status: ExitStatus) -> End {
    End::Code(status.code().unwrap_or_default())
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_: &mut Command) {}

#[cfg(unix)]
fn kill_group(id: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let leader = i32::try_from(id).ok().and_then(Pid::from_raw);
    if let Some(leader) = leader {
        // Le groupe est peut-être déjà vide.
        let _ = kill_process_group(leader, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn kill_group(_: u32) {}

#[cfg(target_os = "linux")]
fn limit_memory(child: &Child, bytes: u64) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit { current: Some(bytes), maximum: Some(bytes) };
    let child = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    // Une limite refusée n'empêche pas de juger : la durée reste bornée.
    let _ = prlimit(child, Resource::As, limit);
}

#[cfg(not(target_os = "linux"))]
fn limit_memory(_: &Child, _: u64) {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, limits: Limits) -> Ended {
        run(Command::new("sh").args(["-c", script]), "mot\n", limits).unwrap()
    }

    #[test]
    fn l_entree_est_lue_et_les_sorties_sont_gardees() {
        let script = "read word; echo \"lu $word\"; echo erreur >&2; exit 3";
        let ended = shell(script, Limits::default());
        assert_eq!(ended.end, End::Code(3));
        assert_eq!(ended.stdout, b"lu mot\n");
        assert_eq!(ended.stderr, b"erreur\n");
    }

    #[test]
    fn un_bavard_est_arrete() {
        let limits = Limits { output: 1000, ..Limits::default() };
        assert_eq!(shell("yes", limits).end, End::TooLoud(1000));
    }

    #[test]
    fn un_lent_est_arrete_avec_ses_enfants() {
        let time = Duration::from_millis(200);
        let limits = Limits { time, ..Limits::default() };
        let ended = shell("sleep 1000 & echo $!; wait", limits);
        assert_eq!(ended.end, End::TooLong(time));
        let child = String::from_utf8(ended.stdout).unwrap();
        let alive = format!("/proc/{}/cmdline", child.trim());
        let command = std::fs::read(alive).unwrap_or_default();
        assert!(command.is_empty(), "l'enfant tourne encore");
    }

    #[test]
    fn qui_ferme_ses_sorties_est_quand_meme_attendu() {
        let ended = shell("exec >&- 2>&-; exit 7", Limits::default());
        assert_eq!(ended.end, End::Code(7));
    }

    #[test]
    fn un_signal_se_dit() {
        assert_eq!(shell("kill -9 $$", Limits::default()).end, End::Signal(9));
    }
}
