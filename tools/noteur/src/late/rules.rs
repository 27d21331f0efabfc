//! Les règles telles que l'enseignant les écrit.

use std::path::Path;

use anyhow::{Context as _, Result, anyhow, bail};
use toml::{Table, Value};

use super::{Late, Unit};
use crate::dates::Moment;
use crate::files::read_text;
use crate::text::visible;

/// Ce que la ligne de commande ou un fichier dit des retards, encore en texte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    /// `2026-11-20T23:59`.
    pub(crate) deadline: Option<String>,
    /// `10%/jour`.
    pub(crate) rate: Option<String>,
    /// `50%`.
    pub(crate) most: Option<String>,
    /// `10min`.
    pub(crate) grace: Option<String>,
}

impl Rules {
    /// Lit un fichier de règles.
    ///
    /// # Errors
    ///
    /// Une ligne qui dit quel champ est faux.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        Self::parse(&read_text(path)?).with_context(|| path.display().to_string())
    }

    fn parse(text: &str) -> Result<Self> {
        let fields = text.parse::<Table>().map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = 1 + text[..start].matches('\n').count();
            anyhow!("ligne {line} : un champ s'écrit retard = \"10%/jour\"")
        })?;
        let mut rules = Self::default();
        for (name, value) in fields {
            let field = match name.as_str() {
                "echeance" => &mut rules.deadline,
                "retard" => &mut rules.rate,
                "plafond" => &mut rules.most,
                "tolerance" => &mut rules.grace,
                _ => bail!(
                    "champ « {} » inconnu ; champs : echeance, retard, plafond, \
                     tolerance",
                    visible(&name)
                ),
            };
            let Value::String(text) = value else {
                bail!("{name} attend un texte entre guillemets");
            };
            *field = Some(text);
        }
        Ok(rules)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_fichier_de_regles_refuse_ce_qu_il_ne_comprend_pas() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.toml");
        let read = |text: &str| {
            std::fs::write(&path, text).unwrap();
            Rules::read(&path)
        };
        let right = "echeance = \"2026-11-20\"\nretard = \"5%/jour\"\n";
        assert!(read(right).unwrap().understood().unwrap().is_some());
        let says = |text: &str, hint: &str| {
            let error = crate::text::said(&read(text).unwrap_err());
            assert!(error.contains(hint), "{error}");
            assert_eq!(error.lines().count(), 1, "{error}");
        };
        says("delai = 3\n", "« delai » inconnu ; champs : echeance, retard");
        says("retard = 3\n", "retard attend un texte entre guillemets");
        says("\nretard \"5%\"\n", "ligne 2 : un champ s'écrit retard = ");
    }
}
