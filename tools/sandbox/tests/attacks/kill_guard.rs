//! Tuer le gardien, qui rend compte : premier de son espace de noms, il n'entend pas ; et
//! Landlock interdit de lui envoyer un signal.

use std::os::unix::process::parent_id;

unsafe extern "C" {
    fn kill(pid: i32, signal: i32) -> i32;
}

pub fn attack(_: &[String]) -> bool {
    let guard = parent_id();
    unsafe { kill(guard as i32, 9) };
    std::thread::sleep(std::time::Duration::from_millis(200));
    parent_id() != guard
}
