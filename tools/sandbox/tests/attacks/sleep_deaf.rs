//! Dormir trop longtemps en ignorant les signaux : le gardien tue par SIGKILL.

unsafe extern "C" {
    fn signal(signal: i32, handler: usize) -> usize;
}

pub fn attack(_: &[String]) -> bool {
    const SIG_IGN: usize = 1;
    for number in 1..32 {
        unsafe { signal(number, SIG_IGN) };
    }
    std::thread::sleep(std::time::Duration::from_millis(900));
    true
}
