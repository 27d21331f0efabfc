//! Ce que [`check_eq`](crate::check_eq) accepte de comparer.

/// Deux types dont l'égalité ne dépend pas du code jugé, qui n'a pas le kit et ne peut
/// donc rien y ajouter.
#[diagnostic::on_unimplemented(
    message = "un `{Self}` n'est pas ce que l'essai attend, un `{E}`",
    label = "ce type est-il celui de l'ébauche ?"
)]
pub trait Comparable<E: ?Sized> {
    /// Dit si les deux valeurs sont égales.
    fn equals(&self, expected: &E) -> bool;
}

impl<T: PartialEq + ?Sized> Comparable<T> for T {
    fn equals(&self, expected: &T) -> bool {
        self == expected
    }
}

impl<T: PartialEq, const N: usize> Comparable<[T; N]> for Vec<T> {
    fn equals(&self, expected: &[T; N]) -> bool {
        self == expected
    }
}

impl Comparable<&str> for String {
    fn equals(&self, expected: &&str) -> bool {
        self == expected
    }
}

impl<const N: usize> Comparable<[&str; N]> for Vec<String> {
    fn equals(&self, expected: &[&str; N]) -> bool {
        self == expected
    }
}

impl Comparable<Vec<String>> for Vec<&str> {
    fn equals(&self, expected: &Vec<String>) -> bool {
        self == expected
    }
}

impl<T: PartialEq> Comparable<Vec<T>> for &[T] {
    fn equals(&self, expected: &Vec<T>) -> bool {
        self == expected
    }
}

impl<T: PartialEq, const N: usize> Comparable<&[T; N]> for &[T] {
    fn equals(&self, expected: &&[T; N]) -> bool {
        self == expected
    }
}

impl<const N: usize> Comparable<[&str; N]> for [String; N] {
    fn equals(&self, expected: &[&str; N]) -> bool {
        self == expected
    }
}

impl Comparable<&[&str]> for &[String] {
    fn equals(&self, expected: &&[&str]) -> bool {
        self == expected
    }
}
