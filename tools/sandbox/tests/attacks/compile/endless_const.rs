//! Calculer trop longtemps en compilant : `RLIMIT_CPU`.

#![allow(long_running_const_eval)]

pub const ANSWER: u64 = {
    let (mut n, mut sum) = (0_u64, 0_u64);
    while n < 3_000_000 {
        sum = sum.wrapping_add(n);
        n += 1;
    }
    sum
};
