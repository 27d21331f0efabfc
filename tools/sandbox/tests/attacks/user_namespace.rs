//! Devenir root dans un espace de noms à soi, et toucher à plus de noyau : bubblewrap n'en
//! permet pas d'autre, et seccomp n'a pas `unshare`.

unsafe extern "C" {
    fn unshare(flags: i32) -> i32;
}

pub fn attack(_: &[String]) -> bool {
    const CLONE_NEWUSER: i32 = 0x1000_0000;
    unsafe { unshare(CLONE_NEWUSER) == 0 }
}
