//! Prépare les grands tableaux à devenir des fiches sur un téléphone.

use crate::tags::{self, Tag};

/// À partir de combien de colonnes un tableau ne tient plus sur un téléphone.
const WIDE: usize = 4;

/// Écrit, sur chaque cellule des grands tableaux de la page, le titre de sa colonne.
///
/// La feuille de style s'en sert là où les titres ne se voient plus.
pub fn label_cells(page: &str) -> String {
    let tags = tags::tags(page);
    let mut labelled = String::with_capacity(page.len() + page.len() / 8);
    let mut at = 0;
    for (i, open) in tags.iter().enumerate().filter(|(_, tag)| tag.opens("table")) {
        let table: Vec<_> =
            tags[i..].iter().take_while(|tag| !tag.closes("table")).collect();
        let titles = titles(page, &table);
        if titles.len() < WIDE || open.attribute("class").is_some() {
            continue;
        }
        labelled += &page[at..open.range.start];
        labelled += "<table class=\"cards\">";
        at = open.range.end;
        let mut column = 0;
        for tag in table {
            if tag.opens("tr") {
                column = 0;
            } else if tag.opens("td") {
                let inside = tag.range.start + "<td".len();
                labelled += &page[at..inside];
                labelled += &label(titles.get(column).map_or("", |title| title));
                at = inside;
                column += 1;
            }
        }
    }
    labelled + &page[at..]
}

fn titles(page: &str, table: &[&Tag]) -> Vec<String> {
    let cells = table.windows(2).filter(|pair| pair[0].opens("th"));
    cells
        .map(|pair| page[pair[0].range.end..pair[1].range.start].to_owned())
        .collect()
}

fn label(title: &str) -> String {
    format!(" data-label=\"{}\"", title.replace('"', "&quot;"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_grand_tableau_repete_ses_titres() {
        let page = "<table><thead><tr><th>a</th><th>b</th><th>c</th><th>d</th></tr></thead>\
                    <tr><td>1</td><td style=\"x\">2</td></tr></table>fin";
        let labelled = label_cells(page);
        assert!(
            labelled.starts_with("<table class=\"cards\"><thead>"),
            "{labelled}"
        );
        assert!(labelled.contains("<td data-label=\"a\">1"), "{labelled}");
        assert!(
            labelled.contains("<td data-label=\"b\" style=\"x\">2"),
            "{labelled}"
        );
        assert!(labelled.ends_with("</table>fin"), "{labelled}");
    }

    #[test]
    fn un_petit_tableau_ne_change_pas() {
        let page = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td></tr></table>";
        assert_eq!(label_cells(page), page);
    }
}
