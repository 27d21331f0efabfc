//! Les bibliothèques dont un exercice se sert, telles que Cargo les a compilées.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use toml::Table;

/// De quoi compiler un exercice sans repasser par Cargo.
#[derive(Clone, Debug, Default)]
pub struct Toolbox {
    /// Ce que l'apprenant peut employer.
    normal: Vec<(String, PathBuf)>,
    /// Ce que les tests emploient en plus.
    dev: Vec<(String, PathBuf)>,
    /// Où se trouvent les bibliothèques de ces bibliothèques.
    search: BTreeSet<OsString>,
    /// Les bibliothèques compilées, sauf celles des exercices : leurs solutions.
    shared: BTreeSet<PathBuf>,
}

/// Renvoie les dépendances d'un `Cargo.toml` : les ordinaires, puis celles des
/// tests.
///
/// # Errors
///
/// Si le manifeste n'est pas du TOML.
pub fn dependencies(manifest: &str) -> Result<[Table; 2], String> {
    let table =
        manifest.parse::<Table>().map_err(|error| error.message().to_owned())?;
    let section =
        |name: &str| table.get(name).and_then(|section| section.as_table()).cloned();
    let sections = ["dependencies", "dev-dependencies"];
    Ok(sections.map(|name| section(name).unwrap_or_default()))
}

impl Toolbox {
    /// Lance `cargo`, une commande `build`, et retient les bibliothèques demandées.
    ///
    /// # Errors
    ///
    /// Ce que Cargo a dit, ou le nom de la bibliothèque introuvable.
    pub fn build(
        cargo: &mut Command,
        [normal, dev]: &[Table; 2],
    ) -> Result<Self, String> {
        cargo.arg("--message-format=json-render-diagnostics");
        let output = cargo
            .output()
            .map_err(|error| format!("cargo ne se lance pas ({error})"))?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        let messages = String::from_utf8_lossy(&output.stdout);
        Self::from_messages(&messages, normal, dev)
    }

    fn from_messages(
        messages: &str,
        normal: &Table,
        dev: &Table,
    ) -> Result<Self, String> {
        let values =
            messages.lines().filter_map(|line| serde_json::from_str(line).ok());
        let values: Vec<Value> = values.collect();
        let found = |table: &Table| {
            table.keys().map(|name| library(&values, name)).collect::<Result<_, _>>()
        };
        let mut toolbox =
            Self { normal: found(normal)?, dev: found(dev)?, ..Self::default() };
        toolbox.search = search(&values);
        toolbox.shared = values.iter().filter_map(shared).collect();
        Ok(toolbox)
    }

    /// Renvoie ce que l'apprenant peut employer, par nom.
    pub fn normal(&self) -> &[(String, PathBuf)] {
        &self.normal
    }

    /// Renvoie ce que les tests emploient en plus, par nom.
    pub fn dev(&self) -> &[(String, PathBuf)] {
        &self.dev
    }

    /// Renvoie toutes les bibliothèques qu'il faut pour compiler et lier, sauf celles
    /// des exercices, qui sont leurs solutions.
    pub fn shared(&self) -> impl Iterator<Item = &Path> {
        self.shared.iter().map(PathBuf::as_path)
    }

    /// Ajoute à une commande `rustc` ce que l'apprenant peut employer.
    pub(crate) fn give(&self, rustc: &mut Command) {
        for (name, file) in &self.normal {
            extern_crate(rustc, name, file);
        }
        for folder in &self.search {
            rustc.arg("-L").arg(folder);
        }
    }

    /// Ajoute ce que les tests emploient en plus.
    pub(crate) fn give_dev(&self, rustc: &mut Command) {
        for (name, file) in &self.dev {
            extern_crate(rustc, name, file);
        }
    }
}

/// Ajoute `--extern name=file`.
pub(crate) fn extern_crate(rustc: &mut Command, name: &str, file: &Path) {
    let mut value = OsString::from(format!("{name}="));
    value.push(file);
    rustc.arg("--extern").arg(value);
}

/// Cherche la bibliothèque d'une dépendance parmi les messages de Cargo.
fn library(values: &[Value], dependency: &str) -> Result<(String, PathBuf), String> {
    let name = dependency.replace('-', "_");
    let is_it = |value: &&Value| {
        value["reason"] == "compiler-artifact"
            && value["target"]["name"] == name.as_str()
            && is_library(&value["target"]["kind"])
            && value["profile"]["test"] == false
    };
    let found: Vec<_> = values.iter().filter(is_it).filter_map(file_of).collect();
    match &found[..] {
        [file] => Ok((name, file.clone())),
        [] => Err(format!("la bibliothèque {dependency} n'a pas été compilée")),
        _ => Err(format!("deux versions de {dependency} sont compilées ensemble")),
    }
}

