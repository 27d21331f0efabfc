//! Deux coroutines qui alternent.

use std::cell::RefCell;
use std::pin::pin;
use std::task::{Context, Waker};

/// Joue `shots` coups : inscrit chacun sur `sheet`, « NOM NUMÉRO », et rend la main.
pub async fn player(name: &str, shots: u32, sheet: &RefCell<Vec<String>>) {
    for shot in 1..=shots {
        sheet.borrow_mut().push(format!("{name} {shot}"));
    }
}

/// Interroge tour à tour les deux coroutines, jusqu'à ce que les deux aient abouti.
pub fn alternate(first: impl Future<Output = ()>, second: impl Future<Output = ()>) {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let mut cx = Context::from_waker(Waker::noop());
    let (mut first_done, mut second_done) = (false, false);
    while !(first_done && second_done) {
        first_done = first_done || first.as_mut().poll(&mut cx).is_ready();
        second_done = second_done || second.as_mut().poll(&mut cx).is_ready();
    }
}
