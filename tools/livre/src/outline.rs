//! Achève une page : sections, sommaire de la page courante, fins de section.

use std::fmt::Write;
use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html;
use regex::Regex;

use crate::repository::Repository;
use crate::tags::{self, Tag};

/// Un titre d'une page construite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Son ancre.
    pub id: String,
    /// Son texte, en HTML sans balises.
    pub text: String,
    /// Son niveau, de 1 à 6.
    pub level: u8,
    /// Sa place dans la page, de sa balise ouvrante.
    pub start: usize,
}

/// Renvoie la place de ce que contient `<main>`.
pub fn main(tags: &[Tag]) -> Option<std::ops::Range<usize>> {
    let open = tags.iter().find(|tag| tag.opens("main"))?;
    let close = tags.iter().rfind(|tag| tag.closes("main"))?;
    Some(open.range.end..close.range.start).filter(|main| main.start <= main.end)
}

/// Liste les titres de `<main>` qui ont une ancre.
pub fn headings(html: &str, tags: &[Tag]) -> Vec<Heading> {
    let Some(main) = main(tags) else { return Vec::new() };
    let inside = |tag: &&Tag| main.contains(&tag.range.start);
    let mut found = Vec::new();
    for tag in tags.iter().filter(inside).filter(|tag| !tag.closing) {
        let level = tag.name.strip_prefix('h').and_then(|level| level.parse().ok());
        let (Some(level), Some(id)) = (level, tag.attribute("id")) else { continue };
        let close = tags.iter().find(|other| {
            other.closes(&tag.name) && other.range.start > tag.range.start
        });
        let end = close.map_or(html.len(), |close| close.range.start);
        let text = without_tags(&html[tag.range.end..end]);
        found.push(Heading {
            id: id.to_owned(),
            text,
            level,
            start: tag.range.start,
        });
    }
    found
}

/// Ôte les balises d'un morceau de HTML ; les entités restent.
pub fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut at = 0;
    for tag in tags::tags(html) {
        text += &html[at..tag.range.start];
        at = tag.range.end;
    }
    text + &html[at..]
}

/// Un titre de partie, ou un filet, que mdBook range dans un `<li>` de trop.
static SEPARATOR: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "<li class=\"chapter-item expanded \">\
         (?<separator><li class=\"(?:part-title|spacer)\">[^<]*</li>)</li>",
    )
    .unwrap()
});

static TITLE_LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("<a class=\"header\"[^>]*>(?<title>.*?)</a>").unwrap()
});

/// Achève la page `name` du livre.
///
/// Le contenu est découpé en `<section>`, une par `<h2>`, fermée par un lien de
/// signalement ; dans le sommaire, la page courante est marquée et ses sections listées.
/// Ces éléments sont écrits ici plutôt qu'en JavaScript pour se passer de lui. Une page
/// sans `<main>`, comme une redirection, n'est pas touchée.
pub fn finish(html: &str, name: &str, repository: &Repository) -> String {
    let tags = tags::tags(html);
    let Some(main) = main(&tags) else { return html.to_owned() };
    let headings = headings(html, &tags);
    let title = headings.iter().find(|heading| heading.level == 1);
    let title = title.map_or(name, |heading| &heading.text);
    // On marque comme lues les sections d'une leçon, pas celles du lexique.
    let lesson = html.contains(&format!("<a href=\"{name}\"><strong aria-hidden"));
    let page_end = |heading| end(heading, name, title, lesson, repository);
    // Tout le livre sur une page : ni sections à marquer, ni sommaire à détailler.
    let whole = name == "print.html" || name == "404.html";
    let sections: Vec<_> =
        headings.iter().filter(|heading| heading.level == 2 && !whole).collect();
    let mut page = html[..main.start].to_owned();
    let mut at = main.start;
    let mut open = None;
    let is_exercise = |heading: &&Heading| {
        heading.level == 3 && heading.id.starts_with("exercice-")
    };
    let breaks = headings
        .iter()
        .filter(|heading| !whole && (heading.level == 2 || is_exercise(heading)));
    for heading in breaks {
        page += &html[at..heading.start];
        at = heading.start;
        if let Some(last) = open.replace(heading) {
            page += &page_end(last);
            page += if heading.level == 2 { "</section>\n" } else { "" };
        }
        page += if heading.level == 2 { "<section>\n" } else { "" };
    }
    page += &html[at..main.end];
    if let Some(last) = open {
        page += &page_end(last);
        page += "</section>\n";
    }
    page += &html[main.end..];
    let mut page = SEPARATOR.replace_all(&page, "$separator").into_owned();
    if name == "404.html" {
        // Sa `<base>` enverrait le lien du titre à l'accueil.
        page = TITLE_LINK.replace_all(&page, "$title").into_owned();
    }
    if whole { page } else { detail_toc(&page, name, &sections) }
}

