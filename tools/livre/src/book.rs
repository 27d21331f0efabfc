//! Construit le livre avec mdBook, sans passer par la commande `mdbook`.

use std::any::Any;
use std::collections::BTreeMap;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::Error;
use mdbook_driver::MDBook;
use mdbook_driver::config::{Config, HtmlConfig};
use regex::Regex;
use serde_json::Value;

use crate::finding::Finding;
use crate::finish;
use crate::preprocessor::Livre;
use crate::repository::Repository;
use crate::root;

/// Lit `book.toml`.
///
/// # Errors
///
/// Une faute placée dans `book.toml` s'il est absent ou invalide.
pub fn load_config(root: &Path) -> Result<Config, Finding> {
    let text = fs::read_to_string(root.join("book.toml")).map_err(|error| {
        Finding::error("book.toml", 1, format!("illisible : {error}"))
    })?;
    let explain = |error: Error| config_finding(&text, &error);
    let mut config: Config = text.parse().map_err(explain)?;
    config.update_from_env().map_err(explain)?;
    // mdBook ignore en silence toute la table si une seule clé est fausse.
    config.get::<HtmlConfig>("output.html").map_err(explain)?;
    Ok(config)
}

/// Construit le livre dans `destination`, dont le contenu est remplacé.
///
/// # Errors
///
/// Une faute placée au mieux, dans `book.toml` ou `SUMMARY.md`.
pub fn build(root: &Path, destination: &Path) -> Result<(), Finding> {
    let mut config = load_config(root)?;
    let src = config.book.src.clone();
    prepare(&mut config, destination)
        .map_err(|error| Finding::error("book.toml", 1, one_line(&error)))?;
    let html = config.html_config().unwrap_or_default();
    let repository = Repository::new(html.git_repository_url.as_deref());
    let livre = Livre { copies: true };
    let build =
        || MDBook::load_with_config(root, config)?.with_preprocessor(livre).build();
    // mdBook panique sur certaines fautes, comme un chapitre hors de `src`.
    let built = panic::catch_unwind(AssertUnwindSafe(build));
    let built = built.map_err(|panic| panic_finding(&*panic))?;
    built.map_err(|error| build_finding(root, &src, &error))?;
    finish::finish(root, destination, &repository)
}

/// Construit le livre à côté de sa place, puis l'y met ; renvoie cette place.
///
/// # Errors
///
/// Celles de [`build`], ou une faute sur `book.toml` si le dossier ne s'écrit pas.
pub fn install(root: &Path) -> Result<PathBuf, Finding> {
    let config = load_config(root)?;
    let place = root.join(&config.build.build_dir);
    guard(root, &config)?;
    let parent = place.parent().unwrap_or(root);
    let denied = |error: std::io::Error| {
        let message =
            format!("écriture impossible dans {} : {error}", parent.display());
        Finding::error("book.toml", 1, message)
    };
    fs::create_dir_all(parent).map_err(denied)?;
    let beside = tempfile::Builder::new().prefix(".livre-").tempdir_in(parent);
    let beside = beside.map_err(denied)?;
    let fresh = beside.path().join("neuf");
    build(root, &fresh)?;
    if place.exists() {
        fs::rename(&place, beside.path().join("ancien")).map_err(denied)?;
    }
    fs::rename(&fresh, &place).map_err(denied)?;
    Ok(place)
}

/// Refuse un `build-dir` qui remplacerait les sources.
fn guard(root: &Path, config: &Config) -> Result<(), Finding> {
    let place = resolved(&root.join(&config.build.build_dir));
    let overlaps = |folder: &&Path| {
        let folder = resolved(&root.join(folder));
        place.starts_with(&folder) || folder.starts_with(&place)
    };
    let sources = [config.book.src.as_path(), Path::new("lessons")];
    let threatened = match sources.iter().find(|folder| overlaps(folder)) {
        _ if resolved(root).starts_with(&place) => "la racine du cours".to_owned(),
        Some(folder) => format!("`{}`", folder.display()),
        None => return Ok(()),
    };
    let message = format!(
        "`build-dir` = `{}` remplacerait {threatened} : choisissez `target/livre`",
        config.build.build_dir.display().to_string().escape_debug()
    );
    Err(Finding::error("book.toml", 1, message))
}

