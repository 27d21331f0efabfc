//! Le gardien : lancer le programme, l'attendre, rendre compte.

use std::io::{self, BufRead, Read, Write};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, Stdio};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, PidfdFlags, pidfd_open};
use wait4::Wait4;

use super::{RESTRICTED, orphans};
use crate::order::{Order, Outcome};

/// Exécute l'ordre lu sur l'entrée standard et y répond : c'est un socket.
pub(super) fn stand() -> io::Result<()> {
    let (order, stdin) = read_order()?;
    if order.kill_orphans {
        orphans::adopt()?;
    }
    let outcome = match start(&order, &stdin) {
        Ok(child) => wait(child)?,
        Err(reason) => Outcome::NotStarted(reason.to_string()),
    };
    if order.kill_orphans {
        orphans::kill();
    }
    let mut answer = serde_json::to_vec(&outcome)?;
    while !answer.is_empty() {
        let written = rustix::io::write(rustix::stdio::stdin(), &answer)?;
        answer.drain(..written);
    }
    Ok(())
}

fn read_order() -> io::Result<(Order, Vec<u8>)> {
    let mut input = io::stdin().lock();
    let mut line = String::new();
    input.read_line(&mut line)?;
    let order: Order = serde_json::from_str(&line)?;
    let mut stdin = vec![0; order.stdin_len];
    input.read_exact(&mut stdin)?;
    Ok((order, stdin))
}

/// Lance le restreint et attend qu'il ait cédé sa place.
///
/// Le canal se ferme à `exec` : n'y rien lire veut dire que le programme tourne, comme
/// dans `std::process::Command::spawn`.
fn start(order: &Order, stdin: &[u8]) -> io::Result<Child> {
    let (mut ours, theirs) = UnixStream::pair()?;
    let mut command = Command::new(&order.launcher);
    command.arg(RESTRICTED).stdin(Stdio::from(OwnedFd::from(theirs)));
    if let Some(uid) = order.uid {
        // Sans groupes supplémentaires : `Command` les vide en quittant root.
        command.uid(uid).gid(uid);
    }
    let mut child = command.spawn()?;
    // Sans cela, notre copie de son bout du canal le garderait ouvert.
    drop(command);
    let sent = send(&mut ours, order, stdin);
    let mut failure = String::new();
    ours.read_to_string(&mut failure)?;
    if failure.is_empty() && sent.is_ok() {
        return Ok(child);
    }
    child.kill()?;
    child.wait()?;
    sent?;
    Err(io::Error::other(failure))
}

fn send(channel: &mut UnixStream, order: &Order, stdin: &[u8]) -> io::Result<()> {
    let mut line = serde_json::to_vec(order)?;
    line.push(b'\n');
    channel.write_all(&line)?;
    channel.write_all(stdin)?;
    channel.shutdown(Shutdown::Write)
}

/// Attend la fin du programme, ou que l'hôte ferme le canal : il faut alors l'arrêter.
fn wait(mut child: Child) -> io::Result<Outcome> {
    let pid = Pid::from_child(&child);
    let ended = pidfd_open(pid, PidfdFlags::empty())?;
    let mut events = [
        PollFd::new(&ended, PollFlags::IN),
        PollFd::from_borrowed_fd(rustix::stdio::stdin(), PollFlags::IN),
    ];
    loop {
        match poll(&mut events, None) {
            Ok(_) => break,
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    if events[0].revents().is_empty() {
        child.kill()?;
    }
    let used = child.wait4()?;
    Ok(Outcome::Finished {
        code: used.status.code(),
        signal: used.status.signal(),
        peak_memory: used.rusage.maxrss,
    })
}