fn end(
    heading: &Heading,
    name: &str,
    title: &str,
    lesson: bool,
    repository: &Repository,
) -> String {
    let plain = |html: &str| {
        html.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    };
    let (section, title) = (plain(&heading.text), plain(title));
    let subject = format!("Erreur : {title}, « {section} »");
    let body = format!(
        "Page : {name}#{}\n\nCe que j'ai lu ou exécuté :\n\n\nCe que j'attendais :\n",
        heading.id
    );
    let url = escaped(&repository.report(&subject, &body));
    let id = escaped(&heading.id);
    let mark = match heading.level {
        _ if !lesson => String::new(),
        3 => format!(" data-section=\"{id}\" data-exercise"),
        _ => format!(" data-section=\"{id}\""),
    };
    let label = escaped(&format!("Signaler une erreur dans « {section} »"));
    format!(
        "<p class=\"section-end\"{mark}>\
         <a class=\"report\" href=\"{url}\" aria-label=\"{label}\">Signaler une erreur</a></p>\n"
    )
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    let _ = escape_html(&mut html, text);
    html
}

/// Marque la page courante dans le sommaire et y liste ses sections.
fn detail_toc(page: &str, name: &str, sections: &[&Heading]) -> String {
    // La page d'accueil est aussi le premier chapitre.
    let name = if name == "index.html" {
        first_chapter(page).unwrap_or(name)
    } else {
        name
    };
    let link = format!("<a href=\"{name}\">");
    let Some(start) = page.find(&link) else { return page.to_owned() };
    let mut list = String::new();
    for section in sections {
        let _ = write!(
            list,
            "<li><a href=\"{name}#{}\">{}</a></li>",
            escaped(&section.id),
            section.text
        );
    }
    let list = if list.is_empty() {
        list
    } else {
        format!("<ol class=\"sections\">{list}</ol>")
    };
    let after = start + link.len();
    let Some(end) =
        page[after..].find("</span>").map(|end| after + end + "</span>".len())
    else {
        return page.to_owned();
    };
    let link = format!("<a href=\"{name}\" aria-current=\"page\">");
    format!("{}{link}{}{list}{}", &page[..start], &page[after..end], &page[end..])
}

fn first_chapter(page: &str) -> Option<&str> {
    let list = page.find("<ol class=\"chapter\">")?;
    let start = list + page[list..].find("<a href=\"")? + "<a href=\"".len();
    Some(&page[start..start + page[start..].find('"')?])
}

/// Inscrit, sur chaque lien du sommaire, les sections que ce chapitre permet de marquer.
pub fn list_sections(page: &str, chapters: &[(String, Vec<String>)]) -> String {
    let mut page = page.to_owned();
    for (name, sections) in chapters.iter().filter(|(_, list)| !list.is_empty()) {
        let plain = format!("<a href=\"{name}\"");
        let listed = format!("{plain} data-sections=\"{}\"", sections.join(" "));
        page = page.replacen(&plain, &listed, 1);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<nav><ol class=\"chapter\"><li class=\"chapter-item expanded \">\
        <span class=\"chapter-link-wrapper\"><a href=\"a.html\"><strong aria-hidden=\"true\">1.</strong> A</a></span></li></ol></nav>\
        <main><h1 id=\"a\">A</h1><p>x</p><h2 id=\"b\"><a href=\"#b\">B &amp; <code>c</code></a>\
        </h2><p>y</p><h2 id=\"d\">D</h2><h3 id=\"exercice-e\">E</h3><p>z</p></main>";

    fn page(name: &str) -> String {
        finish(PAGE, name, &Repository::default())
    }

    #[test]
    fn chaque_titre_ouvre_une_section_qui_se_ferme() {
        let page = page("a.html");
        assert_eq!(page.matches("<section>").count(), 2);
        assert_eq!(page.matches("</section>").count(), 2);
        assert!(page.contains("<section>\n<h2 id=\"b\">"), "{page}");
        assert!(
            page.contains("aria-label=\"Signaler une erreur dans « B &amp; c »\"")
        );
        assert!(
            page.contains("data-section=\"exercice-e\" data-exercise>"),
            "{page}"
        );
        assert_eq!(page.matches("section-end").count(), 3);
    }

    #[test]
    fn le_sommaire_dit_ou_l_on_est() {
        for name in ["a.html", "index.html"] {
            let page = page(name);
            assert!(page.contains("<a href=\"a.html\" aria-current=\"page\"><strong aria-hidden=\"true\">1.</strong> A</a></span><ol class=\"sections\"><li><a href=\"a.html#b\">B &amp; c</a></li>"), "{page}");
        }
        assert!(!page("404.html").contains("aria-current"));
    }

    #[test]
    fn tout_le_livre_n_a_pas_de_sections() {
        assert!(!page("print.html").contains("section>"));
    }

    #[test]
    fn un_titre_de_partie_n_est_pas_dans_un_chapitre_vide() {
        let part = "<li class=\"part-title\">P</li>";
        let nav =
            format!("<li class=\"chapter-item expanded \">{part}</li><main></main>");
        let page = finish(&nav, "a.html", &Repository::default());
        assert_eq!(page, format!("{part}<main></main>"));
    }

    #[test]
    fn une_page_sans_main_n_est_pas_touchee() {
        assert_eq!(finish("<p>", "a.html", &Repository::default()), "<p>");
    }

    #[test]
    fn le_sommaire_connait_les_sections() {
        let chapters = [("a.html".to_owned(), vec!["b".to_owned(), "c".to_owned()])];
        let page = list_sections("<a href=\"a.html\" aria-current>", &chapters);
        assert_eq!(page, "<a href=\"a.html\" data-sections=\"b c\" aria-current>");
    }
}
