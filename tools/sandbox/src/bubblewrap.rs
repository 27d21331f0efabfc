//! La ligne de commande de bubblewrap.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::defence::Defence;
use crate::libraries;
use crate::mount::{Kind, Mount};

/// Où le lanceur se trouve dans le bac.
pub(crate) const LAUNCHER: &str = "/.bac/lanceur";
/// Les seuls périphériques du bac : sans mémoire, sans terminal.
pub(crate) const DEVICES: [&str; 2] = ["/dev/null", "/dev/urandom"];

/// Renvoie où bubblewrap est installé.
pub(crate) fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path).map(|folder| folder.join("bwrap"));
    places.find(|place| place.is_file())
}

/// Dit si ce processus est root, donc ouvre un bac sans espace de noms d'utilisateur.
pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Renvoie les espaces de noms et privilèges du bac, sauf ceux des défenses retirées.
///
/// Un utilisateur ordinaire entre dans un espace de noms d'utilisateur, qu'il ne pourra
/// pas imbriquer. Root s'en passe : il y resterait root aux yeux du noyau, qui ne lui
/// compte pas ses processus. Le gardien garde de quoi changer d'utilisateur et tuer qui en
/// a changé ; le programme en reçoit un qui n'a rien, nulle part.
pub(crate) fn isolation(off: &[Defence]) -> Vec<OsString> {
    let applies = |defence| !off.contains(&defence);
    let mut args = vec!["--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"];
    args.extend(["--die-with-parent", "--hostname", "bac", "--cap-drop", "ALL"]);
    if is_root() {
        for kept in ["CAP_SETUID", "CAP_SETGID", "CAP_KILL"] {
            args.extend(["--cap-add", kept]);
        }
    } else {
        args.extend(["--unshare-user", "--uid", "65534", "--gid", "65534"]);
        if applies(Defence::Nesting) {
            args.push("--disable-userns");
        }
    }
    if applies(Defence::Network) {
        args.push("--unshare-net");
    }
    if applies(Defence::Pids) {
        args.extend(["--unshare-pid", "--as-pid-1"]);
    }
    if applies(Defence::Session) {
        args.push("--new-session");
    }
    args.into_iter().map(OsString::from).collect()
}

/// Renvoie ce qu'il faut monter : le lanceur, ce que réclame tout programme, `mounts`.
pub(crate) fn mounts(
    launcher: &Path,
    mounts: &[Mount],
    off: &[Defence],
) -> io::Result<Vec<OsString>> {
    let mut args = Args(vec![]);
    let whole_host = off.contains(&Defence::Mounts);
    if whole_host {
        args.whole_host()?;
    } else {
        args.system()?;
    }
    args.bind("--ro-bind", launcher, Path::new(LAUNCHER));
    for mount in mounts {
        args.mount(mount, off);
    }
    if !whole_host {
        // La racine est un tmpfs sans limite : il ne faut pas pouvoir y écrire.
        args.0.extend(["--remount-ro", "/"].map(OsString::from));
    }
    Ok(args.0)
}

struct Args(Vec<OsString>);

impl Args {
    fn bind(&mut self, option: &str, host: &Path, inside: &Path) {
        self.parents(inside);
        self.0.extend([option.into(), host.into(), inside.into()]);
    }

    /// Crée les dossiers qui mènent à `inside` : bubblewrap les fermerait à tout autre que
    /// root.
    fn parents(&mut self, inside: &Path) {
        let parents: Vec<_> = inside.ancestors().skip(1).collect();
        for parent in
            parents.into_iter().rev().filter(|path| path.parent().is_some())
        {
            self.0.extend(["--perms", "0755", "--dir"].map(OsString::from));
            self.0.push(parent.into());
        }
    }

    fn mount(&mut self, mount: &Mount, off: &[Defence]) {
        let unlimited = off.contains(&Defence::Disk);
        match mount.kind {
            Kind::ReadOnly | Kind::Executable => {
                let open = off.contains(&Defence::Mounts);
                let option = if open { "--bind" } else { "--ro-bind" };
                self.bind(option, &mount.host, &mount.inside);
            }
            Kind::Output { .. } => self.bind("--bind", &mount.host, &mount.inside),
            Kind::Scratch { size } => {
                self.parents(&mount.inside);
                if !unlimited {
                    self.0.extend(["--size".into(), size.to_string().into()]);
                }
                self.0.extend(["--perms", "1777", "--tmpfs"].map(OsString::from));
                self.0.push(mount.inside.clone().into());
            }
        }
    }

    /// Montre ce que réclame tout programme.
    fn system(&mut self) -> io::Result<()> {
        for library in libraries::loaded()?.into_iter().chain(libraries::loaders()) {
            self.bind("--ro-bind", &library, &library);
        }
        for device in DEVICES.map(Path::new) {
            self.bind("--dev-bind", device, device);
        }
        Ok(())
    }

    /// Montre tout l'hôte, dossier par dossier : la racine reste la nôtre, et y monter le
    /// reste ne crée rien sur l'hôte.
    fn whole_host(&mut self) -> io::Result<()> {
        for entry in fs::read_dir("/")? {
            let path = entry?.path();
            if path.is_symlink() {
                self.bind("--symlink", &fs::read_link(&path)?, &path);
            } else {
                self.bind("--dev-bind", &path, &path);
            }
        }
        Ok(())
    }
}
