//! Les manifestes du dossier de l'apprenant, tirés de ceux du cours.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value, value};

/// Les bibliothèques se compilent plus vite sans informations de débogage.
const PROFILE: &str = "[profile.dev.package.\"*\"]\ndebug = false\n";

/// Lit un `Cargo.toml`.
///
/// # Errors
///
/// Si ce n'est pas du TOML.
pub fn parse(text: &str, place: &str) -> Result<DocumentMut> {
    text.parse().with_context(|| format!("{place} n'est pas du TOML"))
}

/// Renvoie les noms des dépendances d'un manifeste, celles des tests seulement si
/// `with_dev`.
pub fn dependencies(manifest: &DocumentMut, with_dev: bool) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut read = |table: &Table| {
        for section in ["dependencies", "build-dependencies", "dev-dependencies"] {
            let wanted = with_dev || section != "dev-dependencies";
            let found =
                table.get(section).and_then(Item::as_table).filter(|_| wanted);
            names.extend(
                found.into_iter().flatten().map(|(name, _)| name.to_owned()),
            );
        }
    };
    read(manifest.as_table());
    let targets = manifest.get("target").and_then(Item::as_table);
    let targets =
        targets.into_iter().flatten().filter_map(|(_, item)| item.as_table());
    targets.for_each(read);
    names
}

/// Écrit le manifeste du dossier : les membres, et du cours ce dont ils ont besoin ;
/// `header` prévient qui le lit.
pub fn workspace(
    header: &str,
    course: &DocumentMut,
    members: &[String],
    exercises: &[String],
    needed: &BTreeSet<String>,
) -> String {
    let mut manifest = DocumentMut::new();
    let mut workspace = Table::new();
    workspace.insert("resolver", course["workspace"]["resolver"].clone());
    workspace.insert("members", list(members));
    workspace.insert("default-members", list(exercises));
    workspace.insert("package", course["workspace"]["package"].clone());
    let all = course["workspace"]["dependencies"].as_table();
    let mut dependencies = Table::new();
    for (name, item) in
        all.into_iter().flatten().filter(|(name, _)| needed.contains(*name))
    {
        dependencies.insert(name, moved(name, item));
    }
    workspace.insert("dependencies", Item::Table(dependencies));
    let mut forbidden = Table::new();
    forbidden.insert("unsafe_code", value("forbid"));
    let mut lints = Table::new();
    lints.set_implicit(true);
    lints.insert("rust", Item::Table(forbidden));
    workspace.insert("lints", Item::Table(lints));
    manifest.insert("workspace", Item::Table(workspace));
    strip_comments(&mut manifest);
    format!("{header}\n{manifest}\n{PROFILE}")
}

/// Ôte les commentaires du cours, qui parlent d'autre chose.
fn strip_comments(manifest: &mut DocumentMut) {
    let text = manifest.to_string();
    let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
    let kept: String = lines.flat_map(|line| [line, "\n"]).collect();
    if let Ok(clean) = kept.parse() {
        *manifest = clean;
    }
}

/// Une crate du cours est copiée dans `cours/`.
fn moved(name: &str, item: &Item) -> Item {
    let mut item = item.clone();
    // `get_mut` ajouterait la clé à une table qui ne l'a pas.
    if item.get("path").is_some() {
        item["path"] = value(format!("cours/{name}"));
    }
    item
}

/// Écrit le manifeste d'une crate du cours : sans ses tests ni ce qui ne sert qu'à
/// eux.
pub fn course_crate(manifest: &DocumentMut) -> String {
    let mut manifest = manifest.clone();
    for section in ["dev-dependencies", "test", "bench", "example", "bin", "lints"] {
        manifest.remove(section);
    }
    // Le dossier n'a pas non plus ce que les tests demandent sur un seul système.
    let targets = manifest.get_mut("target").and_then(Item::as_table_mut);
    for (_, target) in targets.into_iter().flat_map(Table::iter_mut) {
        if let Some(target) = target.as_table_mut() {
            target.remove("dev-dependencies");
        }
    }
    if let Some(package) = manifest["package"].as_table_mut() {
        for kind in ["autobins", "autotests", "autobenches", "autoexamples"] {
            package.insert(kind, value(false));
        }
    }
    let mut library = Table::new();
    library.insert("test", value(false));
    library.insert("doctest", value(false));
    manifest.insert("lib", Item::Table(library));
    manifest.to_string()
}

