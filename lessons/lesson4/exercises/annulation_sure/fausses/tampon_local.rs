//! Ne rien perdre quand une attente est abandonnée.

use std::time::Duration;

use lesson4::channel::Receiver;
use lesson4::timeout;

/// Rassemble les pixels reçus en images de `size` pixels.
pub struct Images {
    pixels: Receiver<u16>,
    size: usize,
}

impl Images {
    /// Prépare la réception d'images de `size` pixels, au moins un.
    pub fn new(pixels: Receiver<u16>, size: usize) -> Self {
        Self { pixels, size }
    }

    /// Attend l'image suivante ; `None` quand il n'y a plus rien à recevoir.
    ///
    /// Détruire cette future avant qu'elle aboutisse ne perd aucun pixel.
    pub async fn next(&mut self) -> Option<Vec<u16>> {
        let mut partial = Vec::new();
        while partial.len() < self.size {
            match self.pixels.recv().await {
                Some(pixel) => partial.push(pixel),
                None if partial.is_empty() => return None,
                None => break,
            }
        }
        Some(partial)
    }
}

/// Range chaque image dès qu'elle est complète, et regarde le ciel à chaque `period`.
pub async fn watch(
    mut images: Images,
    period: Duration,
    mut store: impl FnMut(Vec<u16>),
    mut look: impl FnMut(),
) {
    let mut deadline = clock::now() + period;
    loop {
        let left = deadline.saturating_sub(clock::now());
        match timeout(left, images.next()).await {
            Ok(Some(image)) => store(image),
            Ok(None) => return,
            Err(_) => {
                look();
                deadline += period;
            }
        }
    }
}
