//! Tracer le gardien, pour lui dicter son compte rendu : Landlock interdit de tracer qui
//! est moins restreint que soi, et seccomp n'a pas `ptrace`.

use std::os::unix::process::parent_id;

unsafe extern "C" {
    fn ptrace(request: i64, pid: i32, address: usize, data: usize) -> i64;
}

pub fn attack(_: &[String]) -> bool {
    const PTRACE_SEIZE: i64 = 0x4206;
    unsafe { ptrace(PTRACE_SEIZE, parent_id() as i32, 0, 0) == 0 }
}
