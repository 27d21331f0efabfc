//! Les parties d'une classe, notées sur plusieurs machines, redeviennent une classe.

mod checks;
mod piece;

use anyhow::Result;

pub(crate) use piece::Piece;

/// Réunit des parties ; le résultat est celui d'une seule machine.
///
/// # Errors
///
/// Si une partie manque, est de trop, ou vient d'une autre notation.
pub(crate) fn merge(mut pieces: Vec<Piece>) -> Result<Piece> {
    checks::numbers(&pieces)?;
    for piece in &pieces {
        checks::same(&pieces[0], piece)?;
        checks::students(piece)?;
    }
    let mut whole = pieces.remove(0);
    whole.results.part = None;
    for piece in pieces {
        whole.results.students.extend(piece.results.students);
        whole.durations.extend(piece.durations);
    }
    whole.results.students.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::Part;
    use crate::results::{Graded, Results};

    fn piece(k: u64, n: u64) -> Piece {
        let part = Part { k, n };
        let mut results = Results {
            format: 1,
            tool: "noteur 0".to_owned(),
            digest: "d".to_owned(),
            part: Some(part),
            late: None,
            exercises: Vec::new(),
            students: Vec::new(),
            remarks: Vec::new(),
        };
        let ids = ["a", "b", "c", "d", "e", "f", "g"];
        for id in ids.into_iter().filter(|id| part.contains(id)) {
            results.students.push(Graded {
                id: id.to_owned(),
                name: id.to_owned(),
                date: None,
                late_percent: 0,
                remarks: Vec::new(),
                copies: Vec::new(),
                total: crate::marks::Marks::default(),
            });
        }
        let durations = Vec::new();
        Piece { place: format!("p{k}"), results, durations, sheet: None }
    }

    #[track_caller]
    fn refused(pieces: Vec<Piece>, hint: &str) {
        let error = merge(pieces).err().expect(hint).to_string();
        assert!(error.contains(hint), "{error}");
        assert_eq!(error.lines().count(), 1);
    }

    #[test]
    fn les_parties_reunies_sont_la_classe() {
        let merged =
            merge(vec![piece(3, 3), piece(1, 3), piece(2, 3)]).ok().unwrap();
        let ids: String =
            merged.results.students.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids, "abcdefg");
        assert_eq!(merged.results.part, None);
    }

    #[test]
    fn une_partie_absente_double_ou_etrangere_est_refusee() {
        refused(vec![piece(1, 3), piece(3, 3)], "il manque la partie 2 sur 3");
        refused(vec![piece(1, 4)], "la partie 2 sur 4, et 2 de plus");
        refused(vec![piece(1, 2), piece(1, 2)], "la même partie, 1 sur 2");
        refused(vec![piece(1, 2), piece(2, 3)], "une partie sur 2");
        let with = |change: fn(&mut Results)| {
            let mut other = piece(2, 2);
            change(&mut other.results);
            vec![piece(1, 2), other]
        };
        refused(with(|results| results.part = None), "n'est pas une partie");
        refused(with(|results| results.tool.push('x')), "la même version");
        refused(with(|results| results.digest.push('x')), "pas noté la même chose");
        refused(
            with(|results| results.students = piece(1, 2).results.students),
            "n'est pas de la partie 2 sur 2",
        );
        let twice = |results: &mut Results| {
            let again = results.students[0].clone();
            results.students.insert(0, again);
        };
        refused(with(twice), "deux fois");
    }
}
