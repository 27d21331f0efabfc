//! L'attente que demande un serveur débordé : l'en-tête `Retry-After`.

use std::time::{Duration, SystemTime};

use reqwest::header::{HeaderMap, RETRY_AFTER};

// ANCHOR: retry_after
/// Renvoie l'attente demandée, en secondes ou par une date, vue de l'instant `now`.
///
/// Une date passée vaut une attente nulle ; un en-tête incompréhensible, aucune.
pub fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
// ANCHOR_END: retry_after

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn des_secondes_ou_une_date() {
        let now =
            httpdate::parse_http_date("Sat, 21 Nov 2026 20:30:00 GMT").unwrap();
        let table = [
            ("0", Some(0)),
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("Sat, 21 Nov 2026 20:31:30 GMT", Some(90)),
            ("Sat, 21 Nov 2026 20:00:00 GMT", Some(0)),
            ("-3", None),
            ("1.5", None),
            ("demain", None),
            ("", None),
        ];
        for (value, seconds) in table {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, value.parse().unwrap());
            let expected = seconds.map(Duration::from_secs);
            assert_eq!(retry_after(&headers, now), expected, "{value:?}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
