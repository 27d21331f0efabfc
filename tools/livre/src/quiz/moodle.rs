//! Écrit les questions dans le format XML de Moodle.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::export::{Answer, Category, Exported};

type Xml = Writer<Vec<u8>>;

/// Met les questions en XML, en UTF-8.
pub fn write(categories: &[Category]) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    document(&mut xml, categories).expect("un vecteur s'agrandit toujours");
    let mut text =
        String::from_utf8(xml.into_inner()).expect("des chaînes donnent de l'UTF-8");
    text.push('\n');
    text
}

fn document(xml: &mut Xml, categories: &[Category]) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    xml.create_element("quiz").write_inner_content(|xml| {
        for Category { path, questions } in categories {
            element(xml, "question", &[("type", "category")], |xml| {
                let path = format!("$course$/top/{path}");
                element(xml, "category", &[], |xml| leaf(xml, "text", &path))
            })?;
            questions.iter().try_for_each(|asked| question(xml, asked))?;
        }
        Ok(())
    })?;
    Ok(())
}

fn question(xml: &mut Xml, question: &Exported) -> io::Result<()> {
    element(xml, "question", &[("type", "multichoice")], |xml| {
        element(xml, "name", &[], |xml| leaf(xml, "text", &question.name))?;
        html(xml, "questiontext", &question.text)?;
        html(xml, "generalfeedback", &question.output)?;
        leaf(xml, "defaultgrade", "1")?;
        leaf(xml, "penalty", "0.3333333")?;
        leaf(xml, "hidden", "0")?;
        leaf(xml, "idnumber", &question.id)?;
        leaf(xml, "single", "true")?;
        leaf(xml, "shuffleanswers", "true")?;
        leaf(xml, "answernumbering", "ABCD")?;
        question.answers.iter().try_for_each(|proposed| answer(xml, proposed))
    })
}

fn answer(xml: &mut Xml, answer: &Answer) -> io::Result<()> {
    let fraction = if answer.right { "100" } else { "0" };
    let attributes = [("fraction", fraction), ("format", "html")];
    element(xml, "answer", &attributes, |xml| {
        leaf(xml, "text", &answer.text)?;
        html(xml, "feedback", &answer.feedback)
    })
}

fn html(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    element(xml, name, &[("format", "html")], |xml| leaf(xml, "text", text))
}

fn leaf(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    // XML 1.0 interdit ces signes, même échappés.
    let allowed = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text.chars().filter(allowed).collect();
    xml.create_element(name).write_text_content(BytesText::new(&text))?;
    Ok(())
}

fn element(
    xml: &mut Xml,
    name: &str,
    attributes: &[(&str, &str)],
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let element = xml.create_element(name);
    let element = element.with_attributes(attributes.iter().copied());
    element.write_inner_content(content)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::escape::resolve_predefined_entity;

    use super::*;

    /// Lit du XML ; de chaque texte, renvoie le chemin et le contenu.
    fn read(text: &str) -> Vec<(String, String)> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        let (mut path, mut seen) = (Vec::<String>::new(), Vec::new());
        let mut words = String::new();
        loop {
            match reader.read_event().expect("du XML bien formé") {
                Event::Start(tag) => {
                    let mut name = tag.name().as_ref().to_owned();
                    for attribute in tag.attributes() {
                        name += &format!("[{}]", attribute.unwrap().value);
                    }
                    words.clear();
                    path.push(name);
                }
                Event::Text(text) => words += &text,
                Event::GeneralRef(name) => {
                    words +=
                        resolve_predefined_entity(&name).expect("une entité d'XML");
                }
                Event::End(_) => {
                    if !words.trim().is_empty() {
                        seen.push((path.join("/"), words.clone()));
                    }
                    words.clear();
                    path.pop();
                }
                Event::Eof => return seen,
                _ => {}
            }
        }
    }

    #[test]
    fn ce_qui_est_ecrit_se_relit() {
        let nasty = "<p>a &lt; b &amp;&amp; \"c\" ]]> 'd'</p>\n<pre>é\n\n  f</pre>";
        let answer = |right, text: &str| Answer {
            right,
            text: text.to_owned(),
            feedback: nasty.to_owned(),
        };
        let question = Exported {
            id: "lesson1_quiz1".to_owned(),
            name: "Leçon 1 & <suite>".to_owned(),
            text: nasty.to_owned(),
            output: format!("{nasty}\u{7}"),
            answers: vec![answer(false, "non"), answer(true, nasty)],
        };
        let path = "Cours & exercices/Leçon 1".to_owned();
        let text = write(&[Category { path, questions: vec![question] }]);
        assert!(
            text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>")
        );
        let seen = read(&text);
        let asked = "quiz/question[multichoice]";
        let expected = [
            (
                "quiz/question[category]/category/text",
                "$course$/top/Cours & exercices/Leçon 1",
            ),
            (&format!("{asked}/name/text"), "Leçon 1 & <suite>"),
            (&format!("{asked}/questiontext[html]/text"), nasty),
            (&format!("{asked}/generalfeedback[html]/text"), nasty),
            (&format!("{asked}/idnumber"), "lesson1_quiz1"),
            (&format!("{asked}/single"), "true"),
            (&format!("{asked}/answer[0][html]/text"), "non"),
            (&format!("{asked}/answer[0][html]/feedback[html]/text"), nasty),
            (&format!("{asked}/answer[100][html]/text"), nasty),
        ];
        for (path, words) in expected {
            let found = seen.iter().any(|(p, w)| p == path && w == words);
            assert!(found, "{path} : {seen:#?}");
        }
    }
}