/// Écrit le manifeste d'une crate vide qui a besoin de tout ce dont un exercice a
/// besoin,
/// tests compris.
pub fn supplies(name: &str, needs: &Table) -> String {
    let mut manifest = DocumentMut::new();
    let mut package = Table::new();
    package.insert("name", value(name));
    package.insert("version", value("0.1.0"));
    package.insert("edition", value("2024"));
    package.insert("publish", value(false));
    manifest.insert("package", Item::Table(package));
    let mut library = Table::new();
    library.insert("path", value("lib.rs"));
    manifest.insert("lib", Item::Table(library));
    manifest.insert("dependencies", Item::Table(needs.clone()));
    manifest.to_string()
}

/// Réunit les dépendances d'un exercice et celles de ses tests.
pub fn needs(manifest: &DocumentMut) -> Table {
    let section = |name| manifest.get(name).and_then(Item::as_table);
    let mut all: Vec<(String, BTreeSet<String>)> = Vec::new();
    let sections =
        ["dependencies", "dev-dependencies"].into_iter().filter_map(section);
    for (name, item) in sections.flatten() {
        let features = features(item);
        match all.iter_mut().find(|(other, _)| other == name) {
            Some((_, found)) => found.extend(features),
            None => all.push((name.to_owned(), features)),
        }
    }
    all.sort();
    let mut needs = Table::new();
    for (name, features) in all {
        needs.insert(&name, inherited(features));
    }
    needs
}

fn inherited(features: BTreeSet<String>) -> Item {
    let mut table = InlineTable::new();
    table.insert("workspace", true.into());
    if !features.is_empty() {
        table.insert("features", Value::Array(features.into_iter().collect()));
    }
    value(table)
}

fn features(item: &Item) -> BTreeSet<String> {
    let features = item.get("features").and_then(Item::as_array);
    let features = features.into_iter().flatten().filter_map(Value::as_str);
    features.map(str::to_owned).collect()
}

fn list(items: &[String]) -> Item {
    let mut array: Array = items.iter().collect();
    array.iter_mut().for_each(|item| item.decor_mut().set_prefix("\n    "));
    array.set_trailing("\n");
    array.set_trailing_comma(true);
    value(array)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> DocumentMut {
        text.parse().unwrap()
    }

    #[test]
    fn les_besoins_d_un_exercice_et_de_ses_tests_sont_reunis() {
        let manifest = document(
            "[dependencies]\ntokio = { workspace = true, features = [\"time\"] }\n\
             [dev-dependencies]\nkit.workspace = true\n\
             tokio = { workspace = true, features = [\"macros\"] }\n",
        );
        let expected = "kit = { workspace = true }\n\
                        tokio = { workspace = true, features = [\"macros\", \"time\"] }\n";
        assert_eq!(needs(&manifest).to_string(), expected);
    }

    #[test]
    fn une_crate_du_cours_perd_ses_tests() {
        let manifest = document(
            "[package]\nname = \"a\"\n[dependencies]\nb = 1\n\
             [target.'cfg(unix)'.dependencies]\nc = 1\n[dev-dependencies]\nd = 1\n\
             [target.'cfg(unix)'.dev-dependencies]\ne = 1\n",
        );
        let text = course_crate(&manifest);
        assert!(text.contains("autotests = false"), "{text}");
        let kept: Vec<_> = ["b", "c", "d", "e"]
            .into_iter()
            .filter(|name| text.contains(&format!("{name} = 1")))
            .collect();
        assert_eq!(kept, ["b", "c"], "{text}");
        let names = |with_dev| {
            dependencies(&manifest, with_dev).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(names(false), ["b", "c"]);
        assert_eq!(names(true), ["b", "c", "d", "e"]);
    }

    #[test]
    fn le_dossier_ne_prend_du_cours_que_le_necessaire() {
        let course = document(
            "[workspace]\nresolver = \"3\"\nmembers = [\"a\"]\n\
             [workspace.package]\nedition = \"2024\"\n\
             [workspace.dependencies]\n# Nos crates.\nkit = { path = \"tools/kit\" }\n\
             tokio = { version = \"1\" }\nserde = \"1\"\n",
        );
        let needed = ["kit", "tokio"].map(str::to_owned).into();
        let text = workspace(
            "# De nous.\n",
            &course,
            &["cours/kit".to_owned()],
            &[],
            &needed,
        );
        assert!(text.starts_with("# De nous.\n"), "{text}");
        assert!(text.contains("kit = { path = \"cours/kit\" }"), "{text}");
        assert!(text.contains("tokio = { version = \"1\" }\n"), "{text}");
        assert!(!text.contains("serde") && !text.contains("Nos crates"), "{text}");
        assert!(text.contains("unsafe_code = \"forbid\""), "{text}");
    }
}
