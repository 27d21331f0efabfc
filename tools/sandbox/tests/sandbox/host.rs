//! Ce que l'hôte a à perdre : un fichier caché, des serveurs, un descripteur ouvert.

use std::fs::{self, File, Permissions};
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::os::fd::AsRawFd;
use std::os::linux::net::SocketAddrExt;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{self, UnixListener};
use std::path::PathBuf;

use rustix::io::{FdFlags, fcntl_setfd};
use tempfile::TempDir;

/// Un hôte qui a quelque chose à perdre.
pub struct Host {
    folder: TempDir,
    tcp: TcpListener,
    udp: SocketAddr,
    left_open: File,
    _abstract: UnixListener,
}

impl Host {
    /// Prépare un fichier caché, des serveurs et un descripteur qui s'hérite.
    pub fn new() -> Self {
        let folder = TempDir::new().unwrap();
        // Lisible de tous, sinon les droits de l'hôte arrêteraient tout à notre place.
        open_to_all(folder.path().into(), 0o777);
        for (name, mode) in [("secret.rs", 0o644), ("essais.rs", 0o666)] {
            let path = folder.path().join(name);
            fs::write(&path, "// secret\n").unwrap();
            open_to_all(path, mode);
        }
        let left_open = File::create(folder.path().join("ouvert")).unwrap();
        fcntl_setfd(&left_open, FdFlags::empty()).unwrap();
        // Le dossier temporaire a un nom que personne d'autre n'a : le socket le prend.
        let name = folder.path().as_os_str().as_encoded_bytes();
        let address = net::SocketAddr::from_abstract_name(name).unwrap();
        Self {
            tcp: TcpListener::bind("127.0.0.1:0").unwrap(),
            udp: echo(),
            left_open,
            _abstract: UnixListener::bind_addr(&address).unwrap(),
            folder,
        }
    }

    /// Renvoie le dossier de l'hôte, dont un socket abstrait porte aussi le nom.
    pub fn folder(&self) -> String {
        self.folder.path().to_str().unwrap().to_owned()
    }

    /// Renvoie un chemin du dossier de l'hôte.
    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Renvoie l'adresse d'un serveur TCP.
    pub fn tcp(&self) -> String {
        self.tcp.local_addr().unwrap().to_string()
    }

    /// Renvoie l'adresse d'un serveur UDP qui répond.
    pub fn udp(&self) -> String {
        self.udp.to_string()
    }

    /// Renvoie le numéro du descripteur resté ouvert.
    pub fn left_open(&self) -> String {
        self.left_open.as_raw_fd().to_string()
    }
}

fn open_to_all(path: PathBuf, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn echo() -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    std::thread::spawn(move || {
        let mut bytes = [0; 8];
        while let Ok((length, peer)) = socket.recv_from(&mut bytes) {
            let _ = socket.send_to(&bytes[..length], peer);
        }
    });
    address
}
