//! Reprendre là où l'on s'était arrêté, si c'est bien le même fichier.

use std::time::Duration;

use reqwest::header::{
    CONTENT_RANGE, DATE, ETAG, HeaderMap, HeaderValue, IF_RANGE, LAST_MODIFIED,
    RANGE,
};
use reqwest::{RequestBuilder, StatusCode};

// ANCHOR: Validator
/// Ce qui reconnaît une version d'un fichier : son `ETag`, sinon sa date.
#[derive(Clone, Debug, PartialEq)]
pub struct Validator(String);

impl Validator {
    /// Trouve dans une réponse de quoi demander la suite plus tard.
    ///
    /// Un `ETag` faible (`W/"…"`) ou une date trop récente ne garantissent pas les
    /// mêmes octets : sans validateur, on recommencera du début.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        match text(ETAG) {
            Some(tag) if tag.starts_with('"') => return Some(Self(tag.to_owned())),
            Some(_) => return None,
            None => {}
        }
        let modified = text(LAST_MODIFIED)?;
        let date = httpdate::parse_http_date(text(DATE)?).ok()?;
        let age = date.duration_since(httpdate::parse_http_date(modified).ok()?);
        let settled = age.ok()? >= Duration::from_secs(60);
        settled.then(|| Self(modified.to_owned()))
    }
}
// ANCHOR_END: Validator

impl Validator {
    /// Relit un validateur écrit par [`as_str`](Self::as_str).
    pub fn from_saved(text: &str) -> Option<Self> {
        let valid = !text.is_empty() && HeaderValue::from_str(text).is_ok();
        valid.then(|| Self(text.to_owned()))
    }

    /// Renvoie le validateur tel qu'il s'envoie.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

// ANCHOR: is_denied_by
impl Validator {
    /// Dit si une réponse se donne pour une autre version.
    ///
    /// Un serveur qui ne lit pas `If-Range` envoie la suite de ce qu'il a, sans
    /// regarder si c'est le même fichier.
    pub fn is_denied_by(&self, headers: &HeaderMap) -> bool {
        let name = if self.0.starts_with('"') { ETAG } else { LAST_MODIFIED };
        headers.get(name).is_some_and(|value| value != self.0.as_str())
    }
}
// ANCHOR_END: is_denied_by

// ANCHOR: ask_rest
/// Demande ce qui suit les `offset` premiers octets, si le fichier n'a pas changé.
///
/// `If-Range` fait renvoyer le fichier entier s'il a changé.
pub fn ask_rest(
    request: RequestBuilder,
    offset: u64,
    validator: &Validator,
) -> RequestBuilder {
    request
        .header(RANGE, format!("bytes={offset}-"))
        .header(IF_RANGE, validator.as_str())
}
// ANCHOR_END: ask_rest

// ANCHOR: Body
/// Ce que porte le corps d'une réponse.
#[derive(Debug, PartialEq)]
pub enum Body {
    /// Le fichier entier.
    Whole,
    /// La suite demandée ; la taille du fichier entier est connue, ou non.
    Rest(Option<u64>),
    /// Ni l'un ni l'autre : il faut redemander le fichier entier.
    Useless,
}
// ANCHOR_END: Body

// ANCHOR: of
impl Body {
    /// Comprend la réponse à une requête qui demandait la suite de `offset` octets.
    pub fn of(status: StatusCode, headers: &HeaderMap, offset: u64) -> Self {
        match status {
            StatusCode::PARTIAL_CONTENT => {
                let range = headers.get(CONTENT_RANGE);
                match range.and_then(|value| parse_range(value.to_str().ok()?)) {
                    Some((first, total)) if first == offset => Self::Rest(total),
                    _ => Self::Useless,
                }
            }
            StatusCode::RANGE_NOT_SATISFIABLE => Self::Useless,
            _ => Self::Whole,
        }
    }
}
// ANCHOR_END: of

/// Lit `bytes 100-199/200` : le premier octet, et le total s'il n'est pas `*`.
fn parse_range(value: &str) -> Option<(u64, Option<u64>)> {
    let (range, total) = value.strip_prefix("bytes ")?.split_once('/')?;
    let (first, last) = range.split_once('-')?;
    let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    let total = match total {
        "*" => None,
        total => Some(total.parse().ok()?),
    };
    (first <= last && total.is_none_or(|total| last < total))
        .then_some((first, total))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[(&'static str, &'static str)]) -> HeaderMap {
        let lines = lines.iter().map(|(name, value)| {
            (name.parse().unwrap(), HeaderValue::from_static(value))
        });
        lines.collect()
    }

