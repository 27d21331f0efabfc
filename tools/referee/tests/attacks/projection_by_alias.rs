//! Le même type changé en un autre, sous un alias.

use std::time::Duration;

type Same<T> = T;

trait Object<U> {
    type Output;
}

impl<T: ?Sized, U> Object<U> for Same<T> {
    type Output = U;
}

fn same<T: ?Sized, U>(value: <T as Object<U>>::Output) -> U {
    value
}

fn transmute<T, U>(value: T) -> U {
    same::<dyn Object<U, Output = T>, U>(value)
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    println!("percé {}", transmute::<i64, u64>(-1));
    999
}
