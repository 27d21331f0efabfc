//! Garder de la mémoire dans des fichiers sans nom, que ni `RLIMIT_AS` ni la taille des
//! dossiers ne comptent : seccomp n'a pas `memfd_create`.

use std::fs::File;
use std::io::Write;
use std::os::fd::FromRawFd;

unsafe extern "C" {
    fn memfd_create(name: *const i8, flags: u32) -> i32;
}

fn fill() -> Option<File> {
    let fd = unsafe { memfd_create(c"x".as_ptr(), 0) };
    let mut file = (fd >= 0).then(|| unsafe { File::from_raw_fd(fd) })?;
    file.write_all(&vec![1; 12 << 20]).ok().map(|()| file)
}

pub fn attack(_: &[String]) -> bool {
    (0..30).map_while(|_| fill()).collect::<Vec<_>>().len() == 30
}
