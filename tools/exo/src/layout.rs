//! Les textes que l'outil écrit dans le dossier de l'apprenant.

use std::path::Path;

/// Ce qui prévient l'apprenant, en tête d'un manifeste.
pub(crate) const OURS: &str =
    "# Écrit par `cargo exo` : vos modifications n'y dureraient pas.\n";

/// Écrit le manifeste d'un exercice : celui du cours, et le chemin des tests cachés.
pub(crate) fn exercise(course: &str, name: &str) -> String {
    format!(
        "{OURS}\n{course}\n[[test]]\nname = \"caches\"\npath = \"../../.exo/caches/{name}.rs\"\n"
    )
}

/// Ce que l'apprenant lit en premier.
pub(crate) const README: &str = "\
# Mes exercices

Un dossier par leçon, un dossier par exercice : lisez `enonce.md`, écrivez dans `src/lib.rs`.
Son `Cargo.toml` nomme les bibliothèques dont vous disposez ; en ajouter ne servirait à rien.

```console
$ cargo exo              # où j'en suis : vérifie l'exercice en cours
$ cargo exo guetter      # revérifie à chaque enregistrement, passe au suivant
$ cargo exo indice       # un indice de plus
$ cargo exo liste        # tous les exercices, les points obtenus
$ cargo exo aide         # toutes les commandes
```

Ces commandes marchent d'ici et du dossier du cours.
`cargo test -p NOM` marche aussi ; les tests cachés y sont compris.

Vous seul écrivez dans `src/lib.rs` : l'outil ne le remplace jamais.
Les énoncés, les tests et les `Cargo.toml` sont à lui ; si vous les avez modifiés quand le cours change, votre version est gardée dans `.exo/sauvegardes/`.
";

/// Le `.gitignore` du dossier : seul le travail mérite d'être suivi.
pub(crate) const IGNORED: &str = "/target\n";

/// La configuration de Cargo : `cargo exo` marche aussi depuis ce dossier.
///
/// C'est mot pour mot l'alias du cours : Cargo lit les deux quand un dossier est
/// dans
/// l'autre, et réunirait deux listes.
pub(crate) const CARGO_CONFIG: &str =
    "[alias]\nexo = \"run --quiet --package exo --\"\n";

/// Le manifeste du lanceur, la crate `exo` de ce dossier.
pub(crate) const LAUNCHER: &str = "\
[package]
name = \"exo\"
version = \"0.1.0\"
edition = \"2024\"
publish = false

[[bin]]
name = \"exo\"
path = \"main.rs\"
";

/// Écrit le programme du lanceur : il appelle l'outil du cours, où qu'il soit.
pub(crate) fn launcher(course: &Path) -> String {
    LAUNCHER_SOURCE.replace("@COURS@", &format!("{:?}", course.to_string_lossy()))
}

const LAUNCHER_SOURCE: &str = r#"//! Appelle l'outil du cours.

use std::path::Path;
use std::process::{Command, ExitCode};

const COURSE: &str = @COURS@;

fn main() -> ExitCode {
    let manifest = Path::new(COURSE).join("Cargo.toml");
    if !manifest.is_file() {
        eprintln!(
            "le cours n'est plus dans {COURSE} ; de son nouveau dossier : \
             cargo exo --dossier, suivi du chemin de celui-ci"
        );
        return ExitCode::FAILURE;
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--manifest-path"])
        .arg(manifest)
        .args(["--package", "exo", "--"])
        .args(std::env::args_os().skip(1))
        .status();
    match status {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            ExitCode::from(code.unwrap_or(1))
        }
        Err(error) => {
            eprintln!("cargo ne se lance pas ({error})");
            ExitCode::FAILURE
        }
    }
}
"#;
