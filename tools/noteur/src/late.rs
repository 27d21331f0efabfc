//! Le barème des retards : une échéance, et ce que coûte chaque jour ou chaque
//! heure.

mod rules;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use crate::dates::Moment;

pub(crate) use rules::Rules;

/// Ce que coûte un retard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Late {
    /// La dernière minute sans retard.
    #[serde(rename = "echeance")]
    pub(crate) deadline: Moment,
    /// Le pourcentage de la note retiré à chaque unité commencée.
    #[serde(rename = "pourcent")]
    pub(crate) percent: u32,
    /// L'unité.
    #[serde(rename = "par")]
    pub(crate) unit: Unit,
    /// Le pourcentage que le retrait ne dépasse pas.
    #[serde(rename = "plafond")]
    pub(crate) most: u32,
    /// Le retard pardonné, en minutes.
    #[serde(rename = "tolerance")]
    pub(crate) grace: u32,
}

/// L'unité dans laquelle un retard se compte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Unit {
    /// Le jour, de vingt-quatre heures.
    #[serde(rename = "jour")]
    Day,
    /// L'heure.
    #[serde(rename = "heure")]
    Hour,
}

impl Late {
    /// Renvoie le pourcentage à retirer d'une copie remise à ce moment.
    ///
    /// # Errors
    ///
    /// Si l'un des deux moments a un fuseau et pas l'autre.
    pub(crate) fn percent(&self, moment: Moment) -> Result<u32> {
        let seconds = moment.seconds_after(self.deadline)?;
        let seconds = seconds - i64::from(self.grace) * 60;
        if seconds <= 0 {
            return Ok(0);
        }
        let length = if self.unit == Unit::Day { 86_400 } else { 3_600 };
        let count =
            u32::try_from((seconds + length - 1) / length).unwrap_or(u32::MAX);
        Ok(count.saturating_mul(self.percent).min(self.most))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(deadline: &str, rate: &str) -> Rules {
        let text = |text: &str| Some(text.to_owned());
        Rules { deadline: text(deadline), rate: text(rate), ..Rules::default() }
    }

    fn percent(late: &Late, date: &str) -> u32 {
        late.percent(Moment::parse(date).unwrap()).unwrap()
    }

    #[test]
    fn tout_jour_commence_compte() {
        let late =
            rules("2026-11-20T23:59", "10%/jour").understood().unwrap().unwrap();
        assert_eq!(percent(&late, "2026-11-20T23:59"), 0);
        assert_eq!(percent(&late, "2026-11-20T23:59:01"), 10);
        assert_eq!(percent(&late, "2026-11-21T23:59"), 10);
        assert_eq!(percent(&late, "2026-11-22T00:00"), 20);
        assert_eq!(percent(&late, "2027-11-22"), 100);
    }

    #[test]
    fn le_plafond_et_la_tolerance_comptent_aussi() {
        let most = Some("25 %".to_owned());
        let grace = Some("10min".to_owned());
        let rules = Rules { most, grace, ..rules("2026-11-20T12:00", "10%/heure") };
        let late = rules.understood().unwrap().unwrap();
        assert_eq!(percent(&late, "2026-11-20T12:10"), 0);
        assert_eq!(percent(&late, "2026-11-20T12:11"), 10);
        assert_eq!(percent(&late, "2026-11-20T18:00"), 25);
    }

    #[test]
    fn une_regle_incomplete_ou_fausse_se_dit() {
        assert_eq!(Rules::default().understood().unwrap(), None);
        let says = |rules: Rules, hint: &str| {
            let error = rules.understood().unwrap_err().to_string();
            assert!(error.contains(hint), "{error}");
        };
        let alone = Rules { rate: Some("1%/jour".to_owned()), ..Rules::default() };
        says(alone, "--echeance");
        says(Rules { rate: None, ..rules("2026-11-20", "") }, "--retard");
        for wrong in ["10/jour", "10%", "200%/jour", "10%/mois", "-1%/jour"] {
            says(rules("2026-11-20", wrong), "écrivez 10%/jour");
        }
        says(rules("20/11/2026", "10%/jour"), "2026-11-20T23:59");
    }
}
