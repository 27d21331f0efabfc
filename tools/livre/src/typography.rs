//! Pose les espaces insécables de la typographie française.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::document::Document;

const NO_BREAK: &str = "\u{A0}";
const NARROW: &str = "\u{202F}";

static DIRECTIVE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\{.*?\}\}").unwrap());

static SPACES: LazyLock<Regex> = LazyLock::new(|| {
    let space = r"[ \u{A0}\u{202F}]";
    Regex::new(&format!(
        "(?<open>«{space}*)|(?<close>{space}*»)|{space}+(?<high>[;!?]+)\
         |{space}+(?<colon>:)|(?<digit>[0-9]){space}+(?<unit>{UNITS})"
    ))
    .unwrap()
});

const UNITS: &str = "ns|µs|μs|ms|s|min|h|j|%|€|[KMGT]?io|[kMGT]?o|[kMG]?B|[kMG]?Hz";

/// Renvoie le texte avec ses espaces insécables ; le code reste intact.
///
/// U+202F avant `; ! ?`, U+00A0 avant `:`, à l'intérieur des guillemets et entre un
/// nombre et son unité. Appliquée deux fois, la fonction ne change plus rien.
pub fn set_spaces(text: &str) -> String {
    let mut output = String::with_capacity(text.len() + text.len() / 50);
    let mut at = 0;
    for range in treatable(text) {
        output.push_str(&text[at..range.start]);
        at = range.end;
        output.push_str(&treat(text, range));
    }
    output.push_str(&text[at..]);
    output
}

/// La prose, sans les noms de références ni les `{{…}}`.
fn treatable(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    for prose in Document::read(text).prose.into_iter().filter(|prose| !prose.label)
    {
        let mut start = prose.range.start;
        for directive in DIRECTIVE.find_iter(&text[prose.range.clone()]) {
            ranges.push(start..prose.range.start + directive.start());
            start = prose.range.start + directive.end();
        }
        ranges.push(start..prose.range.end);
    }
    ranges
}

fn treat(text: &str, range: Range<usize>) -> String {
    let replace = |captures: &Captures<'_>| {
        let found = captures.get(0).expect("le groupe 0 existe toujours");
        let before = &text[..range.start + found.start()];
        let after = &text[range.start + found.end()..];
        treated(captures, before, after).unwrap_or_else(|| found.as_str().to_owned())
    };
    SPACES.replace_all(&text[range.clone()], replace).into_owned()
}

/// Renvoie ce qui remplace le passage trouvé, ou rien s'il ne faut pas y toucher.
fn treated(captures: &Captures<'_>, before: &str, after: &str) -> Option<String> {
    let previous = before.chars().next_back();
    let next = after.chars().next();
    if let Some(open) = captures.name("open") {
        let bare = open.as_str() == "«";
        let treatable = next.is_some_and(|c| c != '\n' && !(bare && is_markup(c)));
        return treatable.then(|| format!("«{NO_BREAK}"));
    }
    if let Some(unit) = captures.name("unit") {
        let digit = &captures["digit"];
        let whole =
            !next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'));
        return whole.then(|| format!("{digit}{NO_BREAK}{}", unit.as_str()));
    }
    let previous = previous.filter(|c| *c != '\n')?;
    if let Some(close) = captures.name("close") {
        let bare = close.as_str() == "»";
        // Des guillemets vides ont déjà reçu leur espace après « .
        let empty = before.ends_with('«') || before.ends_with("«\u{A0}");
        let untreatable = empty || (bare && is_markup(previous));
        return (!untreatable).then(|| format!("{NO_BREAK}»"));
    }
    if !ends_mark(next) {
        return None;
    }
    match captures.name("high") {
        Some(marks) => Some(format!("{NARROW}{}", marks.as_str())),
        None => Some(format!("{NO_BREAK}:")),
    }
}

/// Contre ces signes, une espace ajoutée changerait l'emphase (`«_mot_»`).
fn is_markup(c: char) -> bool {
    matches!(c, '*' | '_' | '~')
}

