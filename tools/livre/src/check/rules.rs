//! Vérifie un chapitre seul : guillemets, images, figures, titres, balises, renvois.

use std::sync::LazyLock;

use regex::Regex;

use super::chapter::Chapter;
use super::slug;
use crate::boxes;
use crate::finding::Finding;
use crate::tags::Tag;

/// Relève les fautes d'un chapitre qui se voient sans construire le livre.
pub fn check(chapter: &Chapter) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |at: usize, message: &str| {
        findings.push(chapter.expansion.warning(at, message));
    };
    quotes(chapter, &mut say);
    images(chapter, &mut say);
    figures(chapter, &mut say);
    headings(chapter, &mut say);
    references(chapter, &mut say);
    balance(chapter, &mut say);
    for (at, message) in boxes::problems(&chapter.expansion.text) {
        say(at, &message);
    }
    findings
}

type Say<'a> = dyn FnMut(usize, &str) + 'a;

static NOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[\^[^\]\s]+\]").unwrap());

/// Une référence ou une note sans définition reste en toutes lettres dans la page.
fn references(chapter: &Chapter, say: &mut Say<'_>) {
    for (at, name) in &chapter.undefined {
        say(*at, &format!("référence `[{name}]` jamais définie"));
    }
    for prose in &chapter.document.prose {
        let text = &chapter.expansion.text[prose.range.clone()];
        for note in NOTE.find_iter(text) {
            let message = format!("note `{}` jamais définie", note.as_str());
            say(prose.range.start + note.start(), &message);
        }
    }
}

/// Une balise mal fermée englobe la suite de la page ; mdBook n'en dit rien ici.
fn balance(chapter: &Chapter, say: &mut Say<'_>) {
    let mut open: Vec<&Tag> = Vec::new();
    let mut blame = |tag: &Tag, what: &str| {
        let slash = if tag.closing { "/" } else { "" };
        say(tag.range.start, &format!("balise `<{slash}{}>` {what}", tag.name));
    };
    for tag in chapter.document.tags.iter().filter(|tag| !tag.empty) {
        if !tag.closing {
            open.push(tag);
            continue;
        }
        match open.iter().rposition(|other| other.name == tag.name) {
            Some(i) => {
                open.drain(i..).skip(1).for_each(|tag| blame(tag, "jamais fermée"))
            }
            None => blame(tag, "jamais ouverte"),
        }
    }
    open.into_iter().for_each(|tag| blame(tag, "jamais fermée"));
}

fn quotes(chapter: &Chapter, say: &mut Say<'_>) {
    for prose in &chapter.document.prose {
        let text = &chapter.expansion.text[prose.range.clone()];
        for (i, _) in text.match_indices('"') {
            let message = "guillemet droit `\"` dans la prose : écrivez « … »";
            say(prose.range.start + i, message);
        }
    }
}

fn images(chapter: &Chapter, say: &mut Say<'_>) {
    let message = "image sans texte de remplacement";
    for (at, alt) in &chapter.images {
        if alt.trim().is_empty() {
            say(*at, message);
        }
    }
    for tag in chapter.document.tags.iter().filter(|tag| tag.opens("img")) {
        if !says(tag, "alt") && !is_decorative(tag) {
            say(tag.range.start, message);
        }
    }
}

fn figures(chapter: &Chapter, say: &mut Say<'_>) {
    let tags = &chapter.document.tags;
    let mut depth = 0_usize;
    for (i, tag) in tags.iter().enumerate() {
        if tag.closes("svg") {
            depth = depth.saturating_sub(1);
        } else if tag.opens("svg") {
            if depth == 0
                && !is_named(tag)
                && !has_title(&tags[i..], &chapter.expansion.text)
            {
                let message = "dessin `<svg>` sans `<title>` ni `aria-label`";
                say(tag.range.start, message);
            }
            depth += usize::from(!tag.empty);
        }
    }
}

fn is_named(svg: &Tag) -> bool {
    is_decorative(svg) || says(svg, "aria-label") || says(svg, "aria-labelledby")
}

/// Cherche un `<title>` non vide avant la fin du premier élément de `tags`.
fn has_title(tags: &[Tag], text: &str) -> bool {
    let inside = tags.iter().take_while(|tag| !tag.closes("svg")).count();
    if tags[0].empty {
        return false;
    }
    tags.windows(2).take(inside).any(|pair| {
        pair[0].opens("title")
            && pair[1].closes("title")
            && !text[pair[0].range.end..pair[1].range.start].trim().is_empty()
    })
}

fn says(tag: &Tag, attribute: &str) -> bool {
    tag.attribute(attribute).is_some_and(|value| !value.trim().is_empty())
}

fn is_decorative(tag: &Tag) -> bool {
    tag.attribute("aria-hidden") == Some("true")
        || matches!(tag.attribute("role"), Some("presentation" | "none"))
}

fn headings(chapter: &Chapter, say: &mut Say<'_>) {
    for (at, title, id) in &chapter.headings {
        if !id.is_ascii() {
            let advice = slug::ascii(title);
            let message = format!(
                "titre à l'ancre `{id}` : donnez-lui une ancre ASCII, `{{#{advice}}}`"
            );
            say(*at, &message);
        }
    }
}
