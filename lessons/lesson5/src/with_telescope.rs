//! Une portée : ouvrir, prêter, et toujours ranger.

use std::panic::resume_unwind;

use lesson3::gather::catch;

use crate::telescope::{Event, Telescope};

// ANCHOR: with_telescope
/// Ouvre un télescope, le prête à `body`, et le range avant de rendre le résultat.
///
/// Il est rangé quoi que renvoie `body`, et même s'il panique. Si c'est cette future
/// que l'on détruit, rien ne s'attend plus : le télescope est abandonné.
///
/// # Panics
///
/// Si `body` panique, une fois le télescope rangé.
pub async fn with_telescope<T>(
    tell: impl Fn(Event) + 'static,
    body: impl AsyncFnOnce(&mut Telescope) -> T,
) -> T {
    let mut telescope = Telescope::open(tell).await;
    // Une fermeture ordinaire peut paniquer dès l'appel, avant de rendre sa future.
    let output = catch(async { body(&mut telescope).await }).await;
    telescope.close().await;
    output.unwrap_or_else(|panic| resume_unwind(panic))
}
// ANCHOR_END: with_telescope
