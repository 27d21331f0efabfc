//! Les options de `telecharger`.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

use lexopt::{Arg, Parser};
use reqwest::Url;

use crate::units::{parse_duration, parse_size};

/// Le mode d'emploi.
pub const USAGE: &str = "\
Usage : cargo run -p lesson7 -- telecharger URL… [OPTIONS]

Télécharge chaque adresse dans un fichier, et dit à la fin ce qui a échoué.

  --dossier D          où ranger les fichiers ; créé s'il manque (ici, à défaut)
  --simultanes N       téléchargements à la fois (4)
  --delai DUREE        durée maximale de chacun, essais compris (sans limite)
  --silence DUREE      temps permis sans rien recevoir (30s)
  --essais N           nombre d'essais de chacun (3)
  --taille-max OCTETS  taille maximale de chacun (sans limite)
  --remplacer          écrase les fichiers du même nom
  --aide               affiche ce message

Durées : 500ms, 30s, 2min, 1h. Tailles : 1500, 512ko, 10Mo, 2Go, 64Kio.
";

const OPTIONS: &str = "--dossier, --simultanes, --delai, --silence, --essais, \
                       --taille-max, --remplacer, --aide";

// ANCHOR: Options
/// Ce qu'on demande à `telecharger`.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Les adresses.
    pub urls: Vec<Url>,
    /// Où ranger les fichiers.
    pub folder: PathBuf,
    /// Combien à la fois.
    pub at_once: usize,
    /// La durée maximale de chacun.
    pub deadline: Option<Duration>,
    /// Le temps permis sans rien recevoir.
    pub silence: Duration,
    /// Le nombre d'essais de chacun.
    pub attempts: u32,
    /// La taille maximale de chacun.
    pub max_size: Option<u64>,
    /// Vrai pour écraser.
    pub replace: bool,
}
// ANCHOR_END: Options

impl Default for Options {
    fn default() -> Self {
        Self {
            urls: Vec::new(),
            folder: PathBuf::from("."),
            at_once: 4,
            deadline: None,
            silence: Duration::from_secs(30),
            attempts: 3,
            max_size: None,
            replace: false,
        }
    }
}

/// Comprend la ligne de commande ; ne renvoie rien si elle demande le mode d'emploi.
///
/// # Errors
///
/// Renvoie ce qui ne va pas et ce qui irait, en une ligne.
pub fn parse(args: Vec<OsString>) -> Result<Option<Options>, String> {
    let mut parser = Parser::from_args(args);
    let (mut options, mut help) = (Options::default(), false);
    while let Some(arg) = parser.next().map_err(|error| shown(error.to_string()))? {
        let name = match arg {
            Arg::Value(url) => {
                options.urls.push(address(&url)?);
                continue;
            }
            Arg::Short('h') => "help".to_owned(),
            Arg::Long(name) => name.to_owned(),
            Arg::Short(name) => return Err(unknown(&format!("-{name}"))),
        };
        match &*name {
            "aide" | "help" => help = true,
            "remplacer" => options.replace = true,
            _ => set(&mut options, &name, &mut parser)?,
        }
        if let Some(value) = parser.optional_value() {
            return Err(format!(
                "--{name} ne prend pas de valeur : {}",
                word(&value)
            ));
        }
    }
    match help {
        true => Ok(None),
        false if options.urls.is_empty() => {
            Err("quelle adresse ? telecharger URL… [OPTIONS] ; --aide les dit"
                .to_owned())
        }
        false => Ok(Some(options)),
    }
}

