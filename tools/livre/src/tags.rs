//! Lit les balises d'un morceau de HTML, avec leur position à l'octet près.

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, StartTag, State, Token, Tokenizer};

/// Décrit une balise ouvrante ou fermante.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Le nom, en minuscules.
    pub name: String,
    /// Les attributs, entités décodées ; d'un attribut répété, le premier.
    pub attributes: BTreeMap<String, String>,
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
        self.attributes.get(name).map(String::as_str)
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

const VOID: [&str; 13] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
    "source", "track", "wbr",
];

/// Liste les balises de `html` ; commentaires, scripts et styles sont sautés.
pub fn tags(html: &str) -> Vec<Tag> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let emitter = DefaultEmitter::new_with_span();
    let mut tokens = Tokenizer::new_with_emitter(html, emitter);
    let mut found = Vec::new();
    while let Some(Ok(token)) = tokens.next() {
        let (tag, closing) = match token {
            Token::StartTag(tag) => (tag, false),
            Token::EndTag(EndTag { name, span }) => {
                (StartTag { name, span, ..StartTag::default() }, true)
            }
            _ => continue,
        };
        let name = text(&tag.name);
        let empty = tag.self_closing || VOID.contains(&&*name);
        if matches!(&*name, "script" | "style") && !closing && !empty {
            tokens.set_state(State::RawText);
        }
        let attributes = tag.attributes.iter().map(|(k, v)| (text(k), text(v)));
        let attributes = attributes.collect();
        let range = tag.span.start..tag.span.end;
        found.push(Tag { name, attributes, range, closing, empty });
    }
    found
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
    fn les_places_sont_exactes_apres_accents_entites_et_fins_de_ligne() {
        let html = "é&eacute;\r\n<!-- <i> -->\r<b\r\n a=1>\n</b >";
        let places: Vec<_> = tags(html).into_iter().map(|tag| tag.range).collect();
        let shown: Vec<_> = places.into_iter().map(|place| &html[place]).collect();
        assert_eq!(shown, ["<b\r\n a=1>", "</b >"]);
    }

    #[test]
    fn un_style_deja_ferme_ne_cache_pas_la_suite() {
        assert_eq!(names("<svg><style/><p></svg>"), ["svg", "style", "p", "svg"]);
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
