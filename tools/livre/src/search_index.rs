//! L'index de la recherche : les textes du livre, section par section.
//!
//! La page les découpe en mots et les classe elle-même (`theme/search.js`) : une seule
//! définition d'un mot, pour l'index et pour la question.

use html5gum::{StartTag, Token, Tokenizer};
use serde::Serialize;

/// Le fichier de l'index, à la racine du livre.
pub const FILE: &str = "search.json";

/// Ce que la recherche sait d'une section, ou d'une entrée du lexique.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// La page et l'ancre, depuis la racine du livre.
    pub url: String,
    /// Le titre de la section.
    pub title: String,
    /// Le titre du chapitre, puis de la section qui contient celle-ci.
    pub chapter: String,
    /// La prose, les sorties et les tableaux.
    pub text: String,
    /// Les extraits de code.
    pub code: String,
    /// Vrai pour une entrée du lexique.
    pub entry: bool,
}

/// Découpe une page construite ; `name` est son fichier.
///
/// Les titres jusqu'au troisième niveau et les `<dfn>` d'un tableau commencent une
/// section ; dessins, légendes d'extrait et scripts n'y sont pas.
pub fn sections(html: &str, name: &str) -> Vec<Section> {
    let mut reader = Reader { name, ..Reader::default() };
    for token in Tokenizer::new(html) {
        match token {
            Ok(Token::StartTag(tag)) => reader.open(&tag),
            Ok(Token::EndTag(tag)) => reader.close(&text(&tag.name)),
            Ok(Token::String(string)) => reader.text(&text(&string)),
            _ => {}
        }
    }
    reader.sections.iter_mut().for_each(Section::tidy);
    // Un titre seul, comme celui qui ne fait que réunir des exercices, n'apprend rien.
    reader
        .sections
        .retain(|section| !(section.text.is_empty() && section.code.is_empty()));
    reader.sections
}

#[derive(Default)]
struct Reader<'a> {
    name: &'a str,
    sections: Vec<Section>,
    in_main: bool,
    in_code: bool,
    in_title: bool,
    /// L'élément dont rien ne s'indexe, et combien du même nom sont ouverts.
    skipped: Option<(String, usize)>,
    /// Les titres qui contiennent celui-ci.
    path: Vec<usize>,
    /// La section du dernier titre, et celle où va le texte.
    heading: usize,
    current: usize,
}

impl Reader<'_> {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = text(&tag.name);
        self.in_main |= name == "main";
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth += usize::from(*skipped == name);
            return;
        }
        let id = tag.attributes.get(b"id".as_slice()).map(|id| text(id));
        match (&*name, id) {
            _ if !self.in_main => {}
            _ if is_silent(&name, tag) => self.skipped = Some((name.clone(), 1)),
            ("h1" | "h2" | "h3", Some(id)) => {
                self.path.truncate(usize::from(name.as_bytes()[1] - b'1'));
                self.begin(&id, false);
                self.path.push(self.current);
                self.heading = self.current;
            }
            ("dfn", Some(id)) => self.begin(&id, true),
            ("pre", _) => self.in_code = true,
            _ => {}
        }
        self.separate(&name);
    }

    fn is_entry(&self) -> bool {
        self.sections.get(self.current).is_some_and(|section| section.entry)
    }

    fn begin(&mut self, id: &str, entry: bool) {
        let titles = self.path.iter().map(|&section| &*self.sections[section].title);
        let chapter = titles.collect::<Vec<_>>().join(" › ");
        let url = format!("{}#{id}", self.name);
        self.current = self.sections.len();
        self.sections.push(Section { url, chapter, entry, ..Section::default() });
        self.in_title = true;
    }

    fn close(&mut self, name: &str) {
        if let Some((skipped, depth)) = &mut self.skipped {
            *depth -= usize::from(skipped == name);
            if *depth == 0 {
                self.skipped = None;
            }
            return;
        }
        match name {
            "main" => self.in_main = false,
            "pre" => self.in_code = false,
            "h1" | "h2" | "h3" | "dfn" => self.in_title = false,
            // Après une entrée du lexique, le texte revient à la section.
            "tr" => self.current = self.heading,
            "td" if self.is_entry() => self.text(" · "),
            _ => {}
        }
        self.separate(name);
    }

    /// Une balise en ligne ne sépare pas deux mots ; les autres, si.
    fn separate(&mut self, name: &str) {
        if !["span", "code", "a", "em", "strong", "dfn", "sup", "mark"]
            .contains(&name)
        {
            self.text(" ");
        }
    }

    fn text(&mut self, text: &str) {
        if !self.in_main || self.skipped.is_some() {
            return;
        }
        let Some(section) = self.sections.get_mut(self.current) else { return };
        if self.in_title {
            section.title += text;
        } else if self.in_code {
            section.code += text;
        } else {
            section.text += text;
        }
    }
}

