//! Les quiz du cours : des données, dont la bonne réponse se calcule.
//!
//! # Écrire un quiz
//!
//! Un quiz est un fichier `lessons/lessonN/quiz.toml`, d'une table par question :
//!
//! ```toml
//! [[questions]]
//! exemple = "lesson4_quiz2"
//! question = "Quel est le premier nombre affiché ?"
//! explication = "Un sommeil a son échéance dès sa création."
//!
//! [[questions.choix]]
//! texte = "2"
//! motif = '\A2 s$'
//!
//! [[questions.choix]]
//! texte = "5"
//! motif = '\A5 s$'
//! pourquoi = "Ce serait vrai si le sommeil comptait depuis son `await`."
//! ```
//!
//! * `exemple` est un programme de `lessons/lessonN/examples`, que la page montre en
//!   entier, et dont la sortie est dans `outputs/example-NOM.txt` ; l'essai de la
//!   leçon la rejoue.
//! * `question`, `explication`, `texte` et `pourquoi` sont du Markdown.
//! * `motif` est une expression rationnelle cherchée dans la sortie : `^` et `$` y
//!   sont le début et la fin d'une ligne, `\A` et `\z` ceux de la sortie, et `(?s)`
//!   permet à `.` de passer à la ligne. `sortie` remplace `motif` et donne la sortie
//!   entière.
//! * Personne n'écrit quel choix est bon : c'est celui qui correspond à la sortie,
//!   et il doit n'y en avoir qu'un. Chaque autre dit dans `pourquoi` quelle idée y
//!   conduit ; le bon, lui, a l'`explication`. Si le programme change d'avis, le
//!   quiz est refusé.
//! * Une question a trois ou quatre choix, dans l'ordre où la page les montre.
//!
//! Le chapitre place le quiz par `{{#quiz ../lessons/lessonN/quiz.toml}}` ; ses fautes
//! sont relevées par `cargo livre verifier`, à leur ligne.
//!
//! # S'en servir ailleurs
//!
//! `cargo livre quiz` écrit dans `target/quiz` les questions de toutes les leçons,
//! pour Moodle (`moodle.xml`) et en GIFT (`gift.txt`), que lisent aussi d'autres
//! plateformes. `cargo livre quiz --moodle lesson4 --sortie lesson4.xml` n'en prend
//! qu'une leçon. Dans Moodle, importez le fichier dans la banque de questions ;
//! chaque leçon y a sa catégorie, et chaque choix son commentaire.

pub mod command;
pub mod export;
pub mod gift;
pub mod key;
pub mod moodle;
pub mod page;
pub mod source;

use std::fs;
use std::path::Path;

use crate::finding::Finding;
use crate::root;
use source::{QuestionSource, Text};

/// Les questions d'une leçon, bonnes réponses comprises.
#[derive(Debug)]
pub struct Quiz {
    /// Les questions, dans l'ordre de la page ; il y en a au moins une.
    pub questions: Vec<Question>,
}

/// Une question, dont un seul choix est bon.
#[derive(Debug)]
pub struct Question {
    /// Le nom du programme, sans `.rs`.
    pub example: Text,
    /// Ce qui est demandé, en Markdown.
    pub question: Text,
    /// Pourquoi la bonne réponse est bonne, en Markdown.
    pub explanation: Text,
    /// Les choix, dans l'ordre de la page.
    pub choices: Vec<Choice>,
    /// Le rang du bon choix, compté à partir de 0.
    pub key: usize,
    /// Le texte du programme.
    pub listing: String,
    /// Ce qu'il affiche.
    pub output: String,
}

/// Une réponse proposée.
#[derive(Debug)]
pub struct Choice {
    /// Ce qu'elle dit, en Markdown.
    pub text: Text,
    /// Quelle idée fausse y conduit, en Markdown ; le bon choix n'en a pas.
    pub why: Option<Text>,
}

impl Quiz {
    /// Comprend `text`, que l'on a lu dans `file`, et calcule les bonnes réponses.
    ///
    /// # Errors
    ///
    /// Les fautes du quiz, à leur ligne.
    pub fn parse(
        root: &Path,
        file: &Path,
        text: &str,
    ) -> Result<Self, Vec<Finding>> {
        let place = Place { root, file };
        let sources = source::read(text)
            .map_err(|(line, message)| vec![place.fault(line, message)])?;
        if sources.is_empty() {
            return Err(vec![place.fault(1, "un quiz a au moins une question")]);
        }
        let (mut questions, mut faults) = (Vec::new(), Vec::new());
        for source in sources {
            match place.question(source) {
                Ok(question) => questions.push(question),
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() { Ok(Self { questions }) } else { Err(faults) }
    }
}

/// La lettre d'un choix, de son rang compté à partir de 0.
pub fn letter(rank: usize) -> char {
    char::from(b'A' + u8::try_from(rank).expect("quatre choix au plus"))
}

/// Où l'on trouve un quiz, et donc les programmes de sa leçon.
struct Place<'a> {
    root: &'a Path,
    file: &'a Path,
}

impl Place<'_> {
    fn fault(&self, line: usize, message: impl Into<String>) -> Finding {
        Finding::error(&root::label(self.root, self.file), line, message)
    }

    fn question(&self, source: QuestionSource) -> Result<Question, Vec<Finding>> {
        let example = &source.example;
        let listing = self.beside(example, &format!("examples/{}.rs", example.text));
        let output =
            self.beside(example, &format!("outputs/example-{}.txt", example.text));
        let (listing, output) = match (listing, output) {
            (Ok(listing), Ok(output)) => (listing, output),
            (Err(fault), _) | (_, Err(fault)) => return Err(vec![fault]),
        };
        let key = key::find(&source, &output).map_err(|found| {
            let fault = |(line, message)| self.fault(line, message);
            found.into_iter().map(fault).collect::<Vec<_>>()
        })?;
        let choices = source.choices.into_iter();
        Ok(Question {
            choices: choices.map(|c| Choice { text: c.text, why: c.why }).collect(),
            example: source.example,
            question: source.question,
            explanation: source.explanation,
            key,
            listing,
            output,
        })
    }

    /// Lit un fichier de la leçon, dont parle `example`.
    fn beside(&self, example: &Text, path: &str) -> Result<String, Finding> {
        let file = self.file.with_file_name(path);
        fs::read_to_string(&file).map_err(|_| {
            let name = root::label(self.root, &file);
            let remedy = match name.split('/').nth(1) {
                Some(lesson) if path.starts_with("outputs/") => {
                    format!(" (lancez `SNAPSHOTS=overwrite cargo test -p {lesson}`)")
                }
                _ => String::new(),
            };
            self.fault(example.line, format!("fichier absent : {name}{remedy}"))
        })
    }
}
