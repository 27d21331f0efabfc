//! Une partie de la classe, quand plusieurs machines se la partagent.

use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// La partie `k` sur `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Son numéro, de 1 à `n`.
    pub(crate) k: u64,
    /// Le nombre de parties.
    pub(crate) n: u64,
}

impl Part {
    /// Lit `3/10`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (k, n) = text.split_once('/')?;
        let part = Self { k: k.parse().ok()?, n: n.parse().ok()? };
        (1..=part.n).contains(&part.k).then_some(part)
    }

    /// Dit si un étudiant est de cette partie ; son identifiant seul en décide.
    pub(crate) fn contains(self, id: &str) -> bool {
        Digest::default().add(id).number() % self.n == self.k - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chaque_etudiant_est_d_une_seule_partie() {
        for rank in 0..200 {
            let id = rank.to_string();
            let parts = (1..=7).filter(|k| Part { k: *k, n: 7 }.contains(&id));
            assert_eq!(parts.count(), 1, "{id}");
        }
    }

    #[test]
    fn une_partie_impossible_est_refusee() {
        assert_eq!(Part::parse("3/10"), Some(Part { k: 3, n: 10 }));
        for wrong in ["0/3", "4/3", "1", "a/b", "1/0", "-1/2", ""] {
            assert_eq!(Part::parse(wrong), None, "{wrong}");
        }
    }
}
