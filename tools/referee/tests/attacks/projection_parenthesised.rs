//! Le même type changé en un autre, écrit autrement.

use std::time::Duration;

trait Object<U> {
    type Output;
}

impl<T: ?core::marker::Sized, U> Object<U> for (T) {
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
