//! Faire exploser une macro en compilant : `RLIMIT_CPU`.

#![recursion_limit = "1000"]

macro_rules! double {
    ($($t:tt)*) => { triple!($($t)* $($t)*) };
}
macro_rules! triple {
    ($a:tt $b:tt $($t:tt)*) => { ($a, triple!($($t)*)) };
    ($($t:tt)*) => { () };
}

pub fn bomb() {
    let _ = double!(@TOKENS@);
}
