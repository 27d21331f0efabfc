//! Prendre plus de mémoire que permis : `RLIMIT_AS`.

pub fn attack(_: &[String]) -> bool {
    let mut memory = Vec::<u8>::new();
    memory.try_reserve_exact(320 << 20).is_ok() && {
        memory.resize(320 << 20, 1);
        std::hint::black_box(&memory).len() == 320 << 20
    }
}
