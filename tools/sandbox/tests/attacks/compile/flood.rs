//! Inonder la sortie d'erreur en compilant : la taille des sorties.

#[deprecated(note = "@TOKENS@")]
fn old() {}

pub fn flood() {
    old();
    old();
    old();
    old();
    old();
    old();
    old();
    old();
    old();
    old();
    old();
    old();
    old();
    old();
    old();
    old();
}
