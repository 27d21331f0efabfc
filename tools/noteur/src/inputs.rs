//! Ce que l'enseignant donne en plus des copies : dates, barème, ajustements,
//! feuille.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};

use crate::adjustments::{self, Adjustment};
use crate::cli::Grade;
use crate::collect::Class;
use crate::dates::{self, Moment};
use crate::digest::Digest;
use crate::late::{Late, Rules};
use crate::report::Sheet;
use crate::text::some;

/// Ce que l'enseignant donne en plus des copies.
#[derive(Default)]
pub(crate) struct Inputs {
    /// Le barème des retards.
    pub(crate) late: Option<Late>,
    /// La date de chaque remise.
    pub(crate) dates: BTreeMap<String, Moment>,
    /// Les points à la main.
    pub(crate) adjustments: Vec<Adjustment>,
    /// La feuille de Moodle.
    pub(crate) sheet: Option<Sheet>,
}

impl Inputs {
    /// Lit ce que la ligne de commande nomme.
    ///
    /// # Errors
    ///
    /// Une ligne qui dit quel fichier corriger, et où.
    pub(crate) fn read(request: &Grade) -> Result<Self> {
        let file = request.rules_file.as_deref().map(Rules::read).transpose()?;
        let late =
            request.rules.clone().or(file.unwrap_or_default()).understood()?;
        let dates = request.dates.as_deref().map(dates::read).transpose()?;
        if late.is_some() && dates.is_none() {
            bail!("un barème de retard attend les dates de remise : --dates D.csv");
        }
        let dates = dates.unwrap_or_default();
        if let Some(late) = &late {
            dates.values().try_for_each(|date| late.percent(*date).map(drop))?;
        }
        let adjustments =
            request.adjustments.as_deref().map(adjustments::read).transpose()?;
        let sheet = request.moodle.as_deref().map(Sheet::read).transpose()?;
        Ok(Self { late, dates, adjustments: adjustments.unwrap_or_default(), sheet })
    }

    /// Dit ce qui ne correspond à personne : rien ne se perd en silence.
    pub(crate) fn remarks(&self, class: &Class, exercises: &[&str]) -> Vec<String> {
        let is_unknown = |id: &&str| !class.students.contains_key(*id);
        let is_elsewhere = |name: &&str| !exercises.contains(name);
        let is_undated =
            |id: &&str| self.late.is_some() && !self.dates.contains_key(*id);
        let ids = || class.students.keys().map(String::as_str);
        let dated = self.dates.keys().map(String::as_str);
        let adjusted = self.adjustments.iter().map(|one| one.id.as_str());
        let aimed = self.adjustments.iter().map(|one| one.exercise.as_str());
        let lines = [
            line("une date, mais pas de copie", dated.filter(is_unknown)),
            line("un ajustement, mais pas de copie", adjusted.filter(is_unknown)),
            line(
                "un ajustement pour un exercice qui n'est pas noté ici",
                aimed.filter(is_elsewhere),
            ),
            line("pas de date, donc aucun retard compté", ids().filter(is_undated)),
        ];
        let sheet = self.sheet.iter().flat_map(|sheet| sheet.remarks(ids()));
        lines.into_iter().flatten().chain(sheet).collect()
    }

    /// Renvoie le pourcentage à retirer à un étudiant.
    ///
    /// # Errors
    ///
    /// Si sa date et l'échéance ne se comparent pas.
    pub(crate) fn late_percent(&self, id: &str) -> Result<u32> {
        match (&self.late, self.dates.get(id)) {
            (Some(late), Some(date)) => late.percent(*date),
            _ => Ok(0),
        }
    }

    /// Renvoie les ajustements d'une copie.
    pub(crate) fn adjustments(&self, id: &str, exercise: &str) -> Vec<Adjustment> {
        let mine = |adjustment: &&Adjustment| {
            adjustment.id == id && adjustment.exercise == exercise
        };
        self.adjustments.iter().filter(mine).cloned().collect()
    }

    /// Ajoute tout cela à une empreinte.
    pub(crate) fn digest(&self, mut digest: Digest) -> Digest {
        digest = digest.add(format!("{:?}", self.late));
        digest = digest.add(format!("{:?}", self.dates));
        digest = digest.add(format!("{:?}", self.adjustments));
        digest.add(self.sheet.as_ref().map_or(&[][..], Sheet::bytes))
    }
}

/// Dit de qui l'on parle, chacun une fois ; rien s'il n'y a personne.
fn line<'a>(what: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<_> = names.collect::<BTreeSet<_>>().into_iter().collect();
    (!names.is_empty()).then(|| format!("{what} : {}", some(&names)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::Student;
    use crate::points::Points;

    #[test]
    fn un_inconnu_n_est_jamais_passe_sous_silence() {
        let mut class = Class::default();
        class.students.insert("a".to_owned(), Student::default());
        let date = Moment::parse("2026-11-20").unwrap();
        let adjustment = |id: &str, exercise: &str| Adjustment {
            id: id.to_owned(),
            exercise: exercise.to_owned(),
            points: Points(100),
            reason: "oral".to_owned(),
        };
        let inputs = Inputs {
            dates: BTreeMap::from([("z".to_owned(), date)]),
            adjustments: vec![
                adjustment("y\u{1b}", "cede"),
                adjustment("a", "boucle"),
            ],
            ..Inputs::default()
        };
        let expected = [
            "une date, mais pas de copie : z",
            "un ajustement, mais pas de copie : y\\u{1b}",
            "un ajustement pour un exercice qui n'est pas noté ici : boucle",
        ];
        assert_eq!(inputs.remarks(&class, &["cede"]), expected);
    }

    #[test]
    fn un_bareme_sans_dates_est_refuse() {
        let text = |text: &str| Some(text.to_owned());
        let (deadline, rate) = (text("2026-11-20"), text("10%/jour"));
        let rules = Rules { deadline, rate, ..Rules::default() };
        let request = Grade { rules, ..Grade::default() };
        let error = Inputs::read(&request).err().unwrap().to_string();
        assert!(error.contains("--dates"), "{error}");
    }
}
