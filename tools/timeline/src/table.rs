//! La chronologie en tableau, pour qui ne voit pas la figure.

use std::fmt::Write as _;

use crate::chart::{Chart, Mark, MarkKind, Row};
use crate::date::seconds;
use crate::record::LaneKind;

/// Écrit `chart` en HTML : un tableau replié, sans ligne vide.
pub fn table(chart: &Chart) -> String {
    let mut out = format!(
        "<details class=\"timeline-table\">\n\
         <summary>La chronologie «\u{a0}{title}\u{a0}» en tableau</summary>\n<table>\n\
         <thead><tr><th scope=\"col\">Qui</th><th scope=\"col\">De</th>\
         <th scope=\"col\">À</th><th scope=\"col\">Ce qui se passe</th></tr></thead>\n\
         <tbody>\n",
        title = escape(&chart.title),
    );
    for row in &chart.rows {
        out += &table_rows(row);
    }
    out + "</tbody>\n</table>\n</details>\n"
}

fn table_rows(row: &Row) -> String {
    let name = escape(&row.name);
    let mut out = String::new();
    for span in &row.spans {
        let (from, to, label) =
            (seconds(span.from), seconds(span.to), span.state.label());
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{name}</th><td>{from}</td><td>{to}</td><td>{label}</td></tr>"
        );
    }
    if let Some((at, text)) = ending(row) {
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\">{name}</th><td>{at}</td><td></td><td>{text}</td></tr>"
        );
    }
    out
}

/// Raconte `chart` en phrases, pour la description de la figure.
pub(crate) fn describe(chart: &Chart) -> String {
    let rows = chart.rows.iter().map(describe_row);
    rows.collect::<Vec<_>>().join(" ")
}

fn describe_row(row: &Row) -> String {
    let spans = row.spans.iter().map(|span| {
        let (from, to) = (seconds(span.from), seconds(span.to));
        format!("{}, de {from} à {to}", span.state.label())
    });
    let ending = ending(row).map(|(at, text)| format!("{text}, à {at}"));
    let parts: Vec<_> = spans.chain(ending).collect();
    format!("{}\u{a0}: {}.", row.name, parts.join("\u{202f}; "))
}

/// Comment l'histoire d'une ligne se termine, et quand.
fn ending(row: &Row) -> Option<(String, String)> {
    let ends = |mark: &&Mark| mark.kind != MarkKind::Polled;
    let mark = row.marks.iter().find(ends)?;
    let text = match (row.kind, row.polls) {
        (LaneKind::Thread, _) => "se termine".to_owned(),
        (_, 0) => format!("{} sans avoir été interrogée", mark.kind.label()),
        (_, 1) => format!("{} au premier appel à poll", mark.kind.label()),
        (_, polls) => format!("{} après {polls} appels à poll", mark.kind.label()),
    };
    Some((seconds(mark.at), text))
}

/// Neutralise les caractères que HTML et SVG se réservent.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
