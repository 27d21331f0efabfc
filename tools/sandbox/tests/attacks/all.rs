//! Toutes les attaques d'un programme qui tourne : `all ATTAQUE [ARGUMENTS]`.
//!
//! Chacune affiche « percé » si elle réussit.

mod abstract_socket;
mod big_file;
mod busy;
mod busy_deaf;
mod clone_namespace;
mod daemon;
mod descriptors;
mod dropped;
mod environment;
mod flood;
mod flood_errors;
mod helpers;
mod kill_everyone;
mod kill_group;
mod kill_guard;
mod many_files;
mod memory;
mod memory_files;
mod netlink;
mod open_files;
mod proc_others;
mod proc_self_mem;
mod processes;
mod read_hidden;
mod shared_memory;
mod shell;
mod sleep;
mod sleep_deaf;
mod symlink;
mod tamper;
mod tcp;
mod tcp_serve;
mod threads;
mod trace_guard;
mod udp;
mod user_namespace;
mod write_outside;
mod write_root;

fn main() {
    let args: Vec<String> = std::env::args().skip(2).collect();
    let pierced = match std::env::args().nth(1).as_deref() {
        Some("abstract_socket") => abstract_socket::attack(&args),
        Some("big_file") => big_file::attack(&args),
        Some("busy") => busy::attack(&args),
        Some("busy_deaf") => busy_deaf::attack(&args),
        Some("clone_namespace") => clone_namespace::attack(&args),
        Some("daemon") => daemon::attack(&args),
        Some("descriptors") => descriptors::attack(&args),
        Some("dropped") => dropped::attack(&args),
        Some("environment") => environment::attack(&args),
        Some("flood") => flood::attack(&args),
        Some("flood_errors") => flood_errors::attack(&args),
        Some("kill_everyone") => kill_everyone::attack(&args),
        Some("kill_group") => kill_group::attack(&args),
        Some("kill_guard") => kill_guard::attack(&args),
        Some("many_files") => many_files::attack(&args),
        Some("memory") => memory::attack(&args),
        Some("memory_files") => memory_files::attack(&args),
        Some("netlink") => netlink::attack(&args),
        Some("open_files") => open_files::attack(&args),
        Some("proc_others") => proc_others::attack(&args),
        Some("proc_self_mem") => proc_self_mem::attack(&args),
        Some("processes") => processes::attack(&args),
        Some("read_hidden") => read_hidden::attack(&args),
        Some("shared_memory") => shared_memory::attack(&args),
        Some("shell") => shell::attack(&args),
        Some("sleep") => sleep::attack(&args),
        Some("sleep_deaf") => sleep_deaf::attack(&args),
        Some("symlink") => symlink::attack(&args),
        Some("tamper") => tamper::attack(&args),
        Some("tcp") => tcp::attack(&args),
        Some("tcp_serve") => tcp_serve::attack(&args),
        Some("threads") => threads::attack(&args),
        Some("trace_guard") => trace_guard::attack(&args),
        Some("udp") => udp::attack(&args),
        Some("user_namespace") => user_namespace::attack(&args),
        Some("write_root") => write_root::attack(&args),
        Some("write_outside") => write_outside::attack(&args),
        Some(name) => helpers::play(name, &args),
        None => false,
    };
    if pierced {
        println!("percé");
    }
}

/// Calcule pendant `milliseconds` de temps de processeur.
fn burn(milliseconds: u64) {
    unsafe extern "C" {
        // En microsecondes sous Linux.
        fn clock() -> i64;
    }
    while unsafe { clock() } < 1000 * milliseconds as i64 {}
}
