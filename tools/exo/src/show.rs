//! Comment un jugement se lit.

use std::collections::BTreeSet;
use std::path::Path;

use exercise::{End, Exercise, Judgement, Report, Stage};

use crate::session::Session;
use crate::style::Style;

/// Le nombre de lignes affichées par le code jugé que l'on montre.
const PRINTED: usize = 20;

/// Met un jugement en texte.
pub(crate) fn judgement(
    exercise: &Exercise,
    judgement: &Judgement,
    style: Style,
) -> String {
    let mut text = format!("{}\n", title(exercise, style));
    match judgement {
        Judgement::Rejected(stage, messages) => {
            text += &shown(*stage, messages);
            text += &format!("{}\n", style.bad(rejected(*stage)));
        }
        Judgement::Stopped(_, end) => {
            text += &format!("{}\n", style.bad(&stopped(*end)))
        }
        Judgement::Tested(reports, warnings) => {
            text += warnings;
            text += &tests(reports, style);
        }
    }
    text + &conclusion(exercise, judgement, style)
}

/// Met en une ligne le titre d'un exercice.
pub(crate) fn title(exercise: &Exercise, style: Style) -> String {
    let name = style.strong(&exercise.name);
    format!("{name} – {} {}", exercise.metadata.title, stars(exercise))
}

/// Renvoie les étoiles d'un exercice, sur trois colonnes.
pub(crate) fn stars(exercise: &Exercise) -> String {
    let count = exercise.metadata.stars as usize;
    "★".repeat(count) + &"☆".repeat(3_usize.saturating_sub(count))
}

/// Accorde un nom : au singulier pour 0 et 1.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count > 1 { "s" } else { "" })
}

/// Dit quoi ouvrir pour faire cet exercice.
pub(crate) fn to_open(session: &Session, exercise: &Exercise) -> String {
    let show = |path: &Path| nearby(path);
    format!(
        "  lisez    {}\n  écrivez  {}\n",
        show(&session.folder.statement(exercise)),
        show(&session.folder.work(exercise))
    )
}

/// Nomme un fichier depuis le dossier courant, s'il y est.
pub(crate) fn nearby(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(here).unwrap_or(path).display().to_string()
}

fn tests(reports: &[Report], style: Style) -> String {
    let width = reports.iter().map(|report| report.test.name.len()).max();
    let width = width.unwrap_or_default();
    let (mut text, mut said) = (String::new(), BTreeSet::new());
    for Report { test, points, verdict, printed } in reports {
        let mark = match verdict.passed() {
            true => style.good("✓"),
            false => style.bad("✗"),
        };
        let earned = if verdict.passed() { *points } else { 0 };
        let hidden = if test.hidden { " (caché)" } else { "" };
        let name = test.sentence();
        text += &format!("  {mark} {name:width$}  {earned:>2}/{points}{hidden}\n");
        let message = verdict.to_string();
        let first = message.lines().next().unwrap_or_default().to_owned();
        if !verdict.passed() && said.insert(first) {
            text += &indented(&message);
            text += &indented(&style.faint(&shortened(printed)));
        }
    }
    text
}

fn indented(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.is_empty());
    lines.map(|line| format!("      {line}\n")).collect()
}

/// Garde la fin de ce que le code a affiché.
fn shortened(printed: &str) -> String {
    let lines: Vec<_> = printed.lines().collect();
    let skipped = lines.len().saturating_sub(PRINTED);
    if lines.is_empty() {
        return String::new();
    }
    let head = match skipped {
        0 => "affiché :".to_owned(),
        _ => format!("affiché ({} plus haut) :", counted(skipped, "ligne")),
    };
    let cut = |line: &&&str| line.chars().take(200).collect::<String>();
    let kept: Vec<_> = lines[skipped..].iter().map(|line| cut(&line)).collect();
    format!("{head}\n{}", kept.join("\n"))
}

/// Garde la première erreur des tests : une seule cause en donne une par appel.
fn shown(stage: Stage, messages: &str) -> String {
    match messages.split_once("\n\n") {
        Some((first, rest)) if stage == Stage::Tests && rest.contains("-->") => {
            format!("{first}\n\n… et d'autres erreurs, souvent de même cause.\n\n")
        }
        _ => messages.to_owned(),
    }
}

fn rejected(stage: Stage) -> &'static str {
    match stage {
        Stage::Library => "Votre code ne compile pas encore.",
        Stage::Tests => {
            "Votre code compile, mais les tests ne peuvent pas l'appeler : un nom, un \
             type ou une contrainte n'est plus celui de l'ébauche, ou bien une future \
             que l'énoncé veut Send ne l'est pas."
        }
    }
}

fn stopped(end: End) -> String {
    match end {
        End::TooLong(limit) => format!(
            "Le compilateur n'a pas fini en {} s : une constante, un type ou une macro \
             se calcule-t-il sans fin ?",
            limit.as_secs()
        ),
        End::TooLoud(_) => {
            "Le compilateur a trop de choses à dire : corrigez la première erreur."
                .to_owned()
        }
        End::Signal(_) | End::Code(_) => {
            "Le compilateur s'est arrêté net, faute de mémoire : une macro ou un type \
             grandit-il sans fin ?"
                .to_owned()
        }
    }
}

fn conclusion(exercise: &Exercise, judgement: &Judgement, style: Style) -> String {
    let (marks, total) = (judgement.marks(), exercise.metadata.total());
    if judgement.is_solved() {
        let text = format!("Résolu : {marks} points sur {total}.");
        return format!("{}\n", style.good(&text));
    }
    let points = counted(marks as usize, "point");
    format!("{points} sur {total}. Un indice : cargo exo indice {}\n", exercise.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn des_erreurs_des_tests_la_premiere_se_montre() {
        let one = "error: a\n --> 1\n\nerror: aborting due to 1 previous error\n\n";
        let two = format!("error: a\n --> 1\n\nerror: b\n --> 2\n\n{one}");
        assert_eq!(shown(Stage::Tests, one), one);
        assert_eq!(shown(Stage::Library, &two), two);
        let first = shown(Stage::Tests, &two);
        assert!(first.starts_with("error: a\n --> 1\n\n…"), "{first}");
        assert!(!first.contains("error: b"), "{first}");
    }

    #[test]
    fn un_long_affichage_est_coupe() {
        let long: Vec<_> = (0..50).map(|rank| rank.to_string()).collect();
        let text = shortened(&long.join("\n"));
        assert!(text.starts_with("affiché (30 lignes plus haut) :\n30\n"), "{text}");
        assert_eq!(shortened(""), "");
        assert_eq!(shortened("a"), "affiché :\na");
    }
}