/// Règle l'option `name` par la valeur qui la suit.
fn set(
    options: &mut Options,
    name: &str,
    parser: &mut Parser,
) -> Result<(), String> {
    let wanted = match name {
        "dossier" => "un dossier",
        "simultanes" | "essais" => "un nombre, de 1 à 100",
        "delai" | "silence" => "une durée : 500ms, 30s, 2min, 1h",
        "taille-max" => "une taille : 1500, 512ko, 10Mo, 2Go",
        _ => return Err(unknown(&format!("--{name}"))),
    };
    let wrong = || format!("--{name} demande {wanted}");
    let value = parser.value().map_err(|_| wrong())?;
    let text = value.to_str().unwrap_or_default();
    let number =
        || text.parse().ok().filter(|n| (1..=100).contains(n)).ok_or_else(wrong);
    match name {
        "dossier" if value.is_empty() => return Err(wrong()),
        "dossier" => options.folder = value.into(),
        "simultanes" => options.at_once = number()? as usize,
        "essais" => options.attempts = number()?,
        "delai" => options.deadline = Some(parse_duration(text).ok_or_else(wrong)?),
        "silence" => options.silence = parse_duration(text).ok_or_else(wrong)?,
        _ => options.max_size = Some(parse_size(text).ok_or_else(wrong)?),
    }
    Ok(())
}

/// Comprend une adresse que l'on sait télécharger.
fn address(text: &OsStr) -> Result<Url, String> {
    let url = text.to_str().and_then(|text| Url::parse(text).ok());
    url.filter(|url| matches!(url.scheme(), "http" | "https")).ok_or_else(|| {
        format!(
            "adresse inutilisable : {} ; écrivez http://… ou https://…",
            word(text)
        )
    })
}

fn unknown(option: &str) -> String {
    format!("option inconnue : {} ; options : {OPTIONS}", shown(option.to_owned()))
}

fn word(text: &OsStr) -> String {
    format!("« {} »", shown(text.to_string_lossy().into_owned()))
}

/// Rend visibles les caractères de contrôle : un message tient en une ligne.
fn shown(text: String) -> String {
    let shown = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_words(words: &str) -> Result<Option<Options>, String> {
        parse(words.split_whitespace().map(OsString::from).collect())
    }

    #[test]
    fn chaque_option_est_comprise() {
        let words = "http://vega.example/a --dossier ciel --simultanes 8 \
                     --delai 2min --silence=500ms --essais 5 --taille-max 10Mo \
                     --remplacer https://b.c";
        let expected = Options {
            urls: ["http://vega.example/a", "https://b.c"]
                .map(|url| Url::parse(url).unwrap())
                .into(),
            folder: "ciel".into(),
            at_once: 8,
            deadline: Some(Duration::from_secs(120)),
            silence: Duration::from_millis(500),
            attempts: 5,
            max_size: Some(10_000_000),
            replace: true,
        };
        assert_eq!(parse_words(words), Ok(Some(expected)));
        assert_eq!(parse_words("--aide"), Ok(None));
        assert_eq!(parse_words("http://vega.example --aide --essais 2"), Ok(None));
    }

    #[test]
    fn chaque_erreur_tient_en_une_ligne_et_dit_ce_qui_irait() {
        let table = [
            ("", "quelle adresse ?"),
            ("vega.example/a", "écrivez http://… ou https://…"),
            ("ftp://vega.example/a", "écrivez http://…"),
            ("file:///etc/passwd", "écrivez http://…"),
            ("http://", "écrivez http://…"),
            ("--vite", "option inconnue : --vite ; options : --dossier"),
            ("-x", "option inconnue : -x"),
            ("--essais 0", "--essais demande un nombre, de 1 à 100"),
            ("--essais", "--essais demande un nombre"),
            ("--simultanes beaucoup", "--simultanes demande un nombre"),
            ("--delai 30", "--delai demande une durée : 500ms, 30s"),
            ("--taille-max 10Mb", "--taille-max demande une taille"),
            ("--dossier=", "--dossier demande un dossier"),
            ("--remplacer=oui", "--remplacer ne prend pas de valeur : « oui »"),
            ("--aide --vite", "option inconnue : --vite"),
            ("--aide vega", "écrivez http://…"),
        ];
        for (words, hint) in table {
            let error = parse_words(words).expect_err(words);
            assert!(error.contains(hint), "{words} : {error}");
            assert_eq!(error.lines().count(), 1, "{words} : {error}");
        }
    }
}
