//! La même durée de vie allongée, où la référence dans la référence ne se voit pas.

use std::time::Duration;

struct Unit<'a>(#[allow(dead_code)] &'a ());

fn same<'a, 'b, T>(_: &'a Unit<'b>, value: &'b T, _: &()) -> &'a T {
    value
}

fn longer<T>(value: &T) -> &'static T {
    fn inner<'a, T>(value: &'a T) -> &'static T {
        let same: fn(_, &'a T, &()) -> &'static T = same;
        static UNIT: Unit<'static> = Unit(&());
        same(&UNIT, value, &())
    }
    inner(value)
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    let kept: &'static u64 = longer(&Box::new(999));
    println!("percé");
    *kept
}
