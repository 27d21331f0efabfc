//! Colore le code à la construction : le lecteur ne télécharge aucun coloriseur.

use std::fmt::Write;
use std::sync::LazyLock;

use pulldown_cmark_escape::escape_html_body_text;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

static SYNTAXES: LazyLock<SyntaxSet> =
    LazyLock::new(SyntaxSet::load_defaults_newlines);

/// La classe CSS de chaque famille de la grammaire ; la première trouvée l'emporte.
static CLASSES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    let table = [
        ("comment", "c"),
        ("string", "s"),
        ("constant.character", "s"),
        ("constant", "n"),
        ("keyword.operator", ""),
        ("keyword", "k"),
        ("storage.type.rust", "t"),
        ("storage", "k"),
        ("entity.name.function", "f"),
        ("support.function", "f"),
        ("support.macro", "m"),
        ("meta.annotation", "a"),
        ("support.type", "t"),
        ("entity.name", "t"),
        ("variable.language", "k"),
    ];
    let scope =
        |name| Scope::new(name).expect("une famille s'écrit avec des points");
    table.into_iter().map(|(name, class)| (scope(name), class)).collect()
});

/// Les mots de Rust que la grammaire, plus ancienne qu'eux, ne connaît pas.
const NEWER_KEYWORDS: [&str; 4] = ["async", "await", "dyn", "let"];

/// Renvoie le HTML de `code`, échappé, avec des `<span class="…">` d'une lettre.
///
/// `language` est le premier mot de la clôture Markdown (`rust`, `python`…) ; une
/// langue inconnue est rendue telle quelle. Les classes : `c` commentaire, `s` chaîne,
/// `n` nombre, `k` mot-clé, `t` type, `f` fonction, `m` macro, `a` attribut.
pub fn highlight(code: &str, language: &str) -> String {
    let syntax = SYNTAXES.find_syntax_by_token(language);
    let syntax = syntax.filter(|syntax| syntax.name != "Plain Text");
    let colored = syntax.and_then(|syntax| colored(code, syntax));
    colored.unwrap_or_else(|| escaped(code))
}

/// Colore ligne par ligne ; `None` si la grammaire échoue.
fn colored(code: &str, syntax: &SyntaxReference) -> Option<String> {
    let newer: &[_] = if syntax.name == "Rust" { &NEWER_KEYWORDS } else { &[] };
    let mut page = Painter { newer, ..Painter::default() };
    let mut state = ParseState::new(syntax);
    let mut scopes = ScopeStack::new();
    for line in code.split_inclusive('\n') {
        let mut at = 0;
        for (index, change) in state.parse_line(line, &SYNTAXES).ok()? {
            page.paint(&line[at..index], class(&scopes));
            at = index;
            scopes.apply(&change).ok()?;
        }
        page.paint(&line[at..], class(&scopes));
    }
    page.close();
    Some(page.html)
}

/// La classe de la famille la plus profonde qui en a une.
fn class(scopes: &ScopeStack) -> Option<&'static str> {
    scopes.as_slice().iter().rev().find_map(|scope| {
        let (_, class) =
            CLASSES.iter().find(|(family, _)| family.is_prefix_of(*scope))?;
        Some(*class)
    })
}

/// Réunit sous une même balise les morceaux voisins de la même classe.
#[derive(Default)]
struct Painter {
    html: String,
    open: &'static str,
    newer: &'static [&'static str],
}

impl Painter {
    fn paint(&mut self, text: &str, class: Option<&'static str>) {
        match class {
            None => self.paint_plain(text),
            Some(class) => self.put(text, class),
        }
    }

    /// Du texte sans classe peut contenir des mots-clés récents.
    fn paint_plain(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            let is_word = rest.starts_with(word);
            let end = rest.find(|c| word(c) != is_word).unwrap_or(rest.len());
            let (part, tail) = rest.split_at(end);
            self.put(part, if self.newer.contains(&part) { "k" } else { "" });
            rest = tail;
        }
    }

    fn put(&mut self, text: &str, class: &'static str) {
        if text.is_empty() {
            return;
        }
        // Une espace n'a pas de couleur : elle reste dans la balise ouverte.
        if class != self.open && !text.trim().is_empty() {
            self.close();
            if !class.is_empty() {
                let _ = write!(self.html, "<span class=\"{class}\">");
            }
            self.open = class;
        }
        self.html += &escaped(text);
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.html += "</span>";
        }
        self.open = "";
    }
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    let _ = escape_html_body_text(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Le texte d'un rendu, balises et entités ôtées.
    fn text(html: &str) -> String {
        let mut text = String::new();
        for part in html.split('<') {
            text += part.split_once('>').map_or(part, |(_, after)| after);
        }
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    }

    #[test]
    fn le_texte_ne_change_pas() {
        let code = "//! é\nasync fn f<'a>(x: &'a str) -> u8 {\n    g(x).await && 1 < 2\n}\n";
        assert_eq!(text(&highlight(code, "rust")), code);
        assert_eq!(text(&highlight(code, "python")), code);
        assert_eq!(text(&highlight(code, "text")), code);
    }

    #[test]
    fn les_mots_cles_recents_sont_des_mots_cles() {
        let html = highlight("async fn f() { g().await }", "rust");
        assert!(html.starts_with("<span class=\"k\">async fn"), "{html}");
        assert!(html.contains("<span class=\"k\">await"), "{html}");
        assert!(!highlight("let awaited = 1;", "rust").contains("k\">awaited"));
    }

    #[test]
    fn chaines_nombres_et_commentaires_ont_leur_classe() {
        let html = highlight("let x = (\"a\", 12); // b\n", "rust");
        assert!(html.contains("<span class=\"s\">\"a\"</span>"), "{html}");
        assert!(html.contains("<span class=\"n\">12</span>"), "{html}");
        assert!(html.contains("<span class=\"c\">// b"), "{html}");
    }

    #[test]
    fn une_langue_inconnue_est_echappee() {
        assert_eq!(highlight("a < b & c", "klingon"), "a &lt; b &amp; c");
    }
}
