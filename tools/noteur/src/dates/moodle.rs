//! Les dates de remise que porte la feuille d'évaluation de Moodle.

use jiff::civil::DateTime;

/// Les deux colonnes, dans les langues où Moodle les écrit.
pub(super) const COLUMNS: [[&str; 2]; 2] = [
    ["Identifiant", "Dernière modification (travail remis)"],
    ["Identifier", "Last modified (submission)"],
];

const MONTHS: [[&str; 2]; 12] = [
    ["janvier", "january"],
    ["février", "february"],
    ["mars", "march"],
    ["avril", "april"],
    ["mai", "may"],
    ["juin", "june"],
    ["juillet", "july"],
    ["août", "august"],
    ["septembre", "september"],
    ["octobre", "october"],
    ["novembre", "november"],
    ["décembre", "december"],
];

/// Renvoie le numéro d'un participant : `Participant 123456`, en toute langue.
pub(crate) fn participant(cell: &str) -> &str {
    let cell = cell.trim();
    let before = cell.trim_end_matches(|c: char| c.is_ascii_digit());
    &cell[before.len()..]
}

/// Lit une date écrite en toutes lettres : `vendredi 20 novembre 2026, 18:00`, ou
/// `Friday, 20 November 2026, 6:00 PM`.
///
/// Le mois est un mot : aucun jour ne peut passer pour lui.
pub(super) fn parse(text: &str) -> Option<DateTime> {
    let text = text.to_lowercase();
    let words = text.split(|c: char| c.is_whitespace() || c == ',');
    let words: Vec<_> = words.collect();
    let year = words.iter().filter(|word| word.len() == 4);
    let year = year.filter_map(|word| word.parse().ok()).next()?;
    let months = MONTHS.iter().zip(1..);
    let named = |names: &[&str; 2]| words.iter().any(|word| names.contains(word));
    let (_, month) = months.into_iter().find(|(names, _)| named(names))?;
    let day = words.iter().map(|word| word.trim_end_matches("er"));
    let day = day.filter_map(|word| word.parse().ok()).next()?;
    let (hour, minute) = words.iter().find_map(|word| clock(word))?;
    let hour = match (words.contains(&"am"), words.contains(&"pm")) {
        (false, false) => hour,
        (_, after) => in_a_day(hour, after)?,
    };
    DateTime::new(year, month, day, hour, minute, 0, 0).ok()
}

/// Renvoie l'heure d'une journée de vingt-quatre.
fn in_a_day(hour: i8, is_afternoon: bool) -> Option<i8> {
    (1..=12).contains(&hour).then_some(hour % 12 + i8::from(is_afternoon) * 12)
}

/// Lit `18:00`.
fn clock(word: &str) -> Option<(i8, i8)> {
    let (hour, minute) = word.split_once(':')?;
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn les_ecritures_de_moodle_se_lisent() {
        let evening = date(2026, 11, 20).at(18, 5, 0, 0);
        for text in [
            "vendredi 20 novembre 2026, 18:05",
            "Friday, 20 November 2026, 6:05 PM",
            "Friday, November 20, 2026, 6:05 PM",
        ] {
            assert_eq!(parse(text), Some(evening), "{text}");
        }
        let night = date(2026, 8, 1).at(0, 30, 0, 0);
        for text in ["samedi 1er août 2026, 00:30", "1 August 2026, 12:30 AM"] {
            assert_eq!(parse(text), Some(night), "{text}");
        }
    }

    #[test]
    fn une_autre_ecriture_ne_se_devine_pas() {
        for text in [
            "20/11/2026 18:05",
            "vendredi 31 février 2026, 18:05",
            "vendredi 20 novembre 2026",
            "20 novembre 2026, 25:00",
            "20 November 2026, 13:00 PM",
            "",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn un_participant_est_son_numero() {
        assert_eq!(participant(" Participant 123456 "), "123456");
        assert_eq!(participant("Teilnehmer/in7"), "7");
        assert_eq!(participant("Participant"), "");
    }
}
