//! Joindre un socket Unix abstrait de l'hôte : il appartient à son réseau, et Landlock
//! l'interdit.

use std::os::linux::net::SocketAddrExt;
use std::os::unix::net::{SocketAddr, UnixStream};

pub fn attack(args: &[String]) -> bool {
    let address = SocketAddr::from_abstract_name(&args[0]).unwrap();
    UnixStream::connect_addr(&address).is_ok()
}
