//! Une durée de vie allongée sans `unsafe` par un défaut de `rustc` : forme refusée.

use std::time::Duration;

fn same<'a, 'b, T>(_: &'a &'b (), value: &'b T, _: &()) -> &'a T {
    value
}

fn longer<T>(value: &T) -> &'static T {
    fn inner<'a, T>(value: &'a T) -> &'static T {
        let same: fn(_, &'a T, &()) -> &'static T = same;
        static UNIT: &&() = &&();
        same(UNIT, value, &())
    }
    inner(value)
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    let kept: &'static u64 = longer(&Box::new(999));
    println!("percé");
    *kept
}
