//! La forme d'une copie : aucune copie honnête n'est refusée pour elle.

use exercise::Catalogue;
use referee::check_source;

use crate::setup;

/// Les solutions, les ébauches et les réponses fausses sont des copies honnêtes : aucune
/// n'est refusée avant d'être compilée.
#[test]
fn aucune_copie_honnete_n_est_refusee() {
    let catalogue = Catalogue::load(setup::root());
    let mut refused = Vec::new();
    for exercise in &catalogue.exercises {
        let fakes = exercise.metadata.wrong.iter().map(|wrong| {
            let file = exercise.file(&format!("fausses/{}.rs", wrong.file));
            (wrong.file.clone(), std::fs::read_to_string(file).unwrap())
        });
        let own = [
            ("solution".to_owned(), exercise.source.clone()),
            ("ébauche".to_owned(), exercise.stub().unwrap()),
        ];
        for (name, text) in own.into_iter().chain(fakes) {
            if let Err(refusal) = check_source(exercise, text.as_bytes()) {
                refused.push(format!("{} {name} : {refusal}", exercise.name));
            }
        }
    }
    assert!(refused.is_empty(), "{}\n{}", refused.len(), refused.join("\n"));
}
