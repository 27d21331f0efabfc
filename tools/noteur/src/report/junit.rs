//! Les résultats en JUnit, pour l'intégration continue de l'enseignant.
//!
//! GitLab réunit toutes les suites d'un travail et n'y garde qu'un cas par classe et par
//! nom : l'étudiant est donc dans la classe. Il montre le texte d'un échec, Jenkins son
//! `message` : un échec a les deux.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::outcome::{Outcome, Tested};
use crate::results::{Copy, Graded, Results};
use crate::text::{visible, visible_lines};

type Xml = Writer<Vec<u8>>;

/// Écrit les résultats : une suite par étudiant, un cas par test.
pub(super) fn write(results: &Results) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    document(&mut xml, results).expect("un vecteur s'agrandit toujours");
    let mut text =
        String::from_utf8(xml.into_inner()).expect("des chaînes donnent de l'UTF-8");
    text.push('\n');
    text
}

fn document(xml: &mut Xml, results: &Results) -> io::Result<()> {
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let suites = xml.create_element("testsuites").with_attribute(("name", "noteur"));
    suites.write_inner_content(|xml| {
        results.students.iter().try_for_each(|student| suite(xml, student))
    })?;
    Ok(())
}

fn suite(xml: &mut Xml, student: &Graded) -> io::Result<()> {
    let cases: Vec<_> = student.copies.iter().flat_map(cases).collect();
    let count =
        |wanted: &str| cases.iter().filter(|case| case.kind == wanted).count();
    let attributes = [
        ("name", visible(&student.id)),
        ("tests", cases.len().to_string()),
        ("failures", count("failure").to_string()),
        ("errors", count("error").to_string()),
    ];
    let attributes = attributes.iter().map(|(name, value)| (*name, value.as_str()));
    xml.create_element("testsuite")
        .with_attributes(attributes)
        .write_inner_content(|xml| {
            cases.iter().try_for_each(|found| case(xml, &student.id, found))
        })?;
    Ok(())
}

/// Un cas, et ce qu'il a donné : `failure`, `error`, ou rien.
struct Case<'a> {
    exercise: &'a str,
    name: &'a str,
    kind: &'static str,
    message: String,
}

fn cases(copy: &Copy) -> Vec<Case<'_>> {
    let case = |name, kind, message: &str| -> Case<'_> {
        let message = message.to_owned();
        Case { exercise: &copy.exercise, name, kind, message }
    };
    match &copy.outcome {
        Outcome::Missing { reason } => vec![case("remise", "failure", reason)],
        Outcome::Unclear { reason } => vec![case("remise", "error", reason)],
        Outcome::Refused { line, reason } => {
            let line = line.map(|line| format!("ligne {line} : "));
            let said = line.unwrap_or_default() + reason;
            vec![case("examen", "failure", &said)]
        }
        Outcome::Rejected { messages } | Outcome::Unusable { messages } => {
            vec![case("compilation", "failure", messages)]
        }
        Outcome::Tested { tests } => {
            let kind = |test: &Tested| if test.passed { "" } else { "failure" };
            let tests = tests.iter();
            tests.map(|test| case(&test.name, kind(test), &test.message)).collect()
        }
    }
}

fn case(xml: &mut Xml, id: &str, case: &Case<'_>) -> io::Result<()> {
    let class = format!("{}.{}", visible(id), case.exercise);
    let attributes = [("classname", class.as_str()), ("name", case.name)];
    let element = xml.create_element("testcase").with_attributes(attributes);
    if case.kind.is_empty() {
        element.write_empty()?;
        return Ok(());
    }
    // Un texte d'étudiant n'a pas de signes que XML interdit : `visible` les écrit.
    let text = visible_lines(&case.message);
    let message = text.lines().next().unwrap_or_default();
    element.write_inner_content(|xml| {
        let failure = xml.create_element(case.kind);
        let failure = failure.with_attribute(("message", message));
        failure.write_text_content(BytesText::new(&text))?;
        Ok(())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use quick_xml::Reader;
    use quick_xml::escape::unescape;

    use super::*;
    use crate::report::json::tests::sample;

    fn attribute(
        event: &quick_xml::events::BytesStart<'_>,
        name: &str,
    ) -> Option<String> {
        let found = event.try_get_attribute(name).unwrap()?;
        Some(unescape(&found.value).unwrap().into_owned())
    }

    #[test]
    fn un_lecteur_de_xml_retrouve_chaque_echec() {
        let mut results = sample();
        results.students[0].id = "<x>&\u{1b}\"'\u{fffe}".to_owned();
        let text = write(&results);
        let mut reader = Reader::from_str(&text);
        let (mut ids, mut classes, mut messages) = (vec![], vec![], vec![]);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(event) if event.name().as_ref() == "testsuite" => {
                    assert_eq!(attribute(&event, "failures").unwrap(), "1");
                    ids.extend(attribute(&event, "name"));
                }
                Event::Start(event) if event.name().as_ref() == "testcase" => {
                    classes.extend(attribute(&event, "classname"));
                }
                Event::Start(event) if event.name().as_ref() == "failure" => {
                    messages.extend(attribute(&event, "message"));
                    let text = reader.read_text(event.name()).unwrap();
                    messages.push(unescape(&text).unwrap().into_owned());
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(ids, ["<x>&\\u{1b}\"'\\u{fffe}"]);
        assert_eq!(classes, ["<x>&\\u{1b}\"'\\u{fffe}.cede"]);
        assert_eq!(messages, ["trop tard", "trop tard"]);
    }
}
