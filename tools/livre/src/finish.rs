//! Achève le livre que mdBook vient d'écrire.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::cards;
use crate::finding::Finding;
use crate::listing::COPIES;
use crate::outline;
use crate::repository::Repository;
use crate::{root as tree, search_index, shrink, tags};

/// Les fichiers de mdBook dont nos pages ne se servent pas : elles ne chargent qu'une
/// feuille de style et un script.
const UNUSED: [&str; 17] = [
    "ayu-highlight.css",
    "book.js",
    "clipboard.min.js",
    "css/chrome.css",
    "css/general.css",
    "css/print.css",
    "css/variables.css",
    "elasticlunr.min.js",
    "favicon.png",
    "highlight.css",
    "highlight.js",
    "mark.min.js",
    "searcher.js",
    "searchindex.js",
    "toc.html",
    "toc.js",
    "tomorrow-night.css",
];

/// L'empreinte que mdBook met dans le nom d'un fichier.
static HASH: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"-[0-9a-f]{8}\.").unwrap());

/// Achève le livre construit dans `site` : pages, index de recherche, fichiers cités.
///
/// # Errors
///
/// Une faute placée dans `book.toml` si un fichier ne se lit pas ou ne s'écrit pas.
pub fn finish(
    root: &Path,
    site: &Path,
    repository: &Repository,
) -> Result<(), Finding> {
    let mut pages = BTreeMap::new();
    for name in page_names(site)? {
        let html = read(&site.join(&name))?;
        let html = outline::finish(&html, &name, repository);
        let html = cards::label_cells(&html);
        pages.insert(name, html);
    }
    let chapters: Vec<_> =
        pages.iter().map(|(name, html)| (name.clone(), sections(html))).collect();
    let mut index = Vec::new();
    for (name, html) in &pages {
        // L'accueil est aussi le premier chapitre ; l'impression répète tout.
        if !["index.html", "print.html", "404.html"].contains(&&**name) {
            index.extend(search_index::sections(html, name));
        }
        write(&site.join(name), &outline::list_sections(html, &chapters))?;
    }
    let index =
        serde_json::to_string(&index).expect("des textes s'écrivent en JSON");
    write(&site.join(search_index::FILE), &index)?;
    let used = used(pages.values());
    prune(site, &used)?;
    name_fonts(site, &used)?;
    copy_cited(root, site, &used)
}

/// Les sections et les exercices d'une page que l'on peut marquer.
fn sections(html: &str) -> Vec<String> {
    let tags = tags::tags(html);
    tags.iter()
        .filter_map(|tag| Some(tag.attribute("data-section")?.to_owned()))
        .collect()
}

/// Renvoie ce que les pages chargent ou montrent du doigt.
fn used<'a>(pages: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    let tags = pages.flat_map(|html| tags::tags(html));
    tags.filter_map(|tag| {
        tag.attribute("src").or(tag.attribute("href")).map(str::to_owned)
    })
    .collect()
}

/// Retire ce dont aucune page ne se sert, et allège le reste.
fn prune(site: &Path, used: &BTreeSet<String>) -> Result<(), Finding> {
    for file in tree::files(site) {
        let file = file.map_err(|error| denied(site, &error))?;
        let name = tree::label(site, &file);
        if UNUSED.contains(&&*HASH.replace(&name, ".")) && !used.contains(&name) {
            fs::remove_file(&file).map_err(|error| denied(&file, &error))?;
        } else if let Some(text) = shrunk(&file, &name)? {
            write(&file, &text)?;
        }
    }
    // Un dossier qui n'est pas vide reste.
    let _ = fs::remove_dir(site.join("css"));
    Ok(())
}

/// Renvoie le texte allégé d'une feuille de style ou d'un script.
fn shrunk(file: &Path, name: &str) -> Result<Option<String>, Finding> {
    let known = name.ends_with(".css") || name.ends_with(".js");
    if !known { Ok(None) } else { Ok(shrink::shrink(name, &read(file)?)) }
}

/// Rend aux polices le nom que les pages leur donnent.
///
/// Sous Windows, mdBook note l'empreinte de `fonts\a.woff2` : à qui demande
/// `fonts/a.woff2`, il répond ce nom sans empreinte, qui n'est celui d'aucun fichier
/// (rust-lang/mdBook#3221).
fn name_fonts(site: &Path, used: &BTreeSet<String>) -> Result<(), Finding> {
    let fonts: Vec<_> = tree::files(&site.join("fonts")).flatten().collect();
    let asked = |font: &Path| {
        let name = tree::label(site, font);
        site.join(&*HASH.replace(&name, "."))
    };
    let is_used = |font: &Path| used.contains(&tree::label(site, font));
    // La feuille de style suit les pages : toutes les polices, ou aucune.
    if fonts.iter().any(|font| !is_used(font) && is_used(&asked(font))) {
        for font in fonts {
            fs::rename(&font, asked(&font))
                .map_err(|error| denied(&font, &error))?;
        }
    }
    Ok(())
}

/// Copie les fichiers cités par les pages, en texte, pour qu'ils se lisent sur place.
fn copy_cited(
    root: &Path,
    site: &Path,
    used: &BTreeSet<String>,
) -> Result<(), Finding> {
    let cited = used
        .iter()
        .filter_map(|link| link.strip_prefix(COPIES)?.strip_suffix(".txt"));
    for path in cited {
        // Un fichier absent est l'affaire de l'inclusion, dont la vérification parlera.
        let Ok(text) = fs::read_to_string(root.join(path)) else { continue };
        // L'indicateur d'ordre des octets dit au navigateur que le texte est en UTF-8.
        let text = format!("\u{FEFF}{text}");
        let copy = site.join(format!("{COPIES}{path}.txt"));
        let folder = copy.parent().unwrap_or(site);
        fs::create_dir_all(folder).map_err(|error| denied(folder, &error))?;
        write(&copy, &text)?;
    }
    Ok(())
}

fn page_names(site: &Path) -> Result<Vec<String>, Finding> {
    let entries = fs::read_dir(site).map_err(|error| denied(site, &error))?;
    let names =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    // Le sommaire à part de mdBook n'est pas une page du livre.
    let is_page = |name: &String| name.ends_with(".html") && name != "toc.html";
    Ok(names.filter(is_page).collect())
}

fn read(file: &Path) -> Result<String, Finding> {
    fs::read_to_string(file).map_err(|error| denied(file, &error))
}

fn write(file: &Path, text: &str) -> Result<(), Finding> {
    fs::write(file, text).map_err(|error| denied(file, &error))
}

fn denied(path: &Path, error: &std::io::Error) -> Finding {
    Finding::error("book.toml", 1, format!("{} : {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_polices_ont_le_nom_que_les_pages_leur_donnent() {
        let name_in = |page: &str| {
            let site = tempfile::tempdir().unwrap();
            let font = site.path().join("fonts/a-0123abcd.woff2");
            fs::create_dir(site.path().join("fonts")).unwrap();
            fs::write(&font, "").unwrap();
            name_fonts(site.path(), &used([&page.to_owned()].into_iter())).unwrap();
            let mut files = tree::files(site.path());
            tree::label(site.path(), &files.next().unwrap().unwrap())
        };
        let linux = r#"<link href="fonts/a-0123abcd.woff2">"#;
        assert_eq!(name_in(linux), "fonts/a-0123abcd.woff2");
        let windows = r#"<link href="fonts/a.woff2">"#;
        assert_eq!(name_in(windows), "fonts/a.woff2");
        let neither = r#"<link href="fonts/b.css">"#;
        assert_eq!(name_in(neither), "fonts/a-0123abcd.woff2");
    }
}
