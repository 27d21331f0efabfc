//! Les durées et les tailles telles qu'on les tape et telles qu'on les affiche.

use std::time::Duration;

/// Comprend `500ms`, `30s`, `2min` ou `1h` ; rien d'autre, et jamais zéro.
pub fn parse_duration(text: &str) -> Option<Duration> {
    const UNITS: [(&str, u64); 4] =
        [("ms", 1), ("s", 1_000), ("min", 60_000), ("h", 3_600_000)];
    let millis = parse(text, &UNITS)?;
    (millis > 0).then(|| Duration::from_millis(millis))
}

/// Comprend un nombre d'octets : `1500`, `512ko`, `10Mo`, `2Go`, `64Kio`, `10Mio`.
pub fn parse_size(text: &str) -> Option<u64> {
    const UNITS: [(&str, u64); 8] = [
        ("", 1),
        ("o", 1),
        ("ko", 1_000),
        ("Mo", 1_000_000),
        ("Go", 1_000_000_000),
        ("Kio", 1 << 10),
        ("Mio", 1 << 20),
        ("Gio", 1 << 30),
    ];
    parse(text, &UNITS)
}

/// Lit un nombre entier suivi d'une des unités, et renvoie leur produit.
fn parse(text: &str, units: &[(&str, u64)]) -> Option<u64> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let (_, factor) =
        units.iter().find(|(name, _)| name.eq_ignore_ascii_case(unit))?;
    number.parse::<u64>().ok()?.checked_mul(*factor)
}

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

/// Écrit une durée au dixième de seconde : `0.3 s`, `90.0 s`.
pub fn show_duration(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_duree_a_toujours_une_unite() {
        let table = [
            ("500ms", Some(500)),
            ("30s", Some(30_000)),
            ("2min", Some(120_000)),
            ("1h", Some(3_600_000)),
            ("0s", None),
            ("30", None),
            ("s", None),
            ("-1s", None),
            ("1.5s", None),
            ("99999999999999999999s", None),
            ("é", None),
        ];
        for (text, millis) in table {
            let expected = millis.map(Duration::from_millis);
            assert_eq!(parse_duration(text), expected, "{text}");
        }
    }

    #[test]
    fn une_taille_est_en_octets_ou_a_une_unite() {
        let table = [
            ("1500", Some(1_500)),
            ("1500o", Some(1_500)),
            ("512ko", Some(512_000)),
            ("10Mo", Some(10_000_000)),
            ("64Kio", Some(65_536)),
            ("0", Some(0)),
            ("Mo", None),
            ("10 Mo", None),
            ("10Mb", None),
            ("99999999999Go", None),
        ];
        for (text, bytes) in table {
            assert_eq!(parse_size(text), bytes, "{text}");
        }
    }

    #[test]
    fn une_taille_s_affiche_courte_et_jamais_au_dessus() {
        let table = [
            (0, "0 o"),
            (999, "999 o"),
            (1_000, "1.0 ko"),
            (999_999, "999.9 ko"),
            (4_250_000, "4.2 Mo"),
            (2_000_000_000, "2.0 Go"),
        ];
        for (bytes, text) in table {
            assert_eq!(show_size(bytes), text);
        }
    }
}
