//! Une durée de vie allongée sans `unsafe` par un défaut de `rustc` : forme refusée.

use std::time::Duration;

fn longer<'a, 'b, T>(value: &'a T) -> &'b T {
    static UNIT: &&() = &&();
    fn same<'a, 'b, T>(_: &'a &'b (), value: &'b T) -> &'a T {
        value
    }
    let same: fn(_, &'a T) -> &'b T = same;
    same(UNIT, value)
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    let kept: &'static u64 = longer(&Box::new(999));
    println!("percé");
    *kept
}
