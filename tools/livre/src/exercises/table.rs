//! Le tableau des exercices, ses filtres et ses totaux.

use std::collections::BTreeSet;

use exercise::Exercise;

use super::card::{stars, title_link};
use super::{Exercises, Piece, filter};
use crate::cli::counted;

const HEAD: &str = "\
| exercice | leçon | notion | difficulté | minutes | points | à relire | suite |
|---|---|---|---|---|---|---|---|
";

/// Met en Markdown le tableau de tous les exercices.
///
/// Sans JavaScript, les filtres ne se voient pas, et le tableau est entier.
pub fn table(exercises: &Exercises<'_>) -> Vec<Piece> {
    let mut text = form(&exercises.all);
    text += HEAD;
    for exercise in &exercises.all {
        text += &row(exercises, exercise);
    }
    let total = total(&exercises.all);
    text += &format!(
        "\n<p id=\"exercise-total\" role=\"status\">Total : {total}.</p>\n\n"
    );
    vec![Piece::at("lessons", 1, &text)]
}

/// Met en Markdown la liste des suites, chacune avec le lien qui la montre seule.
pub fn sequences(exercises: &Exercises<'_>) -> Vec<Piece> {
    let item = |name: &str| {
        let own = |e: &&Exercise| e.metadata.sequence.as_deref() == Some(name);
        let own: Vec<_> = exercises.all.iter().filter(own).cloned().collect();
        let url = filter::sequence_url(name);
        format!("- [« {name} »]({url}) : {}.\n", total(&own))
    };
    let list: String = names(&exercises.all).into_iter().map(item).collect();
    vec![Piece::at("lessons", 1, &(list + "\n"))]
}

fn names(all: &[Exercise]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in all.iter().filter_map(|e| e.metadata.sequence.as_deref()) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn row(exercises: &Exercises<'_>, exercise: &Exercise) -> String {
    let metadata = &exercise.metadata;
    let links = metadata.prerequisites.iter().map(|p| exercises.titles.link(p));
    let cells = [
        title_link(exercise),
        exercise.number().to_string(),
        metadata.concept.clone(),
        stars(exercise, &data(exercise)),
        metadata.minutes.to_string(),
        metadata.total().to_string(),
        links.collect::<Vec<_>>().join(", "),
        metadata.sequence.clone().unwrap_or_default(),
    ];
    let cells = cells.map(|cell| cell.replace('|', "\\|"));
    format!("| {} |\n", cells.join(" | "))
}

/// Ce que le filtre compare, et ce que le total additionne.
fn data(exercise: &Exercise) -> String {
    let metadata = &exercise.metadata;
    let sequence = metadata.sequence.as_deref().unwrap_or_default();
    format!(
        " data-exercise=\"{}\" data-lecon=\"{}\" data-difficulte=\"{}\" \
         data-suite=\"{}\" data-minutes=\"{}\" data-points=\"{}\"",
        exercise.name,
        exercise.number(),
        metadata.stars,
        sequence.replace('"', "&quot;"),
        metadata.minutes,
        metadata.total()
    )
}

fn form(all: &[Exercise]) -> String {
    let lessons: BTreeSet<_> = all.iter().map(Exercise::number).collect();
    let lessons = lessons.iter().map(|n| option(&n.to_string(), &n.to_string()));
    let stars = (1..=3).map(|n| option(&n.to_string(), &"★".repeat(n)));
    let names = names(all).into_iter().map(|name| option(name, name));
    format!(
        "<form id=\"exercise-filters\" class=\"needs-js\">\n{}{}{}\
         <button type=\"reset\">Tout montrer</button>\n\
         <button type=\"button\" class=\"print-list\">Imprimer cette liste</button>\n\
         </form>\n\n",
        choice("Leçon", "lecon", &lessons.collect::<String>()),
        choice("Difficulté", "difficulte", &stars.collect::<String>()),
        choice("Suite", "suite", &names.collect::<String>()),
    )
}

fn choice(label: &str, name: &str, options: &str) -> String {
    format!(
        "<label>{label} <select name=\"{name}\" autocomplete=\"off\">\
         <option value=\"\">toutes</option>{options}</select></label>\n"
    )
}

fn option(value: &str, text: &str) -> String {
    let value = value.replace('"', "&quot;");
    format!("<option value=\"{value}\">{text}</option>")
}

/// Le nombre d'exercices, leur durée et leurs points ; `exercises.js` l'écrit de même.
fn total(all: &[Exercise]) -> String {
    let minutes: u32 = all.iter().map(|exercise| exercise.metadata.minutes).sum();
    let points: u32 = all.iter().map(|exercise| exercise.metadata.total()).sum();
    format!(
        "{}, {}\u{A0}h\u{A0}{:02}, {}",
        counted(all.len(), "exercice"),
        minutes / 60,
        minutes % 60,
        counted(points as usize, "point")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_total_additionne_durees_et_points() {
        let exercise = |minutes, points| {
            let mut exercise = Exercise::default();
            exercise.metadata.minutes = minutes;
            exercise.metadata.points = vec![("t".to_owned(), points)];
            exercise
        };
        assert_eq!(total(&[]), "0 exercice, 0\u{A0}h\u{A0}00, 0 point");
        let all = [exercise(40, 10), exercise(25, 8)];
        assert_eq!(total(&all), "2 exercices, 1\u{A0}h\u{A0}05, 18 points");
    }

    #[test]
    fn une_barre_ne_coupe_pas_une_cellule() {
        let mut exercise = Exercise::default();
        exercise.metadata.concept = "a | b".to_owned();
        let titles = super::super::titles::Titles::new("/x".as_ref());
        let all = vec![exercise.clone()];
        let exercises = Exercises { root: "/x".as_ref(), all, titles };
        assert!(row(&exercises, &exercise).contains("| a \\| b |"));
    }
}
