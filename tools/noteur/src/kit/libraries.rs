//! Le verrou de l'archive et, sur demande, les bibliothèques qu'il nomme.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use handout::unreadable;
use tempfile::TempDir;
use walkdir::WalkDir;

use super::Files;
use crate::files::{unwritable, write};

/// Ce qui dit à Cargo où sont les bibliothèques.
const VENDORED: &str = "\
# Les bibliothèques sont dans `vendor/` : rien n'est à télécharger.
[source.crates-io]
replace-with = \"vendored-sources\"

[source.vendored-sources]
directory = \"vendor\"

[net]
offline = true
";

/// Ajoute à ces fichiers le verrou du cours, sans ce qui n'y sert pas, et les
/// bibliothèques si `vendor`.
///
/// # Errors
///
/// Si Cargo ne les trouve pas, ou si le disque est plein.
pub(super) fn add(files: &mut Files, course: &Path, vendor: bool) -> Result<()> {
    let place = TempDir::new().context("aucun dossier provisoire ne s'écrit")?;
    let root = place.path();
    for (name, content) in files.iter() {
        write(&root.join(name), content)?;
    }
    let lock = course.join("Cargo.lock");
    let text = fs::read(&lock).with_context(|| unreadable(&lock))?;
    write(&root.join("Cargo.lock"), &text)?;
    // Ôter du verrou ce qui ne sert pas ne demande rien au réseau.
    cargo(root, &["update", "--workspace", "--offline"])?;
    if vendor {
        cargo(root, &["vendor", "--locked"])?;
        take(files, root, "vendor")?;
        let name = ".cargo/config.toml".to_owned();
        files.insert(name, VENDORED.as_bytes().to_vec());
    }
    take(files, root, "Cargo.lock")
}

/// Lance Cargo, et ne garde de ce qu'il dit que l'erreur.
fn cargo(root: &Path, words: &[&str]) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(words).arg("--quiet").arg("--color=never");
    let output = command.current_dir(root).stdin(Stdio::null()).output();
    let output = output.context("cargo ne se lance pas")?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let cause = said.lines().map(str::trim).rfind(|line| !line.is_empty());
    bail!(
        "cargo {} échoue : {} ; vérifiez la place libre et, au besoin, le réseau",
        words[0],
        cause.unwrap_or("sans rien dire")
    )
}

/// Prend ce que Cargo a écrit sous ce nom.
fn take(files: &mut Files, root: &Path, name: &str) -> Result<()> {
    for entry in WalkDir::new(root.join(name)) {
        let entry = entry.with_context(|| unwritable(&root.join(name)))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let path = entry.path();
        let content = fs::read(path).with_context(|| unreadable(path))?;
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
        files.insert(name.replace('\\', "/"), content);
    }
    Ok(())
}
