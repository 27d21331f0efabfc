//! Les copies d'un exercice, par groupes : leur sort, et ce qu'elles ont en commun.

use std::collections::BTreeMap;

use super::name;
use crate::bench::STUB;
use crate::outcome::Outcome;
use crate::report::page::{Cell, Page};
use crate::results::{Asked, Copy, Graded};

/// Les statuts, dans l'ordre où on les montre.
const STATUSES: [(&str, &str); 6] = [
    ("jugee", "jugée"),
    ("non_compilee", "ne compile pas"),
    ("inutilisable", "les tests ne peuvent pas l'employer"),
    ("refusee", "refusée"),
    ("absente", "absente"),
    ("a_regarder", "à regarder"),
];

/// Compte les copies de chaque sort.
pub(super) fn statuses(page: &mut Page, copies: &[(&Graded, &Copy)]) {
    let count = |status: &str| {
        copies.iter().filter(|(_, copy)| copy.outcome.status() == status).count()
    };
    let rows = STATUSES.iter().map(|(status, said)| (said, count(status)));
    let rows = rows.filter(|(_, count)| *count > 0);
    let rows = rows.map(|(said, count)| [(*said).to_owned(), count.to_string()]);
    page.table(["Copies", "Nombre"], rows.collect());
}

/// Dit ce que les copies refusées contiennent : l'enseignant juge si c'est une fraude.
pub(super) fn refused(page: &mut Page, copies: &[(&Graded, &Copy)]) {
    let mut found = BTreeMap::<&str, Vec<String>>::new();
    for (student, copy) in copies {
        if let Outcome::Refused { line, reason } = &copy.outcome {
            let line = line.map(|line| format!(" ligne {line}"));
            let who = name(student) + &line.unwrap_or_default();
            found.entry(reason).or_default().push(who);
        }
    }
    let rows = found.into_iter().map(|(reason, who)| {
        [reason.to_owned().into(), who.len().to_string().into(), Cell::Names(who)]
    });
    page.table(["Copies refusées", "Nombre", "Qui"], rows.collect());
}

/// Dit quelle erreur connue chaque copie rappelle.
pub(super) fn alike(page: &mut Page, asked: &Asked, copies: &[(&Graded, &Copy)]) {
    let mut found = BTreeMap::<&str, Vec<String>>::new();
    for (student, copy) in copies {
        for wrong in &copy.alike {
            found.entry(wrong).or_default().push(name(student));
        }
    }
    let mistake = |wrong: &str| {
        let known = asked.wrong.iter().find(|known| known.name == wrong);
        known
            .map_or("l'ébauche, telle quelle ou presque", |known| &known.mistake)
            .to_owned()
    };
    let rows = found.into_iter().map(|(wrong, who)| {
        let count = who.len().to_string();
        let said = [wrong.to_owned(), mistake(wrong), count].map(Cell::from);
        let [wrong, mistake, count] = said;
        [wrong, mistake, count, Cell::Names(who)]
    });
    page.table(
        ["Échoue comme", "Ce que l'on y croit", "Copies", "Qui"],
        rows.collect(),
    );
}

/// Signale les copies que rien ne distingue.
pub(super) fn identical(page: &mut Page, copies: &[(&Graded, &Copy)]) {
    let mut found = BTreeMap::<&str, Vec<String>>::new();
    for (student, copy) in copies {
        // Les ébauches se ressemblent toutes, et sont comptées plus haut.
        let is_stub = copy.alike.iter().any(|wrong| wrong == STUB);
        if let Some(digest) = copy.digest.as_ref().filter(|_| !is_stub) {
            found.entry(digest).or_default().push(name(student));
        }
    }
    let mut groups: Vec<_> =
        found.into_values().filter(|who| who.len() > 1).collect();
    // À deux ou trois, c'est une question à poser ; à cent, la réponse attendue.
    groups.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    let rows = groups.into_iter().map(|who| {
        let count = who.len().to_string().into();
        [Cell::Names(who), count]
    });
    page.table(["Copies identiques, à l'octet près", "Nombre"], rows.collect());
}
