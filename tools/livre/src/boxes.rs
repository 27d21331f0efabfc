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

/// Relève les marques qui ne feraient pas un encadré, par leur place dans le texte.
pub fn problems(text: &str) -> Vec<(usize, String)> {
    let (mut found, mut fence, mut at) = (Vec::new(), None, 0);
    for line in text.split_inclusive('\n') {
        let quoted = line.trim_end();
        track(&mut fence, quoted);
        let name =
            quoted.rsplit_once("> [!").and_then(|(_, end)| end.strip_suffix(']'));
        if let Some(name) =
            name.filter(|_| fence.is_none() && mark(quoted).is_none())
        {
            let known: Vec<_> = BOXES.iter().map(|(mark, ..)| *mark).collect();
            found.push((
                at,
                if known.contains(&name) {
                    format!(
                        "encadré `[!{name}]` imbriqué : commencez sa ligne par `>`"
                    )
                } else {
                    format!("encadré `[!{name}]` inconnu : {}", known.join(", "))
                },
            ));
        }
        at += line.len();
    }
    found
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
    fn les_marques_inconnues_ou_imbriquees_sont_dites() {
        let said =
            |text| problems(text).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(said("a\n> [!NOT]\n"), [2]);
        assert_eq!(said("- a\n  > [!NOTE]\n> > [!NOTE]\n"), [4, 16]);
        assert_eq!(said("> [!NOTE]\n> b\n\n```text\n> [!NOT]\n```\n"), [0; 0]);
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
