//! Ce qu'un téléchargement raconte de lui-même.

use std::time::Duration;

use crate::failure::Failure;

// ANCHOR: Watcher
/// Suit un téléchargement. Par défaut, chaque méthode ne fait rien.
pub trait Watcher {
    /// Un corps commence à arriver, à partir de l'octet `offset` ; `total` est la
    /// taille du fichier entier, si le serveur l'a dite.
    fn starts(&self, _offset: u64, _total: Option<u64>) {}

    /// `length` octets du fichier sont arrivés.
    fn advances(&self, _length: u64) {}

    /// L'essai a échoué ; le prochain est dans `wait`.
    fn waits(&self, _failure: &Failure, _wait: Duration) {}
}
// ANCHOR_END: Watcher

/// Ne suit rien.
impl Watcher for () {}
