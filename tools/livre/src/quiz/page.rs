//! Met un quiz en Markdown, là où un chapitre écrit `{{#quiz …/quiz.toml}}`.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::source::Text;
use super::{Question, Quiz, letter};
use crate::finding::Finding;
use crate::root;

static DIRECTIVE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?<escaped>\\?)\{\{\s*#quiz\s+(?<path>[^\s}]+)\s*\}\}").unwrap()
});

/// Remplace chaque `{{#quiz …}}` du chapitre `file` par les questions.
///
/// À faire avant les inclusions : les questions incluent leurs programmes et leurs
/// sorties, dont la page dit ainsi d'où ils viennent.
///
/// # Errors
///
/// La première faute du quiz, ou la place d'un quiz qui ne se lit pas.
pub fn set_quizzes(root: &Path, file: &Path, text: &str) -> Result<String, Finding> {
    let mut page = String::with_capacity(text.len());
    let mut at = 0;
    for found in DIRECTIVE.captures_iter(text) {
        let whole = found.get_match();
        page += &text[at..whole.start()];
        at = whole.end();
        page += &match &found["escaped"] {
            "" => section(root, file, text, &found)?,
            _ => whole.as_str().to_owned(),
        };
    }
    Ok(page + &text[at..])
}

fn section(
    root: &Path,
    file: &Path,
    text: &str,
    found: &Captures<'_>,
) -> Result<String, Finding> {
    let path = &found["path"];
    let quiz = root::normalize(&file.with_file_name("").join(path));
    let source = fs::read_to_string(&quiz).map_err(|_| {
        let line = 1 + text[..found.get_match().start()].matches('\n').count();
        let name = root::label(root, &quiz);
        let message = format!("fichier inclus introuvable : {name}");
        Finding::error(&root::label(root, file), line, message)
    })?;
    let first = |mut faults: Vec<Finding>| faults.swap_remove(0);
    let quiz = Quiz::parse(root, &quiz, &source).map_err(first)?;
    let lines = quiz.markdown(path).into_iter().map(|(_, line)| line);
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

impl Quiz {
    /// Renvoie les lignes de Markdown, avec la ligne du quiz d'où chacune vient.
    ///
    /// `path` est le chemin de `quiz.toml` vu du chapitre.
    pub fn markdown(&self, path: &str) -> Vec<(usize, String)> {
        let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
        let mut page = Lines::default();
        for (rank, question) in self.questions.iter().enumerate() {
            page.question(rank + 1, question, folder);
        }
        page.0
    }
}

/// Des lignes de Markdown et la ligne du quiz d'où elles viennent.
#[derive(Default)]
struct Lines(Vec<(usize, String)>);

impl Lines {
    fn question(&mut self, number: usize, question: &Question, folder: &str) {
        let Text { text: example, line } = &question.example;
        self.text(&format!("**{number}.** "), &question.question);
        self.fence(*line, "rust", &format!("{folder}/examples/{example}.rs"));
        let choices = question.choices.iter().enumerate();
        self.list(choices.map(|(rank, choice)| (rank, &choice.text)));
        self.all(*line, &["<details>", "<summary>Réponse</summary>", ""]);
        let right = &question.choices[question.key].text;
        self.text(&format!("**{}.** ", letter(question.key)), right);
        let output = format!("{folder}/outputs/example-{example}.txt");
        self.fence(*line, "text", &output);
        self.text("", &question.explanation);
        let choices = question.choices.iter().enumerate();
        let whys =
            choices.filter_map(|(rank, choice)| Some((rank, choice.why.as_ref()?)));
        self.list(whys);
        self.all(*line, &["</details>", ""]);
    }

    /// Une liste dont chaque élément garde la lettre de son choix.
    fn list<'a>(&mut self, items: impl Iterator<Item = (usize, &'a Text)>) {
        let opened = self.0.len();
        for (rank, text) in items {
            let value = format!("<li value=\"{}\">", rank + 1);
            self.all(text.line, &[&value, ""]);
            self.text("", text);
            self.all(text.line, &["</li>"]);
        }
        let line = self.0[opened].0;
        self.0
            .insert(opened, (line, "<ol class=\"choices\" type=\"A\">".to_owned()));
        self.all(line, &["</ol>", ""]);
    }

    fn fence(&mut self, line: usize, language: &str, path: &str) {
        let include = format!("{{{{#include {path}}}}}");
        self.all(line, &[&format!("```{language}"), &include, "```", ""]);
    }

    /// Un paragraphe, qui commence par `before`.
    fn text(&mut self, before: &str, text: &Text) {
        for (rank, written) in text.text.lines().enumerate() {
            let before = if rank == 0 { before } else { "" };
            self.0.push((text.line + rank, format!("{before}{written}")));
        }
        self.all(text.line, &[""]);
    }

    fn all(&mut self, line: usize, written: &[&str]) {
        self.0.extend(written.iter().map(|&written| (line, written.to_owned())));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str, line: usize) -> Text {
        Text { text: text.to_owned(), line }
    }

    fn quiz() -> Quiz {
        let choice = |rank: usize, why: Option<&str>| super::super::Choice {
            text: text(&format!("choix {rank}"), 5 + rank),
            why: why.map(|why| text(why, 10 + rank)),
        };
        let question = Question {
            example: text("lesson1_quiz1", 2),
            question: text("Quoi ?\nEt quand ?", 3),
            explanation: text("Voilà.", 9),
            choices: vec![
                choice(0, Some("Parce que.")),
                choice(1, None),
                choice(2, Some("Aussi.")),
            ],
            key: 1,
            listing: String::new(),
            output: String::new(),
        };
        Quiz { questions: vec![question] }
    }

    #[test]
    fn la_page_montre_la_question_puis_plie_la_reponse() {
        let lines = quiz().markdown("../l/quiz.toml");
        let page =
            lines.iter().map(|(_, line)| &**line).collect::<Vec<_>>().join("\n");
        let (shown, folded) = page.split_once("<details>").unwrap();
        assert!(
            shown.starts_with("**1.** Quoi ?\nEt quand ?\n\n```rust\n"),
            "{page}"
        );
        assert!(shown.contains("\n{{#include ../l/examples/lesson1_quiz1.rs}}\n"));
        assert_eq!(shown.matches("<li value=").count(), 3, "{page}");
        assert!(
            !shown.contains("Voilà.") && !shown.contains("Parce que."),
            "{page}"
        );
        assert!(folded.contains("\n**B.** choix 1\n\n```text\n"), "{page}");
        assert!(
            folded
                .contains("\n{{#include ../l/outputs/example-lesson1_quiz1.txt}}\n")
        );
        let (explained, whys) = folded.split_once("\nVoilà.\n").unwrap();
        assert!(!explained.contains("<li"), "{page}");
        assert!(whys.contains("<li value=\"1\">\n\nParce que.\n\n</li>"), "{page}");
        assert!(whys.contains("<li value=\"3\">\n\nAussi.\n\n</li>"), "{page}");
        assert!(!whys.contains("value=\"2\""), "{page}");
    }

    #[test]
    fn chaque_ligne_sait_d_ou_elle_vient() {
        let lines = quiz().markdown("../l/quiz.toml");
        let from =
            |wanted: &str| lines.iter().find(|(_, line)| line == wanted).unwrap().0;
        assert_eq!(from("Et quand ?"), 4);
        assert_eq!(from("choix 2"), 7);
        assert_eq!(from("Aussi."), 12);
        assert_eq!(from("{{#include ../l/examples/lesson1_quiz1.rs}}"), 2);
    }

    #[test]
    fn une_directive_echappee_reste() {
        let file = Path::new("/cours/src/a.md");
        let escaped = "a `\\{{#quiz x.toml}}` b";
        let set = |text| set_quizzes(Path::new("/cours"), file, text);
        assert_eq!(set(escaped).unwrap(), escaped);
        let fault = set("a\n{{#quiz ../x.toml}}\n").unwrap_err().to_string();
        assert_eq!(fault, "src/a.md:2: fichier inclus introuvable : x.toml");
    }
}
