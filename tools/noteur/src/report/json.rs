//! `resultats.json`, et le schéma qui le décrit.

use std::path::Path;

use anyhow::{Context as _, Result, bail};

use crate::files::read_text;
use crate::results::{FORMAT, Results};

/// Le schéma JSON de `resultats.json`.
pub(super) const SCHEMA: &str = include_str!("../../resultats.schema.json");

/// Écrit les résultats.
///
/// # Errors
///
/// Jamais en pratique : tout s'y écrit.
pub(super) fn write(results: &Results) -> Result<String> {
    Ok(serde_json::to_string_pretty(results)? + "\n")
}

/// Relit les résultats d'une partie.
///
/// # Errors
///
/// Si ce n'en sont pas, ou d'un autre format.
pub(crate) fn read(path: &Path) -> Result<Results> {
    let text = read_text(path)?;
    let place = || path.display().to_string();
    let value: serde_json::Value = serde_json::from_str(&text)
        .with_context(|| format!("{} : JSON illisible", path.display()))?;
    let format = &value["format"];
    if *format != FORMAT {
        bail!("{} : format {format}, attendu {FORMAT}", path.display());
    }
    serde_json::from_value(value).with_context(place)
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::Value;

    use super::*;
    use crate::adjustments::Adjustment;
    use crate::dates::Moment;
    use crate::late::Rules;
    use crate::marks::Marks;
    use crate::outcome::{Outcome, Tested};
    use crate::part::Part;
    use crate::points::Points;
    use crate::results::{Asked, Copy, Graded, Known};

    fn test(name: &str, hidden: bool, points: u32, message: &str) -> Tested {
        let (name, passed) = (name.to_owned(), message.is_empty());
        Tested { name, hidden, points, passed, message: message.to_owned() }
    }

    fn copy() -> Copy {
        let outcome = Outcome::Tested {
            tests: vec![
                test("un_test_donné", false, 2, ""),
                test("nom_secret", true, 3, "trop tard"),
            ],
        };
        let adjustment = Adjustment {
            id: String::new(),
            exercise: String::new(),
            points: Points(-50),
            reason: "oral".to_owned(),
        };
        let marks = Marks::new(outcome.marks(), 10, [adjustment.points].into_iter());
        Copy {
            exercise: "cede".to_owned(),
            digest: Some("ab".repeat(32)),
            outcome,
            alike: vec!["sans_reveil".to_owned()],
            adjustments: vec![adjustment],
            marks,
        }
    }

    /// Les résultats d'une classe d'un seul étudiant.
    pub(in crate::report) fn sample() -> Results {
        let text = |text: &str| Some(text.to_owned());
        let (deadline, rate) = (text("2026-11-20T23:59"), text("10%/jour"));
        let rules = Rules { deadline, rate, ..Rules::default() };
        let copy = copy();
        let wrong = Known {
            name: "sans_reveil".to_owned(),
            mistake: "le réveil est automatique".to_owned(),
        };
        Results {
            format: FORMAT,
            tool: "noteur 0.1.0".to_owned(),
            digest: "cd".repeat(32),
            part: Some(Part { k: 1, n: 2 }),
            late: rules.understood().unwrap(),
            exercises: vec![Asked {
                name: "cede".to_owned(),
                title: "Rendre la main".to_owned(),
                total: 5,
                wrong: vec![wrong],
            }],
            students: vec![Graded {
                id: "7".to_owned(),
                name: "Ann".to_owned(),
                date: Moment::parse("2026-11-21T08:00").ok(),
                late_percent: 10,
                remarks: vec!["a".to_owned()],
                total: copy.marks,
                copies: vec![copy],
            }],
            remarks: vec!["b".to_owned()],
        }
    }

    /// Vérifie une valeur contre le peu de JSON Schema dont le nôtre se sert.
    fn check(value: &Value, schema: &Value, root: &Value, place: &str) {
        if let Some(reference) = schema["$ref"].as_str() {
            let target = root.pointer(reference.trim_start_matches('#'));
            return check(value, target.expect(reference), root, place);
        }
        if let Some(choices) = schema["enum"].as_array() {
            assert!(choices.contains(value), "{place} : {value}");
        }
        let kinds = match &schema["type"] {
            Value::Array(kinds) => kinds.clone(),
            kind => vec![kind.clone()],
        };
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_u64() => "integer",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        assert!(
            kinds.iter().any(|found| found == kind),
            "{place} : {kind}, {kinds:?}"
        );
        for (rank, item) in value.as_array().into_iter().flatten().enumerate() {
            check(item, &schema["items"], root, &format!("{place}/{rank}"));
        }
        let Some(fields) = value.as_object() else { return };
        let declared = schema["properties"].as_object().expect(place);
        for required in schema["required"].as_array().into_iter().flatten() {
            assert!(
                fields.contains_key(required.as_str().unwrap()),
                "{place} {required}"
            );
        }
        for (name, field) in fields {
            let place = format!("{place}/{name}");
            check(field, declared.get(name).expect(&place), root, &place);
        }
    }

    #[test]
    fn le_schema_decrit_chaque_champ() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let results = serde_json::to_value(sample()).unwrap();
        check(&results, &schema, &schema, "");
        let others = [
            Outcome::Missing { reason: "a".to_owned() },
            Outcome::Unclear { reason: "a".to_owned() },
            Outcome::Refused { line: Some(1), reason: "a".to_owned() },
            Outcome::Rejected { messages: "a".to_owned() },
            Outcome::Unusable { messages: "a".to_owned() },
        ];
        for outcome in others {
            let value = serde_json::to_value(outcome).unwrap();
            check(&value, &schema["$defs"]["resultat"], &schema, "resultat");
        }
    }

    #[test]
    fn des_resultats_ecrits_se_relisent() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.json");
        std::fs::write(&path, write(&sample()).unwrap()).unwrap();
        assert_eq!(read(&path).unwrap(), sample());
        let text =
            write(&sample()).unwrap().replace("\"format\": 1", "\"format\": 2");
        std::fs::write(&path, text).unwrap();
        let error = read(&path).unwrap_err().to_string();
        assert!(error.contains("format 2, attendu 1"), "{error}");
    }
}
