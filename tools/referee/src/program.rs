//! Deuxième étape : les tests, liés à la copie compilée.

use std::io;
use std::path::{Path, PathBuf};

use exercise::{End, Ended, Test, rustc_arguments};
use sandbox::Toolchain;

use crate::defence::Defence;
use crate::library::limits;
use crate::options::Options;
use crate::room::{Room, Tools, open_folder, set_mode};
use crate::workshop::Workshop;

/// Le binaire de test, une fois lié.
pub fn binary(out: &Path) -> PathBuf {
    out.join(format!("bin/essais{}", std::env::consts::EXE_SUFFIX))
}

/// Compile les tests et les lie à la copie de `out`.
///
/// Ses constantes et ses génériques s'évaluent ici : c'est donc aussi dans un bac.
///
/// # Errors
///
/// Si le lieu ne s'ouvre pas.
pub fn link(
    workshop: &Workshop,
    toolchain: &Toolchain,
    options: &Options,
    out: &Path,
) -> io::Result<Ended> {
    let bin = out.join("bin");
    open_folder(&bin)?;
    let room = Room::new(options, limits(), Tools::Linker(toolchain))
        .write(&bin, "/sortie", limits().file_size)
        .read(out.join("lib"), "/copie")
        .read(workshop.tests(), "/essais")
        .read(workshop.shared(), "/outils")
        .read(workshop.kit(), "/kit");
    let mut args = rustc_arguments("essais", "bin");
    args.extend(["--color=never", "-Awarnings"].map(str::to_owned));
    args.push(room.path("/essais/main.rs"));
    let program = binary(out);
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    args.push(format!("-o{}", room.path(&format!("/sortie/{name}"))));
    let copy = room.path(&format!("/copie/{}", workshop.library()));
    args.push(format!("--extern={}={copy}", workshop.name));
    args.extend(workshop.externs(&room, true));
    let ended = room.run(Toolchain::RUSTC, args, "")?;
    if ended.end == End::Code(0) {
        // S'exécute et ne se lit pas : les tests cachés y sont.
        let readable = !options.applies(Defence::Unreadable);
        set_mode(&program, if readable { 0o755 } else { 0o111 })?;
    }
    Ok(ended)
}

/// Écrit la racine du binaire : les deux fichiers de tests, et le choix de l'un d'eux.
pub fn root(tests: &[Test]) -> String {
    let modules = ["publics", "caches"]
        .map(|name| format!("#[path = \"tests/{name}.rs\"]\nmod {name};\n"));
    let paths: Vec<_> = tests.iter().map(Test::path).collect();
    let list = paths.join(",\n        ");
    format!(
        "{}fn main() {{\n    kit::play(&[\n        {list},\n    ]);\n}}\n",
        modules.concat()
    )
}

/// Fait d'un fichier de tests un module ordinaire, ligne pour ligne : c'est l'arbitre
/// qui les lance, pas libtest.
pub fn module(source: &str) -> String {
    let mut marked = false;
    let line = |line: &str| {
        let text = line.trim_start();
        if text == "#[test]" {
            marked = true;
            return "\n".to_owned();
        }
        let opens = marked && text.starts_with("fn ");
        marked &= !opens;
        let public = if opens { "pub(crate) " } else { "" };
        format!("{public}{line}\n")
    };
    source.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_test_devient_une_fonction_et_garde_sa_ligne() {
        let source =
            "fn aide() {}\n\n#[test]\nfn a() {\n}\n#[test]\nfn b() {}\nfn c() {}\n";
        let expected = "fn aide() {}\n\n\npub(crate) fn a() {\n}\n\npub(crate) fn b() {}\nfn c() {}\n";
        assert_eq!(module(source), expected);
    }
}
