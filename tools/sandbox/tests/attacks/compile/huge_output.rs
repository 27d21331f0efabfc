//! Produire un fichier trop grand en compilant : `RLIMIT_FSIZE`.

#[used]
pub static HUGE: [u8; 48 << 20] = [1; 48 << 20];
