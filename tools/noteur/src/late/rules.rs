//! Les règles telles que l'enseignant les écrit.

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use serde::Deserialize;

use super::{Late, Unit};
use crate::dates::Moment;
use crate::files::read_text;

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
