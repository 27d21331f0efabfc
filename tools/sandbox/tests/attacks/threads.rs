//! Lancer des threads sans compter : `RLIMIT_NPROC`.

use std::thread::Builder;

pub fn attack(_: &[String]) -> bool {
    let nap = || loop {
        std::thread::park();
    };
    let start =
        |_: &i32| Builder::new().stack_size(64 << 10).spawn::<_, ()>(nap).is_ok();
    (0..100).take_while(start).count() == 100
}
