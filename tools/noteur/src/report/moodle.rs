//! La feuille d'évaluation de Moodle, remplie : mêmes colonnes, mêmes lignes, et
//! seules changent la note et le commentaire.

mod columns;
mod fill;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use csv::{ReaderBuilder, StringRecord};
use handout::unreadable;

use crate::dates::participant;
use crate::points::Points;
use crate::table::{broken, separator};
use crate::text::{some, visible};
use columns::Columns;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Une feuille, telle que Moodle l'exporte.
pub(crate) struct Sheet {
    bytes: Vec<u8>,
    separator: u8,
    columns: Columns,
    /// Chaque ligne : où elle finit, et ses cellules.
    rows: Vec<(usize, StringRecord)>,
}

impl Sheet {
    /// Lit une feuille.
    ///
    /// # Errors
    ///
    /// Si ce n'en est pas une.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| unreadable(path))?;
        Self::parse(bytes).with_context(|| path.display().to_string())
    }

    fn parse(bytes: Vec<u8>) -> Result<Self> {
        let skipped = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
        let text = str::from_utf8(&bytes[skipped..])
            .ok()
            .context("la feuille n'est pas en UTF-8 : téléchargez-la de nouveau")?;
        let separator = separator(text);
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let (mut rows, mut record) = (Vec::new(), StringRecord::new());
        while reader.read_record(&mut record).map_err(|error| broken(&error))? {
            let end = usize::try_from(reader.position().byte())?;
            rows.push((skipped + end, record.clone()));
        }
        let Some((_, header)) = rows.first() else { bail!("la feuille est vide") };
        let columns = Columns::find(header)?;
        for (rank, (_, row)) in rows.iter().enumerate().skip(1) {
            let most = row.get(columns.most).unwrap_or_default();
            most_of(most).with_context(|| format!("participant n° {rank}"))?;
        }
        Ok(Self { separator, columns, rows, bytes })
    }

    /// Renvoie la feuille telle qu'elle a été donnée.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Compare les participants aux étudiants, et dit qui manque d'un côté ou de
    /// l'autre.
    pub(crate) fn remarks<'a>(
        &self,
        ids: impl Iterator<Item = &'a str>,
    ) -> Vec<String> {
        let participants = self.participants();
        let absent: Vec<_> =
            ids.filter(|id| !participants.contains_key(id)).collect();
        let locked = participants.iter().filter(|(_, row)| self.is_locked(row));
        let locked: Vec<_> = locked.map(|(id, _)| *id).collect();
        let line = |ids: &[&str], what: &str| {
            (!ids.is_empty()).then(|| format!("{what} : {}", some(ids)))
        };
        [
            line(&absent, "absents de la feuille de Moodle, leur note n'y est pas"),
            line(&locked, "notes que Moodle ne laisse plus changer"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn participants(&self) -> BTreeMap<&str, &StringRecord> {
        self.rows.iter().skip(1).map(|(_, row)| (self.id(row), row)).collect()
    }

    fn id<'a>(&self, row: &'a StringRecord) -> &'a str {
        participant(self.cell(row, self.columns.id))
    }

    fn is_locked(&self, row: &StringRecord) -> bool {
        let editable = self.columns.editable.map(|place| self.cell(row, place));
        matches!(editable, Some("No" | "Non"))
    }

    fn cell<'a>(&self, row: &'a StringRecord, place: usize) -> &'a str {
        row.get(place).unwrap_or_default()
    }
}

/// Lit une note maximale ; un devoir noté autrement n'en a pas.
fn most_of(text: &str) -> Result<Points> {
    let most = Points::parse(text.trim());
    most.with_context(|| format!("note maximale illisible : « {} »", visible(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::json::tests::sample;
    use crate::results::Results;

    const FRENCH: &str = "\u{feff}Identifiant;Nom complet;Statut;Note;Note maximale;La \
        note peut être modifiée;Feedback par commentaires\r\n\
        Participant 7;Ann;Remis;;20,00;Oui;\r\n\
        Participant 8;\"=Zoé;\";\"Remis\";3,50;20,00;Oui;\"a\r\nb\"\r\n";

    fn sheet(text: &str) -> Sheet {
        Sheet::parse(text.as_bytes().to_vec()).unwrap()
    }

    fn filled(text: &str, results: &Results) -> String {
        String::from_utf8(sheet(text).filled(results).unwrap()).unwrap()
    }

    #[test]
    fn seuls_changent_la_note_et_le_commentaire() {
        let text = filled(FRENCH, &sample());
        // 1,3 sur 5, ramené à 20.
        let changed = "Participant 7;Ann;Remis;5,20;20,00;Oui;\"<p>Remise en retard";
        assert!(text.contains(changed), "{text}");
        let (_, header) = FRENCH.split_once("Participant 7").unwrap();
        let kept = header.split_once("\r\n").unwrap().1;
        assert!(text.ends_with(kept), "{text}");
        assert!(
            text.starts_with(FRENCH.split_once("Participant").unwrap().0),
            "{text}"
        );
        let again = sheet(&text);
        assert_eq!(again.rows.len(), 3);
        assert_eq!(again.rows[1].1.len(), 7);
    }

    #[test]
    fn sans_etudiant_la_feuille_revient_a_l_identique() {
        let mut results = sample();
        results.students.clear();
        for text in [FRENCH, FRENCH.trim_end(), &FRENCH.replace("\r\n", "\n")] {
            assert_eq!(filled(text, &results), text);
        }
    }

    #[test]
    fn l_anglais_et_le_point_se_gardent() {
        let text = "Identifier,Full name,Grade,Maximum Grade,Grade can be changed\n\
                    Participant 7,Ann,,100.00,Yes\nParticipant 9,Bob,,100.00,No\n";
        let expected = text.replace("Ann,,", "Ann,26.00,");
        assert_eq!(filled(text, &sample()), expected);
        let remarks = sheet(text).remarks(["7", "11"].into_iter());
        assert_eq!(remarks.len(), 2, "{remarks:?}");
        assert!(remarks[0].ends_with(": 11") && remarks[1].ends_with(": 9"));
    }

    #[test]
    fn une_note_indecise_laisse_la_ligne_intacte() {
        let mut results = sample();
        let reason = "deux fichiers".to_owned();
        results.students[0].copies[0].outcome =
            crate::outcome::Outcome::Unclear { reason };
        assert_eq!(filled(FRENCH, &results), FRENCH);
    }

    #[test]
    fn une_autre_feuille_est_refusee() {
        let says = |text: &str, hint: &str| {
            let error = Sheet::parse(text.as_bytes().to_vec()).err().unwrap();
            let error = crate::text::said(&error);
            assert!(error.contains(hint), "{error}");
        };
        says("a,b\n1,2\n", "« Identifiant »");
        says(
            "Identifiant,Note,Note maximale\nParticipant 1,,-\n",
            "participant n° 1",
        );
        says("", "la feuille est vide");
    }
}
