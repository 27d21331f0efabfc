//! Pose les espaces insécables de la typographie française.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::document::Document;

const NO_BREAK: &str = "\u{A0}";
const NARROW: &str = "\u{202F}";
const SPACE: &str = r"[ \u{A0}\u{202F}]";

static DIRECTIVE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\{.*?\}\}").unwrap());

static SPACES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        "(?<open>«{SPACE}*)|(?<close>{SPACE}*»)|{SPACE}+(?<high>[;!?]+)\
         |{SPACE}+(?<colon>:)|(?<digit>[0-9]){SPACE}+(?<unit>{UNITS})"
    ))
    .unwrap()
});

/// Un nombre écrit par tranches de trois chiffres : `10 000`.
static THOUSANDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"\b[1-9][0-9]{{0,2}}(?:{SPACE}[0-9]{{3}}\b)+")).unwrap()
});

const UNITS: &str = "ns|µs|μs|ms|s|min|h|j|%|€|[KMGT]?io|[kMGT]?o|[kMG]?B|[kMG]?Hz";

/// Renvoie le texte avec ses espaces insécables ; le code reste intact.
///
/// U+202F avant `; ! ?` et entre les milliers, U+00A0 avant `:`, à l'intérieur des
/// guillemets et entre un nombre et son unité. Appliquée deux fois, la fonction ne
/// change plus rien.
pub fn set_spaces(text: &str) -> String {
    let mut output = String::with_capacity(text.len() + text.len() / 50);
    let mut at = 0;
    for range in ranges(text) {
        output.push_str(&text[at..range.start]);
        at = range.end;
        output.push_str(&treat(text, range));
    }
    output.push_str(&text[at..]);
    output
}

/// La prose, sans les noms de références ni les `{{…}}`.
fn ranges(text: &str) -> Vec<Range<usize>> {
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
        let found = captures.get_match();
        let before = &text[..range.start + found.start()];
        let after = &text[range.start + found.end()..];
        match treatable(captures, before, after) {
            true => spaced(captures),
            false => found.as_str().to_owned(),
        }
    };
    let spaced = SPACES.replace_all(&text[range.clone()], replace);
    let grouped = |number: &Captures<'_>| number[0].replace([' ', '\u{A0}'], NARROW);
    THOUSANDS.replace_all(&spaced, grouped).into_owned()
}

/// Dit si le passage trouvé est bien de la ponctuation, ou un nombre et son unité.
fn treatable(captures: &Captures<'_>, before: &str, after: &str) -> bool {
    let is = |name| captures.name(name).is_some();
    let bare = matches!(&captures[0], "«" | "»");
    let previous = before.chars().next_back().filter(|c| *c != '\n');
    let next = after.chars().next();
    if is("open") {
        next.is_some_and(|c| c != '\n' && !(bare && is_markup(c)))
    } else if is("unit") {
        !next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '\'' | '’'))
    } else if is("close") {
        // Des guillemets vides ont déjà reçu leur espace après « .
        let empty = before.ends_with('«') || before.ends_with("«\u{A0}");
        !empty && previous.is_some_and(|c| !(bare && is_markup(c)))
    } else {
        previous.is_some() && ends_mark(next)
    }
}

/// Renvoie le passage trouvé, avec l'espace qui convient.
fn spaced(captures: &Captures<'_>) -> String {
    let group = |name| captures.name(name).map(|group| group.as_str());
    if let Some(unit) = group("unit") {
        format!("{}{NO_BREAK}{unit}", &captures["digit"])
    } else if let Some(marks) = group("high") {
        format!("{NARROW}{marks}")
    } else if group("colon").is_some() {
        format!("{NO_BREAK}:")
    } else if group("open").is_some() {
        format!("«{NO_BREAK}")
    } else {
        format!("{NO_BREAK}»")
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

    fn expect(cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(shown(text), *expected, "{text}");
        }
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
        expect(&cases);
    }

    #[test]
    fn nombres_et_unites() {
        let cases = [
            ("500 ms, 1,5 s, 64 Kio, 5 %.", "500~ms, 1,5~s, 64~Kio, 5~%."),
            ("5 % !", "5~%'!"),
            ("les 2 s'arrêtent, 3 sont prêtes", "les 2 s'arrêtent, 3 sont prêtes"),
            ("2 secondes, 4 h 30", "2 secondes, 4~h 30"),
        ];
        expect(&cases);
    }

    #[test]
    fn milliers() {
        let cases = [
            ("10 000 lignes", "10'000 lignes"),
            ("1 234 567,5 et 10\u{A0}000.", "1'234'567,5 et 10'000."),
            ("10 000 ms, 1 500 %, 2 000 : fin", "10'000~ms, 1'500~%, 2'000~: fin"),
            ("**10 000** | « 1 000 »", "**10'000** | «~1'000~»"),
            ("2019 300, 10 0000, 10 00, 0 123", "2019 300, 10 0000, 10 00, 0 123"),
            ("v1 000, 1 000ms, 1, 000", "v1 000, 1 000ms, 1, 000"),
            ("`10 000` et <code>10 000</code>", "`10 000` et <code>10 000</code>"),
            ("```text\n10 000\n```\n", "```text\n10 000\n```\n"),
        ];
        expect(&cases);
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
        expect(&cases);
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
            "1 000",
            " 000",
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
