//! Deux coroutines qui alternent.

use std::cell::RefCell;

use tokio::runtime::Builder;
use tokio::task::yield_now;

/// Joue `shots` coups : inscrit chacun sur `sheet`, « NOM NUMÉRO », et rend la main.
pub async fn player(name: &str, shots: u32, sheet: &RefCell<Vec<String>>) {
    for shot in 1..=shots {
        sheet.borrow_mut().push(format!("{name} {shot}"));
        yield_now().await;
    }
}

/// Interroge tour à tour les deux coroutines, jusqu'à ce que les deux aient abouti.
pub fn alternate(first: impl Future<Output = ()>, second: impl Future<Output = ()>) {
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(async { tokio::join!(biased; first, second) });
}
