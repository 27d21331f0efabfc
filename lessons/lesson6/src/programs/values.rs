//! Les valeurs des options, et ce qu'on dit quand elles n'en sont pas.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::time::Duration;

use lexopt::Arg;

/// Ne fait avancer l'analyse que d'un mot ; une erreur se dit en une ligne.
pub fn next<'a>(
    parser: &'a mut lexopt::Parser,
    valid: &str,
) -> Result<Option<Arg<'a>>, String> {
    // Une valeur collée à une option qui n'en veut pas : `--lignes=oui`.
    if let Some(extra) = parser.optional_value() {
        return Err(format!(
            "valeur inattendue : « {} » ; options : {valid}",
            shown(&extra)
        ));
    }
    parser.next().map_err(|error| format!("{error} ; options : {valid}"))
}

/// Dit qu'un mot n'est pas compris.
pub fn unknown(arg: &Arg<'_>, valid: &str) -> String {
    match arg {
        Arg::Short(letter) => {
            format!("option inconnue : -{letter} ; options : {valid}")
        }
        Arg::Long(name) => format!("option inconnue : --{name} ; options : {valid}"),
        Arg::Value(word) => {
            format!("mot de trop : « {} » ; options : {valid}", shown(word))
        }
    }
}

/// Comprend la valeur de l'option `name` avec `read`, qui voudrait `wanted`.
pub fn value<T>(
    parser: &mut lexopt::Parser,
    name: &str,
    wanted: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, String> {
    let Ok(word) = parser.value() else {
        return Err(format!("{name} demande {wanted}"));
    };
    let understood = word.to_str().and_then(read);
    understood
        .ok_or_else(|| format!("{name} demande {wanted}, pas « {} »", shown(&word)))
}

pub const ADDRESS: &str = "une adresse et un port, comme 127.0.0.1:8888";
pub const DURATION: &str = "une durée, comme 500ms, 30s ou 2min";
pub const COUNT: &str = "un nombre, à partir de 1";
pub const CROWD: &str = "un nombre, de 1 à 10000";

/// Comprend une adresse ; `localhost` est celle de cette machine.
pub fn address(word: &str) -> Option<SocketAddr> {
    let here =
        word.strip_prefix("localhost:").map(|port| format!("127.0.0.1:{port}"));
    here.as_deref().unwrap_or(word).parse().ok()
}

/// Comprend l'adresse d'un serveur à qui parler.
pub fn peer(word: &OsString) -> Result<SocketAddr, String> {
    let address = word.to_str().and_then(address);
    let address = address.filter(|address| address.port() != 0);
    address.ok_or_else(|| format!("il faut {ADDRESS}, pas « {} »", shown(word)))
}

/// Comprend un nombre entier, sauf zéro.
pub fn count(word: &str) -> Option<usize> {
    word.parse().ok().filter(|count| *count > 0)
}

/// Comprend un nombre de clients : d'une machine à un même serveur, les ports manquent
/// vers 16 000 connexions, et chacune a sa part de mémoire.
pub fn crowd(word: &str) -> Option<usize> {
    count(word).filter(|count| *count <= 10_000)
}

/// Comprend une durée d'au moins une milliseconde et d'au plus mille jours.
pub fn duration(word: &str) -> Option<Duration> {
    const LONGEST: u64 = 1000 * 24 * 3600 * 1000;
    let digits = word.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = word.split_at(digits);
    let unit: u64 = match unit {
        "ms" => 1,
        "s" => 1_000,
        "min" => 60_000,
        "h" => 3_600_000,
        _ => return None,
    };
    let millis = number.parse::<u64>().ok()?.checked_mul(unit)?;
    (1..=LONGEST).contains(&millis).then(|| Duration::from_millis(millis))
}

/// Un mot tapé, tel qu'on peut l'afficher : en une ligne, sans caractère de contrôle.
pub fn shown(word: &OsString) -> String {
    let shown = |c: char| match c.is_control() {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    word.to_string_lossy().chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_duree_a_un_nombre_et_une_unite() {
        let ms = Duration::from_millis;
        for (word, expected) in [
            ("500ms", ms(500)),
            ("30s", ms(30_000)),
            ("2min", ms(120_000)),
            ("1h", ms(3_600_000)),
        ] {
            assert_eq!(duration(word), Some(expected), "{word}");
        }
        let most = u64::MAX;
        for word in
            ["", "s", "30", "0s", "-1s", "1.5s", "3 s", "1j", &format!("{most}h")]
        {
            assert_eq!(duration(word), None, "{word}");
        }
    }

    #[test]
    fn une_adresse_a_un_port() {
        for word in ["127.0.0.1:8888", "localhost:0", "[::1]:80"] {
            assert!(address(word).is_some(), "{word}");
        }
        for word in ["", "8888", "127.0.0.1", ":8888", "127.0.0.1:70000", "altair:1"]
        {
            assert!(address(word).is_none(), "{word}");
        }
    }
}
