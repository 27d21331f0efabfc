//! Ce que l'outil écrit, et sa conduite quand on ne peut plus écrire.

use std::io::{ErrorKind, Write as _, stderr, stdout};
use std::process::exit;

use crate::text::visible;

/// Écrit une ligne sur la sortie.
pub(crate) fn line(text: &str) {
    write(&format!("{text}\n"));
}

/// Écrit `text` tel quel ; un lecteur parti (`| head`) n'est pas une erreur.
pub(crate) fn write(text: &str) {
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

/// Écrit sur la sortie d'erreur, en une ligne.
pub(crate) fn complain(text: &str) {
    // Si elle aussi est fermée ou pleine, le code de sortie parle seul.
    let _ = writeln!(stderr(), "{text}");
}

/// Dit une erreur et ses causes, en une ligne.
pub(crate) fn said(error: &anyhow::Error) -> String {
    let causes = error.chain().map(|cause| visible(&cause.to_string()));
    causes.collect::<Vec<_>>().join(" : ")
}
