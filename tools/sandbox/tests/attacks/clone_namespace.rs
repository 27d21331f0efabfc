//! Naître root dans un espace de noms à soi, sans `unshare` : bubblewrap n'en permet pas
//! d'autre, et seccomp regarde les options de `clone`.

unsafe extern "C" {
    fn syscall(number: i64, ...) -> i64;
    fn _exit(code: i32) -> !;
}

pub fn attack(_: &[String]) -> bool {
    const SYS_CLONE: i64 = if cfg!(target_arch = "x86_64") { 56 } else { 220 };
    const CLONE_NEWUSER: i64 = 0x1000_0000;
    const SIGCHLD: i64 = 17;
    match unsafe { syscall(SYS_CLONE, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0) } {
        0 => unsafe { _exit(0) },
        child => child > 0,
    }
}
