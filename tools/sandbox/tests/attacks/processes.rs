//! Se relancer soi-même sans compter : `RLIMIT_NPROC`.

use std::process::{Child, Command, Stdio};

pub fn attack(args: &[String]) -> bool {
    if args.first().is_some_and(|arg| arg == "again") {
        std::io::stdin().read_line(&mut String::new()).unwrap();
        return false;
    }
    let myself = std::env::args().next().unwrap();
    let start = |_: i32| -> Option<Child> {
        let mut command = Command::new(&myself);
        command.args(["processes", "again"]).stdin(Stdio::piped()).spawn().ok()
    };
    let children: Vec<_> = (0..50).map_while(start).collect();
    children.len() == 50
}
