//! Fabrique les identifiants de titres : ceux de mdBook, et ceux de la maison.

/// Renvoie l'identifiant que mdBook tire d'un titre.
pub fn mdbook(title: &str) -> String {
    let keep = |c: char| match c {
        c if c.is_alphanumeric() || matches!(c, '_' | '-') => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    title.trim().to_lowercase().chars().filter_map(keep).collect()
}

/// Propose un identifiant ASCII : `L'événement prêt` donne `l-evenement-pret`.
pub fn ascii(title: &str) -> String {
    let folded = title.to_lowercase().chars().map(fold).collect::<String>();
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

fn fold(c: char) -> &'static str {
    const PLAIN: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    match c {
        'à' | 'â' | 'ä' | 'á' => "a",
        'ç' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' | 'í' => "i",
        'ô' | 'ö' | 'ó' => "o",
        'ù' | 'û' | 'ü' | 'ú' => "u",
        'ÿ' => "y",
        'ñ' => "n",
        'œ' => "oe",
        'æ' => "ae",
        _ => PLAIN.find(c).map_or(" ", |i| &PLAIN[i..=i]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_identifiants_de_mdbook() {
        assert_eq!(mdbook("L’événement `prêt` !"), "lévénement-prêt-");
    }

    #[test]
    fn les_identifiants_proposes_sont_ascii() {
        assert_eq!(
            ascii("L'événement « prêt » : 2 cœurs"),
            "l-evenement-pret-2-coeurs"
        );
        assert_eq!(ascii("中"), "");
    }
}
