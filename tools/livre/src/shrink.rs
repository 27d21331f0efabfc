//! Allège la feuille de style et les scripts de ce que seul leur auteur lit.
//!
//! Toutes les pages les chargent : ce qui s'y gagne laisse place aux chapitres.

use std::sync::LazyLock;

use regex::Regex;

static COMMENT: LazyLock<Regex> = LazyLock::new(|| {
    // Dans le thème, un commentaire de script occupe des lignes entières.
    Regex::new(r"(?m)/\*(?s:.)*?\*/\s*|^\s*//.*\n").unwrap()
});

/// Ôte de `text` les commentaires et les retraits ; renvoie `None` si le fichier
/// `name` n'est ni une feuille de style ni un script.
pub fn shrink(name: &str, text: &str) -> Option<String> {
    let is_style = name.ends_with(".css");
    if !is_style && !name.ends_with(".js") {
        return None;
    }
    let text = COMMENT.replace_all(text, |found: &regex::Captures<'_>| {
        // Un commentaire au bout d'une instruction tient sur sa ligne.
        if found[0].contains('\n') { "\n" } else { "" }
    });
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Some(lines.flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_commentaires_et_les_retraits_s_en_vont() {
        let style = "/* Un\n titre */\na {\n    color: red; /* non */\n}\n\nb { }\n";
        let short = shrink("a.css", style).unwrap();
        assert_eq!(short, "a {\ncolor: red;\n}\nb { }\n");
        let script = "/** Dit. */\nf();\n    // Pourquoi.\n    try { g(); } catch { /* tant pis */ }\n";
        let short = shrink("a.js", script).unwrap();
        assert_eq!(short, "f();\ntry { g(); } catch { }\n");
    }

    #[test]
    fn le_code_reste() {
        let script = "const url = \"https://a.b/*\"; h(`${a} // b`);\n";
        assert_eq!(shrink("a.js", script).as_deref(), Some(script));
        assert_eq!(shrink("a.txt", "// a\n"), None);
    }
}
