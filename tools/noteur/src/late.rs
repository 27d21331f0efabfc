//! Le barème des retards : une échéance, et ce que coûte chaque jour ou chaque
//! heure.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};

use crate::dates::Moment;
use crate::files::read_text;

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

/// Ce que la ligne de commande ou un fichier dit des retards, encore en texte.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Rules {
    /// `2026-11-20T23:59`.
    #[serde(rename = "echeance")]
    pub(crate) deadline: Option<String>,
    /// `10%/jour`.
    #[serde(rename = "retard")]
    pub(crate) rate: Option<String>,
    /// `50%`.
    #[serde(rename = "plafond")]
    pub(crate) most: Option<String>,
    /// `10min`.
    #[serde(rename = "tolerance")]
    pub(crate) grace: Option<String>,
}

impl Rules {
    /// Lit un fichier de règles.
    ///
    /// # Errors
    ///
    /// Une ligne qui dit quel champ est faux.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = read_text(path)?;
        toml::from_str(&text).map_err(|error: toml::de::Error| {
            let message = error.message().replace('\n', " ");
            anyhow::anyhow!(
                "{} : {message} ; champs : echeance, retard, plafond, tolerance",
                path.display()
            )
        })
    }

    /// Complète ces règles par celles d'un fichier.
    pub(crate) fn or(self, file: Self) -> Self {
        Self {
            deadline: self.deadline.or(file.deadline),
            rate: self.rate.or(file.rate),
            most: self.most.or(file.most),
            grace: self.grace.or(file.grace),
        }
    }

    /// Comprend les règles ; aucune si rien n'est demandé.
    ///
    /// # Errors
    ///
    /// Une ligne qui donne un exemple juste.
    pub(crate) fn understood(&self) -> Result<Option<Late>> {
        let (deadline, rate) = match (&self.deadline, &self.rate) {
            (Some(deadline), Some(rate)) => (deadline, rate),
            (None, None) if *self == Self::default() => return Ok(None),
            (None, _) => bail!("il manque l'échéance : --echeance 2026-11-20T23:59"),
            (_, None) => bail!("il manque le coût d'un retard : --retard 10%/jour"),
        };
        let deadline = Moment::parse(deadline)?;
        let (percent, unit) = parse_rate(rate).with_context(|| {
            format!("« {rate} » : écrivez 10%/jour, ou 2%/heure")
        })?;
        let most = self.most.as_deref().map_or(Some(100), parse_percent);
        let most = most.context("un plafond s'écrit 50%")?;
        let grace = self.grace.as_deref().map_or(Some(0), parse_minutes);
        let grace = grace.context("une tolérance s'écrit 10min")?;
        Ok(Some(Late { deadline, percent, unit, most, grace }))
    }
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

fn parse_rate(text: &str) -> Option<(u32, Unit)> {
    let (percent, unit) = text.split_once('/')?;
    let unit = match unit.trim() {
        "jour" | "j" => Unit::Day,
        "heure" | "h" => Unit::Hour,
        _ => return None,
    };
    Some((parse_percent(percent)?, unit))
}

fn parse_percent(text: &str) -> Option<u32> {
    let number = text.trim().strip_suffix('%')?.trim_end().parse().ok()?;
    (number <= 100).then_some(number)
}

fn parse_minutes(text: &str) -> Option<u32> {
    text.trim().strip_suffix("min")?.trim_end().parse().ok()
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

    #[test]
    fn un_fichier_de_regles_refuse_l_inconnu() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.toml");
        std::fs::write(&path, "echeance = \"2026-11-20\"\nretard = \"5%/jour\"\n")
            .unwrap();
        assert!(Rules::read(&path).unwrap().understood().unwrap().is_some());
        std::fs::write(&path, "delai = 3\n").unwrap();
        let error = Rules::read(&path).unwrap_err().to_string();
        assert!(error.contains("champs : echeance"), "{error}");
        assert_eq!(error.lines().count(), 1);
    }
}
