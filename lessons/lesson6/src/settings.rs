//! Ce qu'un serveur s'autorise.

use std::time::Duration;

// ANCHOR: Settings
/// Les limites d'un serveur d'écho. Chacune protège d'un client, lent, muet ou bavard.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Ce qu'il répète.
    pub mode: Mode,
    /// Combien de clients il sert à la fois.
    pub max_clients: usize,
    /// Au bout de combien de temps sans un octet il raccroche.
    pub idle: Duration,
    /// La longueur d'une ligne, en octets, sans sa fin.
    pub max_line: usize,
    /// Le temps laissé aux clients pour finir, quand on l'arrête.
    pub grace: Duration,
}
// ANCHOR_END: Settings

// ANCHOR: Mode
/// Ce qu'un serveur d'écho répète.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Des lignes de texte, entières.
    Lines,
    /// Des octets, à mesure qu'ils arrivent.
    Bytes,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mode: Mode::Lines,
            max_clients: 10_000,
            idle: Duration::from_secs(60),
            max_line: 64 * 1024,
            grace: Duration::from_secs(5),
        }
    }
}
// ANCHOR_END: Mode
