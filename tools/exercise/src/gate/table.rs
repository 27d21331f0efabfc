//! Le tableau du contrôle.

use super::variants::Row;

/// Met les lignes en colonnes : points obtenus, puis les tests qui ont échoué.
pub fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.variant.chars().count()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    let mut exercise = "";
    for row in rows {
        if row.exercise != exercise {
            text += &format!("{}\n", row.exercise);
            exercise = &row.exercise;
        }
        let Row { variant, marks, total, .. } = row;
        let failed = match row.failed.len() {
            many if many > 3 => format!("{many} échecs"),
            _ => row.failed.join(", "),
        };
        let line = format!("  {variant:width$}  {marks:>3}/{total:<3} {failed}");
        text += &format!("{}\n", line.trim_end());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chaque_exercice_a_son_titre_et_ses_lignes() {
        let row = |variant: &str, marks, failed: &[&str]| Row {
            exercise: "cede".to_owned(),
            variant: variant.to_owned(),
            marks,
            total: 3,
            failed: failed.iter().map(|name| (*name).to_owned()).collect(),
        };
        let rows = [
            row("solution", 3, &[]),
            row("ébauche", 0, &["a", "b", "c", "d"]),
            row("x", 1, &["b"]),
        ];
        let expected = "cede\n  solution    3/3\n  ébauche     0/3   4 échecs\n  \
                        x           1/3   b\n";
        assert_eq!(table(&rows), expected);
    }
}
