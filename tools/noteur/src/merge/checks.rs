//! Ce que des parties doivent être pour former une classe, et une seule.

use anyhow::{Result, bail};

use super::Piece;
use crate::part::Part;

/// Vérifie que chaque partie est là, une fois.
pub(super) fn numbers(pieces: &[Piece]) -> Result<()> {
    let mut seen: Vec<(Part, &str)> = Vec::new();
    for piece in pieces {
        let (part, place) = (piece.part()?, &piece.place);
        let Part { k, n } = part;
        for (other, other_place) in &seen {
            if other.n != n {
                bail!(
                    "{other_place} est une partie sur {}, {place} une sur {n}",
                    other.n
                );
            }
            if *other == part {
                bail!("{other_place} et {place} sont la même partie, {k} sur {n}");
            }
        }
        seen.push((part, place));
    }
    missing_one(&seen)
}

fn missing_one(seen: &[(Part, &str)]) -> Result<()> {
    let Some((Part { n, .. }, _)) = seen.first() else { bail!("aucune partie") };
    let is_missing = |k: &u64| !seen.iter().any(|(part, _)| part.k == *k);
    let mut missing = (1..=*n).filter(is_missing);
    match (missing.next(), missing.count()) {
        (None, _) => Ok(()),
        (Some(k), 0) => bail!("il manque la partie {k} sur {n}"),
        (Some(k), more) => {
            bail!("il manque la partie {k} sur {n}, et {more} de plus")
        }
    }
}

/// Vérifie que deux parties ont noté la même classe de la même façon.
pub(super) fn same(first: &Piece, other: &Piece) -> Result<()> {
    let (a, b) = (&first.results, &other.results);
    if a.tool != b.tool {
        bail!(
            "{} a été notée par {}, {} par {} : notez-les avec la même version",
            first.place,
            a.tool,
            other.place,
            b.tool
        );
    }
    let same = a.digest == b.digest
        && a.exercises == b.exercises
        && a.late == b.late
        && a.remarks == b.remarks
        && first.sheet_bytes() == other.sheet_bytes();
    if !same {
        bail!(
            "{} et {} n'ont pas noté la même chose : copies, exercices, dates, barème, \
             ajustements, feuille ou compilateur diffèrent",
            first.place,
            other.place
        );
    }
    Ok(())
}

/// Vérifie que chaque étudiant est de sa partie, et n'y est qu'une fois.
pub(super) fn students(piece: &Piece) -> Result<()> {
    let part = piece.part()?;
    let students = &piece.results.students;
    if let Some(stray) = students.iter().find(|student| !part.contains(&student.id))
    {
        bail!(
            "« {} » n'est pas de la partie {} sur {} : {} a été modifiée",
            crate::text::visible(&stray.id),
            part.k,
            part.n,
            piece.place
        );
    }
    match students.is_sorted_by(|a, b| a.id < b.id) {
        true => Ok(()),
        false => bail!("un étudiant est deux fois dans {}", piece.place),
    }
}
