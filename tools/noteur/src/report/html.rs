//! Une page en HTML, qui se lit sans rien d'autre.

use super::page::{Block, Cell, Page, first};
use crate::text::{visible, visible_lines};

/// Ce qui précède le titre ; aucun script ne peut s'y exécuter.
const HEAD: &str = "\
<!DOCTYPE html>
<html lang=\"fr\">
<head>
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
pre { overflow-x: auto; padding: .5rem; border: 1px solid; }
table { border-collapse: collapse; margin-block: 1rem; }
th, td { border: 1px solid; padding: .2rem .5rem; text-align: left; vertical-align: top; }
summary { cursor: pointer; }
.noms { min-width: 14rem; }
@media (max-width: 45rem) { table { display: block; overflow-x: auto; } }
</style>
";

/// Plus de lignes qu'un écran n'en montre : elles se déplient.
const MOST_ROWS: usize = 20;

/// Écrit une page en HTML.
pub(super) fn render(page: &Page) -> String {
    let title = escape(&visible(&page.title));
    let mut text = format!(
        "{HEAD}<title>{title}</title>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n"
    );
    text.push_str(&fragment(page));
    text.push_str("</main>\n</body>\n</html>\n");
    text
}

/// Écrit ce qui suit le titre, à mettre dans une autre page.
pub(super) fn fragment(page: &Page) -> String {
    page.blocks.iter().map(written).collect()
}

fn written(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("<h2>{}</h2>\n", inline(text)),
        Block::Text(text) => format!("<p>{}</p>\n", inline(text)),
        Block::List(items) => {
            let items =
                items.iter().map(|item| format!("<li>{}</li>\n", inline(item)));
            format!("<ul>\n{}</ul>\n", items.collect::<String>())
        }
        Block::Code(text) => {
            let text = escape(&visible_lines(text));
            format!("<pre><code>{}</code></pre>\n", text.trim_end())
        }
        Block::Table(head, rows) if rows.len() > MOST_ROWS => {
            let count = rows.len();
            let table = table(head, rows);
            format!(
                "<details>\n<summary>{count} lignes</summary>\n{table}</details>\n"
            )
        }
        Block::Table(head, rows) => table(head, rows),
    }
}

fn table(head: &[String], rows: &[Vec<Cell>]) -> String {
    let rows = rows.iter().map(|cells| row(cells, cell, "<td>", "</td>"));
    let body: String = rows.collect();
    let head = row(head, |text| inline(text), "<th scope=\"col\">", "</th>");
    format!("<table>\n<thead>\n{head}</thead>\n<tbody>\n{body}</tbody>\n</table>\n")
}

fn row<T>(cells: &[T], write: fn(&T) -> String, open: &str, close: &str) -> String {
    let cells = cells.iter().map(|cell| format!("{open}{}{close}", write(cell)));
    format!("<tr>{}</tr>\n", cells.collect::<String>())
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => inline(text),
        Cell::Names(names) => match first(names) {
            (shown, []) => inline(&shown),
            (shown, more) => format!(
                "<div class=\"noms\">{}<details><summary>et {} de plus</summary>{}</details></div>",
                inline(&shown),
                more.len(),
                inline(&more.join(", "))
            ),
        },
    }
}

fn inline(text: &str) -> String {
    escape(&spaced(&visible(text)))
}

/// Empêche une ligne de commencer par un signe double, ou de finir par « n° ».
fn spaced(text: &str) -> String {
    let pairs = [" :", " ;", " !", " ?", " »", " %", "« ", "n° "];
    pairs.iter().fold(text.to_owned(), |text, pair| {
        text.replace(pair, &pair.replace(' ', "\u{a0}"))
    })
}

/// Échappe un texte, dans un élément comme dans un attribut.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aucune_balise_ne_vient_d_un_texte() {
        let hostile = "</code></pre><script>alert('x')</script>\u{1b}";
        let mut page = Page::new(hostile.to_owned());
        page.heading(hostile);
        page.text(hostile);
        page.push(Block::List(vec![hostile.to_owned()]));
        page.push(Block::Code(hostile.to_owned()));
        page.table([hostile], vec![[hostile.to_owned()]]);
        page.table(["a"], vec![[Cell::Names(vec![hostile.to_owned(); 6])]]);
        let text = render(&page);
        assert!(!text.contains("<script") && !text.contains('\u{1b}'), "{text}");
        assert_eq!(text.matches("&lt;script&gt;").count(), 14);
        assert_eq!(text.matches("</code></pre>").count(), 1);
    }

    #[test]
    fn un_signe_double_ne_commence_pas_une_ligne() {
        let said = inline("« a » : test n° 2, 10 % ?");
        assert_eq!(said, "«\u{a0}a\u{a0}»\u{a0}: test n°\u{a0}2, 10\u{a0}%\u{a0}?");
    }

    #[test]
    fn au_dela_de_cinq_noms_ou_de_vingt_lignes_on_deplie() {
        let names = |count: usize| {
            let names = (1..=count).map(|rank| format!("n{rank}")).collect();
            cell(&Cell::Names(names))
        };
        assert_eq!(names(5), "n1, n2, n3, n4, n5");
        let folded =
            "n5<details><summary>et 2 de plus</summary>n6, n7</details></div>";
        assert!(names(7).ends_with(folded), "{}", names(7));
        let table = |rows: usize| {
            let mut page = Page::new(String::new());
            page.table(["a"], vec![["x".to_owned()]; rows]);
            fragment(&page)
        };
        assert!(!table(20).contains("<details>"));
        assert!(table(21).starts_with("<details>\n<summary>21 lignes</summary>"));
    }
}
