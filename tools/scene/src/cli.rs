//! La ligne de commande d'une leçon.

use std::ffi::{OsStr, OsString};

use lexopt::{Arg, Parser};

use crate::play::{Program, Scene};

/// Ce qu'on demande à une leçon.
#[derive(Debug, PartialEq)]
pub(crate) enum Request {
    /// Comment s'en servir.
    Help,
    /// La liste de ses scènes.
    List,
    /// Jouer des scènes.
    Play(Play),
}

/// Quoi jouer, et comment.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Play {
    /// Rang de la scène ; toutes, à défaut.
    pub(crate) scene: Option<usize>,
    /// Rang de l'acte ; tous, à défaut.
    pub(crate) act: Option<usize>,
    pub(crate) virtual_time: bool,
    pub(crate) timeline: Option<Format>,
}

/// La forme d'une chronologie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Format {
    Text,
    Svg,
    Json,
    Table,
}

const OPTIONS: &str =
    "--liste, --temps-virtuel, --frise[=svg|json|tableau], --acte N, --aide";

/// Le mode d'emploi.
pub(crate) const USAGE: &str = "\
Usage : cargo run -p LEÇON -- [SCÈNE] [OPTIONS]

Sans scène, joue toute la leçon, en temps réel.

  --liste            liste les scènes, puis ses programmes, si la leçon en a
  --temps-virtuel    mêmes lignes, mêmes dates, sans attendre
  --frise            termine chaque acte par sa chronologie
  --frise=FORME      n'écrit que la chronologie : svg, json ou tableau (HTML)
  --acte N           ne joue que l'acte N de la scène
  --aide             affiche ce message
";

/// Comprend les arguments d'une leçon ; ceux d'un programme sont son affaire.
///
/// # Errors
///
/// Renvoie ce qui ne va pas et ce qui irait, en une ligne.
pub(crate) fn parse<I>(
    args: I,
    scenes: &[Scene],
    programs: &[Program],
) -> Result<Request, String>
where
    I: IntoIterator<Item = OsString>,
{
    let mut parser = Parser::from_args(args);
    let mut play = Play::default();
    let mut asked = None;
    while let Some(arg) = parser.next().map_err(|error| misuse(&error))? {
        match arg {
            Arg::Long("aide") | Arg::Short('h') | Arg::Long("help") => {
                asked = Some(Request::Help);
            }
            Arg::Long("liste") => asked = asked.or(Some(Request::List)),
            Arg::Long("temps-virtuel") => play.virtual_time = true,
            Arg::Long("frise") => {
                play.timeline = Some(format(parser.optional_value())?)
            }
            Arg::Long("acte") => play.act = Some(act(parser.value())?),
            Arg::Value(name) => choose(&mut play, &shown(&name), scenes, programs)?,
            unknown => return Err(misuse(&unknown.unexpected())),
        }
        if let Some(extra) = parser.optional_value() {
            let extra = shown(&extra);
            return Err(format!(
                "valeur inattendue : « {extra} » ; options : {OPTIONS}"
            ));
        }
    }
    check(&play, scenes)?;
    Ok(asked.unwrap_or(Request::Play(play)))
}

/// Dit si un nom de scène et de programme, suivi de ces `words` mots, désigne la scène.
pub(crate) fn is_for_scene(request: &Result<Request, String>, words: usize) -> bool {
    match request {
        // `NOM --aide` : la scène n'a pas d'autre aide que celle de la leçon.
        Ok(Request::Help) => words > 2,
        Ok(_) => true,
        Err(_) => false,
    }
}

fn choose(
    play: &mut Play,
    name: &str,
    scenes: &[Scene],
    programs: &[Program],
) -> Result<(), String> {
    if ["svg", "json", "tableau"].contains(&name) {
        return Err(format!(
            "« {name} » est une forme de chronologie : --frise={name}"
        ));
    }
    if play.scene.is_some() {
        return Err(format!("une scène à la fois : « {name} » est de trop"));
    }
    let rank = scenes.iter().position(|scene| scene.name == name);
    play.scene = Some(rank.ok_or_else(|| {
        let scenes: Vec<_> = scenes.iter().map(|scene| scene.name).collect();
        let programs: Vec<_> = programs.iter().map(|program| program.name).collect();
        let also = match programs.is_empty() {
            true => String::new(),
            false => {
                format!(" ; programmes, en premier mot : {}", programs.join(", "))
            }
        };
        format!("scène inconnue : « {name} » ; scènes : {}{also}", scenes.join(", "))
    })?);
    Ok(())
}

fn format(value: Option<OsString>) -> Result<Format, String> {
    let Some(value) = value else { return Ok(Format::Text) };
    match value.to_str() {
        Some("svg") => Ok(Format::Svg),
        Some("json") => Ok(Format::Json),
        Some("tableau") => Ok(Format::Table),
        _ => Err(format!(
            "forme de chronologie inconnue : « {} » ; formes : svg, json, tableau",
            shown(&value)
        )),
    }
}

