//! Les tailles telles qu'on les affiche.

/// Écrit une taille à trois chiffres près : `512 o`, `4.2 Mo`.
pub fn show_size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] =
        [("Go", 1_000_000_000), ("Mo", 1_000_000), ("ko", 1_000)];
    match UNITS.iter().find(|(_, factor)| bytes >= *factor) {
        // Vers le bas, en entiers : 999 999 octets ne font pas 1000.0 ko.
        Some((unit, factor)) => {
            let tenths = bytes / (factor / 10);
            format!("{}.{} {unit}", tenths / 10, tenths % 10)
        }
        None => format!("{bytes} o"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_taille_se_lit_d_un_coup_d_oeil() {
        let shown =
            [0, 999, 1_000, 999_999, 4_250_000, 2_000_000_000].map(show_size);
        assert_eq!(
            shown,
            ["0 o", "999 o", "1.0 ko", "999.9 ko", "4.2 Mo", "2.0 Go"]
        );
    }
}