    #[test]
    fn seul_un_validateur_fort_permet_de_reprendre() {
        let now = ("date", "Sat, 21 Nov 2026 20:30:00 GMT");
        let old = ("last-modified", "Sat, 21 Nov 2026 20:29:00 GMT");
        let recent = ("last-modified", "Sat, 21 Nov 2026 20:29:01 GMT");
        let future = ("last-modified", "Sun, 22 Nov 2026 20:30:00 GMT");
        let table = [
            (headers(&[("etag", "\"v1\"")]), Some("\"v1\"")),
            (headers(&[("etag", "\"v1\""), old, now]), Some("\"v1\"")),
            (headers(&[("etag", "W/\"v1\"")]), None),
            (headers(&[("etag", "W/\"v1\""), old, now]), None),
            (headers(&[old, now]), Some(old.1)),
            (headers(&[recent, now]), None),
            (headers(&[future, now]), None),
            (headers(&[old]), None),
            (headers(&[]), None),
        ];
        for (headers, expected) in table {
            let validator = Validator::of(&headers);
            assert_eq!(validator.as_ref().map(Validator::as_str), expected);
        }
    }

    #[test]
    fn une_suite_d_une_autre_version_se_voit() {
        let date = "Sat, 21 Nov 2026 20:29:00 GMT";
        let later = "Sat, 21 Nov 2026 20:30:00 GMT";
        let table: [(_, &[(_, _)], _); 6] = [
            ("\"v1\"", &[("etag", "\"v1\"")], false),
            ("\"v1\"", &[("etag", "\"v2\"")], true),
            ("\"v1\"", &[("etag", "W/\"v1\"")], true),
            ("\"v1\"", &[("last-modified", later)], false),
            (date, &[("last-modified", date), ("etag", "\"v1\"")], false),
            (date, &[("last-modified", later)], true),
        ];
        for (saved, lines, expected) in table {
            let validator = Validator::from_saved(saved).unwrap();
            let denied = validator.is_denied_by(&headers(lines));
            assert_eq!(denied, expected, "{saved} {lines:?}");
        }
    }

    #[test]
    fn un_validateur_abime_ne_sert_pas() {
        assert!(Validator::from_saved("\"v1\"").is_some());
        assert!(Validator::from_saved("").is_none());
        assert!(Validator::from_saved("\"v1\"\r\nHost: ailleurs").is_none());
    }

    #[test]
    fn une_suite_n_est_acceptee_que_si_elle_commence_au_bon_endroit() {
        let table = [
            (206, "bytes 100-199/200", Body::Rest(Some(200))),
            (206, "bytes 100-149/200", Body::Rest(Some(200))),
            (206, "bytes 100-199/*", Body::Rest(None)),
            (206, "bytes 0-199/200", Body::Useless),
            (206, "bytes 101-199/200", Body::Useless),
            (206, "bytes 199-100/200", Body::Useless),
            (206, "bytes 100-200/200", Body::Useless),
            (206, "bytes */200", Body::Useless),
            (206, "lignes 100-199/200", Body::Useless),
            (206, "", Body::Useless),
            (416, "bytes */200", Body::Useless),
            (200, "", Body::Whole),
        ];
        for (code, range, expected) in table {
            let status = StatusCode::from_u16(code).unwrap();
            let headers = headers(&[("content-range", range)]);
            assert_eq!(Body::of(status, &headers, 100), expected, "{code} {range}");
        }
    }
}
