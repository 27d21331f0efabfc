//! L'ébauche et la solution : deux textes tirés du même fichier.

/// Ce qui ouvre une région à remplir.
const OPEN: &str = "// ANCHOR: solution";
/// Ce qui la ferme.
const CLOSE: &str = "// ANCHOR_END: solution";
/// Ce qui précède une ligne de l'ébauche.
const KEPT: &str = "//@";

/// Tire l'ébauche d'un `src/lib.rs` : chaque région `solution` y est remplacée par
/// ses
/// lignes `//@ …`, sans leur marque.
///
/// # Errors
///
/// Dit quelle marque manque ou n'est pas à sa place.
pub fn stub(source: &str) -> Result<String, String> {
    let mut inside = false;
    let mut regions = 0;
    let mut text = String::new();
    for (rank, line) in source.lines().enumerate() {
        let place = |what| format!("ligne {} : {what}", rank + 1);
        match line.trim() {
            OPEN if inside => return Err(place("une région en contient une autre")),
            OPEN => (inside, regions) = (true, regions + 1),
            CLOSE if !inside => return Err(place("aucune région n'est ouverte")),
            CLOSE => inside = false,
            _ if inside => text.extend(uncommented(line)),
            marked if marked.starts_with(KEPT) => {
                return Err(place("« //@ » hors d'une région"));
            }
            _ => text.extend([line, "\n"].map(str::to_owned)),
        }
    }
    match (inside, regions) {
        (true, _) => Err(format!("il manque « {CLOSE} »")),
        (_, 0) => Err(format!("il manque une région « {OPEN} »")),
        _ => Ok(one_blank_line(&text)),
    }
}

/// Tire d'un `src/lib.rs` le texte de la solution, sans aucune marque.
pub fn solution(source: &str) -> String {
    let is_mark = |line: &str| {
        let line = line.trim();
        line == OPEN || line == CLOSE || line.starts_with(KEPT)
    };
    let lines = source.lines().filter(|line| !is_mark(line));
    one_blank_line(&lines.flat_map(|line| [line, "\n"]).collect::<String>())
}

/// Une région vidée laisse deux lignes vides : une seule reste.
fn one_blank_line(text: &str) -> String {
    let mut kept = text.to_owned();
    while kept.contains("\n\n\n") {
        kept = kept.replace("\n\n\n", "\n\n");
    }
    kept
}

fn uncommented(line: &str) -> Option<String> {
    let text = line.trim_start();
    let kept = text.strip_prefix(KEPT)?;
    let indent = &line[..line.len() - text.len()];
    let kept = kept.strip_prefix(' ').unwrap_or(kept);
    Some(if kept.is_empty() { "\n".to_owned() } else { format!("{indent}{kept}\n") })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
/// Double.
pub fn double(n: u32) -> u32 {
    // ANCHOR: solution
    //@ todo!(\"doubler\")
    n * 2
    // ANCHOR_END: solution
}
";

    #[test]
    fn la_region_devient_ses_lignes_marquees() {
        let expected = "/// Double.\npub fn double(n: u32) -> u32 {\n    \
                        todo!(\"doubler\")\n}\n";
        assert_eq!(stub(SOURCE).unwrap(), expected);
    }

    #[test]
    fn la_solution_n_a_plus_de_marque() {
        let expected = "/// Double.\npub fn double(n: u32) -> u32 {\n    n * 2\n}\n";
        assert_eq!(solution(SOURCE), expected);
    }

    #[test]
    fn une_region_vide_ne_laisse_qu_une_ligne_vide() {
        let source = "a\n\n// ANCHOR: solution\nb\n// ANCHOR_END: solution\n\nc\n";
        assert_eq!(stub(source).unwrap(), "a\n\nc\n");
    }

    #[test]
    fn une_ligne_marquee_garde_son_retrait_et_peut_etre_vide() {
        let source = "// ANCHOR: solution\n//@ a\n//@\n    //@     b\n\
                      c\n// ANCHOR_END: solution\n";
        assert_eq!(stub(source).unwrap(), "a\n\n        b\n");
    }

    #[test]
    fn une_marque_mal_placee_se_voit() {
        let says = |source: &str, hint: &str| {
            let error = stub(source).unwrap_err();
            assert!(error.contains(hint), "{error}");
        };
        says("fn a() {}\n", "il manque une région");
        says("// ANCHOR: solution\n", "il manque « // ANCHOR_END");
        says("// ANCHOR_END: solution\n", "ligne 1 : aucune région");
        let twice = "// ANCHOR: solution\n// ANCHOR: solution\n";
        says(twice, "ligne 2 : une région en contient une autre");
        says("//@ a\n", "ligne 1 : « //@ » hors d'une région");
    }
}
