//! Produire un fichier trop grand en compilant : `RLIMIT_FSIZE`.

#[used]
pub static HUGE: [u8; 96 << 20] = [1; 96 << 20];