/// Dit si un signe suivi de `next` ponctue : ni `://`, ni `::`, ni `:-)`, ni `!=`.
fn ends_mark(next: Option<char>) -> bool {
    next.is_none_or(|c| !c.is_alphanumeric() && !"=-/:>#&@\\+~^;!?$%".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        set_spaces(text).replace('\u{A0}', "~").replace('\u{202F}', "'")
    }

    #[test]
    fn ponctuation_haute_et_guillemets() {
        let cases = [
            ("Quoi ? Non ! Si ; et : voilà.", "Quoi'? Non'! Si'; et~: voilà."),
            ("Il dit « oui ».", "Il dit «~oui~»."),
            ("Il dit «oui».", "Il dit «~oui~»."),
            ("« `poll` » et «`wake`»", "«~`poll`~» et «~`wake`~»"),
            ("« *oui* » ?", "«~*oui*~»'?"),
            ("**mot** : suite ; [lien](a.md) !", "**mot**~: suite'; [lien](a.md)'!"),
            ("Vraiment ?!", "Vraiment'?!"),
            ("Vraiment  ?", "Vraiment'?"),
            ("Déjà\u{A0}? Déjà\u{202F}:", "Déjà'? Déjà~:"),
            ("`code` : suite", "`code`~: suite"),
            ("voir : `code`", "voir~: `code`"),
            ("« a » : « b » !", "«~a~»~: «~b~»'!"),
            ("10\u{202F}000 lignes", "10'000 lignes"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn nombres_et_unites() {
        let cases = [
            ("500 ms, 1,5 s, 64 Kio, 5 %.", "500~ms, 1,5~s, 64~Kio, 5~%."),
            ("5 % !", "5~%'!"),
            ("les 2 s'arrêtent, 3 sont prêtes", "les 2 s'arrêtent, 3 sont prêtes"),
            ("2 secondes, 4 h 30", "2 secondes, 4~h 30"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn ce_qui_doit_rester_intact() {
        let cases = [
            "http://a.fr et 10:30 et a::b et :: et :-) et ;-) et a != b",
            "oui? non! a:b",
            "`a ? b : c` ``x ; y``",
            "```rust\nlet x : u8 ; // « a » ?\n```\n",
            "    bloc indenté : oui ?\n",
            "[texte](page.md \"titre : ici\")",
            "<a href=\"x ?\" title=\"a : b\">x</a>",
            "## Titre {#un-titre}\n",
            "> [!NOTE]\n> texte\n",
            "| a | b |\n|:--|--:|\n| c | d |\n",
            "{{#title Leçon : un}}",
            "<pre>a : b ?</pre>\n\n<svg><text>a : b</text></svg>\n",
            "[a ?][] et [a ?]\n\n[a ?]: b.md\n",
            "[^note]\n\n[^note]: texte\n",
            "mot\n: suite",
            "mot «\nsuite",
            "- [ ] tâche\n- [x] faite\n",
            "<https://a.fr/?x> <!-- a : b -->",
        ];
        for text in cases {
            assert_eq!(shown(text), *text, "{text}");
        }
    }

    #[test]
    fn titres_tables_listes_et_html() {
        let cases = [
            ("## Pourquoi ? {#pourquoi}\n", "## Pourquoi'? {#pourquoi}\n"),
            ("| a : b | c ? |\n|---|---|\n| « d » | e ; f |\n", {
                "| a~: b | c'? |\n|---|---|\n| «~d~» | e'; f |\n"
            }),
            ("<summary>Pourquoi ?</summary>\n", "<summary>Pourquoi'?</summary>\n"),
            (
                "<p>a : <code>b : c</code> !</p>\n",
                "<p>a~: <code>b : c</code>'!</p>\n",
            ),
            ("> [!WARNING]\n> Attention !\n", "> [!WARNING]\n> Attention'!\n"),
            ("1. un : deux\n   - trois ?\n", "1. un~: deux\n   - trois'?\n"),
            ("![un dessin : ici](a.svg)", "![un dessin~: ici](a.svg)"),
            (
                "Une note[^1] !\n\n[^1]: Oui : ici.\n",
                "Une note[^1]'!\n\n[^1]: Oui~: ici.\n",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    /// Assemble des fragments dans tous les ordres : une passe suffit, et le
    /// Markdown garde sa structure.
    #[test]
    fn idempotente_et_sans_effet_sur_la_structure() {
        let parts = [
            "mot",
            " ",
            " ?",
            " :",
            "«",
            "»",
            "« ",
            " »",
            "`a ? b`",
            "**gras**",
            "*i*",
            "[l : m](x.md)",
            "\n",
            "\n\n",
            "- ",
            "| ",
            "5 %",
            "<b>",
            "</b>",
            "`",
            "#",
            "{{a : b}}",
            "\n```\n",
            "é",
            "!",
            "[a ?]",
            "\\",
            "<code>",
            "</code>",
            "_",
        ];
        for a in parts {
            for b in parts {
                for c in parts {
                    let text = format!("x {a}{b}{c} y ; z");
                    let once = set_spaces(&text);
                    assert_eq!(set_spaces(&once), once, "{text:?}");
                    assert_eq!(bare(&once), bare(&text), "{text:?}");
                    assert_eq!(structure(&once), structure(&text), "{text:?}");
                }
            }
        }
    }

    fn bare(text: &str) -> String {
        text.chars().filter(|c| !matches!(c, ' ' | '\u{A0}' | '\u{202F}')).collect()
    }

    fn structure(text: &str) -> Vec<String> {
        use pulldown_cmark::{Event, Parser};
        let events = Parser::new_ext(text, crate::document::options());
        events
            .filter(|event| !matches!(event, Event::Text(_)))
            .map(|event| match event {
                Event::Html(html) => bare(&html),
                event => format!("{event:?}"),
            })
            .collect()
    }
}
