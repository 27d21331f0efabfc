//! L'hôte : lancer le bac, lire ses sorties, l'arrêter à temps.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;
use wait4::Wait4;

use crate::capture::Capture;
use crate::defence::Defence;
use crate::error::Error;
use crate::order::{Order, Outcome};
use crate::report::{Ended, Report};
use crate::usage;
use crate::verdict;

/// Entre deux regards sur ce qu'occupent les dossiers.
const LOOK: Duration = Duration::from_millis(20);
/// Ce qu'on laisse au gardien pour obéir.
const OBEY: Duration = Duration::from_secs(5);
/// Ce qu'on laisse aux sorties pour se fermer ; hors du bac, un descendant qui survit
/// les garderait ouvertes.
const DRAIN: Duration = Duration::from_secs(1);

/// Un dossier où le programme écrit, et ce qu'il peut y mettre, en octets.
pub(crate) type Folder = (PathBuf, u64);

/// Un bac ouvert.
pub(crate) struct Watch<'a> {
    child: Child,
    channel: UnixStream,
    answer: Vec<u8>,
    stdout: Capture<ChildStdout>,
    stderr: Capture<ChildStderr>,
    order: &'a Order,
    folders: &'a [Folder],
    started: Instant,
    /// La limite dépassée, et quand le bac doit être fermé de force.
    stopped: Option<(Ended, Instant)>,
    /// Quand cesser de lire les sorties d'un gardien qui n'est plus là.
    left: Option<Instant>,
}

/// Lance `command`, dont l'entrée devient le canal du gardien, et attend la fin.
///
/// `prepare` complète l'ordre quand le numéro du processus est connu.
pub(crate) fn run(
    mut command: Command,
    order: &mut Order,
    stdin: &[u8],
    folders: &[Folder],
    prepare: impl FnOnce(&mut Order, u32) -> io::Result<()>,
) -> Result<Report, Error> {
    let started = Instant::now();
    let (mut channel, theirs) = UnixStream::pair()?;
    command.stdin(Stdio::from(OwnedFd::from(theirs)));
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    drop(command);
    prepare(order, child.id())?;
    // Un bac qui ne s'est pas ouvert dira lui-même pourquoi.
    let _ = send(&mut channel, order, stdin);
    let kept = order.applies(Defence::Output);
    let limit = if kept { order.limits.output } else { usize::MAX };
    let watch = Watch {
        stdout: Capture::new(child.stdout.take().expect("un tube"), limit),
        stderr: Capture::new(child.stderr.take().expect("un tube"), limit),
        child,
        channel,
        answer: vec![],
        order,
        folders,
        started,
        stopped: None,
        left: None,
    };
    watch.finish()
}

fn send(channel: &mut UnixStream, order: &Order, stdin: &[u8]) -> io::Result<()> {
    let mut line = serde_json::to_vec(order)?;
    line.push(b'\n');
    channel.write_all(&line)?;
    channel.write_all(stdin)
}

impl Watch<'_> {
    /// Suit le programme jusqu'au bout ; ne laisse rien derrière, même en échouant.
    fn finish(mut self) -> Result<Report, Error> {
        if let Err(error) = self.follow() {
            self.child.kill()?;
            self.child.wait()?;
            return Err(error.into());
        }
        let used = self.child.wait4()?;
        let wall = self.started.elapsed();
        let stopped = self.stopped.map(|(ended, _)| ended);
        let (stdout, stderr) = (self.stdout.into_kept(), self.stderr.into_kept());
        let cpu = used.rusage.utime + used.rusage.stime;
        let outcome: Option<Outcome> = serde_json::from_slice(&self.answer).ok();
        let (ended, peak_memory) =
            verdict::of(outcome, stopped, cpu, self.order, &stderr)?;
        Ok(Report { ended, stdout, stderr, cpu, wall, peak_memory })
    }

    fn follow(&mut self) -> io::Result<()> {
        for fd in [self.stdout.fd(), self.stderr.fd(), Some(self.channel.as_fd())] {
            rustix::io::ioctl_fionbio(fd.expect("rien n'est encore lu"), true)?;
        }
        while !self.is_over() {
            self.wait()?;
            self.stdout.read()?;
            self.stderr.read()?;
            self.listen()?;
            self.enforce()?;
        }
        // Un programme plus rapide que nos regards a pu tout remplir.
        self.stop_if(Defence::Disk, self.too_full(), Ended::DiskLimit);
        Ok(())
    }

    /// Tout est lu, ou ce qui reste ne viendra plus.
    fn is_over(&self) -> bool {
        let read = self.stdout.fd().is_none() && self.stderr.fd().is_none();
        self.left.is_some_and(|until| read || Instant::now() >= until)
    }

    /// Attend une sortie, la réponse du gardien, ou le prochain regard.
    fn wait(&self) -> io::Result<()> {
        let channel = self.left.is_none().then(|| self.channel.as_fd());
        let fds = [self.stdout.fd(), self.stderr.fd(), channel];
        let listened = fds.into_iter().flatten();
        let mut events: Vec<_> =
            listened.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)).collect();
        let timeout = LOOK.try_into().expect("une durée courte");
        match poll(&mut events, Some(&timeout)) {
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Lit la réponse du gardien ; qu'il ferme le canal veut dire qu'il n'est plus.
    fn listen(&mut self) -> io::Result<()> {
        let mut chunk = [0; 4096];
        while self.left.is_none() {
            match self.channel.read(&mut chunk) {
                Ok(0) => self.left = Some(Instant::now() + DRAIN),
                Ok(read) => self.answer.extend_from_slice(&chunk[..read]),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                // Un gardien tué alors qu'il lui restait des ordres à lire.
                Err(_) => self.left = Some(Instant::now() + DRAIN),
            }
        }
        Ok(())
    }

    /// Arrête ce qui dépasse une limite, de force si le gardien n'obéit pas.
    fn enforce(&mut self) -> io::Result<()> {
        let overflowed = self.stdout.overflowed || self.stderr.overflowed;
        self.stop_if(Defence::Output, overflowed, Ended::OutputLimit);
        let late = self.started.elapsed() >= self.order.limits.wall;
        self.stop_if(Defence::Wall, late, Ended::WallLimit);
        self.stop_if(Defence::Disk, self.too_full(), Ended::DiskLimit);
        match self.stopped {
            Some((_, patience)) if Instant::now() >= patience => self.child.kill(),
            _ => Ok(()),
        }
    }

    fn too_full(&self) -> bool {
        self.folders.iter().any(|(folder, size)| usage::exceeds(folder, *size))
    }

    fn stop_if(&mut self, defence: Defence, exceeded: bool, ended: Ended) {
        if exceeded && self.stopped.is_none() && self.order.applies(defence) {
            self.stopped = Some((ended, Instant::now() + OBEY));
            // Un gardien déjà parti n'a plus rien à arrêter.
            let _ = self.channel.shutdown(Shutdown::Write);
        }
    }
}
