//! Lire un fichier caché par un lien symbolique : le lien ne mène à rien de monté, et
//! Landlock juge le fichier, pas le lien.

pub fn attack(args: &[String]) -> bool {
    let link = format!("{}/lien", args[1]);
    let _ = std::fs::remove_file(&link);
    std::os::unix::fs::symlink(&args[0], &link).is_ok()
        && std::fs::read_to_string(&link).is_ok_and(|text| text.contains("secret"))
}