/// Résout les liens symboliques de la partie du chemin qui existe.
fn resolved(path: &Path) -> PathBuf {
    let path = root::normalize(path);
    let existing = path.ancestors().find_map(|ancestor| {
        let real = ancestor.canonicalize().ok()?;
        Some(real.join(path.strip_prefix(ancestor).ok()?))
    });
    existing.unwrap_or(path)
}

/// Ne garde que le HTML et notre préprocesseur, et n'invente aucun chapitre.
fn prepare(config: &mut Config, destination: &Path) -> Result<(), Error> {
    let mut preprocessors: BTreeMap<String, Value> = config.preprocessors()?;
    preprocessors.remove(Livre::NAME);
    config.set("preprocessor", preprocessors)?;
    let mut outputs: BTreeMap<String, Value> = config.outputs()?;
    outputs.retain(|name, _| name == "html");
    config.set("output", outputs)?;
    config.build.build_dir = destination.to_owned();
    config.build.create_missing = false;
    Ok(())
}

static LINE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"line (\d+)").unwrap());
static FIELD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("field `([^`]+)`").unwrap());
static PLACE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^failed to parse .* column \d+: ").unwrap());
static CHAPTER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("read chapter `([^`]+)`").unwrap());

fn config_finding(text: &str, error: &Error) -> Finding {
    let cause = error.root_cause().to_string();
    let line = number(&LINE, &cause).or_else(|| {
        let field = &FIELD.captures(&cause)?[1];
        Some(
            1 + text
                .lines()
                .position(|line| line.trim_start().starts_with(field))?,
        )
    });
    // Le message de `toml` finit par l'explication, après un extrait du fichier.
    let reason = cause.lines().rev().find(|line| !line.trim().is_empty());
    let message = format!("configuration invalide : {}", reason.unwrap_or("?"));
    Finding::error("book.toml", line.unwrap_or(1), message)
}

fn build_finding(root: &Path, src: &Path, error: &Error) -> Finding {
    // Le préprocesseur sait où est la faute d'un quiz.
    if let Some(finding) = error.downcast_ref::<Finding>() {
        return finding.clone();
    }
    let text = one_line(error);
    let summary = format!("{}/SUMMARY.md", src.display());
    if let Some(chapter) = CHAPTER.captures(&text) {
        let line = line_of(&root.join(&summary), &format!("({}", &chapter[1]));
        let message =
            format!("chapitre `{}` illisible : {}", &chapter[1], error.root_cause());
        return Finding::error(&summary, line, message);
    }
    if text.contains("SUMMARY.md") {
        let line = number(&LINE, &text).unwrap_or(1);
        let cause = error.root_cause().to_string();
        let reason = PLACE.replace(&cause, "");
        let message = format!("sommaire invalide : {reason}");
        return Finding::error(&summary, line, message);
    }
    Finding::error("book.toml", 1, format!("mdBook ne peut pas construire : {text}"))
}

fn line_of(file: &Path, needle: &str) -> usize {
    let text = fs::read_to_string(file).unwrap_or_default();
    1 + text.lines().position(|line| line.contains(needle)).unwrap_or(0)
}

fn number(pattern: &Regex, text: &str) -> Option<usize> {
    pattern.captures(text)?[1].parse().ok()
}

fn one_line(error: &Error) -> String {
    format!("{error:#}").lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// Place une panique survenue pendant la construction.
pub fn panic_finding(panic: &(dyn Any + Send)) -> Finding {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("cause inconnue");
    let message = format!("la construction a paniqué : {}", text.replace('\n', " "));
    Finding::error("book.toml", 1, message)
}

/// Renvoie le dossier des chapitres et celui du livre construit.
pub fn folders(root: &Path) -> (PathBuf, PathBuf) {
    let config = load_config(root).unwrap_or_default();
    (config.book.src, config.build.build_dir)
}
