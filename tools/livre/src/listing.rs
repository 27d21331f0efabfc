//! Rend les blocs de code : coloriés, et suivis de ce qui permet de les retrouver.

use std::fmt::Write;
use std::ops::Range;
use std::path::Path;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use pulldown_cmark_escape::{FmtWriter, escape_html};

use crate::document;
use crate::highlight::highlight;
use crate::origin::Origin;
use crate::playground;
use crate::repository::Repository;

/// Comment rendre les blocs de code d'un livre.
#[derive(Debug)]
pub struct Listings<'a> {
    /// La racine du cours.
    pub root: &'a Path,
    /// Où mènent les liens vers les fichiers.
    pub repository: Repository,
    /// Vrai si le livre emporte une copie des fichiers cités, dans [`COPIES`].
    pub copies: bool,
}

/// Le dossier du livre où sont copiés les fichiers cités, faute de dépôt.
pub const COPIES: &str = "code/";

impl Listings<'_> {
    /// Remplace chaque bloc de code du chapitre par sa figure.
    pub fn set(&self, text: &str) -> String {
        let mut page = String::with_capacity(text.len() * 2);
        let mut at = 0;
        for block in blocks(text) {
            page += &text[at..block.range.start];
            // Une ligne vide referme le bloc HTML.
            let _ = writeln!(page, "{}\n", self.figure(&block));
            at = block.range.end;
        }
        page + &text[at..]
    }

    /// Une seule ligne : un bloc HTML de Markdown s'arrête à la première ligne vide.
    fn figure(&self, block: &Block) -> String {
        let (class, language) = block.kind();
        let mut figure = format!("<figure class=\"listing {class}\"><pre");
        if let Some(language) = language {
            let _ = write!(figure, " data-language=\"{language}\"");
        }
        let _ = write!(figure, "><code>{}</code></pre>", block.html());
        let caption = self.caption(block);
        if !caption.is_empty() {
            let _ = write!(figure, "<figcaption>{caption}</figcaption>");
        }
        (figure + "</figure>").replace('\n', "&#10;")
    }

    fn caption(&self, block: &Block) -> String {
        let mut caption = String::new();
        let Some(origin) = &block.origin else { return caption };
        if block.is_broken() {
            caption += "<span class=\"broken\">Ne compile pas</span> ";
        }
        let path = Escaped(&origin.path);
        // Un fichier qui manque est l'affaire de l'inclusion, pas celle du lien.
        let copied = self.copies && self.root.join(&origin.path).is_file();
        let copy = copied.then(|| format!("{COPIES}{}.txt", origin.path));
        match self.repository.source(&origin.path).or(copy) {
            Some(url) => {
                let url = Escaped(&url);
                let _ =
                    write!(caption, "<a class=\"source\" href=\"{url}\">{path}</a>");
            }
            None => {
                let _ = write!(caption, "<span class=\"source\">{path}</span>");
            }
        }
        if let Some(command) = origin.command(self.root) {
            let command = words(&command);
            let _ = write!(
                caption,
                " <span class=\"run\"><code class=\"command\">{command}</code></span>"
            );
        }
        let program = Some(&block.code).filter(|_| block.is_whole_program());
        if let Some(url) = program.and_then(|program| playground::link(program)) {
            let url = Escaped(&url);
            let _ = write!(
                caption,
                " <a class=\"playground\" href=\"{url}\">Ouvrir dans le Rust Playground</a>"
            );
        }
        caption
    }
}

/// Un texte échappé pour un attribut ou un contenu.
struct Escaped<'a>(&'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        escape_html(FmtWriter(f), self.0)
    }
}

/// Un bloc de code du chapitre.
struct Block {
    range: Range<usize>,
    language: String,
    origin: Option<Origin>,
    code: String,
}

impl Block {
    fn new(range: Range<usize>, info: &str) -> Self {
        let language = info.split([' ', ',']).next().unwrap_or_default().to_owned();
        Self {
            range,
            language,
            origin: Origin::from_fence(info),
            code: String::new(),
        }
    }

    /// La classe de la figure, et le nom du langage si c'en est un.
    fn kind(&self) -> (&'static str, Option<&'static str>) {
        let path = self.origin.as_ref().map_or("", |origin| &origin.path);
        match &*self.language {
            "console" => ("console", None),
            "text" | "" if path.contains("/errors/") => ("compiler", None),
            "text" | "" if self.is_dated() => ("output dated", None),
            "text" | "" => ("output", None),
            "rust" if self.is_broken() => ("code broken-code", Some("Rust")),
            "rust" => ("code", Some("Rust")),
            "python" => ("code", Some("Python")),
            "javascript" => ("code", Some("JavaScript")),
            "toml" => ("code", Some("TOML")),
            _ => ("code", None),
        }
    }

    fn is_broken(&self) -> bool {
        let rust = |origin: &Origin| {
            origin.path.contains("/errors/") && origin.path.ends_with(".rs")
        };
        self.origin.as_ref().is_some_and(rust)
    }

    /// Vrai pour la sortie d'une scène, dont les lignes commencent par leur date.
    fn is_dated(&self) -> bool {
        self.code.lines().any(|line| line.starts_with("[ ") && line.contains(" s] "))
    }

