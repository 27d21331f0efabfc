//! Ce qu'un fichier montre à ses tests : signatures, types associés, noms.

use std::collections::BTreeSet;

use crate::declared::{Declared, declared};
use crate::item::Item;
use crate::output::output;
use crate::tokens::{Token, closing};

/// Un élément qu'une copie doit garder tel quel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Ce qui l'entoure et son nom : `impl Iter · next`.
    pub key: String,
    /// Ce qu'elle produit, à la fin d'une future si c'en est une, ou ce qu'il désigne.
    pub output: String,
    /// Vrai si les tests peuvent l'appeler.
    pub is_public: bool,
    /// Sa ligne.
    pub line: usize,
}

impl Shown {
    /// Renvoie son nom seul.
    pub fn name(&self) -> &str {
        self.key.rsplit(" · ").next().unwrap_or_default()
    }
}

/// Ce qu'un fichier montre.
#[derive(Clone, Debug, Default)]
pub struct Surface {
    /// Ses fonctions et types associés.
    pub shown: Vec<Shown>,
    /// Les traits que ses types dérivent, `Type · Trait`.
    pub derived: BTreeSet<String>,
    /// Les noms qu'il déclare, où qu'ils soient.
    pub declared: Vec<Declared>,
    /// Les macros appelées à la place d'un élément, et leur ligne.
    pub macros: Vec<(String, usize)>,
}

/// Lit ce que montre un fichier.
pub fn surface(tokens: &[Token]) -> Surface {
    let found = Surface { declared: declared(tokens), ..Surface::default() };
    let mut reader = Reader { tokens, at: 0, found };
    reader.items(&[], tokens.len());
    reader.found
}

/// Les mots qu'on retient d'un en-tête : plus qu'aucune copie honnête, et assez peu pour
/// qu'aucune autre n'épuise la mémoire de l'arbitre.
const HEADER: usize = 500;

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    found: Surface,
}

impl<'a> Reader<'a> {
    /// Lit les éléments d'un bloc jusqu'à `end` ; `around` les entoure.
    fn items(&mut self, around: &[String], end: usize) {
        let mut item = Item::new(around, self.at);
        while self.at < end {
            let token = &self.tokens[self.at];
            let next = self.tokens.get(self.at + 1);
            let is_named = next.is_some_and(|next| next.is_word);
            match token.text.as_str() {
                "#" => item.wears(self.attribute()),
                "fn" if is_named => {
                    self.function(&item);
                    item = Item::new(around, self.at);
                }
                "type" => {
                    let is_public = !around.is_empty() || self.is_public(&item);
                    self.associated(&item, is_public);
                }
                "const" if is_named && self.is_constant() => {
                    self.associated(&item, self.is_public(&item));
                }
                "impl" | "mod" | "trait" if around.len() < 8 => {
                    self.container(&item.around);
                    item = Item::new(around, self.at);
                }
                "struct" | "enum" if is_named => {
                    let name = &self.tokens[self.at + 1].text;
                    let all = item.derives.iter();
                    let all =
                        all.map(|one| key(&item.around, &format!("{name} · {one}")));
                    self.found.derived.extend(all);
                    self.definition(&item);
                }
                "!" if self.at > 0 && self.tokens[self.at - 1].is_word => {
                    let name = &self.tokens[self.at - 1];
                    // Après un signe égal, ce n'est que la valeur d'un élément.
                    if !item.has_value {
                        self.found.macros.push((name.text.clone(), name.line));
                    }
                    self.at += 1;
                }
                ";" | "}" => {
                    self.at += 1;
                    item = Item::new(around, self.at);
                }
                _ if token.opens() => {
                    self.at = closing(self.tokens, self.at) + 1;
                    if token.is("{") {
                        item = Item::new(around, self.at);
                    }
                }
                sign => {
                    item.has_value |= sign == "=";
                    self.at += 1;
                }
            }
        }
    }

