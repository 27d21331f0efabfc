//! Écrit les questions en GIFT, le format texte de Moodle.

use super::export::{Category, Exported};

/// Met les questions en GIFT ; chacune tient en un bloc, sans ligne vide.
pub fn write(categories: &[Category]) -> String {
    let mut text = String::new();
    for category in categories {
        // Le chemin d'une catégorie s'écrit tel quel, jusqu'au bout de la ligne.
        text += &format!("$CATEGORY: $course$/top/{}\n\n", category.path);
        text.extend(category.questions.iter().map(question));
    }
    text
}

fn question(question: &Exported) -> String {
    let (name, text) = (escape(&question.name), escape(&question.text));
    let mut block = format!("// {}\n::{name}::[html]{text}{{\n", question.id);
    for answer in &question.answers {
        let mark = if answer.right { '=' } else { '~' };
        let (text, feedback) = (escape(&answer.text), escape(&answer.feedback));
        block += &format!("\t{mark}{text}#{feedback}\n");
    }
    block + &format!("\t####{}\n}}\n\n", escape(&question.output))
}

/// Échappe ce qui a un sens en GIFT ; un saut de ligne s'y écrit `\n`.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped += "\\n",
            '\\' | '~' | '=' | '#' | '{' | '}' | ':' => escaped.extend(['\\', c]),
            '\r' => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::export::Answer;
    use super::*;

    /// Lit du GIFT, sans rien pardonner.
    fn read(gift: &str) -> Vec<Category> {
        let mut categories = Vec::new();
        for block in gift.split("\n\n").filter(|block| !block.is_empty()) {
            if let Some(path) = block.strip_prefix("$CATEGORY: $course$/top/") {
                categories
                    .push(Category { path: path.to_owned(), questions: vec![] });
                continue;
            }
            let category =
                categories.last_mut().expect("une question sans catégorie");
            category.questions.push(read_question(block));
        }
        categories
    }

    fn read_question(block: &str) -> Exported {
        let (comment, block) = block.split_once('\n').expect("un commentaire");
        let (name, rest) = cut(block.strip_prefix("::").expect("un nom"), "::");
        let (text, rest) = cut(rest.strip_prefix("[html]").expect("du HTML"), "{");
        let (answers, rest) = cut(rest, "}");
        assert_eq!(rest.trim(), "", "rien ne suit les réponses");
        let (answers, output) = cut(answers, "####");
        let mut found = Vec::new();
        for line in answers.trim().lines().map(str::trim_start) {
            let right = line.starts_with('=');
            assert!(right || line.starts_with('~'), "{line}");
            let (text, feedback) = cut(&line[1..], "#");
            found.push(Answer {
                right,
                text: plain(text),
                feedback: plain(feedback),
            });
        }
        Exported {
            id: comment.strip_prefix("// ").expect("un commentaire").to_owned(),
            name: plain(name),
            text: plain(text),
            output: plain(output.trim()),
            answers: found,
        }
    }

    /// Coupe à la première marque qui n'est pas échappée.
    fn cut<'a>(text: &'a str, mark: &str) -> (&'a str, &'a str) {
        let mut escaped = false;
        for (at, c) in text.char_indices() {
            if !escaped && text[at..].starts_with(mark) {
                return (&text[..at], &text[at + mark.len()..]);
            }
            escaped = !escaped && c == '\\';
        }
        panic!("pas de {mark} dans {text:?}")
    }

    /// Ôte les échappements ; un caractère réservé qui n'en a pas est une faute.
    fn plain(text: &str) -> String {
        let mut read = String::new();
        let mut letters = text.chars();
        while let Some(c) = letters.next() {
            match c {
                '\\' => match letters.next() {
                    Some('n') => read.push('\n'),
                    Some(c @ ('\\' | '~' | '=' | '#' | '{' | '}' | ':')) => {
                        read.push(c)
                    }
                    other => panic!("échappement inconnu : {other:?} dans {text:?}"),
                },
                '~' | '=' | '#' | '{' | '}' | ':' | '\n' => {
                    panic!("{c:?} sans échappement dans {text:?}")
                }
                _ => read.push(c),
            }
        }
        read
    }

    #[test]
    fn ce_qui_est_ecrit_se_relit() {
        // Le pire : tout ce que GIFT réserve, et ce qui y ressemble.
        let nasty = "a\\n{b}~c=d#e:f::g\n\n// h\\\\ ####\n\\{i} \\";
        let answer = |right, text: &str| Answer {
            right,
            text: format!("{text}{nasty}"),
            feedback: nasty.to_owned(),
        };
        let question = || Exported {
            id: "lesson1_quiz1".to_owned(),
            name: format!("Leçon 1 : {}", nasty.replace('\n', " ")),
            text: nasty.to_owned(),
            output: format!("<pre>{nasty}</pre>"),
            answers: vec![
                answer(false, "<p>"),
                answer(true, "="),
                answer(false, "~"),
            ],
        };
        let write_and_read = |questions| {
            let path = "Cours : essai #1/Leçon 1".to_owned();
            read(&write(&[Category { path, questions }]))
        };
        let seen = write_and_read(vec![question(), question()]);
        assert_eq!(seen[0].path, "Cours : essai #1/Leçon 1");
        assert_eq!(seen[0].questions, [question(), question()]);
    }
}
