//! Faire exploser des macros en compilant : `RLIMIT_CPU`.

macro_rules! constants {
    ($($t:tt)*) => { $(const _: &str = stringify!($t);)* };
}
macro_rules! twice {
    ($($t:tt)*) => { constants!($($t)* $($t)*); };
}
macro_rules! eight_times {
    ($($t:tt)*) => { twice!($($t)* $($t)* $($t)* $($t)*); };
}
macro_rules! thirty_two_times {
    ($($t:tt)*) => { eight_times!($($t)* $($t)* $($t)* $($t)*); };
}
thirty_two_times!(@TOKENS@ @TOKENS@);
