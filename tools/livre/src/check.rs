//! Construit le livre et relève ses fautes.

pub mod chapter;
pub mod excerpt;
pub mod exercises;
pub mod fences;
pub mod glossary;
pub mod includes;
pub mod links;
pub mod rules;
pub mod scenes;
pub mod site;
pub mod slug;
pub mod summary;
pub mod terms;

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use crate::book;
use crate::finding::{self, Finding};
use chapter::Chapter;
use scenes::Scenes;
use site::{Page, Site};
use summary::Summary;

/// Ce qu'une vérification a trouvé.
#[derive(Debug, Default, Clone)]
pub struct Report {
    /// Les fautes, triées par fichier et par ligne.
    pub findings: Vec<Finding>,
    /// Vrai si le livre a été construit.
    pub built: bool,
    /// Le nombre de pages construites.
    pub pages: usize,
    /// Le nombre de liens suivis.
    pub links: usize,
    /// Le nombre d'inclusions faites.
    pub includes: usize,
    /// Le nombre de figures et d'images.
    pub images: usize,
    /// Le nombre de scènes comparées aux chapitres.
    pub scenes: usize,
}

/// Construit le livre à sa place et vérifie tout, scènes comprises.
pub fn full(root: &Path, scenes: &dyn Scenes) -> Report {
    let (src, build_dir) = book::folders(root);
    let sources = Sources::read(root, &src);
    let mut report = sources.report(root);
    let (findings, count) =
        scenes::check(&sources.chapters, &summary::lessons(root, &src), scenes);
    report.findings.extend(findings);
    report.scenes = count;
    let built = book::install(root);
    report.finish(&sources, built, &build_dir)
}

/// Construit le livre dans `destination` et fait les vérifications rapides.
pub fn quick(root: &Path, destination: &Path) -> Report {
    let (src, build_dir) = book::folders(root);
    let sources = Sources::read(root, &src);
    let report = sources.report(root);
    let built = book::build(root, destination).map(|()| destination.to_owned());
    report.finish(&sources, built, &build_dir)
}

/// Les sources du livre, lues une fois.
struct Sources {
    src: PathBuf,
    chapters: Vec<Chapter>,
    /// Les quiz des leçons, relatifs à la racine.
    quizzes: Vec<String>,
    findings: Vec<Finding>,
}

impl Sources {
    fn read(root: &Path, src: &Path) -> Self {
        let Summary { chapters, mut findings } = Summary::read(root, src);
        findings.extend(summary::unpaired(root, src));
        let lessons = summary::lessons(root, src).into_keys();
        let quizzes = lessons.map(|lesson| format!("lessons/{lesson}/quiz.toml"));
        let quizzes = quizzes.filter(|quiz| root.join(quiz).is_file()).collect();
        let src = src.to_owned();
        let mut sources = Self { src, chapters: Vec::new(), quizzes, findings };
        for path in chapters {
            // Un chapitre illisible est l'affaire de la construction, qui le dira.
            sources.chapters.extend(Chapter::read(root, &sources.src, &path));
        }
        sources
    }

    fn report(&self, root: &Path) -> Report {
        let mut report =
            Report { findings: self.findings.clone(), ..Report::default() };
        for chapter in &self.chapters {
            report.findings.extend(chapter.expansion.findings.iter().cloned());
            report.findings.extend(rules::check(chapter));
            report.findings.extend(fences::check(chapter));
            report.includes += chapter.expansion.count;
            let drawn = chapter.document.tags.iter();
            report.images +=
                drawn.filter(|tag| tag.opens("svg") || tag.opens("img")).count();
            report.images += chapter.images.len();
        }
        report.findings.extend(terms::check(&self.chapters));
        report.findings.extend(self.unshown());
        report.findings.extend(exercises::check(root, &self.src, &self.chapters));
        report
    }

    /// Signale les quiz qu'aucun chapitre ne montre.
    fn unshown(&self) -> Vec<Finding> {
        let shown: HashSet<_> = self
            .chapters
            .iter()
            .flat_map(|chapter| &chapter.expansion.quizzes)
            .collect();
        let unshown = self.quizzes.iter().filter(|quiz| !shown.contains(quiz));
        let finding = |quiz: &String| {
            let message = format!(
                "aucun chapitre ne montre ce quiz : écrivez-y `{{{{#quiz ../{quiz}}}}}`"
            );
            Finding::warning(quiz, 1, message)
        };
        unshown.map(finding).collect()
    }
}

