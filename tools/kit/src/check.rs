//! Comparer, et dire la différence en français.

use std::fmt::Debug;

use crate::comparable::Comparable;
use crate::failure::fail;

/// Vérifie que deux valeurs sont égales ; `what` nomme ce qu'on compare.
///
/// Leurs types sont les mêmes, ou ceux de [`Comparable`] : un type du code jugé qui se
/// dirait égal à un `u32` ne se compare pas à lui.
///
/// # Panics
///
/// Fait échouer l'essai avec « what : actual au lieu de expected ».
#[track_caller]
pub fn check_eq<A, E>(what: &str, actual: A, expected: E)
where
    A: Debug + Comparable<E>,
    E: Debug,
{
    if !actual.equals(&expected) {
        fail(format!("{what} : {actual:?} au lieu de {expected:?}"));
    }
}

/// Vérifie une condition ; `message` est le reproche si elle est fausse.
///
/// # Panics
///
/// Fait échouer l'essai avec `message`.
#[track_caller]
pub fn check(condition: bool, message: impl Into<String>) {
    if !condition {
        fail(message);
    }
}

/// Vérifie à la compilation que la valeur peut changer de thread.
pub fn assert_send<T: Send + ?Sized>(_value: &T) {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::message_of;

    #[test]
    fn la_difference_est_dite_en_francais() {
        check_eq("la somme", 3, 3);
        check(true, "jamais");
        let wrong = message_of(|| check_eq("la somme", 3, 4));
        assert_eq!(wrong, "la somme : 3 au lieu de 4");
        assert_eq!(message_of(|| check(false, "c'est faux")), "c'est faux");
    }
}
