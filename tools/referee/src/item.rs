//! Un élément d'un fichier, pendant qu'on le lit.

use crate::tokens::Token;

/// Un élément en cours de lecture.
pub struct Item {
    /// Où il commence.
    pub start: usize,
    /// Ce qui l'entoure, et `#[test]` si la copie jugée ne l'a pas : il ne passe alors pour
    /// aucun autre.
    pub around: Vec<String>,
    /// Les traits qu'il dérive.
    pub derives: Vec<String>,
    /// Vrai après son signe égal.
    pub has_value: bool,
}

impl Item {
    /// Commence un élément, dans ce qui l'entoure.
    pub fn new(around: &[String], start: usize) -> Self {
        Self {
            start,
            around: around.to_vec(),
            derives: Vec::new(),
            has_value: false,
        }
    }

    /// Lui met un attribut, ce que ses crochets contiennent.
    pub fn wears(&mut self, attribute: &[Token]) {
        self.derives.extend(derived(attribute));
        if is_for_tests(attribute) {
            self.around.push("#[test]".to_owned());
        }
    }
}

/// Dit si un attribut ôte de la copie jugée l'élément qu'il précède.
fn is_for_tests(attribute: &[Token]) -> bool {
    let is = |name| attribute.first().is_some_and(|token: &Token| token.is(name));
    let path = attribute.iter().take_while(|token| !token.opens());
    is("cfg") || path.into_iter().any(|token| token.is("test"))
}

/// Renvoie les traits qu'un attribut dérive.
fn derived(attribute: &[Token]) -> Vec<String> {
    let Some(open) = attribute.first().filter(|token| token.is("derive")) else {
        return Vec::new();
    };
    let named = |token: &&Token| token.is_word && token.depth == open.depth + 1;
    attribute.iter().filter(named).map(|token| token.text.clone()).collect()
}
