//! Les messages du compilateur que la page montre.

use std::path::Path;
use std::process::Command;

use crate::snapshot::{Snapshots, overwriting};

/// Compile chaque `.rs` de `folder` et compare les messages au `.stderr` du même nom.
///
/// Ces fichiers n'utilisent que `std`. Les messages changent d'une version de Rust à
/// l'autre : ils sont comparés mot pour mot avec la version écrite dans `rustc.txt`, et
/// par leur première ligne (le code d'erreur et le message) avec une autre, ou s'ils
/// citent les sources de la bibliothèque standard, que rust-analyzer fait installer.
///
/// # Panics
///
/// Panique si un message a changé, si un fichier manque ou ne correspond plus à rien, ou
/// si `rustc` ne se lance pas.
pub fn check_compiler_messages(folder: &str) {
    let folder = Path::new(folder);
    let mut snapshots = Snapshots::new(folder);
    let version = rustc_version();
    let recorded =
        std::fs::read_to_string(folder.join("rustc.txt")).unwrap_or_default();
    let exact = overwriting() || recorded.trim() == version;
    if exact {
        snapshots.compare("rustc.txt", format!("{version}\n"));
    } else {
        // `cargo test` tait ce qu'un test réussi affiche, sauf avec `--nocapture`.
        eprintln!(
            "messages enregistrés avec {}, comparés par leur première ligne à {version}",
            recorded.trim()
        );
    }
    let entries = std::fs::read_dir(folder).expect("le dossier des erreurs existe");
    for source in entries.flatten().map(|entry| entry.path()) {
        if source.extension().is_some_and(|extension| extension == "rs") {
            let stem = source.file_stem().unwrap_or_default().to_string_lossy();
            let name = format!("{stem}.stderr");
            let messages = compile(folder, &format!("{stem}.rs"));
            let messages = if exact && !quotes_library(&messages) {
                messages
            } else {
                first_line_replaced(&folder.join(&name), &messages)
            };
            snapshots.compare(&name, messages);
        }
    }
    snapshots.finish(|name| !name.ends_with(".rs") && name != "rustc.txt");
}

/// Renvoie le fichier attendu, sa première ligne remplacée par celle d'un autre `rustc`.
fn first_line_replaced(expected: &Path, messages: &str) -> String {
    let expected = std::fs::read_to_string(expected).unwrap_or_default();
    let rest = expected.split_once('\n').map_or("", |(_, rest)| rest);
    format!("{}\n{rest}", messages.lines().next().unwrap_or_default())
}

fn compile(folder: &Path, source: &str) -> String {
    let discarded = tempfile::tempdir().expect("un dossier temporaire");
    let code =
        std::fs::read_to_string(folder.join(source)).expect("un source lisible");
    let kind = if code.contains("fn main") { "bin" } else { "lib" };
    let output = Command::new("rustc")
        .current_dir(folder)
        .args(["--edition=2024", "--emit=metadata", "--color=never", source])
        .args(["--crate-type", kind])
        .arg("--out-dir")
        .arg(discarded.path())
        .output()
        .expect("rustc se lance");
    let messages = String::from_utf8(output.stderr).expect("des messages en UTF-8");
    hide_toolchain(&messages)
}

/// Ôte du chemin de la bibliothèque standard ce qui n'est pas le même partout :
/// l'empreinte du compilateur, et les `\` de Windows.
fn hide_toolchain(messages: &str) -> String {
    let shown = |line: &str| match line.split_once("/rustc/") {
        Some((before, path)) => {
            let path = path.replace('\\', "/");
            before.to_owned() + path.split_once('/').map_or(&path, |(_, path)| path)
        }
        None => line.to_owned(),
    };
    messages.split_inclusive('\n').map(shown).collect()
}

/// Dit si un message montre la bibliothèque standard là où cette machine la range.
fn quotes_library(messages: &str) -> bool {
    messages.replace('\\', "/").contains("/library/")
}

fn rustc_version() -> String {
    let output =
        Command::new("rustc").arg("--version").output().expect("rustc se lance");
    let version = String::from_utf8_lossy(&output.stdout).into_owned();
    version.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_chemin_de_la_bibliotheque_est_le_meme_partout() {
        let shown = "note: `a\\b`\n --> library/core/src/option.rs:1:2\n";
        for place in ["/rustc/4f2e/", "/rustc/4f2e\\"] {
            let unix = format!(
                "note: `a\\b`\n --> {place}library/core/src/option.rs:1:2\n"
            );
            assert_eq!(hide_toolchain(&unix), shown);
            let path = r"library\core\src\option.rs:1:2";
            let windows = format!("note: `a\\b`\n --> {place}{path}\n");
            assert_eq!(hide_toolchain(&windows), shown);
        }
        assert!(!quotes_library(shown));
    }

    #[test]
    fn les_sources_installees_se_reconnaissent() {
        for path in [
            "/home/a/.rustup/toolchains/b/lib/rustlib/src/rust/library/core/src/c.rs",
            r"C:\a\.rustup\toolchains\b\lib/rustlib/src/rust\library\core\src\c.rs",
        ] {
            let messages = hide_toolchain(&format!("   --> {path}:134:20\n"));
            assert!(quotes_library(&messages), "{messages}");
        }
    }
}
