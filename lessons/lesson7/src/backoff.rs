//! La temporisation croissante : attendre de plus en plus, et pas tous ensemble.

use std::time::Duration;

use fastrand::Rng;

// ANCHOR: Backoff
/// Combien d'essais, et combien attendre entre deux.
#[derive(Clone, Debug)]
pub struct Backoff {
    /// Les essais qui restent, celui en cours compris.
    attempts: u32,
    /// La prochaine attente, avant hasard.
    wait: Duration,
    rng: Rng,
}

impl Backoff {
    /// La première attente ; elle double à chaque échec.
    pub const FIRST: Duration = Duration::from_millis(500);
    /// Jamais plus entre deux essais, à moins que le serveur le demande.
    pub const LONGEST: Duration = Duration::from_secs(30);
    /// Ce qu'un serveur peut demander ; au-delà, mieux vaut renoncer et le dire.
    pub const MOST_ASKED: Duration = Duration::from_secs(120);

    /// Prévoit `attempts` essais, avec les hasards de `rng`.
    pub fn new(attempts: u32, rng: Rng) -> Self {
        Self { attempts, wait: Self::FIRST, rng }
    }
}
// ANCHOR_END: Backoff

// ANCHOR: next
impl Backoff {
    /// Renvoie l'attente avant le prochain essai, s'il en reste un.
    ///
    /// Le hasard prend entre la moitié et le tout : mille clients coupés au même
    /// instant ne reviennent pas ensemble. Ce que le serveur demande est un minimum.
    pub fn next(&mut self, asked: Option<Duration>) -> Option<Duration> {
        self.attempts = self.attempts.saturating_sub(1);
        let asked = asked.unwrap_or_default();
        if self.attempts == 0 || asked > Self::MOST_ASKED {
            return None;
        }
        let half = u64::try_from(self.wait.as_millis() / 2).unwrap_or(u64::MAX);
        let wait = Duration::from_millis(half + self.rng.u64(0..=half));
        self.wait = (self.wait * 2).min(Self::LONGEST);
        Some(wait.max(asked))
    }
}
// ANCHOR_END: next

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_attentes_doublent_et_s_arretent_au_plafond() {
        for seed in 0..100 {
            let mut backoff = Backoff::new(10, Rng::with_seed(seed));
            let mut whole = Backoff::FIRST;
            for _ in 1..10 {
                let wait = backoff.next(None).unwrap();
                assert!(
                    wait >= whole / 2 && wait <= whole,
                    "{wait:?} pour {whole:?}"
                );
                whole = (whole * 2).min(Backoff::LONGEST);
            }
            assert_eq!(backoff.next(None), None);
        }
    }

    #[test]
    fn deux_clients_n_attendent_pas_autant() {
        let wait = |seed| Backoff::new(2, Rng::with_seed(seed)).next(None);
        let waits: std::collections::HashSet<_> = (0..100).map(wait).collect();
        assert!(waits.len() > 50, "{}", waits.len());
    }

    #[test]
    fn le_serveur_allonge_l_attente_mais_ne_l_abrege_pas() {
        let next = |asked| Backoff::new(2, Rng::with_seed(1)).next(asked);
        let seconds = Duration::from_secs;
        assert_eq!(next(Some(seconds(7))), Some(seconds(7)));
        assert!(next(Some(seconds(0))) >= Some(Backoff::FIRST / 2));
        assert_eq!(next(Some(seconds(3600))), None);
    }

    #[test]
    fn un_seul_essai_n_attend_rien() {
        assert_eq!(Backoff::new(1, Rng::with_seed(1)).next(None), None);
        assert_eq!(Backoff::new(0, Rng::with_seed(1)).next(None), None);
    }
}
