//! Ce qui n'attaque rien : de quoi vérifier ce que le bac promet.

use std::io::Read;

pub fn play(name: &str, args: &[String]) -> bool {
    match name {
        "nothing" => {}
        "exit" => std::process::exit(args[0].parse().unwrap()),
        "abort" => std::process::abort(),
        "create_new" => return std::fs::File::create_new(&args[0]).is_ok(),
        "heartbeat" => loop {
            std::fs::write(&args[0], "").unwrap();
        },
        "show" => print!("{}", std::fs::read_to_string(&args[0]).unwrap()),
        "count_input" => {
            println!("{}", std::io::stdin().lock().bytes().count());
        }
        "count_threads" => println!("{}", 1 + threads()),
        "another" => {
            let own = std::env::args().next().unwrap();
            return std::process::Command::new(own).arg("nothing").status().is_ok();
        }
        "list_descriptors" => descriptors(),
        "list_environment" => {
            let mut variables: Vec<_> = std::env::vars().collect();
            variables.sort();
            variables.iter().for_each(|(key, value)| println!("{key}={value}"));
        }
        _ => panic!("{name} n'est pas une attaque"),
    }
    false
}

fn threads() -> usize {
    let nap = || loop {
        std::thread::park();
    };
    let start = |_: &i32| {
        std::thread::Builder::new().stack_size(64 << 10).spawn::<_, ()>(nap).is_ok()
    };
    (0..100).take_while(start).count()
}

fn descriptors() {
    unsafe extern "C" {
        fn fcntl(fd: i32, command: i32) -> i32;
    }
    const F_GETFD: i32 = 1;
    for fd in (0..1024).filter(|&fd| unsafe { fcntl(fd, F_GETFD) } >= 0) {
        println!("{fd}");
    }
}