    /// Dit si ce `const` ouvre une constante, et non un paramètre de type.
    fn is_constant(&self) -> bool {
        let is_parameter = self.at > 0
            && ["<", ","].iter().any(|sign| self.tokens[self.at - 1].is(sign));
        !is_parameter && !self.tokens[self.at + 1].is("fn")
    }

    fn is_public(&self, item: &Item) -> bool {
        self.tokens[item.start..self.at].iter().any(|token| token.is("pub"))
    }

    /// Lit un attribut, et renvoie ce que ses crochets contiennent.
    fn attribute(&mut self) -> &'a [Token] {
        self.at += 1;
        if self.tokens.get(self.at).is_some_and(|token| token.is("!")) {
            self.at += 1;
        }
        if self.tokens.get(self.at).is_none_or(|token| !token.is("[")) {
            return &[];
        }
        let open = self.at;
        let end = closing(self.tokens, open);
        self.at = end + 1;
        &self.tokens[open + 1..end]
    }

    fn function(&mut self, item: &Item) {
        let (first, depth) = (self.at, self.tokens[self.at].depth);
        let ends =
            |token: &Token| token.depth == depth && (token.is("{") || token.is(";"));
        let rest = &self.tokens[first..];
        let length = rest.iter().take_while(|token| !ends(token)).count();
        let output = output(&rest[..length], depth);
        let is_trait = item.around.last().is_some_and(|one| {
            one.starts_with("trait") || one.split(' ').any(|word| word == "for")
        });
        self.found.shown.push(Shown {
            key: key(&item.around, &self.tokens[first + 1].text),
            output,
            is_public: is_trait || self.is_public(item),
            line: self.tokens[first].line,
        });
        self.at = first + length;
        self.skip_body();
    }

    fn skip_body(&mut self) {
        if self.at < self.tokens.len() && self.tokens[self.at].is("{") {
            self.at = closing(self.tokens, self.at);
        }
        self.at += 1;
    }

    /// Lit ce dont un type est fait, s'il se compare : un champ peut mentir.
    fn definition(&mut self, item: &Item) {
        let rest = &self.tokens[self.at..];
        let depth = rest[0].depth;
        let is_end =
            |token: &Token| token.depth == depth && (token.is(";") || token.is("}"));
        let length = rest.iter().take_while(|token| !is_end(token)).count();
        if item.derives.iter().any(|derived| derived == "PartialEq") {
            self.found.shown.push(Shown {
                key: key(&item.around, &rest[1].text),
                output: bare(&rest[..length]),
                is_public: self.is_public(item),
                line: rest[1].line,
            });
        }
        self.at += length;
    }

    /// Lit `type Output = u32;`, ou une constante.
    fn associated(&mut self, item: &Item, is_public: bool) {
        let rest = &self.tokens[self.at..];
        let depth = self.tokens[self.at].depth;
        let is_end = |token: &Token| token.depth == depth && token.is(";");
        let length = rest.iter().take_while(|token| !is_end(token)).count();
        let Some(name) = rest.get(1) else { return self.at += 1 };
        self.found.shown.push(Shown {
            key: key(&item.around, &name.text),
            output: joined(&rest[..length]),
            is_public,
            line: name.line,
        });
        self.at += length;
    }

    /// Entre dans un `impl`, un `mod` ou un `trait`.
    fn container(&mut self, around: &[String]) {
        let depth = self.tokens[self.at].depth;
        let rest = &self.tokens[self.at..];
        let ends =
            |token: &Token| token.depth == depth && (token.is("{") || token.is(";"));
        let length = rest.iter().take_while(|token| !ends(token)).count();
        let header = joined(&rest[..length.min(HEADER)]);
        self.at += length;
        if self.tokens.get(self.at).is_none_or(|token| !token.is("{")) {
            return;
        }
        let end = closing(self.tokens, self.at);
        self.at += 1;
        self.items(&[around, &[header]].concat(), end);
        self.at = end + 1;
    }
}

