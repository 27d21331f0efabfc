//! Des valeurs tirées au sort, mais toujours les mêmes.

use std::env;
use std::ops::RangeInclusive;

use fastrand::Rng;

use crate::session::Session;

/// La graine de tous les essais, quand personne n'en demande une autre.
const SEED: u64 = 20_260_901;

/// Crée un générateur de valeurs ; `stream` distingue ceux d'un même essai.
///
/// La graine vient de `KIT_SEED`, sinon elle est fixe ; un essai qui échoue la
/// donne.
///
/// # Panics
///
/// Panique si `KIT_SEED` n'est pas un nombre entier.
pub fn seeded(stream: u64) -> Rng {
    let seed = match env::var("KIT_SEED") {
        Ok(text) => text.parse().expect("KIT_SEED est un nombre entier"),
        Err(_) => SEED,
    };
    if let Some(session) = Session::current() {
        session.seed.get_or_init(|| seed);
    }
    // Deux graines voisines donneraient deux suites voisines.
    Rng::with_seed(seed ^ stream.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// Tire `count` entiers dans `range`.
pub fn values(stream: u64, count: usize, range: RangeInclusive<u64>) -> Vec<u64> {
    let mut rng = seeded(stream);
    (0..count).map(|_| rng.u64(range.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::message_of;

    #[test]
    fn les_valeurs_sont_les_memes_a_chaque_fois() {
        assert_eq!(values(1, 20, 0..=9), values(1, 20, 0..=9));
        assert_ne!(values(1, 20, 0..=9), values(2, 20, 0..=9));
        assert!(values(3, 100, 5..=6).iter().all(|value| (5..=6).contains(value)));
    }

    #[test]
    fn le_reproche_donne_la_graine() {
        let message = message_of(|| {
            values(1, 1, 0..=9);
            crate::fail("la somme est fausse");
        });
        let (reproach, seed) = message.split_once('\n').unwrap();
        assert_eq!(reproach, "la somme est fausse");
        assert!(seed.starts_with("(valeurs tirées avec KIT_SEED="), "{seed}");
    }
}
