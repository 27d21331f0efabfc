//! Ouvrir le bac : la commande de l'hôte et l'ordre du lanceur.

use std::fs;
use std::io;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::available::Reason;
use crate::bubblewrap::{self, DEVICES, LAUNCHER};
use crate::defence::Defence;
use crate::error::Error;
use crate::launcher::GUARD;
use crate::libraries;
use crate::mount::{Kind, Mount};
use crate::order::Order;
use crate::report::Report;
use crate::sandbox::Sandbox;
use crate::watch::{self, Folder};

/// Où commencent les utilisateurs que root donne aux programmes, un par processus du
/// bac : hors des plages que réservent distributions et conteneurs (celles que liste
/// systemd, « Users, Groups, UIDs and GIDs on systemd systems »).
pub(crate) const FIRST_UID: u32 = 0x7000_0000;

impl Sandbox {
    pub(crate) fn open(
        &self,
        program: &Path,
        args: Vec<String>,
        stdin: &[u8],
    ) -> Result<Report, Error> {
        self.check_mounts()?;
        let command = match &self.bare {
            Some(_) => self.bare_launcher(),
            None => self.bubblewrap()?,
        };
        let mut order = self.order(program, args, stdin.len())?;
        let folders = self.folders();
        let root = bubblewrap::is_root();
        watch::run(
            self.finish(command),
            &mut order,
            stdin,
            &folders,
            |order, child| {
                if !root {
                    return Ok(());
                }
                let uid = FIRST_UID + child;
                order.uid = Some(uid);
                folders
                    .iter()
                    .try_for_each(|(path, _)| chown(path, Some(uid), Some(uid)))
            },
        )
    }

    fn finish(&self, mut command: Command) -> Command {
        command.arg(GUARD);
        if !self.off.contains(&Defence::Environment) {
            command.env_clear();
        }
        command
    }

    fn bare_launcher(&self) -> Command {
        let mut command = Command::new(&self.launcher);
        if !self.off.contains(&Defence::Session) {
            command.process_group(0);
        }
        command
    }

    fn bubblewrap(&self) -> Result<Command, Error> {
        let program = bubblewrap::program().ok_or(Reason::NoBubblewrap)?;
        let mut command = Command::new(program);
        command
            .args(bubblewrap::isolation(&self.off))
            .args(bubblewrap::mounts(&self.launcher, &self.mounts, &self.off)?)
            .args(["--chdir", "/", "--", LAUNCHER]);
        Ok(command)
    }

    fn check_mounts(&self) -> Result<(), Error> {
        for Mount { host, kind, .. } in &self.mounts {
            let scratch = matches!(kind, Kind::Scratch { .. });
            let checked = match (scratch, &self.bare) {
                (true, Some(_)) => fs::create_dir_all(host),
                (true, None) => Ok(()),
                (false, _) => fs::metadata(host).map(drop),
            };
            checked.map_err(|source| {
                let path = host.display().to_string();
                Error::Mount { path, source }
            })?;
        }
        Ok(())
    }

    /// Les dossiers de l'hôte où le programme écrit, et leur taille.
    fn folders(&self) -> Vec<Folder> {
        let folder = |mount: &Mount| match (mount.kind, &self.bare) {
            (Kind::Output { size }, _) | (Kind::Scratch { size }, Some(_)) => {
                Some((mount.host.clone(), size))
            }
            _ => None,
        };
        self.mounts.iter().filter_map(folder).collect()
    }

    fn order(
        &self,
        program: &Path,
        args: Vec<String>,
        stdin_len: usize,
    ) -> io::Result<Order> {
        let root = bubblewrap::is_root();
        let bare = self.bare.is_some();
        let writable: Vec<_> = self.paths(Kind::is_writable).collect();
        let devices = DEVICES.map(PathBuf::from);
        let libraries = libraries::loaded()?;
        Ok(Order {
            launcher: if bare { self.launcher.clone() } else { LAUNCHER.into() },
            program: self.path(program),
            args,
            env: self.env.clone(),
            directory: writable.first().cloned().unwrap_or_else(|| "/".into()),
            limits: self.limits,
            readable: self
                .paths(|kind| kind == Kind::ReadOnly)
                .chain(libraries)
                .chain(devices.clone())
                .collect(),
            executable: self
                .paths(|kind| kind == Kind::Executable)
                .chain(libraries::loaders())
                .collect(),
            writable: writable.into_iter().chain(devices).collect(),
            uid: None,
            uncounted_processes: match (root, bare) {
                // Cet utilisateur n'a que le programme.
                (true, _) => Some(0),
                // Cet espace de noms n'a que le programme et le gardien.
                (false, false) => Some(1),
                (false, true) => None,
            },
            kill_orphans: bare,
            off: self.off.clone(),
            loopback: self.loopback && !bare,
            alone: self.alone,
            stdin_len,
        })
    }

    fn paths(&self, chosen: impl Fn(Kind) -> bool) -> impl Iterator<Item = PathBuf> {
        let chosen = self.mounts.iter().filter(move |mount| chosen(mount.kind));
        chosen.map(|mount| self.path(&mount.inside))
    }
}