impl Section {
    fn tidy(&mut self) {
        for text in
            [&mut self.title, &mut self.chapter, &mut self.text, &mut self.code]
        {
            *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        // Une entrée commence par ce qui suit son nom : « , f. · future · … ».
        self.text = self.text.trim_matches([',', '·', ' ']).replace("· · ", "· ");
        if self.chapter.is_empty() {
            self.chapter.clone_from(&self.title);
        }
    }
}

/// Ce qui n'apprend rien à qui cherche : dessins, boutons, légendes d'extrait ; et les
/// indices, que l'on doit demander.
fn is_silent(name: &str, tag: &StartTag<()>) -> bool {
    let class = tag.attributes.get(b"class".as_slice()).map(|class| text(class));
    let class = class.unwrap_or_default();
    let has = |wanted| class.split(' ').any(|class| class == wanted);
    matches!(name, "svg" | "script" | "style" | "button" | "form")
        || name == "figcaption" && !has("kept")
        || has("section-end")
        || has("timeline-table")
        || has("hint")
        || has("resume-slot")
        || has("print-help")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(main: &str) -> Vec<Section> {
        sections(
            &format!("<h1 id=\"x\">menu</h1><main>{main}</main><p>pied"),
            "p.html",
        )
    }

    #[test]
    fn chaque_titre_ouvre_une_section() {
        let found = read(
            "<h1 id=\"a\">Le&nbsp;A</h1><p>un</p><p>deux</p><h2 id=\"b\"><a>B</a></h2>c",
        );
        let urls: Vec<_> = found.iter().map(|section| &*section.url).collect();
        assert_eq!(urls, ["p.html#a", "p.html#b"]);
        assert_eq!((&*found[0].title, &*found[0].text), ("Le A", "un deux"));
        assert_eq!((&*found[1].title, &*found[1].chapter), ("B", "Le A"));
        let nested = read(
            "<h1 id=\"a\">A</h1>x<h2 id=\"b\">B</h2>x<h3 id=\"c\">C</h3>x<h2 id=\"d\">D</h2>x",
        );
        assert_eq!((&*nested[2].chapter, &*nested[3].chapter), ("A › B", "A"));
        assert_eq!(found[1].text, "c");
    }

    #[test]
    fn le_code_colorie_reste_d_un_tenant() {
        let code = "<pre><code>std::<span class=\"t\">task</span>::Wake&lt;T&gt;</code></pre>";
        let found = read(&format!("<h1 id=\"a\">A</h1>x{code}<p>y"));
        assert_eq!(found[0].code, "std::task::Wake<T>");
        assert_eq!(found[0].text, "x y");
    }

    #[test]
    fn une_entree_du_lexique_est_une_section() {
        let found = read(
            "<h1 id=\"a\">A</h1><table><tr><td><dfn id=\"f\">future</dfn>, f.</td><td>valeur</td></tr></table>z",
        );
        assert_eq!((&*found[1].url, &*found[1].title), ("p.html#f", "future"));
        assert_eq!(found[1].text, "f. · valeur");
        assert_eq!(found[0].text, "z");
    }

    #[test]
    fn dessins_et_legendes_ne_s_indexent_pas() {
        let found = read(
            "<h1 id=\"a\">A</h1><svg><text>n</text><svg></svg>n</svg><figure><figcaption>n</figcaption></figure>o<p class=\"section-end\">n</p>",
        );
        assert_eq!(found[0].text, "o");
    }
}
