//! Un exercice dans son chapitre : ce qu'il vaut, son énoncé, l'ébauche et les indices.

use std::fs;

use exercise::Exercise;

use super::{Exercises, Piece, filter, line_of};
use crate::cli::counted;
use crate::root;

/// Au-delà, une ébauche alourdirait la page ; on la lit dans son dossier.
const LONGEST_STUB: usize = 30;

/// Ce que dit un chapitre de tous ses exercices.
const HEAD: &str = "\
Ceux-ci se corrigent tout seuls, dans votre dossier ; la page [Exercices](exercices.md) dit comment commencer.

";

/// Ce que dit un chapitre dont les exercices restent à écrire.
const NONE_YET: &str = "\
Cette leçon n'a pas encore d'exercice ; la page [Exercices](exercices.md) liste ceux des autres.
";

/// Met en Markdown tous les exercices d'une leçon.
pub fn lesson(exercises: &Exercises<'_>, lesson: &str) -> Vec<Piece> {
    let own = exercises.all.iter().filter(|exercise| exercise.lesson == lesson);
    let cards: Vec<_> = own.flat_map(|exercise| card(exercises, exercise)).collect();
    let folder = format!("lessons/{lesson}/exercises");
    let head = if cards.is_empty() { NONE_YET } else { HEAD };
    let mut pieces = vec![Piece::at(&folder, 1, head)];
    pieces.extend(cards);
    pieces
}

fn card(exercises: &Exercises<'_>, exercise: &Exercise) -> Vec<Piece> {
    let label = |name| root::label(exercises.root, &exercise.file(name));
    let described = label("exercice.toml");
    let Exercise { name, metadata, .. } = exercise;
    let head = format!(
        "### {} {{#exercice-{name}}}\n\n{}\\\n{}\n\n",
        metadata.title,
        facts(exercise),
        context(exercises, exercise),
    );
    let statement = format!("{}\n\n", exercise.statement.trim_end());
    let command = format!("```console\ncargo exo verifier {name}\n```\n\n");
    let mut pieces = vec![
        Piece::at(&described, 1, &head),
        Piece::new(&label("enonce.md"), 1, &statement),
        Piece::at(&label("src/lib.rs"), 1, &stub(exercise)),
    ];
    pieces.extend(hints(exercise, &described));
    pieces.push(Piece::at(&described, 1, &command));
    pieces
}

/// Les étoiles se voient ; une synthèse vocale dit ce qu'elles veulent dire.
pub(super) fn stars(exercise: &Exercise, attributes: &str) -> String {
    let count = exercise.metadata.stars as usize;
    let drawn = "★".repeat(count) + &"☆".repeat(3_usize.saturating_sub(count));
    format!(
        "<span class=\"stars\" role=\"img\" \
         aria-label=\"difficulté : {count} sur 3\"{attributes}>{drawn}</span>"
    )
}

fn facts(exercise: &Exercise) -> String {
    let metadata = &exercise.metadata;
    format!(
        "{} · {}\u{A0}min · {} · {}.",
        stars(exercise, ""),
        metadata.minutes,
        counted(metadata.total() as usize, "point"),
        metadata.concept
    )
}

/// Ce qu'il faut avoir lu, et la suite dont l'exercice fait partie.
fn context(exercises: &Exercises<'_>, exercise: &Exercise) -> String {
    let metadata = &exercise.metadata;
    let links = metadata.prerequisites.iter().map(|p| exercises.titles.link(p));
    let mut text = format!("À relire : {}.", links.collect::<Vec<_>>().join(", "));
    if let Some(sequence) = &metadata.sequence {
        let url = filter::sequence_url(sequence);
        text += &format!("\\\nSuite [« {sequence} »]({url})");
        let before = metadata.after.as_ref();
        let before = before.and_then(|name| exercises.find(name));
        text += &before.map_or(String::new(), |before| {
            format!(", après {}", title_link(before))
        });
        text += ".";
    }
    text
}

/// Un lien vers un exercice, dans le chapitre de sa leçon.
pub(super) fn title_link(exercise: &Exercise) -> String {
    let Exercise { name, lesson, metadata, .. } = exercise;
    format!("[{}]({lesson}.md#exercice-{name})", metadata.title)
}

impl Exercises<'_> {
    fn find(&self, name: &str) -> Option<&Exercise> {
        self.all.iter().find(|exercise| exercise.name == name)
    }
}

fn stub(exercise: &Exercise) -> String {
    // Des marques mal placées sont l'affaire du contrôle de qualité, qui les dira.
    let stub = exercise.stub().unwrap_or_default();
    let count = stub.lines().count();
    if count > LONGEST_STUB {
        return format!(
            "L'ébauche, de {count} lignes, est dans votre dossier d'exercices.\n\n"
        );
    }
    let stub = stub.trim_end();
    format!(
        "<details>\n<summary>Ébauche</summary>\n\n\
         ````rust\n{stub}\n````\n\n</details>\n\n"
    )
}

/// Chaque indice contient le suivant : on ne voit pas le troisième avant le deuxième.
fn hints(exercise: &Exercise, file: &str) -> Vec<Piece> {
    let described = fs::read_to_string(exercise.file("exercice.toml"));
    let described = described.unwrap_or_default();
    let hints = &exercise.metadata.hints;
    let hint = |(rank, hint): (usize, &String)| {
        let number = line_of(&described, hint);
        let text = format!(
            "<details class=\"hint\">\n<summary>Indice {} sur {}</summary>\n\n{hint}\n\n",
            rank + 1,
            hints.len()
        );
        Piece::at(file, number, &text)
    };
    let mut pieces: Vec<_> = hints.iter().enumerate().map(hint).collect();
    let closing = "</details>\n".repeat(hints.len()) + "\n";
    pieces.push(Piece::at(file, 1, &closing));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_longue_ebauche_reste_dans_son_dossier() {
        let with = |lines: usize| Exercise {
            source: format!(
                "{}// ANCHOR: solution\n//@ a\n// ANCHOR_END: solution\n",
                "b\n".repeat(lines - 1)
            ),
            ..Exercise::default()
        };
        assert!(stub(&with(30)).contains("````rust\nb\n"));
        assert_eq!(
            stub(&with(31)),
            "L'ébauche, de 31 lignes, est dans votre dossier d'exercices.\n\n"
        );
    }

    #[test]
    fn les_etoiles_se_disent() {
        let mut exercise = Exercise::default();
        exercise.metadata.stars = 2;
        let expected = "<span class=\"stars\" role=\"img\" \
                        aria-label=\"difficulté : 2 sur 3\">★★☆</span>";
        assert_eq!(stars(&exercise, ""), expected);
    }
}
