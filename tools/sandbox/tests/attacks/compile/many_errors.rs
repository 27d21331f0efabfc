//! Inonder la sortie d'erreur en compilant : la taille des sorties.

macro_rules! complain {
    ($($t:tt)*) => { $( pub const _: () = { let unused = stringify!($t); }; )* };
}
complain!(@TOKENS@);
