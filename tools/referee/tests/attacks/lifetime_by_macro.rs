//! La même durée de vie allongée, dont la forme n'existe qu'une fois la macro développée.

use std::time::Duration;

fn same<'a, 'b, T>(_: &'a &'b (), value: &'b T, _: &()) -> &'a T {
    value
}

fn longer<T>(value: &T) -> &'static T {
    macro_rules! joined {
        ($word:tt, $($after:tt)*) => {
            $word $($after)*
        };
    }
    fn inner<'a, T>(value: &'a T) -> &'static T {
        let same: joined!(fn, (_, &'a T, &()) -> &'static T) = same;
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
