//! Ce que l'éditeur de liens a besoin de voir.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::libraries;
use crate::sandbox::Sandbox;
use crate::toolchain::Toolchain;

impl Sandbox {
    /// Ajoute à [`Sandbox::compiler`] de quoi lier un programme : `cc`, ses
    /// éditeurs de liens, et `/tmp`, de `size` octets.
    ///
    /// # Errors
    ///
    /// Échoue si `cc` ne se lance pas ou ne dit pas où sont ses outils.
    pub fn linker(mut self, toolchain: &Toolchain, size: u64) -> io::Result<Self> {
        let (collect, ld) = (tool("collect2")?, tool("ld")?);
        if let Some(folder) = collect.parent() {
            // Les objets qui commencent et finissent tout programme.
            self = self.read_only(folder, folder);
        }
        self = self
            .executable(&collect, &collect)
            .executable(fs::canonicalize("/usr/bin/cc")?, "/usr/bin/cc")
            .executable(ld, "/usr/bin/ld");
        for bin in toolchain.linkers()? {
            // Rust range l'éditeur de liens qu'il préfère derrière un programme qui ne
            // se trouve que par `/proc` : le vrai prend sa place.
            let wrapper =
                Path::new("/rust/lib/rustlib").join(&bin).join("gcc-ld/ld.lld");
            let real =
                toolchain.sysroot().join("lib/rustlib").join(bin).join("rust-lld");
            self = self.executable(real, wrapper);
        }
        let system = libraries::folder()?;
        if let Ok(rest) = system.strip_prefix("/usr") {
            // Le script de la bibliothèque C la nomme par son ancien chemin.
            self = self.read_only(&system, Path::new("/").join(rest));
        }
        Ok(self.env("PATH", "/usr/bin").scratch("/tmp", size))
    }
}

/// Demande à `cc` où est un de ses outils ; il ne donne qu'un nom à ceux de `/usr/bin`.
fn tool(name: &str) -> io::Result<PathBuf> {
    let asked =
        Command::new("cc").arg(format!("-print-prog-name={name}")).output()?;
    let path =
        Path::new("/usr/bin").join(String::from_utf8_lossy(&asked.stdout).trim());
    fs::canonicalize(path)
}
