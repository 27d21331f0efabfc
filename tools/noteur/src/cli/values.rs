//! Les valeurs que prennent les options, et ce que l'on dit d'une option fausse.

use std::path::PathBuf;

use lexopt::{Error, Parser, ValueExt as _};

use crate::text::visible;

/// Lit un chemin.
pub(super) fn path(parser: &mut Parser, name: &str) -> Result<PathBuf, String> {
    match parser.value() {
        Ok(value) if !value.is_empty() => Ok(value.into()),
        _ => Err(format!("{name} attend un chemin")),
    }
}

/// Lit un texte ; `example` en montre un.
pub(super) fn text(
    parser: &mut Parser,
    name: &str,
    example: &str,
) -> Result<String, String> {
    match parser.value().and_then(|value| value.string()) {
        Ok(value) if !value.is_empty() => Ok(value),
        _ => Err(format!("{name} attend une valeur, par exemple {example}")),
    }
}

/// Dit pourquoi une option n'est pas comprise.
pub(super) fn misuse(command: &str, error: &Error) -> String {
    let what = match error {
        Error::UnexpectedOption(option) => {
            format!("option inconnue : {}", visible(option))
        }
        Error::UnexpectedValue { option, .. } => {
            format!("{} n'attend pas de valeur", visible(option))
        }
        other => format!("option illisible : {}", visible(&other.to_string())),
    };
    format!("{what} ; voyez cargo noteur {command} --aide")
}

/// Dit qu'une option n'est pas de cette commande.
pub(super) fn unknown(command: &str, name: &str) -> String {
    misuse(command, &Error::UnexpectedOption(name.to_owned()))
}
