//! Ce que les commandes du cours affichent, et leur conduite quand on ne peut plus
//! écrire.

use std::io::{ErrorKind, Write as _, stderr, stdout};
use std::process::exit;

/// Écrit une ligne sur la sortie.
pub fn line(text: &str) {
    write(&format!("{text}\n"));
}

/// Écrit `text` tel quel, tout de suite.
///
/// Si le lecteur est parti (`| head`), s'arrête sans bruit ; si l'écriture est
/// impossible, le dit et sort en erreur.
pub fn write(text: &str) {
    let mut out = stdout().lock();
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        if error.kind() == ErrorKind::BrokenPipe {
            exit(0);
        }
        complain(&format!(
            "écriture impossible ({error}) ; vérifiez où va la sortie"
        ));
        exit(1);
    }
}

/// Dit ce qui ne va pas, en une ligne, sur la sortie d'erreur.
pub fn complain(text: &str) {
    // Si elle aussi est fermée ou pleine, le code de sortie parle seul.
    let _ = writeln!(stderr(), "{text}");
}

/// Rend visibles les caractères de contrôle : l'erreur tient en une ligne.
pub fn visible(word: &str) -> String {
    let shown = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    word.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_commande_de_terminal_se_voit() {
        assert_eq!(visible("été\n\u{1b}[31m"), "été\\n\\u{1b}[31m");
    }
}
