//! Le nom que l'on voulait sans doute taper.

/// Renvoie le nom le plus proche de `word`, s'il l'est assez.
pub(crate) fn nearest<'a>(
    word: &str,
    names: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let distance = |name: &'a str| (strsim::osa_distance(word, name), name);
    let (distance, name) = names.map(distance).min()?;
    let part = !word.is_empty() && name.contains(word);
    (part || distance <= 2.max(word.chars().count() / 3)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_faute_de_frappe_trouve_son_nom() {
        let near = |word| nearest(word, ["cede", "somme_lente"].into_iter());
        assert_eq!(near("céde"), Some("cede"));
        assert_eq!(near("some-lente"), Some("somme_lente"));
        assert_eq!(near("somme_lente_x"), Some("somme_lente"));
        assert_eq!(near("minuteur"), None);
    }
}
