//! Lit un quiz tel qu'il est écrit, avec ses numéros de ligne.

use serde::Deserialize;
use toml::Spanned;

/// Un texte et la ligne du fichier où il commence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Le texte, sans les blancs du début et de la fin.
    pub text: String,
    /// La ligne de son premier caractère, comptée à partir de 1.
    pub line: usize,
}

/// Une question telle qu'elle est écrite.
#[derive(Debug)]
pub struct QuestionSource {
    /// Le nom du programme.
    pub example: Text,
    /// Ce qui est demandé.
    pub question: Text,
    /// Pourquoi la bonne réponse est bonne.
    pub explanation: Text,
    /// Les choix.
    pub choices: Vec<ChoiceSource>,
}

/// Un choix tel qu'il est écrit.
#[derive(Debug)]
pub struct ChoiceSource {
    /// Ce qu'il dit.
    pub text: Text,
    /// L'expression rationnelle que la sortie doit contenir.
    pub pattern: Option<Text>,
    /// La sortie entière.
    pub output: Option<Text>,
    /// Quelle idée fausse y conduit.
    pub why: Option<Text>,
}

/// Lit les questions.
///
/// # Errors
///
/// La ligne et la raison, si le TOML n'est pas celui d'un quiz.
pub fn read(text: &str) -> Result<Vec<QuestionSource>, (usize, String)> {
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        // Le message de `toml` a parfois plusieurs lignes ; la première dit tout.
        let reason = error.message().lines().next().unwrap_or_default();
        (line(text, at), format!("quiz illisible : {reason}"))
    })?;
    let place = |value: Spanned<String>| place(text, value);
    let choice = |c: RawChoice| ChoiceSource {
        text: place(c.text),
        pattern: c.pattern.map(place),
        output: c.output.map(place),
        why: c.why.map(place),
    };
    let question = |q: RawQuestion| QuestionSource {
        example: place(q.example),
        question: place(q.question),
        explanation: place(q.explanation),
        choices: q.choices.into_iter().map(choice).collect(),
    };
    Ok(file.questions.into_iter().map(question).collect())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    questions: Vec<RawQuestion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawQuestion {
    #[serde(rename = "exemple")]
    example: Spanned<String>,
    question: Spanned<String>,
    #[serde(rename = "explication")]
    explanation: Spanned<String>,
    #[serde(rename = "choix")]
    choices: Vec<RawChoice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChoice {
    #[serde(rename = "texte")]
    text: Spanned<String>,
    #[serde(rename = "motif")]
    pattern: Option<Spanned<String>>,
    #[serde(rename = "sortie")]
    output: Option<Spanned<String>>,
    #[serde(rename = "pourquoi")]
    why: Option<Spanned<String>>,
}

fn place(file: &str, value: Spanned<String>) -> Text {
    let at = value.span().start;
    // TOML ôte le saut de ligne qui suit trois guillemets ouvrants.
    let opening = file[at..].trim_start_matches(['"', '\'']);
    let skipped = usize::from(opening.starts_with(['\n', '\r']));
    let text = value.into_inner();
    Text { text: text.trim().to_owned(), line: line(file, at) + skipped }
}

fn line(text: &str, at: usize) -> usize {
    1 + text[..at].matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIZ: &str = "\
[[questions]]
exemple = \"a\"
question = \"\"\"
Un ?
Deux ?
\"\"\"
explication = 'e'
[[questions.choix]]
texte = \"x\"
motif = '\\d'
";

    #[test]
    fn chaque_texte_garde_sa_ligne() {
        let question = &read(QUIZ).unwrap()[0];
        assert_eq!(question.example, Text { text: "a".into(), line: 2 });
        assert_eq!(question.question, Text { text: "Un ?\nDeux ?".into(), line: 4 });
        assert_eq!(question.explanation.line, 7);
        let choice = &question.choices[0];
        assert_eq!(choice.pattern, Some(Text { text: "\\d".into(), line: 10 }));
        assert_eq!((&choice.output, &choice.why), (&None, &None));
    }

    #[test]
    fn une_cle_fausse_ou_absente_est_dite_a_sa_ligne() {
        let (line, reason) = read(&QUIZ.replace("motif", "motifs")).unwrap_err();
        assert_eq!(line, 10);
        assert!(reason.starts_with("quiz illisible : unknown field `motifs`"));
        let (line, reason) = read(&QUIZ.replace("texte = \"x\"\n", "")).unwrap_err();
        assert!(reason.contains("missing field `texte`"), "{line}: {reason}");
        assert_eq!(read("\nquestions = [").unwrap_err().0, 2);
    }
}
