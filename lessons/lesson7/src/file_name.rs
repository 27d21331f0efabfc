//! Un nom de fichier sans danger, tiré d'une adresse.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;
use reqwest::Url;

/// La longueur permise, en octets : les systèmes acceptent 255, moins nos suffixes.
const LONGEST: usize = 200;

// ANCHOR: file_name
/// Tire de l'adresse un nom qui ne désigne rien hors du dossier.
///
/// Seule compte l'adresse demandée : ni une redirection ni `Content-Disposition` ne
/// choisissent à notre place le nom d'un fichier.
pub fn file_name(url: &Url) -> String {
    let last = url.path().rsplit('/').next().unwrap_or_default();
    let decoded = percent_decode_str(last).decode_utf8_lossy();
    let safe: String =
        decoded.chars().map(|c| if is_safe(c) { c } else { '_' }).collect();
    // Un point d'abord cache le fichier ; à la fin, Windows l'ôte.
    let safe = safe.trim_start_matches(['.', ' ']).trim_end_matches(['.', ' ']);
    match safe {
        "" => "index".to_owned(),
        safe if is_device(safe) => format!("_{safe}"),
        safe => shorten(safe),
    }
}
// ANCHOR_END: file_name

// ANCHOR: is_safe
/// Dit si un caractère est sans danger dans un nom.
fn is_safe(c: char) -> bool {
    let separates =
        matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    // Invisibles, ils retournent le texte : un programme se lirait comme une image.
    let hides = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | char::REPLACEMENT_CHARACTER);
    !c.is_control() && !separates && !hides
}
// ANCHOR_END: is_safe

// ANCHOR: is_device
/// Dit si Windows y verrait un appareil : `CON`, `nul.txt`, `COM1`…
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_ascii_uppercase();
    let numbered = |prefix| {
        stem.strip_prefix(prefix).is_some_and(|rest| {
            rest.chars().count() == 1 && rest.chars().all(char::is_numeric)
        })
    };
    matches!(&*stem, "CON" | "PRN" | "AUX" | "NUL" | "CONIN$" | "CONOUT$")
        || numbered("COM")
        || numbered("LPT")
}
// ANCHOR_END: is_device

/// Coupe un nom trop long, sans couper une lettre ni perdre une extension courte.
fn shorten(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((_, extension)) if extension.len() <= 16 => {
            (name, format!(".{extension}"))
        }
        _ => (name, String::new()),
    };
    let mut end = LONGEST - extension.len();
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    let kept = stem[..end].trim_end_matches(['.', ' ']);
    format!("{kept}{extension}")
}

// ANCHOR: distinct_names
/// Donne un nom à chaque adresse, sans jamais donner deux fois le même.
///
/// La deuxième `carte.fits` devient `carte-2.fits`. Majuscules et minuscules ne
/// suffisent pas à distinguer deux noms : certains systèmes les confondent.
pub fn distinct_names(urls: &[Url]) -> Vec<String> {
    let mut taken = HashSet::new();
    let mut distinct = |url| {
        let name = file_name(url);
        let (stem, dot, extension) = match name.rsplit_once('.') {
            Some((stem, extension)) => (stem, ".", extension),
            None => (&*name, "", ""),
        };
        let numbered = (2..).map(|n| format!("{stem}-{n}{dot}{extension}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        names.find(|name| taken.insert(name.to_lowercase())).expect("sans fin")
    };
    urls.iter().map(&mut distinct).collect()
}
// ANCHOR_END: distinct_names

#[cfg(test)]
mod tests {
    use std::path::{Component, Path};

    use super::*;

    fn name(path: &str) -> String {
        file_name(&Url::parse(&format!("http://vega.example/{path}")).unwrap())
    }

    #[test]
    fn un_nom_ordinaire_est_garde() {
        let table = [
            ("catalogue.csv", "catalogue.csv"),
            ("2026/novembre/m31.fits", "m31.fits"),
            ("m31.fits?taille=2#haut", "m31.fits"),
            ("%C3%A9toile%20double.txt", "étoile double.txt"),
            ("a..b", "a..b"),
            ("console.log", "console.log"),
            ("common", "common"),
        ];
        for (path, expected) in table {
            assert_eq!(name(path), expected, "{path}");
        }
    }

    #[test]
    fn un_nom_dangereux_ne_l_est_plus() {
        let table = [
            ("", "index"),
            ("images/", "index"),
            ("..", "index"),
            ("%2e%2e", "index"),
            ("...", "index"),
            ("%20", "index"),
            ("..%2f..%2fetc%2fpasswd", "_.._etc_passwd"),
            ("%2Fetc%2Fpasswd", "_etc_passwd"),
            ("..%5C..%5Cboot.ini", "_.._boot.ini"),
            ("C:%5Cvega", "C__vega"),
            (".bashrc", "bashrc"),
            ("CON", "_CON"),
            ("con.txt", "_con.txt"),
            ("nul", "_nul"),
            ("COM1", "_COM1"),
            ("lpt9.csv", "_lpt9.csv"),
            ("vega.txt.", "vega.txt"),
            ("a%00b%0Ac", "a_b_c"),
            ("a%1B%5B31mb", "a_[31mb"),
            ("vega%E2%80%AEgpj.exe", "vega_gpj.exe"),
            ("%FF%FE.csv", "__.csv"),
        ];
        for (path, expected) in table {
            assert_eq!(name(path), expected, "{path}");
        }
    }

    #[test]
    fn un_nom_trop_long_garde_son_extension() {
        let long = name(&format!("{}.fits", "é".repeat(300)));
        assert!(long.len() <= LONGEST && long.ends_with("é.fits"), "{long}");
        let dots = name(&format!("{}.fits", ".a".repeat(300)));
        assert!(dots.len() <= LONGEST && dots.ends_with(".fits"), "{dots}");
        assert!(name(&"a".repeat(5000)).len() <= LONGEST);
    }

    #[test]
    fn aucun_nom_ne_sort_du_dossier() {
        let mut rng = fastrand::Rng::with_seed(7);
        let pieces =
            ["..", "%2e", "%2f", "/", "%5c", "a", "%00", ".", "%20", "CON", ":"];
        for _ in 0..10_000 {
            let count = rng.usize(0..8);
            let path: String =
                (0..count).map(|_| *rng.choice(&pieces).unwrap()).collect();
            let name = name(&path);
            let components: Vec<_> = Path::new(&name).components().collect();
            assert!(
                matches!(components[..], [Component::Normal(_)]),
                "{path} : {name}"
            );
        }
    }

    #[test]
    fn deux_adresses_n_ont_jamais_le_meme_nom() {
        let urls =
            ["a/m31.fits", "b/m31.fits", "c/M31.FITS", "m31-2.fits", "d/", "e/"];
        let parse =
            |path| Url::parse(&format!("http://vega.example/{path}")).unwrap();
        let names = distinct_names(&urls.map(parse));
        assert_eq!(
            names,
            [
                "m31.fits",
                "m31-2.fits",
                "M31-3.FITS",
                "m31-2-2.fits",
                "index",
                "index-2"
            ]
        );
    }
}
