//! Ajoute aux pages servies le rechargement et, s'il le faut, la liste des fautes.

use super::live::Snapshot;
use super::pages::EVENTS;
use crate::cli::counted;
use crate::finding::Finding;

const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("panel.css");
const ERROR_PAGE: &str = include_str!("error.html");

/// Renvoie la page avec le script de rechargement et le panneau des fautes.
pub fn inject(html: &str, snapshot: &Snapshot) -> String {
    let (before, after) = html.split_at(html.rfind("</body>").unwrap_or(html.len()));
    format!("{before}{}{}{after}", panel(snapshot), script(snapshot))
}

/// Renvoie la page à montrer tant que le livre n'a jamais pu être construit.
pub fn error_page(snapshot: &Snapshot) -> String {
    let title = if snapshot.report.findings.is_empty() {
        "Le livre se construit…"
    } else {
        "Le livre ne se construit pas"
    };
    inject(&ERROR_PAGE.replace("{title}", title), snapshot)
}

fn script(snapshot: &Snapshot) -> String {
    let data =
        format!("data-version=\"{}\" data-events=\"{EVENTS}\"", snapshot.version);
    format!("<script {data}>\n{SCRIPT}</script>\n")
}

/// Une alerte si la page est amputée, une note repliée s'il reste des retouches.
fn panel(snapshot: &Snapshot) -> String {
    let findings = &snapshot.report.findings;
    if findings.is_empty() {
        return String::new();
    }
    let (errors, warnings): (Vec<_>, Vec<_>) =
        findings.iter().partition(|finding| finding.is_error());
    let html = alert(snapshot, &errors) + &note(&warnings);
    format!("<style>{STYLE}</style>\n<div class=\"livre-panneau\">\n{html}</div>\n")
}

fn alert(snapshot: &Snapshot, errors: &[&Finding]) -> String {
    if errors.is_empty() {
        return String::new();
    }
    let title = match (snapshot.report.built, &snapshot.site) {
        (true, _) => "Il manque quelque chose dans le livre",
        (false, Some(_)) => {
            "Livre non reconstruit : voici la dernière version correcte"
        }
        (false, None) => "À corriger",
    };
    let list = list(errors);
    format!(
        "<section class=\"livre-fautes\" role=\"alert\"><details open>\
         <summary>{title}</summary>{list}</details></section>\n"
    )
}

fn note(warnings: &[&Finding]) -> String {
    if warnings.is_empty() {
        return String::new();
    }
    let title = counted(warnings.len(), "retouche");
    let list = list(warnings);
    format!(
        "<details class=\"livre-retouches\">\
         <summary>{title} à faire</summary>{list}</details>\n"
    )
}

fn list(findings: &[&Finding]) -> String {
    let item = |finding: &&Finding| {
        let Finding { file, line, message, .. } = finding;
        format!(
            "<li><code>{}:{line}</code> {}</li>",
            escaped(file),
            escaped(message)
        )
    };
    format!("<ul>{}</ul>", findings.iter().map(item).collect::<String>())
}

fn escaped(text: &str) -> String {
    [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;")]
        .iter()
        .fold(text.to_owned(), |text, (plain, entity)| text.replace(plain, entity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Report;
    use std::sync::Arc;

    fn snapshot(findings: Vec<Finding>) -> Snapshot {
        let report = Report { findings, built: true, ..Report::default() };
        Snapshot {
            version: "7-1".into(),
            report: Arc::new(report),
            ..Snapshot::default()
        }
    }

    #[test]
    fn une_page_saine_ne_recoit_que_le_script() {
        let html = inject("<body><p>x</p></body>", &snapshot(vec![]));
        assert!(
            html.starts_with("<body><p>x</p><script data-version=\"7-1\""),
            "{html}"
        );
        assert!(html.ends_with("</script>\n</body>"), "{html}");
    }

    #[test]
    fn les_fautes_sont_echappees_et_annoncees() {
        let findings = vec![
            Finding::error("src/a.md", 3, "balise <b> & \"autres\""),
            Finding::warning("src/b.md", 4, "retouche"),
        ];
        let html = inject("<body></body>", &snapshot(findings));
        assert!(html.contains("role=\"alert\""), "{html}");
        assert!(html.contains(
            "<li><code>src/a.md:3</code> balise &lt;b&gt; &amp; &quot;autres&quot;</li>"
        ));
        assert!(html.contains("<summary>1 retouche à faire</summary>"), "{html}");
    }
}
