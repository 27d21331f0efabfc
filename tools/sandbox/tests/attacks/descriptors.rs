//! Écrire dans un descripteur que l'hôte a laissé ouvert : il est refermé.

use std::fs::File;
use std::io::Write;
use std::os::fd::FromRawFd;

pub fn attack(args: &[String]) -> bool {
    let number = args[0].parse().unwrap();
    // Un `File` vérifie en se fermant qu'il est ouvert : il ne doit pas se fermer.
    let mut file = std::mem::ManuallyDrop::new(unsafe { File::from_raw_fd(number) });
    file.write_all(b"je suis passe").is_ok()
}
