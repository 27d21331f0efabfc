//! Remplir un dossier de fichiers permis un à un : la taille du dossier.

pub fn attack(args: &[String]) -> bool {
    let write = |n| std::fs::write(format!("{}/{n}", args[0]), [1; 1 << 20]).is_ok();
    (0..48).all(write)
}
