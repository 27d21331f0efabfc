//! La note d'une copie : brute, puis finale, et ce qui les sépare.

use serde::{Deserialize, Serialize};

use crate::points::Points;

/// Les quatre nombres qui vont de la note brute à la note finale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Marks {
    /// Les points des tests réussis.
    #[serde(rename = "brute")]
    pub(crate) raw: Points,
    /// Ce que retire le retard.
    #[serde(rename = "retard")]
    pub(crate) late: Points,
    /// Ce qu'ajoutent les ajustements.
    #[serde(rename = "ajoute")]
    pub(crate) added: Points,
    /// Ce qu'ils retirent.
    #[serde(rename = "retire")]
    pub(crate) removed: Points,
    /// Ce qui reste, jamais négatif.
    #[serde(rename = "finale")]
    pub(crate) last: Points,
}

impl Marks {
    /// Calcule la note finale : le retard d'abord, les ajustements ensuite.
    pub(crate) fn new(
        raw: Points,
        late_percent: u32,
        adjustments: impl Iterator<Item = Points>,
    ) -> Self {
        let zero = Points::default();
        let (mut added, mut removed) = (zero, zero);
        for points in adjustments {
            match points < zero {
                true => removed = removed - points,
                false => added = added + points,
            }
        }
        let late = raw.percent(late_percent);
        let last = (raw - late + added - removed).max(zero);
        Self { raw, late, added, removed, last }
    }

    /// Additionne les notes de plusieurs exercices.
    pub(crate) fn total<'a>(all: impl Iterator<Item = &'a Self>) -> Self {
        all.fold(Self::default(), |sum, marks| Self {
            raw: sum.raw + marks.raw,
            late: sum.late + marks.late,
            added: sum.added + marks.added,
            removed: sum.removed + marks.removed,
            last: sum.last + marks.last,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_retard_ne_touche_pas_aux_ajustements() {
        let adjustments = [Points(100), Points(-50), Points(25)];
        let marks = Marks::new(Points(700), 10, adjustments.into_iter());
        let expected = Marks {
            raw: Points(700),
            late: Points(70),
            added: Points(125),
            removed: Points(50),
            last: Points(705),
        };
        assert_eq!(marks, expected);
    }

    #[test]
    fn une_note_n_est_jamais_negative() {
        let marks = Marks::new(Points(100), 100, [Points(-300)].into_iter());
        assert_eq!(marks.last, Points(0));
        assert_eq!(Marks::total([marks, marks].iter()).removed, Points(600));
    }
}