    fn is_whole_program(&self) -> bool {
        self.language == "rust" && self.origin.as_ref().is_some_and(|o| o.whole)
    }

    fn html(&self) -> String {
        let code = self.code.trim_end();
        match &*self.language {
            "console" => lines(code, words),
            "text" if self.is_dated() => lines(code, |line| highlight(line, "")),
            "rust" => rust(code),
            language => highlight(code, language),
        }
    }
}

/// Une balise par ligne, pour l'invite d'une commande et le retrait d'une ligne datée.
fn lines(code: &str, render: impl Fn(&str) -> String) -> String {
    let line = |line: &str| format!("<span class=\"line\">{}</span>", render(line));
    code.split_inclusive('\n').map(line).collect()
}

/// Une commande dont les options ne se coupent pas : `--frise` reste d'un tenant.
fn words(command: &str) -> String {
    let word = |word: &str| match word.trim_end() {
        option if option.starts_with('-') => {
            let end = &word[option.len()..];
            format!("<span class=\"word\">{}</span>{end}", Escaped(option))
        }
        _ => Escaped(word).to_string(),
    };
    command.split_inclusive([' ', '\n']).map(word).collect()
}

/// Le code Rust ; les lignes `# …`, utiles au seul compilateur, sont repliées.
fn rust(code: &str) -> String {
    let hidden = |line: &str| line == "#" || line.starts_with("# ");
    if !code.lines().any(hidden) {
        return highlight(code, "rust");
    }
    let mut html = String::new();
    let lines: Vec<_> = code.split_inclusive('\n').collect();
    for part in lines.chunk_by(|a, b| hidden(a.trim_end()) == hidden(b.trim_end())) {
        if hidden(part[0].trim_end()) {
            let part: String = part
                .iter()
                .map(|line| line.strip_prefix("# ").unwrap_or("\n"))
                .collect();
            let part = highlight(&part, "rust");
            let _ = write!(html, "<span class=\"hidden-lines\">{part}</span>");
        } else {
            html += &highlight(&part.concat(), "rust");
        }
    }
    html
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (event, range) in
        Parser::new_ext(text, document::options()).into_offset_iter()
    {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                open = Some(Block::new(range, &info));
            }
            Event::Text(code) => {
                if let Some(block) = &mut open {
                    block.code += &code;
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(open.take()),
            _ => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> String {
        let root = &Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Listings { root, repository: Repository::default(), copies: true }.set(text)
    }

    #[test]
    fn un_bloc_tient_sur_une_ligne_et_garde_ses_lignes() {
        let page = set("a\n\n```text\nun\n\n<deux>\n```\nb\n");
        let figure = page.lines().find(|line| line.starts_with("<figure")).unwrap();
        assert!(
            figure.contains("<code>un&#10;&#10;&lt;deux&gt;</code>"),
            "{figure}"
        );
        assert!(page.ends_with("</figure>\n\n\nb\n"), "{page:?}");
    }

    #[test]
    fn un_extrait_dit_d_ou_il_vient() {
        let page = set(
            "```rust origin=lessons/lesson1/examples/lesson1_quiz1.rs\nfn main() {}\n```\n",
        );
        assert!(
            page.contains(
                "href=\"code/lessons/lesson1/examples/lesson1_quiz1.rs.txt\""
            ),
            "{page}"
        );
        assert!(page.contains("cargo run <span class=\"word\">-p</span> lesson1"));
        assert!(page.contains("https://play.rust-lang.org/"), "{page}");
        let page = set(
            "```rust origin=lessons/lesson1/examples/lesson1_quiz1.rs:main\nfn main() {}\n```\n",
        );
        assert!(!page.contains("play.rust-lang.org"), "{page}");
    }

    #[test]
    fn ce_qui_ne_compile_pas_le_dit() {
        let page =
            set("```rust,ignore origin=lessons/lesson1/errors/e.rs\nlet\n```\n");
        assert!(page.contains("Ne compile pas"), "{page}");
        let page =
            set("```text origin=lessons/lesson1/errors/e.stderr\nerror\n```\n");
        assert!(page.contains("listing compiler"), "{page}");
    }

    #[test]
    fn les_lignes_cachees_sont_repliees() {
        let page = set("```rust\n# use a::b;\nfn f() {}\n#\n# g();\n```\n");
        assert!(page.contains("hidden-lines"), "{page}");
        assert!(!page.contains("# use"), "{page}");
        assert_eq!(page.matches("hidden-lines").count(), 2);
    }

    #[test]
    fn chaque_ligne_d_une_commande_a_son_invite() {
        let page = set("```console\ncargo livre\ncargo test\n```\n");
        assert_eq!(page.matches("<span class=\"line\">").count(), 2);
    }

    #[test]
    fn un_bloc_dans_une_liste_reste_dans_la_liste() {
        let page = set("- a\n\n  ```text\n  un\n\n  deux\n  ```\n\n- b\n");
        assert!(page.contains("\n  <figure"), "{page}");
        assert!(page.contains("un&#10;&#10;deux"), "{page}");
    }
}
