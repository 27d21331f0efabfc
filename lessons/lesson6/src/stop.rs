//! Demander à un serveur de s'arrêter.

use tokio_util::sync::CancellationToken;

// ANCHOR: Stop
/// L'arrêt d'un serveur, en deux temps. Les clones sont le même arrêt.
#[derive(Clone, Debug, Default)]
pub struct Stop {
    finish: CancellationToken,
    cut: CancellationToken,
}
// ANCHOR_END: Stop

// ANCHOR: tokens
impl Stop {
    /// Crée un arrêt que personne n'a encore demandé.
    pub fn new() -> Self {
        Self::default()
    }

    /// Demande de finir : plus de nouveaux clients, ce qui est en cours s'achève.
    pub fn finish(&self) {
        self.finish.cancel();
    }

    /// Demande de couper : ce qui est en cours s'interrompt.
    pub fn cut(&self) {
        self.finish.cancel();
        self.cut.cancel();
    }

    /// Renvoie le jeton annulé quand il faut finir.
    pub fn finishing(&self) -> &CancellationToken {
        &self.finish
    }

    /// Renvoie le jeton annulé quand il faut couper.
    pub fn cutting(&self) -> &CancellationToken {
        &self.cut
    }
}
// ANCHOR_END: tokens
