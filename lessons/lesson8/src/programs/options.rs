//! Les options des programmes.

use std::ffi::OsString;
use std::ops::RangeInclusive;
use std::path::PathBuf;

use lexopt::{Arg, Parser};

use crate::shown::shown;

/// Ce qu'un programme comprend.
pub struct Usage {
    /// Le mode d'emploi.
    pub text: &'static str,
    /// Combien de chemins il veut, et comment il les appelle.
    pub paths: (RangeInclusive<usize>, &'static str),
    /// Les options sans valeur.
    pub flags: &'static [&'static str],
    /// Les options suivies d'un nombre.
    pub numbers: &'static [(&'static str, RangeInclusive<usize>)],
}

/// Ce qu'on demande à un programme.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// Les chemins, dans l'ordre.
    pub paths: Vec<PathBuf>,
    flags: Vec<String>,
    numbers: Vec<(String, usize)>,
}

impl Options {
    /// Dit si l'option `name` est là.
    pub fn has(&self, name: &str) -> bool {
        self.flags.iter().any(|flag| flag == name)
    }

    /// Renvoie le nombre donné par l'option `name`.
    pub fn number(&self, name: &str) -> Option<usize> {
        let mut numbers = self.numbers.iter().rev();
        numbers.find(|(option, _)| option == name).map(|(_, number)| *number)
    }
}

/// Comprend la ligne de commande ; ne renvoie rien si elle demande le mode d'emploi.
///
/// # Errors
///
/// Renvoie ce qui ne va pas et ce qui irait, en une ligne.
pub fn parse(args: Vec<OsString>, usage: &Usage) -> Result<Option<Options>, String> {
    let mut parser = Parser::from_args(args);
    let (mut options, mut help) = (Options::default(), false);
    while let Some(arg) = parser.next().map_err(|error| shown(error.to_string()))? {
        match arg {
            Arg::Value(path) => options.paths.push(path.into()),
            Arg::Long("aide" | "help") | Arg::Short('h') => help = true,
            Arg::Short(name) => return Err(unknown(&format!("-{name}"), usage)),
            Arg::Long(name) => {
                let name = name.to_owned();
                set(&mut options, &name, usage, &mut parser)?;
            }
        }
        if let Some(value) = parser.optional_value() {
            return Err(format!("valeur de trop : « {} »", shown(value)));
        }
    }
    if help {
        return Ok(None);
    }
    count(&options, usage)?;
    Ok(Some(options))
}

/// Règle l'option `name`.
fn set(
    options: &mut Options,
    name: &str,
    usage: &Usage,
    parser: &mut Parser,
) -> Result<(), String> {
    if let Some((_, range)) =
        usage.numbers.iter().find(|(option, _)| *option == name)
    {
        let number = number(name, range, parser)?;
        options.numbers.push((name.to_owned(), number));
    } else if usage.flags.contains(&name) {
        options.flags.push(name.to_owned());
    } else {
        return Err(unknown(&format!("--{name}"), usage));
    }
    Ok(())
}

fn count(options: &Options, usage: &Usage) -> Result<(), String> {
    let (wanted, names) = &usage.paths;
    if wanted.contains(&options.paths.len()) {
        return Ok(());
    }
    Err(match options.paths.get(*wanted.end()) {
        Some(extra) => {
            format!("un mot de trop : « {} » ; il faut {names}", shown(extra))
        }
        None => format!("il faut {names} ; --aide dit le reste"),
    })
}

fn number(
    name: &str,
    range: &RangeInclusive<usize>,
    parser: &mut Parser,
) -> Result<usize, String> {
    let value = parser.value().ok();
    let number = value.and_then(|value| value.to_str()?.parse().ok());
    number.filter(|number| range.contains(number)).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        format!("--{name} demande un nombre, de {least} à {most}")
    })
}

fn unknown(option: &str, usage: &Usage) -> String {
    let numbers = usage.numbers.iter().map(|(name, _)| *name);
    let known = usage.flags.iter().copied().chain(numbers).chain(["aide"]);
    let known: Vec<_> = known.map(|name| format!("--{name}")).collect();
    format!("option inconnue : {} ; options : {}", shown(option), known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const USAGE: Usage = Usage {
        text: "",
        paths: (1..=2, "SOURCE et DESTINATION"),
        flags: &["remplacer"],
        numbers: &[("simultanes", 1..=64)],
    };

    fn words(words: &str) -> Result<Option<Options>, String> {
        parse(words.split_whitespace().map(OsString::from).collect(), &USAGE)
    }

    #[test]
    fn ce_qui_est_demande_est_compris() {
        let options = words("a --simultanes 3 --remplacer -- --b").unwrap().unwrap();
        assert_eq!(options.paths, [PathBuf::from("a"), PathBuf::from("--b")]);
        assert_eq!(options.number("simultanes"), Some(3));
        assert!(options.has("remplacer"));
        assert_eq!(words("--aide"), Ok(None));
        assert_eq!(words("-").unwrap().unwrap().paths, [PathBuf::from("-")]);
    }

    #[test]
    fn chaque_erreur_tient_en_une_ligne_et_dit_ce_qui_irait() {
        for (typed, hint) in [
            ("", "il faut SOURCE et DESTINATION"),
            ("a b c", "un mot de trop : « c »"),
            ("a --vite", "option inconnue : --vite ; options : --remplacer"),
            ("a -x", "option inconnue : -x"),
            ("a --simultanes 0", "--simultanes demande un nombre, de 1 à 64"),
            ("a --simultanes", "--simultanes demande un nombre"),
            ("a --remplacer=oui", "valeur de trop : « oui »"),
        ] {
            let error = words(typed).unwrap_err();
            assert!(error.contains(hint), "{typed} : {error}");
            assert_eq!(error.lines().count(), 1, "{typed} : {error}");
        }
    }
}
