//! Réécrire les essais montés : montés en lecture seule, et Landlock les dit à lire.

pub fn attack(args: &[String]) -> bool {
    std::fs::OpenOptions::new().append(true).open(&args[0]).is_ok()
}
