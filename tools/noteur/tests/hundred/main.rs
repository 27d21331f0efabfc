//! Une classe de cent copies, notée dans le bac : la note exacte de chacune, deux fois
//! la même, la seconde tuée au milieu.
#![cfg(target_os = "linux")]

mod class;
mod copies;

use std::collections::BTreeMap;

use class::Class;

/// La note finale de chacun, lue dans `notes.csv`.
fn marks(table: &str) -> BTreeMap<String, String> {
    let rows = table.trim_start_matches('\u{feff}').lines().skip(1);
    let mark = |row: &str| {
        let cells: Vec<_> = row.split(';').collect();
        (cells[0].to_owned(), cells[cells.len() - 2].to_owned())
    };
    rows.map(mark).collect()
}

#[test]
#[ignore = "demande bubblewrap : ci/sandbox.sh"]
fn cent_copies_ont_leur_note_exacte_deux_fois_la_meme() {
    let all = copies::all();
    assert_eq!(all.len(), 100);
    // `CLASSE_ENTIERE=1` la note toute ; sinon une copie sur six, de toutes sortes.
    let step = if std::env::var_os("CLASSE_ENTIERE").is_some() { 1 } else { 6 };
    let class = Class::new(all.into_iter().step_by(step).collect());

    println!("{}", class.grade("une"));
    let whole = class.results("une");
    let expected = class.copies.iter();
    let expected = expected.map(|copy| (copy.id.clone(), copy.mark.to_owned()));
    assert_eq!(marks(&whole["notes.csv"]), expected.collect());

    let (known, judged) = class.grade_killed_in_the_middle("deux");
    assert!(known >= judged / 2 && known < judged, "{known} sur {judged}");
    class.is_left_alone();
    let said = class.grade("deux");
    let left = format!("{} à juger, {known} déjà jugées", judged - known);
    assert!(said.lines().any(|line| line == left), "{left} :\n{said}");
    assert_eq!((class.judged("deux"), class.leftovers("deux")), (judged, 0));
    for (name, text) in class.results("deux") {
        assert!(name == "durees.csv" || whole[&name] == text, "{name}");
    }
}
