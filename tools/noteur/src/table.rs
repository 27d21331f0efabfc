//! Un tableau CSV donné par l'enseignant : ses colonnes, ses lignes.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use csv::{Reader, ReaderBuilder, StringRecord, Trim};

use crate::composed::composed;
use crate::files::read_text;

/// Une ligne, et son numéro dans le fichier.
pub(crate) type Row<const N: usize> = (u64, [String; N]);

/// Lit les colonnes nommées d'un tableau ; les autres sont permises.
///
/// # Errors
///
/// Une ligne qui dit ce qui manque, et où.
pub(crate) fn read<const N: usize>(
    path: &Path,
    columns: [&str; N],
) -> Result<Vec<Row<N>>> {
    parse(&read_text(path)?, columns).with_context(|| path.display().to_string())
}

/// Lit l'en-tête d'un tableau.
///
/// # Errors
///
/// Si le tableau ne se lit pas.
pub(crate) fn header(path: &Path) -> Result<StringRecord> {
    let text = read_text(path)?;
    let header = reader(&text).headers().map_err(|error| broken(&error))?.clone();
    Ok(header)
}

/// Devine le séparateur d'un tableau : celui de son en-tête.
pub(crate) fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |mark: &u8| header.bytes().filter(|byte| byte == mark).count();
    // À égalité, `max_by_key` garde le dernier : la virgule.
    b"\t;,".iter().copied().max_by_key(count).unwrap_or(b',')
}

fn parse<const N: usize>(text: &str, columns: [&str; N]) -> Result<Vec<Row<N>>> {
    let mut reader = reader(text);
    let header = reader.headers().map_err(|error| broken(&error))?.clone();
    let places = places(&header, columns)?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        let row = places.map(|place| field(&record, place));
        if row.iter().any(|field| !field.is_empty()) {
            rows.push((record.position().map_or(0, csv::Position::line), row));
        }
    }
    if rows.is_empty() {
        bail!("aucune ligne après l'en-tête");
    }
    Ok(rows)
}

fn reader(text: &str) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .delimiter(separator(text))
        .trim(Trim::All)
        .from_reader(text.as_bytes())
}

fn places<const N: usize>(
    header: &StringRecord,
    columns: [&str; N],
) -> Result<[usize; N]> {
    let mut places = [0; N];
    for (place, name) in places.iter_mut().zip(columns) {
        let found = header.iter().position(|found| found == name);
        *place = found.with_context(|| {
            let all = columns.join(", ");
            format!("il manque la colonne « {name} » ; attendues : {all}")
        })?;
    }
    Ok(places)
}

fn field(record: &StringRecord, place: usize) -> String {
    composed(record.get(place).unwrap_or_default())
}

/// Dit en français ce que la bibliothèque dit en anglais.
pub(crate) fn broken(error: &csv::Error) -> anyhow::Error {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => anyhow!(
            "ligne {line} : l'en-tête a {expected_len} colonnes, elle {len} ; un texte \
             qui contient le séparateur se met entre guillemets"
        ),
        _ => anyhow!("ligne {line} : tableau illisible ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_colonnes_se_trouvent_par_leur_nom() {
        for text in ["date,x,id\nd1,?,a\n\nd2,?,b\n", "date;x;id\nd1;?;a\nd2;;b\n"] {
            let rows = parse(text, ["id", "date"]).unwrap();
            let rows: Vec<_> =
                rows.into_iter().map(|(_, row)| row.join(" ")).collect();
            assert_eq!(rows, ["a d1", "b d2"]);
        }
    }

    #[test]
    fn un_nom_accentue_est_celui_des_copies() {
        let rows = parse("id,date\nE\u{301}lodie,d\n", ["id", "date"]).unwrap();
        assert_eq!(rows[0].1[0], "\u{c9}lodie");
    }

    #[test]
    fn un_tableau_incomplet_se_dit_en_une_ligne() {
        let says = |text: &str, hint: &str| {
            let error = parse(text, ["id", "date"]).unwrap_err().to_string();
            assert!(error.contains(hint), "{error}");
        };
        says("id,jour\na,b\n", "il manque la colonne « date »");
        says("id,date\n", "aucune ligne");
        says("id,date\na,b,c\n", "ligne 2 : l'en-tête a 2 colonnes, elle 3");
    }
}
