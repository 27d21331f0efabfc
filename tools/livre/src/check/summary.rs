//! Compare le sommaire, les chapitres et les crates des leçons.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag};

use crate::finding::Finding;
use crate::root;

/// Ce que le sommaire annonce.
#[derive(Debug, Default)]
pub struct Summary {
    /// Les chapitres présents sur le disque, relatifs à `src`, dans l'ordre.
    pub chapters: Vec<PathBuf>,
    /// Les entrées sans fichier et les fichiers sans entrée.
    pub findings: Vec<Finding>,
}

impl Summary {
    /// Lit `SUMMARY.md` et le compare aux fichiers de `src`.
    pub fn read(root: &Path, src: &Path) -> Self {
        let file = root.join(src).join("SUMMARY.md");
        let name = root::label(root, &file);
        let mut summary = Self::default();
        match fs::read_to_string(&file) {
            Ok(text) => summary.entries(&root.join(src), &name, &text),
            Err(error) => {
                let message = format!("sommaire illisible : {error}");
                summary.findings.push(Finding::error(&name, 1, message));
            }
        }
        summary.orphans(root, src);
        summary
    }

    fn entries(&mut self, src: &Path, name: &str, text: &str) {
        for (event, range) in Parser::new(text).into_offset_iter() {
            let Event::Start(Tag::Link { dest_url, .. }) = event else { continue };
            let chapter = PathBuf::from(dest_url.replace("%20", " "));
            if dest_url.is_empty() {
                continue;
            }
            if src.join(&chapter).is_file() {
                self.chapters.push(chapter);
            } else {
                let line = 1 + text[..range.start].matches('\n').count();
                let message = format!("chapitre annoncé mais absent : `{dest_url}`");
                self.findings.push(Finding::error(name, line, message));
            }
        }
    }

    fn orphans(&mut self, root: &Path, src: &Path) {
        let src = root.join(src);
        let place = |chapter: &PathBuf| root::normalize(&src.join(chapter));
        let listed: BTreeSet<_> = self.chapters.iter().map(place).collect();
        let special = ["SUMMARY.md", "404.md"].map(|name| src.join(name));
        // Un dossier illisible a déjà fait échouer la lecture du sommaire.
        let files = root::files(&src).flatten();
        for file in files.filter(|file| file.extension().is_some_and(|e| e == "md"))
        {
            if !special.contains(&file) && !listed.contains(&root::normalize(&file))
            {
                let name = root::label(root, &file);
                let message = "chapitre absent de SUMMARY.md";
                self.findings.push(Finding::warning(&name, 1, message));
            }
        }
    }
}

/// Renvoie les crates `lessons/lessonN`, et pour chacune son chapitre s'il existe.
pub fn lessons(root: &Path, src: &Path) -> BTreeMap<String, Option<String>> {
    let chapter = |lesson: &str| {
        let file = root.join(src).join(format!("{lesson}.md"));
        file.is_file().then(|| root::label(root, &file))
    };
    file_names(&root.join("lessons"))
        .filter(|name| root.join("lessons").join(name).join("Cargo.toml").is_file())
        .filter(|name| is_lesson(name))
        .map(|name| (name.clone(), chapter(&name)))
        .collect()
}

/// Signale les leçons sans chapitre et les chapitres sans leçon.
pub fn unpaired(root: &Path, src: &Path) -> Vec<Finding> {
    let lessons = lessons(root, src);
    let alone = lessons.iter().filter(|(_, chapter)| chapter.is_none()).map(
        |(lesson, _)| {
            let message = format!(
                "leçon sans chapitre : écrivez {}/{lesson}.md",
                src.display()
            );
            Finding::warning(&format!("lessons/{lesson}/Cargo.toml"), 1, message)
        },
    );
    let orphans = file_names(&root.join(src))
        .filter_map(|name| name.strip_suffix(".md").map(str::to_owned))
        .filter(|name| is_lesson(name) && !lessons.contains_key(name))
        .map(|name| {
            let file = root::label(root, &root.join(src).join(format!("{name}.md")));
            Finding::warning(&file, 1, format!("chapitre sans crate lessons/{name}"))
        });
    alone.chain(orphans).collect()
}

fn file_names(folder: &Path) -> impl Iterator<Item = String> + use<> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned())
}

fn is_lesson(name: &str) -> bool {
    name.strip_prefix("lesson")
        .is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}
