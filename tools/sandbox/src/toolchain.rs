//! Ce que le compilateur a besoin de voir.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::sandbox::Sandbox;

/// Le Rust de cette machine, à monter dans un bac.
#[derive(Clone, Debug)]
pub struct Toolchain {
    sysroot: PathBuf,
}

impl Toolchain {
    /// Où se trouve `rustc` dans le bac.
    pub const RUSTC: &'static str = "/rust/bin/rustc";

    /// Trouve le Rust que `rustc` désigne ici.
    ///
    /// # Errors
    ///
    /// Échoue si `rustc` ne se lance pas ou ne dit pas où il est rangé.
    pub fn here() -> io::Result<Self> {
        let output = Command::new("rustc").args(["--print", "sysroot"]).output()?;
        let printed = String::from_utf8_lossy(&output.stdout);
        let sysroot = PathBuf::from(printed.trim_end());
        if !sysroot.join("bin/rustc").is_file() {
            let message = "rustc ne dit pas où il est rangé ; réinstallez Rust";
            return Err(io::Error::other(message));
        }
        Ok(Self { sysroot })
    }

    /// Renvoie, dans `lib/rustlib`, les dossiers où Rust range un éditeur de liens.
    #[cfg(target_os = "linux")]
    pub(crate) fn linkers(&self) -> io::Result<Vec<PathBuf>> {
        let targets = self.sysroot.join("lib/rustlib");
        let bins = std::fs::read_dir(&targets)?
            .flatten()
            .map(|target| Path::new(&target.file_name()).join("bin"))
            .filter(|bin| targets.join(bin).join("gcc-ld/ld.lld").is_file());
        Ok(bins.collect())
    }

    /// Renvoie le dossier de ce Rust.
    pub fn sysroot(&self) -> &Path {
        &self.sysroot
    }
}

impl Sandbox {
    /// Montre le compilateur et ses bibliothèques : de quoi compiler, pas de quoi lier.
    ///
    /// # Errors
    ///
    /// Échoue si la bibliothèque C de l'hôte est introuvable.
    #[cfg(target_os = "linux")]
    pub fn compiler(self, toolchain: &Toolchain) -> io::Result<Self> {
        let system = crate::libraries::folder()?;
        Ok(self
            .executable(toolchain.sysroot.join("bin/rustc"), Toolchain::RUSTC)
            .read_only(toolchain.sysroot.join("lib"), "/rust/lib")
            .read_only(&system, &system)
            // Sans `/proc`, un programme ne sait pas où il est rangé : le chargeur ne
            // trouve pas ce qui est rangé à côté.
            .env("LD_LIBRARY_PATH", "/rust/lib"))
    }

    /// Ne montre rien : ailleurs que sous Linux, aucun bac ne s'ouvre.
    ///
    /// # Errors
    ///
    /// N'échoue pas.
    #[cfg(not(target_os = "linux"))]
    pub fn compiler(self, _: &Toolchain) -> io::Result<Self> {
        Ok(self)
    }
}
