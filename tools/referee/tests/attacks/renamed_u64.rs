//! Le même type, renommé `u64` : un nom de l'ébauche ne change pas de sens.

use std::time::Duration;

use Liar as u64;

#[derive(Debug)]
pub struct Liar;

impl<T> PartialEq<T> for Liar {
    fn eq(&self, _: &T) -> bool {
        true
    }
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    Liar
}