impl Report {
    /// Ajoute ce que le livre construit révèle, ou ce qui empêche de le construire.
    fn finish(
        mut self,
        sources: &Sources,
        built: Result<PathBuf, Finding>,
        shown_as: &Path,
    ) -> Self {
        match built {
            Ok(folder) => {
                self.built = true;
                self.read_site(sources, &folder, shown_as);
            }
            Err(finding) => {
                let same = |known: &Finding| {
                    known.is_error()
                        && (&known.file, known.line) == (&finding.file, finding.line)
                };
                if !self.findings.iter().any(same) {
                    self.findings.push(finding);
                }
            }
        }
        finding::tidy(&mut self.findings);
        self
    }

    fn read_site(&mut self, sources: &Sources, folder: &Path, shown_as: &Path) {
        match Site::read(folder) {
            Ok(site) => {
                self.pages = site.pages.len();
                let pages = Pages { site: &site, sources, shown_as };
                self.findings.extend(pages.findings());
                self.links = site.pages.values().map(|page| page.links.len()).sum();
            }
            Err(error) => {
                let file = sources.src.join("SUMMARY.md");
                let message = format!("livre construit illisible : {error}");
                self.findings.push(Finding::error(
                    &file.to_string_lossy(),
                    1,
                    message,
                ));
            }
        }
    }
}

/// Le livre construit, en regard de ses sources.
struct Pages<'a> {
    site: &'a Site,
    sources: &'a Sources,
    shown_as: &'a Path,
}

impl Pages<'_> {
    fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut read = BTreeSet::new();
        for chapter in &self.sources.chapters {
            if let Some(page) = self.site.pages.get(&chapter.page) {
                findings.extend(self.chapter_links(chapter, page));
                findings.extend(self.duplicates(chapter, page));
                read.insert(&chapter.page);
            }
        }
        // `index.html` et `print.html` répètent les chapitres, donc leurs fautes.
        if findings.is_empty() {
            for (name, page) in &self.site.pages {
                if !read.contains(name) {
                    findings.extend(self.page_links(name, page, &HashSet::new()));
                }
            }
        }
        findings
    }

    /// Les liens du chapitre à leur ligne, puis ceux que seule la page montre.
    fn chapter_links(&self, chapter: &Chapter, page: &Page) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut seen = HashSet::new();
        for (at, destination) in &chapter.links {
            seen.insert(&**destination);
            if let Some(problem) =
                links::problem(self.site, &chapter.page, destination)
            {
                findings.push(chapter.expansion.warning(*at, problem));
            }
        }
        findings.extend(self.page_links(&chapter.page, page, &seen));
        findings
    }

    fn page_links(
        &self,
        name: &str,
        page: &Page,
        seen: &HashSet<&str>,
    ) -> Vec<Finding> {
        let unseen = page.links.iter().filter(|(link, _)| !seen.contains(&**link));
        let broken = unseen.filter_map(|(link, line)| {
            let problem = links::problem(self.site, name, link)?;
            Some(self.on_page(name, *line, problem))
        });
        broken.collect()
    }

    fn duplicates(&self, chapter: &Chapter, page: &Page) -> Vec<Finding> {
        let mut seen = HashSet::new();
        let twice = page.ids.iter().filter(|(id, _)| !seen.insert(id));
        let finding = |(id, line): &(String, usize)| {
            let message = format!("identifiant `{id}` en double dans la page");
            let mut places = chapter.ids.iter().filter(|(_, other)| other == id);
            let first = places.next();
            match places.next().or(first) {
                Some((at, _)) => chapter.expansion.warning(*at, message),
                None => self.on_page(&chapter.page, *line, message),
            }
        };
        twice.map(finding).collect()
    }

    fn on_page(&self, page: &str, line: usize, message: String) -> Finding {
        let file = self.shown_as.join(page);
        Finding::warning(&file.to_string_lossy().replace('\\', "/"), line, message)
    }
}
