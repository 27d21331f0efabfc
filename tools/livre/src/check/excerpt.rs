//! Prend dans un fichier la partie qu'une inclusion demande, comme mdBook.

use std::borrow::Borrow;
use std::sync::LazyLock;

use regex::Regex;

/// Des lignes d'un fichier, avec leurs numéros.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// Le texte retenu.
    pub text: String,
    /// Le numéro, dans le fichier, de chaque ligne retenue.
    numbers: Vec<usize>,
}

impl Excerpt {
    /// Prend un fichier entier.
    pub fn whole(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            numbers: (1..=text.split('\n').count()).collect(),
        }
    }

    /// Prend un fichier entier et l'entoure d'un bloc de code.
    pub fn fenced(text: &str) -> Self {
        let mut numbers: Vec<_> =
            (0..=text.lines().count()).map(|n| n.max(1)).collect();
        numbers.push(numbers.last().copied().unwrap_or(1));
        Self {
            text: format!("```rust\n{}\n```\n", text.trim_end_matches('\n')),
            numbers,
        }
    }

    /// Renvoie le rang, parmi les lignes retenues, de celle de ce caractère.
    pub fn rank(&self, offset: usize) -> usize {
        self.text[..offset].matches('\n').count()
    }

    /// Renvoie le numéro, dans le fichier, de la ligne de ce rang.
    pub fn number(&self, rank: usize) -> usize {
        self.numbers.get(rank).or(self.numbers.last()).copied().unwrap_or(1)
    }

    /// Réunit des lignes, chacune avec son numéro.
    pub fn collect<S: Borrow<str>>(lines: impl Iterator<Item = (usize, S)>) -> Self {
        let (numbers, lines): (Vec<_>, Vec<_>) = lines.unzip();
        Self { text: lines.join("\n"), numbers }
    }
}

/// Un marqueur d'ancre ; le groupe `end` dit qu'il la ferme.
pub static MARKER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"ANCHOR(?<end>_END)?:\s*(?<name>[\w-]+)").unwrap());

/// Prend la partie demandée ; `hidden` garde le reste du fichier, caché par `#`.
///
/// # Errors
///
/// Ce que mdBook tait : une ancre absente ou jamais fermée, un extrait vide.
pub fn take(text: &str, part: &str, hidden: bool) -> Result<Excerpt, String> {
    let shown = match part.split(':').next().unwrap_or_default() {
        "" => lines(text, part),
        first if first.parse::<usize>().is_ok() => lines(text, part),
        name => anchored(text, name)?,
    };
    if shown.text.trim().is_empty() {
        return Err("l'extrait demandé est vide".into());
    }
    Ok(if hidden { with_hidden_lines(text, &shown) } else { shown })
}

fn lines(text: &str, part: &str) -> Excerpt {
    let mut bounds = part.splitn(2, ':').map(|bound| bound.parse::<usize>().ok());
    let (start, end) = (bounds.next().flatten(), bounds.next());
    let first = start.unwrap_or(1).max(1);
    let last = match (start, end) {
        (Some(line), None) => line,
        (_, Some(Some(line))) => line,
        _ => usize::MAX,
    };
    Excerpt::collect(numbered(text).filter(|(n, _)| (first..=last).contains(n)))
}

fn anchored(text: &str, name: &str) -> Result<Excerpt, String> {
    let line_of = |closing: bool, after: usize| {
        let is_it = |line: &str| {
            MARKER.captures(line).is_some_and(|marker| {
                &marker["name"] == name && marker.name("end").is_some() == closing
            })
        };
        numbered(text).skip(after).find(|(_, line)| is_it(line)).map(|(n, _)| n)
    };
    let start =
        line_of(false, 0).ok_or_else(|| format!("ancre `{name}` introuvable"))?;
    let end = line_of(true, start).ok_or_else(|| {
        format!("ancre `{name}` ouverte ligne {start} et jamais fermée")
    })?;
    let inside = numbered(text).filter(|(n, _)| (start..end).contains(n));
    Ok(Excerpt::collect(inside.filter(|(_, line)| !MARKER.is_match(line))))
}

fn with_hidden_lines(text: &str, shown: &Excerpt) -> Excerpt {
    let kept = numbered(text).filter(|(_, line)| !MARKER.is_match(line));
    Excerpt::collect(kept.map(|(n, line)| match shown.numbers.contains(&n) {
        true => (n, line.to_owned()),
        false => (n, format!("# {line}")),
    }))
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "a\n// ANCHOR: x\nb\n// ANCHOR: y\nc\n// ANCHOR_END: x\nd\n";

    #[test]
    fn une_ancre_donne_ses_lignes_sans_les_marqueurs() {
        let excerpt = take(FILE, "x", false).unwrap();
        assert_eq!((&*excerpt.text, &excerpt.numbers[..]), ("b\nc", &[3, 5][..]));
        assert_eq!(excerpt.number(excerpt.rank(2)), 5);
    }

    #[test]
    fn ce_que_mdbook_tait_est_dit() {
        let error = |part| take(FILE, part, false).unwrap_err();
        assert_eq!(error("z"), "ancre `z` introuvable");
        assert_eq!(error("y"), "ancre `y` ouverte ligne 4 et jamais fermée");
        assert_eq!(error("90:95"), "l'extrait demandé est vide");
    }

    #[test]
    fn les_lignes_se_demandent_comme_a_mdbook() {
        let text = |part| take("a\nb\nc\nd", part, false).unwrap().text;
        assert_eq!(text(""), "a\nb\nc\nd");
        assert_eq!(text("2"), "b");
        assert_eq!(text("2:3"), "b\nc");
        assert_eq!(text("3:"), "c\nd");
        assert_eq!(text(":2"), "a\nb");
    }

    #[test]
    fn rustdoc_include_cache_le_reste() {
        assert_eq!(take(FILE, "x", true).unwrap().text, "# a\nb\nc\n# d");
    }
}
