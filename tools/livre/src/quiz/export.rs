//! Ce que les formats d'échange ont en commun : des textes en HTML.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};
use pulldown_cmark_escape::escape_html_body_text;

use super::source::Text;
use super::{Question, Quiz};
use crate::check::links;
use crate::typography;

/// Les questions d'une leçon, prêtes à partir.
#[derive(Debug)]
pub struct Category {
    /// Son chemin dans la banque de questions : le livre, puis la leçon.
    pub path: String,
    /// Les questions.
    pub questions: Vec<Exported>,
}

/// Une question dont tous les textes sont en HTML, sauf son nom.
#[derive(Debug, PartialEq, Eq)]
pub struct Exported {
    /// Le nom du programme, qui ne change pas d'un export à l'autre.
    pub id: String,
    /// Le nom que l'enseignant voit dans la banque de questions.
    pub name: String,
    /// Ce qui est demandé, programme compris.
    pub text: String,
    /// Ce que l'on montre après coup à tout le monde : la sortie.
    pub output: String,
    /// Les réponses.
    pub answers: Vec<Answer>,
}

/// Une réponse, en HTML.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// Vrai si c'est la bonne.
    pub right: bool,
    /// Ce qu'elle dit.
    pub text: String,
    /// Ce que l'on répond à qui l'a choisie.
    pub feedback: String,
}

impl Category {
    /// Prépare le quiz de `lesson`, comme « Leçon 4 », du livre `book`.
    pub fn new(book: &str, lesson: &str, quiz: &Quiz) -> Self {
        // Une barre oblique sépare les catégories ; doublée, c'est un caractère.
        let path =
            format!("{}/{}", book.replace('/', "//"), lesson.replace('/', "//"));
        let questions = quiz.questions.iter().enumerate();
        let export = |(rank, question)| {
            exported(&format!("{lesson}, question {}", rank + 1), question)
        };
        Self { path, questions: questions.map(export).collect() }
    }
}

fn exported(name: &str, question: &Question) -> Exported {
    let choices = question.choices.iter().enumerate();
    let answer = |(rank, choice): (usize, &super::Choice)| Answer {
        right: rank == question.key,
        text: render(&choice.text),
        feedback: render(choice.why.as_ref().unwrap_or(&question.explanation)),
    };
    Exported {
        id: question.example.text.clone(),
        name: name.to_owned(),
        text: render(&question.question) + &preformatted(&question.listing),
        output: render_text("Le programme affiche :")
            + &preformatted(&question.output),
        answers: choices.map(answer).collect(),
    }
}

fn render(text: &Text) -> String {
    render_text(&text.text)
}

/// Met du Markdown en HTML comme le fait le livre ; un lien vers une page du livre,
/// qui ne mènerait nulle part, n'y est plus que son texte.
fn render_text(markdown: &str) -> String {
    let markdown = typography::set_spaces(markdown);
    let options = crate::document::options()
        | pulldown_cmark::Options::ENABLE_SMART_PUNCTUATION;
    let mut leaves = Vec::new();
    let events = Parser::new_ext(&markdown, options).filter(|event| match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            leaves.push(links::has_scheme(dest_url));
            leaves.last() == Some(&true)
        }
        Event::End(TagEnd::Link) => leaves.pop() == Some(true),
        _ => true,
    });
    let mut page = String::new();
    html::push_html(&mut page, events);
    page.trim_end().to_owned()
}

fn preformatted(text: &str) -> String {
    let mut escaped = String::new();
    escape_html_body_text(&mut escaped, text.trim_end())
        .expect("une chaîne s'agrandit toujours");
    format!("<pre><code>{escaped}</code></pre>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_markdown_devient_du_html_sans_lien_vers_le_livre() {
        let page =
            render_text("La [tâche](lesson4.md#poignee) `a < b` finit-elle ?");
        assert_eq!(
            page,
            "<p>La tâche <code>a &lt; b</code> finit-elle\u{202F}?</p>"
        );
        let page = render_text("Voir <https://doc.rust-lang.org> et [b](c.md).");
        assert!(page.contains("<a href=\"https://doc.rust-lang.org\">"), "{page}");
        assert_eq!(page.matches("</a>").count(), 1, "{page}");
    }

    #[test]
    fn le_code_garde_ses_lignes_et_ses_chevrons() {
        let code = "fn f() -> Vec<u8> {\n\n    a && b\n}\n";
        let expected = "<pre><code>fn f() -&gt; Vec&lt;u8&gt; {\n\n    \
                        a &amp;&amp; b\n}</code></pre>";
        assert_eq!(preformatted(code), expected);
    }

    #[test]
    fn une_barre_oblique_ne_separe_que_les_categories() {
        let empty = Quiz { questions: Vec::new() };
        let path = Category::new("Client/serveur", "Leçon 1", &empty).path;
        assert_eq!(path, "Client//serveur/Leçon 1");
    }
}
