//! La vérification d'un exercice dans le dossier de l'apprenant.

use std::env;
use std::fs::{self, DirEntry};
use std::io::{IsTerminal as _, stderr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use exercise::{
    Compiler, Exercise, Judgement, Patience, Toolbox, Variant, dependencies, judge,
};
use handout::unreadable;
use terminal::complain;

use crate::folder::Folder;
use crate::owned::write;

/// Ce qu'un apprenant accepte d'attendre.
const PATIENCE: Patience =
    Patience { one: Duration::from_secs(10), all: Duration::from_secs(10) };
/// Bien plus qu'une vérification ne dure.
const ABANDONED: Duration = Duration::from_secs(600);
/// De quoi compiler un petit fichier, même sur une machine lente.
const COMPILATION: Duration = Duration::from_secs(10);

/// Compile et essaie la réponse de l'apprenant.
///
/// # Errors
///
/// Si `rustc` ne se lance pas, ou si le dossier ne peut pas être écrit.
pub(crate) fn check(
    folder: &Folder,
    exercise: &Exercise,
    toolbox: &Toolbox,
    color: bool,
) -> Result<Judgement> {
    let lib = folder.work(exercise);
    let scratch = scratch(folder)?;
    clean(&scratch);
    let out =
        tempfile::tempdir_in(&scratch).with_context(|| unwritable(&scratch))?;
    let from = from(&folder.root);
    let variant = Variant {
        name: &exercise.name,
        lib: lib.strip_prefix(&from).unwrap_or(&lib),
        publics: &folder.publics(exercise),
        hidden: &folder.hidden(exercise),
    };
    let compiler = Compiler { from: from.clone(), color, time: COMPILATION };
    judge(exercise, &variant, &compiler, toolbox, out.path(), PATIENCE)
        .with_context(|| unwritable(&scratch))
}

/// Compile ce dont l'exercice a besoin ; Cargo sait ce qui est déjà fait.
///
/// # Errors
///
/// Ce que Cargo a dit.
pub(crate) fn toolbox(folder: &Folder, exercise: &Exercise) -> Result<Toolbox> {
    let name = Folder::supplies(exercise)?;
    let done = scratch(folder)?.join(format!("{name}.pret"));
    let manifest = fs::read_to_string(exercise.file("Cargo.toml"))
        .with_context(|| unreadable(&exercise.file("Cargo.toml")))?;
    let tables = dependencies(&manifest).map_err(|error| anyhow!(error))?;
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    cargo.current_dir(&folder.root).args(["build", "--package", &name]);
    cargo.env_remove("CARGO_MANIFEST_DIR");
    if done.is_file() {
        cargo.arg("--quiet");
    } else {
        complain("Préparation des bibliothèques, une fois pour toutes…");
        cargo.stderr(Stdio::inherit());
    }
    let toolbox = Toolbox::build(&mut cargo, &tables).map_err(|error| {
        anyhow!("les bibliothèques ne se construisent pas, voyez ci-dessus\n{error}")
    })?;
    write(&done, "")?;
    Ok(toolbox)
}

/// Vérifie que la réponse est un fichier de texte.
///
/// # Errors
///
/// Si le fichier manque, ne se lit pas ou n'est pas en UTF-8.
pub(crate) fn readable(folder: &Folder, exercise: &Exercise) -> Result<()> {
    let (lib, name) = (folder.work(exercise), &exercise.name);
    let shown = lib.display();
    match fs::read(&lib) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(_) => Ok(()),
            Err(error) => {
                let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                bail!(
                    "{shown}, ligne {line} : pas de l'UTF-8 ; réenregistrez-le ainsi"
                )
            }
        },
        Err(_) if !lib.exists() => {
            bail!("{shown} n'existe plus ; cargo exo recommencer {name} le recrée")
        }
        Err(error) => Err(error).with_context(|| unreadable(&lib)),
    }
}

/// Nomme les fichiers depuis le dossier courant s'il contient tout, sinon depuis la
/// racine.
fn from(root: &Path) -> PathBuf {
    match env::current_dir() {
        Ok(here) if root.starts_with(&here) => here,
        _ => root.to_path_buf(),
    }
}

fn scratch(folder: &Folder) -> Result<PathBuf> {
    let scratch = folder.root.join("target/exo");
    fs::create_dir_all(&scratch).with_context(|| unwritable(&scratch))?;
    Ok(scratch)
}

/// Ôte ce qu'une vérification interrompue a laissé.
fn clean(scratch: &Path) {
    let is_old = |entry: &DirEntry| {
        let modified = entry.metadata().and_then(|metadata| metadata.modified());
        let age = modified.ok().and_then(|modified| modified.elapsed().ok());
        age.is_some_and(|age| age > ABANDONED)
    };
    for entry in fs::read_dir(scratch).into_iter().flatten().flatten() {
        let is_ours = entry.file_name().to_string_lossy().starts_with(".tmp");
        if is_ours && is_old(&entry) {
            // Au pire, le prochain passage l'ôtera.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn unwritable(path: &Path) -> String {
    let path = path.display();
    format!("{path} ne peut pas être écrit, vérifiez vos droits et la place libre")
}

/// Dit si les messages du compilateur peuvent être en couleurs.
pub(crate) fn wants_color(style: crate::style::Style) -> bool {
    style.color && stderr().is_terminal()
}
