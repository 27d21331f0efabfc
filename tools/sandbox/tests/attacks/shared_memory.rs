//! Garder de la mémoire partagée détachée, que `RLIMIT_AS` ne compte pas : seccomp n'a pas
//! `shmget`.

unsafe extern "C" {
    fn shmget(key: i32, size: usize, flags: i32) -> i32;
    fn shmat(id: i32, address: usize, flags: i32) -> *mut u8;
    fn shmdt(address: *mut u8) -> i32;
    fn shmctl(id: i32, command: i32, buffer: usize) -> i32;
}

const SIZE: usize = 64 << 20;

fn segment() -> Option<i32> {
    let id = unsafe { shmget(0, SIZE, 0o600) };
    if id < 0 {
        return None;
    }
    unsafe {
        let memory = shmat(id, 0, 0);
        memory.write_bytes(1, SIZE);
        shmdt(memory);
    }
    Some(id)
}

pub fn attack(_: &[String]) -> bool {
    let segments: Vec<_> = (0..5).map_while(|_| segment()).collect();
    for &id in &segments {
        unsafe { shmctl(id, 0, 0) };
    }
    segments.len() == 5
}
