//! Les dates de remise, telles que la plateforme les a notées.

mod moodle;

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::table;
use crate::text::visible;

pub(crate) use moodle::participant;

/// Un moment, avec ou sans fuseau ; jamais celui de la machine, qui ferait dépendre
/// les notes d'elle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// Une date et une heure d'horloge.
    Civil(DateTime),
    /// Un instant.
    Exact(Timestamp),
}

impl Moment {
    /// Lit `2026-11-20T23:59`, avec une espace au lieu du T, ou suivi de `+01:00`.
    ///
    /// # Errors
    ///
    /// Une ligne qui donne un exemple juste.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let exact = || text.parse().ok().map(Self::Exact);
        // Une date civile suivie d'un fuseau se lirait sans lui.
        let zoned =
            text.get(10..).is_some_and(|time| time.contains(['+', '-', 'Z', 'z']));
        let civil = || text.parse().ok().filter(|_| !zoned).map(Self::Civil);
        exact().or_else(civil).with_context(|| {
            format!("« {} » : une date s'écrit 2026-11-20T23:59", visible(text))
        })
    }

    fn of_moodle(text: &str) -> Result<Self> {
        moodle::parse(text).map(Self::Civil).with_context(|| {
            format!(
                "« {} » : cette date de Moodle n'est pas comprise ; donnez un tableau \
                 id,date",
                visible(text)
            )
        })
    }

    /// Renvoie le nombre de secondes écoulées depuis `before`.
    ///
    /// # Errors
    ///
    /// Si l'un des deux moments a un fuseau et pas l'autre.
    pub(crate) fn seconds_after(self, before: Self) -> Result<i64> {
        match (self, before) {
            (Self::Civil(a), Self::Civil(b)) => Ok(a.duration_since(b).as_secs()),
            (Self::Exact(a), Self::Exact(b)) => Ok(a.duration_since(b).as_secs()),
            _ => bail!(
                "{self} et {before} : donnez un fuseau à toutes les dates et à \
                 l'échéance, ou à aucune"
            ),
        }
    }
}

impl Display for Moment {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Civil(moment) => write!(f, "{moment}"),
            Self::Exact(moment) => write!(f, "{moment}"),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

/// Lit un tableau `id,date`, ou une feuille d'évaluation de Moodle.
///
/// # Errors
///
/// Une ligne qui dit quelle ligne du tableau est fausse.
pub(crate) fn read(path: &Path) -> Result<BTreeMap<String, Moment>> {
    let header = table::header(path)?;
    let sheet = moodle::COLUMNS.into_iter().find(|columns| {
        columns.iter().all(|name| header.iter().any(|found| found == *name))
    });
    let mut dates = BTreeMap::new();
    for (line, [id, date]) in table::read(path, sheet.unwrap_or(["id", "date"]))? {
        let place = || format!("{}, ligne {line}", path.display());
        let (id, moment) = match sheet {
            // Rien n'a été remis.
            Some(_) if matches!(date.as_str(), "" | "-") => continue,
            Some(_) => (participant(&id).to_owned(), Moment::of_moodle(&date)),
            None => (id, Moment::parse(&date)),
        };
        let moment = moment.with_context(place)?;
        if dates.insert(id.clone(), moment).is_some_and(|other| other != moment) {
            let error = anyhow!("deux dates pour « {} »", visible(&id));
            return Err(error.context(place()));
        }
    }
    Ok(dates)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn les_ecritures_usuelles_se_lisent() {
        let civil = moment("2026-11-20T23:59");
        assert_eq!(civil, moment("2026-11-20 23:59:00"));
        let exact = moment("2026-11-20T23:59:00+01:00");
        assert_eq!(exact, moment("2026-11-20T22:59:00Z"));
        assert!(civil.seconds_after(exact).is_err());
        let later = moment("2026-11-21T00:00");
        assert_eq!(later.seconds_after(civil).unwrap(), 60);
        for wrong in ["20/11/2026", "2026-13-01", "hier", "", "2026-11-20T25:00"] {
            assert!(Moment::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn un_moment_ecrit_se_relit() {
        for text in ["2026-11-20T23:59", "2026-11-20T23:59:30+01:00"] {
            assert_eq!(moment(&moment(text).to_string()), moment(text));
        }
    }

    #[test]
    fn la_feuille_de_moodle_a_les_dates() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("feuille.csv");
        let text = "\u{feff}Identifiant,Nom complet,Note,\"Dernière modification \
                    (travail remis)\"\nParticipant 7,Ann,,\"vendredi 20 novembre \
                    2026, 18:05\"\nParticipant 8,Bob,,-\n";
        std::fs::write(&path, text).unwrap();
        let expected = [("7".to_owned(), moment("2026-11-20T18:05"))];
        assert_eq!(read(&path).unwrap(), BTreeMap::from(expected));
        std::fs::write(&path, text.replace("novembre", "11")).unwrap();
        let error = crate::text::said(&read(&path).unwrap_err());
        assert!(error.contains("ligne 2 : « vendredi 20 11 2026"), "{error}");
    }

    #[test]
    fn deux_dates_pour_un_etudiant_sont_refusees() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("d.csv");
        let text = "id,date\na,2026-11-20\na,2026-11-21\n";
        std::fs::write(&path, text).unwrap();
        let error = crate::text::said(&read(&path).unwrap_err());
        assert!(error.contains("ligne 3 : deux dates pour « a »"), "{error}");
    }
}
