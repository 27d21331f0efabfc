//! Prendre trop de mémoire en compilant : `RLIMIT_AS`.

pub const HUGE: &[u8; 1 << 30] = &[1; 1 << 30];
