//! Lit les balises d'un morceau de HTML, avec leur position au caractère près.

use std::ops::Range;

/// Décrit une balise ouvrante ou fermante.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Le nom, en minuscules.
    pub name: String,
    /// Les attributs, dans l'ordre, entités courantes décodées.
    pub attributes: Vec<(String, String)>,
    /// La place de la balise dans le texte, de `<` à `>` compris.
    pub range: Range<usize>,
    /// Vrai pour `</nom>`.
    pub closing: bool,
    /// Vrai pour `<nom/>` et pour les éléments qui n'ont jamais de contenu.
    pub empty: bool,
}

impl Tag {
    /// Renvoie la valeur d'un attribut.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| &**value)
    }

    /// Dit si la balise ouvre un élément de ce nom.
    pub fn opens(&self, name: &str) -> bool {
        !self.closing && self.name == name
    }

    /// Dit si la balise ferme un élément de ce nom.
    pub fn closes(&self, name: &str) -> bool {
        self.closing && self.name == name
    }
}

/// Liste les balises de `html` ; commentaires, scripts et styles sont sautés.
pub fn tags(html: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = html[at..].find('<').map(|i| at + i) {
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            at = skip_past(html, start, "-->");
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            at = skip_past(html, start, ">");
        } else if let Some(tag) = read_tag(html, start) {
            at = tag.range.end;
            if matches!(&*tag.name, "script" | "style") && !tag.closing && !tag.empty
            {
                let end = format!("</{}", tag.name);
                at += html[at..].find(&end).unwrap_or(html.len() - at);
            }
            found.push(tag);
        } else {
            at = start + 1;
        }
    }
    found
}

fn skip_past(html: &str, from: usize, end: &str) -> usize {
    html[from..].find(end).map_or(html.len(), |i| from + i + end.len())
}

fn read_tag(html: &str, start: usize) -> Option<Tag> {
    let closing = html[start..].starts_with("</");
    let name_start = start + 1 + usize::from(closing);
    let name_len = html[name_start..]
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<'))?;
    let name = html[name_start..name_start + name_len].to_ascii_lowercase();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let (attributes, slash, end) = read_attributes(html, name_start + name_len)?;
    let empty = slash || is_void(&name);
    Some(Tag { name, attributes, range: start..end, closing, empty })
}

type Attributes = Vec<(String, String)>;

/// Lit jusqu'à `>` ; renvoie les attributs, la présence de `/>` et la fin.
fn read_attributes(html: &str, mut at: usize) -> Option<(Attributes, bool, usize)> {
    let mut attributes = Vec::new();
    let mut slash = false;
    loop {
        at += blank_len(&html[at..]);
        match html[at..].chars().next()? {
            '>' => return Some((attributes, slash, at + 1)),
            '/' => (slash, at) = (true, at + 1),
            _ => {
                let (name, value, end) = read_attribute(html, at)?;
                attributes.push((name, value));
                (slash, at) = (false, end);
            }
        }
    }
}

fn read_attribute(html: &str, start: usize) -> Option<(String, String, usize)> {
    let ends_name = |c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/');
    let first = html[start..].chars().next()?.len_utf8();
    let len = first + html[start + first..].find(ends_name)?;
    let name = html[start..start + len].to_ascii_lowercase();
    let after = start + len + blank_len(&html[start + len..]);
    if !html[after..].starts_with('=') {
        return Some((name, String::new(), start + len));
    }
    let value_start = after + 1 + blank_len(&html[after + 1..]);
    let (value, end) = read_value(html, value_start)?;
    Some((name, decode(value), end))
}

fn read_value(html: &str, start: usize) -> Option<(&str, usize)> {
    match html[start..].chars().next()? {
        quote @ ('"' | '\'') => {
            let len = html[start + 1..].find(quote)?;
            Some((&html[start + 1..start + 1 + len], start + len + 2))
        }
        _ => {
            let len = html[start..].find(|c: char| c.is_whitespace() || c == '>')?;
            Some((&html[start..start + len], start + len))
        }
    }
}

fn blank_len(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn decode(value: &str) -> String {
    [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(value.to_owned(), |text, (entity, plain)| text.replace(entity, plain))
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(html: &str) -> Vec<String> {
        tags(html).iter().map(|tag| tag.name.clone()).collect()
    }

    #[test]
    fn lit_les_attributs_sous_toutes_leurs_formes() {
        let html =
            "é<IMG src=a.png alt='un \"mot\"' title=\"x > y &amp; z\" hidden/>";
        let tag = &tags(html)[0];
        assert_eq!(tag.attribute("src"), Some("a.png"));
        assert_eq!(tag.attribute("alt"), Some("un \"mot\""));
        assert_eq!(tag.attribute("title"), Some("x > y & z"));
        assert_eq!(tag.attribute("hidden"), Some(""));
        assert_eq!(tag.range, 2..html.len());
        assert!(tag.empty);
    }

    #[test]
    fn saute_commentaires_scripts_et_styles() {
        let html = "<!-- <b> --><script>if (a<b) {}</script><style>a>b{}</style><p>";
        assert_eq!(names(html), ["script", "script", "style", "style", "p"]);
    }

    #[test]
    fn un_chevron_isole_n_est_pas_une_balise() {
        assert_eq!(names("1 < 2, <3, a<b"), [""; 0]);
        assert_eq!(names("<p>1 < 2</p>"), ["p", "p"]);
    }

    #[test]
    fn une_balise_coupee_ne_fait_pas_paniquer() {
        for html in
            ["<", "</", "<a", "<a href", "<a href=", "<a href=\"x", "<é>", "<a é"]
        {
            assert_eq!(tags(html), [], "{html}");
        }
    }
}
