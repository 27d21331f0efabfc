//! Une page en Markdown.

use super::page::{Block, Cell, Page, first};
use crate::text::{visible, visible_lines};

/// Écrit une page en Markdown.
pub(super) fn render(page: &Page) -> String {
    let mut text = format!("# {}\n", inline(&page.title));
    for block in &page.blocks {
        text.push('\n');
        text.push_str(&written(block));
    }
    text
}

fn written(block: &Block) -> String {
    match block {
        Block::Heading(text) => format!("## {}\n", inline(text)),
        Block::Text(text) => format!("{}\n", inline(text)),
        Block::List(items) => {
            items.iter().map(|item| format!("- {}\n", inline(item))).collect()
        }
        Block::Code(text) => code(text),
        Block::Table(head, rows) => {
            let rule = vec!["---".to_owned(); head.len()];
            let rows = rows.iter().map(|cells| row(cells, cell));
            row(head, |text| inline(text))
                + &row(&rule, Clone::clone)
                + &rows.collect::<String>()
        }
    }
}

fn row<T>(cells: &[T], write: fn(&T) -> String) -> String {
    let cells: Vec<_> = cells.iter().map(write).collect();
    format!("| {} |\n", cells.join(" | "))
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => inline(text),
        Cell::Names(names) => match first(names) {
            (shown, []) => inline(&shown),
            (shown, more) => {
                format!("{} et {} de plus", inline(&shown), more.len())
            }
        },
    }
}

/// Entoure un texte d'une clôture plus longue que toutes celles qu'il contient.
fn code(text: &str) -> String {
    let text = visible_lines(text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(3.max(longest + 1));
    format!("{fence}text\n{}\n{fence}\n", text.trim_end())
}

/// Neutralise ce qui, dans une ligne, mettrait en forme.
fn inline(text: &str) -> String {
    let text = visible(text);
    let text = text.trim();
    let mut safe = String::with_capacity(text.len());
    for (rank, c) in text.chars().enumerate() {
        let is_mark = matches!(c,
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|'
            | '~' | '&' | '$' | '@' | '^')
            // Au début d'une ligne, ceux-ci commencent une liste ou un titre.
            || (rank == 0 && matches!(c, '-' | '+' | '='))
            || (matches!(c, '.' | ')') && starts_number(&text[..byte(text, rank)]))
            // Une adresse deviendrait un lien.
            || (c == ':' && text[byte(text, rank)..].starts_with("://"))
            || (c == '.' && text[..byte(text, rank)].to_lowercase().ends_with("www"));
        if is_mark {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

fn starts_number(before: &str) -> bool {
    !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit())
}

fn byte(text: &str, rank: usize) -> usize {
    text.char_indices().nth(rank).map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;

    /// Renvoie ce qu'un lecteur de Markdown voit d'un paragraphe, ou rien s'il y
    /// trouve de la mise en forme.
    fn seen(markdown: &str) -> Option<String> {
        let mut text = String::new();
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                Event::Text(part) => text.push_str(&part),
                _ => return None,
            }
        }
        Some(text)
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn un_lecteur_de_markdown_ne_voit_que_du_texte(
            text in "([-=+*_#>|~`'\"<&;:.!?\\[\\](){}^$@/\\\\ 01aéx\n]|http://a|www[.]b){0,20}"
        ) {
            let mut page = Page::new(String::new());
            page.text(format!("{text}x"));
            let markdown = render(&page);
            let body = markdown.split_once('\n').unwrap().1;
            let expected = visible(&format!("{text}x"));
            prop_assert_eq!(seen(body), Some(expected.trim().to_owned()), "{}", body);
        }
    }

    #[test]
    fn rien_ne_met_en_forme() {
        let says = |text: &str, expected: &str| assert_eq!(inline(text), expected);
        says("<script>a</script>", "\\<script\\>a\\</script\\>");
        says("![x](http://y)", "!\\[x\\](http\\://y)");
        says("# titre", "\\# titre");
        says("- liste", "\\- liste");
        says("1. liste", "1\\. liste");
        says("a | b", "a \\| b");
        says("a\n\n# b", "a  \\# b");
        says("www.exemple.fr", "www\\.exemple.fr");
        says("l'attente finit : 3.5 s", "l'attente finit : 3.5 s");
        says("&lt;", "\\&lt;");
        says("^a^", "\\^a\\^");
    }

    #[test]
    fn une_cloture_dans_le_texte_ne_le_termine_pas() {
        let text = code("a\n````\n# b\n\u{1b}[0m");
        assert_eq!(text, "`````text\na\n````\n# b\n\\u{1b}[0m\n`````\n");
    }

    #[test]
    fn au_dela_de_cinq_noms_on_compte() {
        let names = |count: usize| cell(&Cell::Names(vec!["a_b".to_owned(); count]));
        assert_eq!(names(2), "a\\_b, a\\_b");
        assert!(names(5).ends_with("a\\_b"), "{}", names(5));
        assert!(names(9).ends_with("a\\_b et 4 de plus"), "{}", names(9));
    }

    #[test]
    fn un_tableau_garde_ses_colonnes() {
        let mut page = Page::new("T".to_owned());
        page.table(["a", "b"], vec![["x|y".to_owned(), "z".to_owned()]]);
        let expected = "# T\n\n| a | b |\n| --- | --- |\n| x\\|y | z |\n";
        assert_eq!(render(&page), expected);
    }
}