fn key(around: &[String], name: &str) -> String {
    around.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join(" · ")
}

/// Joint les mots d'une définition, sans commentaires, ni virgules finales.
fn bare(tokens: &[Token]) -> String {
    let mut text = String::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1);
        let is_last = next.is_none_or(|next| next.is("}") || next.is(")"));
        if token.is("#") && next.is_some_and(|next| next.is("[")) {
            at = closing(tokens, at + 1);
        } else if !(token.is(",") && is_last) {
            text += &token.text;
            text.push(' ');
        }
        at += 1;
    }
    text.trim_end().to_owned()
}

fn joined(tokens: &[Token]) -> String {
    tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn read(text: &str) -> Surface {
        surface(&tokens(text).unwrap())
    }

    #[test]
    fn chaque_fonction_a_ce_qui_l_entoure_et_ce_qu_elle_produit() {
        let found = read(
            "#[must_use] pub async fn a(b: fn() -> u8) -> u64 { fn c() {} }\n\
             impl Future for D { type Output = u8; fn poll(self) -> Poll<u8> { x } }\n\
             struct G<const H: u8 = 1> { i: u8 } pub const E: [u8; 2] = { f(); [1, 2] };",
        );
        let all: Vec<_> =
            found.shown.iter().map(|one| (&*one.key, &*one.output)).collect();
        let expected = [
            ("a", "u64"),
            ("impl Future for D · Output", "type Output = u8"),
            ("impl Future for D · poll", "Poll < u8 >"),
            ("E", "const E : [ u8 ; 2 ] = { f ( ) ; [ 1 , 2 ] }"),
        ];
        assert_eq!(all, expected);
        assert!(found.shown.iter().all(|one| one.is_public));
    }

    #[test]
    fn un_type_qui_se_compare_montre_ce_dont_il_est_fait() {
        let found = read(
            "#[derive(PartialEq)] pub enum A { /// Un.\n B(u8,), C { d: E, }, }\n\
             #[derive(PartialEq)] pub struct F(pub u16); #[derive(Eq)] pub struct G;\n\
             pub type H = Vec<F>;",
        );
        let outputs: Vec<_> = found.shown.iter().map(|one| &*one.output).collect();
        let expected = [
            "enum A { B ( u8 ) , C { d : E }",
            "struct F ( pub u16 )",
            "type H = Vec < F >",
        ];
        assert_eq!(outputs, expected);
        assert!(found.shown.iter().all(|one| one.is_public));
    }

    #[test]
    fn les_traits_derives_et_les_macros_se_relevent() {
        let found = read(
            "#[derive(Clone, PartialEq)] enum A {} /// B.\n make!(b); const C: u8 = d!();\n\
             mod e { #[derive(Clone)] struct F; }",
        );
        let derived: Vec<_> = found.derived.iter().map(String::as_str).collect();
        assert_eq!(derived, ["A · Clone", "A · PartialEq", "mod e · F · Clone"]);
        assert_eq!(found.macros, [("make".to_owned(), 2)]);
    }

    #[test]
    fn ce_que_la_copie_jugee_n_a_pas_ne_passe_pour_rien_d_autre() {
        let found = read(
            "#[derive(Eq)] #[cfg(test)] pub struct A;\n\
             #[test] #[ignore] pub fn b() -> u8 { c }\n\
             #[tokio::test(start_paused = true)] async fn d() {}\n\
             #[cfg(test)] mod e { pub fn f() {} }\n pub fn g() {}",
        );
        let keys: Vec<_> = found.shown.iter().map(|one| &*one.key).collect();
        let inside = ["#[test] · b", "#[test] · d", "#[test] · mod e · f", "g"];
        assert_eq!(keys, inside);
        assert!(found.derived.contains("#[test] · A · Eq"));
    }
}
