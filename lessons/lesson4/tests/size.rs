//! Le moteur tient en moins de quatre cents lignes de code.

use std::fs;

/// La boucle de la dernière étape et ce qu'elle emploie, sans le réacteur.
const ENGINE: [&str; 5] =
    ["v8_local.rs", "local.rs", "join.rs", "timers.rs", "current.rs"];

/// Compte les lignes d'avant les essais, sans les vides ni les commentaires.
fn count_code(file: &str) -> usize {
    let path = format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .map(str::trim)
        .take_while(|line| *line != "#[cfg(test)]")
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

#[test]
fn le_moteur_tient_en_moins_de_quatre_cents_lignes() {
    let counts = ENGINE.map(|file| (file, count_code(file)));
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    assert!(counts.iter().all(|(_, count)| *count > 0));
    assert!(total < 400, "{total} lignes : {counts:?}");
}
