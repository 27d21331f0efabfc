//! Un lieu où lancer un programme : un bac, ou l'hôte si l'on s'en passe.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use exercise::{End, Ended, run_process};
use sandbox::{Limits, Sandbox, Toolchain};

use crate::defence::Defence;
use crate::options::Options;

/// Ce qu'on peut faire d'un chemin du lieu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Right {
    Read,
    Execute,
    Write { size: u64 },
}

/// Ce qu'un programme peut y faire en plus.
#[derive(Clone, Copy, Debug)]
pub enum Tools<'a> {
    /// Rien.
    None,
    /// Compiler.
    Compiler(&'a Toolchain),
    /// Compiler et lier.
    Linker(&'a Toolchain),
}

/// Un lieu, décrit avant de s'ouvrir.
#[derive(Debug)]
pub struct Room<'a> {
    options: &'a Options,
    limits: Limits,
    tools: Tools<'a>,
    mounts: Vec<(Right, PathBuf, String)>,
    scratch: Option<u64>,
    loopback: bool,
}

impl<'a> Room<'a> {
    /// Décrit un lieu où rien n'est monté.
    pub fn new(options: &'a Options, limits: Limits, tools: Tools<'a>) -> Self {
        Self {
            options,
            limits,
            tools,
            mounts: Vec::new(),
            scratch: None,
            loopback: false,
        }
    }

    /// Montre un fichier ou un dossier.
    pub fn read(self, host: impl Into<PathBuf>, inside: &str) -> Self {
        self.mount(Right::Read, host.into(), inside)
    }

    /// Montre un programme.
    pub fn execute(self, host: impl Into<PathBuf>, inside: &str) -> Self {
        self.mount(Right::Execute, host.into(), inside)
    }

    /// Donne un dossier où écrire, jusqu'à `size` octets.
    pub fn write(self, host: impl Into<PathBuf>, inside: &str, size: u64) -> Self {
        self.mount(Right::Write { size }, host.into(), inside)
    }

    /// Donne `/tmp`, oublié ensuite.
    pub fn scratch(mut self, size: u64) -> Self {
        self.scratch = Some(size);
        self
    }

    /// Permet des sockets qui ne mènent qu'au programme lui-même.
    pub fn loopback(mut self, allowed: bool) -> Self {
        self.loopback = allowed;
        self
    }

    /// Renvoie un chemin tel que le programme le voit.
    pub fn path(&self, inside: &str) -> String {
        if self.options.sandbox {
            return inside.to_owned();
        }
        let host = |(_, host, root): &(Right, PathBuf, String)| {
            let rest = inside.strip_prefix(root.as_str())?;
            Some(format!("{}{rest}", host.display()))
        };
        self.mounts.iter().rev().find_map(host).unwrap_or_else(|| inside.to_owned())
    }

    /// Lance `program`, un chemin du lieu, et attend sa fin.
    ///
    /// # Errors
    ///
    /// Si le lieu ne s'ouvre pas ; jamais par la faute du programme.
    pub fn run(
        &self,
        program: &str,
        args: Vec<String>,
        stdin: &str,
    ) -> io::Result<Ended> {
        if self.options.sandbox {
            self.run_inside(program, args, stdin)
        } else {
            self.run_on_host(program, args, stdin)
        }
    }

    fn run_inside(
        &self,
        program: &str,
        args: Vec<String>,
        stdin: &str,
    ) -> io::Result<Ended> {
        let mut sandbox = Sandbox::new(&self.options.launcher, self.limits);
        sandbox = match self.tools {
            // Un enfant jouerait l'essai avant nous, et dirait ce qu'il attend.
            Tools::None => sandbox.alone(),
            Tools::Compiler(toolchain) => sandbox.compiler(toolchain)?,
            Tools::Linker(toolchain) => sandbox
                .compiler(toolchain)?
                .linker(toolchain, self.limits.file_size)?,
        };
        for (right, host, inside) in &self.mounts {
            sandbox = match *right {
                Right::Read => sandbox.read_only(host, inside),
                Right::Execute => sandbox.executable(host, inside),
                Right::Write { size } => sandbox.output(host, inside, size),
            };
        }
        if let Some(size) = self.scratch {
            sandbox = sandbox.scratch("/tmp", size);
        }
        if self.loopback {
            sandbox = sandbox.loopback();
        }
        for defence in self.removed() {
            sandbox = sandbox.without(defence);
        }
        let report = sandbox.run(program, args, stdin.as_bytes());
        let report = report.map_err(io::Error::other)?;
        let end = self.end(report.ended);
        Ok(Ended { end, stdout: report.stdout, stderr: report.stderr })
    }

    /// Renvoie les défenses du bac à retirer ; l'éditeur de liens, qui n'exécute rien de
    /// la copie, ne se monte pas par-dessus tout l'hôte.
    fn removed(&self) -> Vec<sandbox::Defence> {
        let links = matches!(self.tools, Tools::Linker(_));
        let off = |one: &Defence| !self.options.applies(*one);
        let sandbox = Some(Defence::Sandbox).filter(off).filter(|_| !links);
        let limits = Some(Defence::Limits).filter(off);
        sandbox.into_iter().chain(limits).flat_map(Defence::of_sandbox).collect()
    }

    fn end(&self, ended: sandbox::Ended) -> End {
        /// Le signal qu'un fichier trop gros envoie sous Linux.
        const FILE_TOO_BIG: i32 = 25;
        match ended {
            sandbox::Ended::Exited(code) => End::Code(code),
            sandbox::Ended::Signalled(signal) => End::Signal(signal),
            sandbox::Ended::WallLimit => End::TooLong(self.limits.wall),
            sandbox::Ended::CpuLimit => End::TooLong(self.limits.cpu),
            sandbox::Ended::OutputLimit => End::TooLoud(self.limits.output),
            sandbox::Ended::FileLimit | sandbox::Ended::DiskLimit => {
                End::Signal(FILE_TOO_BIG)
            }
        }
    }

    fn run_on_host(
        &self,
        program: &str,
        args: Vec<String>,
        stdin: &str,
    ) -> io::Result<Ended> {
        let program = match self.tools {
            Tools::None => PathBuf::from(self.path(program)),
            Tools::Compiler(toolchain) | Tools::Linker(toolchain) => {
                toolchain.sysroot().join("bin/rustc")
            }
        };
        let mut command = Command::new(program);
        command.args(args).current_dir(self.folder()).env_remove("RUST_BACKTRACE");
        let limits = exercise::Limits {
            time: self.limits.wall,
            output: self.limits.output,
            memory: self.limits.memory,
        };
        run_process(&mut command, stdin, limits)
    }

    /// Le premier dossier où le programme peut écrire.
    fn folder(&self) -> PathBuf {
        let writable = |(right, ..): &&(Right, PathBuf, String)| {
            matches!(right, Right::Write { .. })
        };
        let found =
            self.mounts.iter().find(writable).map(|(_, host, _)| host.clone());
        found.unwrap_or_else(std::env::temp_dir)
    }

    fn mount(mut self, right: Right, host: PathBuf, inside: &str) -> Self {
        self.mounts.push((right, host, inside.to_owned()));
        self
    }
}

/// Crée un dossier que le programme du bac, qui n'est personne, peut traverser.
pub fn open_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)?;
    set_mode(path, 0o755)
}

/// Change les droits d'un fichier, là où il y en a.
#[cfg(unix)]
pub fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

/// Change les droits d'un fichier, là où il y en a.
#[cfg(not(unix))]
pub fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}
