//! Le contrôle de qualité de tous les exercices du cours.

use std::path::Path;

use exercise::Catalogue;
use exercise::gate::{Effort, review, table};

/// `REPETITIONS=50 cargo test -p exercise --test gate` cherche les tests capricieux ;
/// `EXERCICES=cede,boucle` ne contrôle que ceux-là ; `COMPLET=1` fait aussi passer aux
/// réponses fausses les tests qui ne les visent pas, et donne donc leur note.
#[test]
fn chaque_exercice_tient_ses_promesses() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap();
    let mut catalogue = Catalogue::load(root);
    if let Ok(names) = std::env::var("EXERCICES") {
        let wanted = |name: &str| names.split(',').any(|wanted| wanted == name);
        catalogue.exercises.retain(|exercise| wanted(&exercise.name));
    }
    assert!(!catalogue.exercises.is_empty(), "aucun exercice");
    let repetitions = std::env::var("REPETITIONS").ok();
    let repetitions = repetitions.and_then(|count| count.parse().ok()).unwrap_or(1);
    let complete = std::env::var_os("COMPLET").is_some();
    let review = review(&catalogue, Effort { repetitions, complete });
    println!("{}", table(&review.rows));
    let faults: Vec<_> = review.faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{} défauts\n{}", faults.len(), faults.join("\n"));
}
