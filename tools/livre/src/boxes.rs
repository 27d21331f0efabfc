//! Encadrés : `> [!PIEGE]` devient un bloc titré en français.

use std::fmt::Write;

/// Les encadrés que le livre connaît : marque, classe CSS, titre.
const BOXES: [(&str, &str, &str); 8] = [
    ("OBJECTIFS", "note", "Objectifs"),
    ("PREDICTION", "prediction", "Prédiction"),
    ("PIEGE", "trap", "Piège"),
    ("NOTE", "note", "À noter"),
    ("TIP", "tip", "Conseil"),
    ("IMPORTANT", "important", "Important"),
    ("WARNING", "trap", "Piège"),
    ("CAUTION", "trap", "Attention"),
];

/// Remplace les citations qui commencent par une marque d'encadré.
///
/// Une marque est seule sur sa ligne, `> [!NOTE]` ; le reste de la citation est le
/// contenu, en Markdown. Sans cela, mdBook donnerait à l'encadré un titre anglais.
pub fn set_boxes(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    let mut fence = None;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        track(&mut fence, line);
        let Some((class, title)) = mark(line).filter(|_| fence.is_none()) else {
            page += line;
            page.push('\n');
            continue;
        };
        let _ = write!(
            page,
            "<div class=\"box {class}\" role=\"note\">\n\n<p class=\"box-title\">{title}</p>\n\n"
        );
        while let Some(quoted) = lines.peek().and_then(|line| line.strip_prefix('>'))
        {
            page += quoted.strip_prefix(' ').unwrap_or(quoted);
            page.push('\n');
            lines.next();
        }
        page += "\n</div>\n\n";
    }
    page
}

/// Suit l'ouverture et la fermeture des blocs de code, où rien n'est un encadré.
fn track(fence: &mut Option<String>, line: &str) {
    let line = line.trim_start();
    let mark: String = line.chars().take_while(|&c| c == '`' || c == '~').collect();
    match fence {
        Some(open) if line.trim_end() == mark && mark.starts_with(&**open) => {
            *fence = None;
        }
        None if mark.len() >= 3 => *fence = Some(mark),
        _ => {}
    }
}

fn mark(line: &str) -> Option<(&'static str, &'static str)> {
    let name =
        line.strip_prefix('>')?.trim().strip_prefix("[!")?.strip_suffix(']')?;
    let (_, class, title) = BOXES.iter().find(|(mark, ..)| *mark == name)?;
    Some((class, title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_encadre_perd_ses_chevrons_et_gagne_un_titre() {
        let page = set_boxes("a\n\n> [!PREDICTION]\n> Combien ?\n>\n> - un\n\nb\n");
        assert!(page.contains("class=\"box prediction\""), "{page}");
        assert!(page.contains(
            "<p class=\"box-title\">Prédiction</p>\n\nCombien ?\n\n- un\n\n</div>"
        ));
        assert!(page.ends_with("b\n"));
    }

    #[test]
    fn le_code_et_les_citations_ordinaires_restent() {
        for text in
            ["> une citation\n", "```text\n> [!NOTE]\n```\n", "> [!INCONNU]\n"]
        {
            assert_eq!(set_boxes(text), text);
        }
    }
}
