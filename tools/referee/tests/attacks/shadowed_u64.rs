//! Le même type, sous le nom de `u64` : un nom de l'ébauche ne change pas de sens.

use std::time::Duration;

#[allow(non_camel_case_types)]
#[derive(Debug)]
pub struct u64;

impl<T> PartialEq<T> for u64 {
    fn eq(&self, _: &T) -> bool {
        true
    }
}

pub async fn sum(_: &[u32], _: Duration) -> u64 {
    u64
}
