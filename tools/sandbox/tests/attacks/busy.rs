//! Calculer trop longtemps : `RLIMIT_CPU`.

pub fn attack(_: &[String]) -> bool {
    crate::burn(1500);
    true
}
