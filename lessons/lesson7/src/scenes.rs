//! Les scènes de la leçon, dans l'ordre du chapitre.

pub mod arrival;
pub mod failures;
pub mod first;
pub mod one_page;
pub mod resuming;
pub mod reuse;
pub mod sequence;
pub mod silences;
pub mod together;
pub mod window;

use lesson7::stage::Stage;
use scene::block_on;

/// Les observatoires qui nous envoient leurs pages.
const OBSERVATORIES: [&str; 10] = [
    "Véga", "Deneb", "Altaïr", "Sirius", "Rigel", "Capella", "Antarès", "Mizar",
    "Algol", "Spica",
];

/// Joue `act` avec un serveur lent en marche.
fn with_server(act: impl AsyncFnOnce(&mut Stage)) {
    block_on(async {
        let mut stage = Stage::open().await.expect("une socket sur cette machine");
        act(&mut stage).await;
    });
}
