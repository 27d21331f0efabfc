//! Les parties d'une classe, notées sur plusieurs machines, redeviennent une classe.

use std::path::Path;

use anyhow::{Result, bail};

use crate::part::Part;
use crate::report::{Duration, SHEET, Sheet, read, read_durations};
use crate::results::Results;

/// Une partie, ou la classe entière une fois réunie.
pub(crate) struct Piece {
    /// D'où elle vient.
    place: String,
    /// Ses résultats.
    pub(crate) results: Results,
    /// Ses durées.
    pub(crate) durations: Vec<Duration>,
    /// La feuille de Moodle, telle qu'elle a été donnée.
    pub(crate) sheet: Option<Sheet>,
}

impl Piece {
    /// Lit le dossier de résultats d'une partie.
    ///
    /// # Errors
    ///
    /// S'il est incomplet.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let sheet = folder.join(SHEET);
        Ok(Self {
            place: folder.display().to_string(),
            results: read(&folder.join("resultats.json"))?,
            durations: read_durations(&folder.join("durees.csv"))?,
            sheet: sheet.is_file().then(|| Sheet::read(&sheet)).transpose()?,
        })
    }

    /// Renvoie la partie qu'elle note.
    fn part(&self) -> Result<Part> {
        match self.results.part {
            Some(part) => Ok(part),
            None => bail!(
                "{} n'est pas une partie : la classe y est entière",
                self.place
            ),
        }
    }

    fn sheet_bytes(&self) -> Option<&[u8]> {
        self.sheet.as_ref().map(Sheet::bytes)
    }
}

/// Réunit des parties ; le résultat est celui d'une seule machine.
///
/// # Errors
///
/// Si une partie manque, est de trop, ou vient d'une autre notation.
pub(crate) fn merge(mut pieces: Vec<Piece>) -> Result<Piece> {
    check_numbers(&pieces)?;
    for piece in &pieces {
        check_same(&pieces[0], piece)?;
        check_students(piece)?;
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

/// Vérifie que chaque partie est là, une fois.
fn check_numbers(pieces: &[Piece]) -> Result<()> {
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
    check_missing(&seen)
}

fn check_missing(seen: &[(Part, &str)]) -> Result<()> {
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
fn check_same(first: &Piece, other: &Piece) -> Result<()> {
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
fn check_students(piece: &Piece) -> Result<()> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Graded;

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