fn is_library(kind: &Value) -> bool {
    let kinds = kind.as_array().into_iter().flatten();
    kinds
        .filter_map(Value::as_str)
        .any(|kind| kind.ends_with("lib") || kind == "proc-macro")
}

/// Renvoie le fichier à lier.
///
/// Cargo copie la bibliothèque d'une crate du dépôt sous un nom sans empreinte,
/// qu'une
/// autre compilation peut remplacer : nous prenons l'original.
fn file_of(value: &Value) -> Option<PathBuf> {
    let files = value["filenames"].as_array()?.iter().filter_map(Value::as_str);
    let files: Vec<_> = files.map(PathBuf::from).collect();
    let with = |extension: &str| {
        files
            .iter()
            .find(|file| file.extension().is_some_and(|found| found == extension))
    };
    let original = with("rmeta").map(|file| file.with_extension("rlib"));
    let original = original.filter(|file| file.is_file());
    let shared = || ["so", "dylib", "dll"].iter().find_map(|kind| with(kind));
    original.or_else(|| with("rlib").or_else(shared).cloned())
}

/// Renvoie le fichier d'une bibliothèque qui n'est pas un exercice.
fn shared(value: &Value) -> Option<PathBuf> {
    let is_library = value["reason"] == "compiler-artifact"
        && is_library(&value["target"]["kind"])
        && value["profile"]["test"] == false;
    let manifest = Path::new(value["manifest_path"].as_str().unwrap_or_default());
    let is_exercise = manifest.ancestors().nth(2).is_some_and(|folder| {
        folder.file_name().is_some_and(|name| name == "exercises")
    });
    if is_library && !is_exercise { file_of(value) } else { None }
}

fn search(values: &[Value]) -> BTreeSet<OsString> {
    let mut search = BTreeSet::new();
    for value in values {
        let folder =
            file_of(value).and_then(|file| file.parent().map(Path::to_owned));
        if let Some(folder) = folder {
            let mut path = OsString::from("dependency=");
            path.push(folder);
            search.insert(path);
        }
        let linked = value["linked_paths"].as_array().into_iter().flatten();
        search.extend(linked.filter_map(Value::as_str).map(OsString::from));
    }
    search
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: &str = r#"
{"reason":"compiler-artifact","target":{"name":"tokio","kind":["lib"]},"profile":{"test":false},"filenames":["/t/debug/deps/libtokio-1.rlib"]}
{"reason":"compiler-artifact","target":{"name":"tokio_macros","kind":["proc-macro"]},"profile":{"test":false},"filenames":["/t/debug/deps/libtokio_macros-2.so"]}
{"reason":"build-script-executed","linked_paths":["native=/t/debug/build/ring/out"]}
{"reason":"compiler-artifact","target":{"name":"build-script-build","kind":["custom-build"]},"profile":{"test":false},"filenames":["/t/x"]}
{"reason":"build-finished","success":true}
"#;

    fn table(text: &str) -> Table {
        text.parse().unwrap()
    }

    #[test]
    fn chaque_dependance_trouve_son_fichier() {
        let normal = table("tokio = 1");
        let dev = table("tokio-macros = 1");
        let toolbox = Toolbox::from_messages(MESSAGES, &normal, &dev).unwrap();
        let mut rustc = Command::new("rustc");
        toolbox.give(&mut rustc);
        toolbox.give_dev(&mut rustc);
        let args: Vec<_> =
            rustc.get_args().map(|arg| arg.to_string_lossy()).collect();
        let expected = [
            "--extern",
            "tokio=/t/debug/deps/libtokio-1.rlib",
            "-L",
            "dependency=/t/debug/deps",
            "-L",
            "native=/t/debug/build/ring/out",
            "--extern",
            "tokio_macros=/t/debug/deps/libtokio_macros-2.so",
        ];
        assert_eq!(args, expected);
    }

    #[test]
    fn une_dependance_absente_ou_double_se_dit() {
        let says = |messages: &str, name: &str, hint: &str| {
            let wanted = table(&format!("{name} = 1"));
            let error = Toolbox::from_messages(messages, &wanted, &Table::new())
                .unwrap_err();
            assert!(error.contains(hint), "{error}");
        };
        says(MESSAGES, "serde", "serde n'a pas été compilée");
        says(&MESSAGES.repeat(2), "tokio", "deux versions de tokio");
    }

    #[test]
    fn les_dependances_se_lisent_dans_le_manifeste() {
        let manifest = "[dependencies]\na = 1\n[dev-dependencies]\nb = 2\n";
        let [normal, dev] = dependencies(manifest).unwrap();
        assert!(normal.contains_key("a") && dev.contains_key("b"));
        assert!(dependencies("[").is_err());
    }
}