fn act(value: Result<OsString, lexopt::Error>) -> Result<usize, String> {
    let number = value.ok().and_then(|value| value.to_str()?.parse::<usize>().ok());
    match number {
        Some(number @ 1..) => Ok(number - 1),
        _ => Err("--acte demande un numéro, à partir de 1".to_owned()),
    }
}

/// Vérifie que les options vont ensemble.
fn check(play: &Play, scenes: &[Scene]) -> Result<(), String> {
    let alone =
        matches!(play.timeline, Some(Format::Svg | Format::Json | Format::Table));
    match (play.scene, play.act) {
        (None, Some(_)) => Err("--acte demande une scène".to_owned()),
        (None, _) if alone => {
            Err("--frise=… demande une scène ; --liste les donne".to_owned())
        }
        (Some(scene), Some(act)) if act >= scenes[scene].acts.len() => {
            let Scene { name, acts, .. } = &scenes[scene];
            let acts = acts.len();
            let plural = if acts > 1 { "s" } else { "" };
            Err(format!("la scène {name} a {acts} acte{plural}"))
        }
        _ => Ok(()),
    }
}

/// Un mot tapé, tel qu'on peut l'afficher : en une ligne, sans caractère de contrôle.
fn shown(word: &OsStr) -> String {
    let shown = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    word.to_string_lossy().chars().map(shown).collect()
}

fn misuse(error: &lexopt::Error) -> String {
    let what = match error {
        lexopt::Error::UnexpectedOption(option) => shown(option.as_ref()),
        other => shown(other.to_string().as_ref()),
    };
    format!("option inconnue : {what} ; options : {OPTIONS}")
}

#[cfg(test)]
mod tests {
    use std::process::ExitCode;

    use super::*;
    use crate::play::Act;

    const SCENES: &[Scene] = &[
        Scene::new("aube", "au début", &[Act::new("seul", || ())]),
        Scene::new(
            "soir",
            "à la fin",
            &[Act::new("un", || ()), Act::new("deux", || ())],
        ),
    ];

    const PROGRAMS: &[Program] = &[Program {
        name: "serveur",
        about: "sert pour de bon",
        run: |_| ExitCode::SUCCESS,
    }];

    fn parse_words(words: &str) -> Result<Request, String> {
        parse(words.split_whitespace().map(OsString::from), SCENES, PROGRAMS)
    }

    #[test]
    fn chaque_demande_valable_est_comprise() {
        let play = |play| Ok(Request::Play(play));
        assert_eq!(parse_words(""), play(Play::default()));
        assert_eq!(parse_words("--liste"), Ok(Request::List));
        assert_eq!(parse_words("--aide"), Ok(Request::Help));
        assert_eq!(
            parse_words("soir --temps-virtuel --frise=svg --acte 2"),
            play(Play {
                scene: Some(1),
                act: Some(1),
                virtual_time: true,
                timeline: Some(Format::Svg)
            })
        );
        let text = Play { timeline: Some(Format::Text), ..Play::default() };
        assert_eq!(parse_words("--frise"), play(text));
    }

    #[test]
    fn un_nom_partage_designe_la_scene_sauf_si_la_suite_est_du_programme() {
        let for_scene = |words: &str| {
            is_for_scene(&parse_words(words), words.split_whitespace().count())
        };
        assert!(for_scene("soir"));
        assert!(for_scene("soir --temps-virtuel --acte 2"));
        assert!(for_scene("soir --acte 2 --aide"));
        assert!(!for_scene("soir --aide"));
        assert!(!for_scene("soir journal.txt"));
        assert!(!for_scene("soir --simultanes 4"));
        assert!(!for_scene("serveur"));
    }

    #[test]
    fn chaque_erreur_dit_ce_qui_irait() {
        let says = |words: &str, hint: &str| {
            let error = parse_words(words).expect_err(words);
            assert!(error.contains(hint), "{words} : {error}");
            assert_eq!(error.lines().count(), 1, "{words} : {error}");
        };
        says("midi", "scène inconnue : « midi » ; scènes : aube, soir ; programmes");
        says("aube soir", "une scène à la fois");
        says("--vite", "option inconnue : --vite ; options : --liste");
        says("-x", "option inconnue : -x");
        says("--frise=png aube", "formes : svg, json, tableau");
        says(
            "--frise svg aube",
            "« svg » est une forme de chronologie : --frise=svg",
        );
        says("a\u{7}b", "« a\\u{7}b »");
        says("--frise=svg", "demande une scène");
        says("--acte 1", "demande une scène");
        says("soir --acte", "demande un numéro");
        says("soir --acte 0", "demande un numéro");
        says("soir --acte 3", "la scène soir a 2 actes");
        says("aube --acte 2", "la scène aube a 1 acte");
        says("--liste=non", "valeur inattendue : « non »");
    }
}
