//! La durée réelle accordée aux tests d'un exercice.

use std::time::{Duration, Instant};

/// Ce qu'il faut au moins pour lancer un test.
const LEAST: Duration = Duration::from_millis(100);

/// La durée réelle accordée aux tests.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// À un seul test.
    pub one: Duration,
    /// À tous ceux d'un exercice, ensemble.
    pub all: Duration,
}

/// Une patience qui s'épuise.
#[derive(Clone, Copy, Debug)]
pub struct Countdown {
    patience: Patience,
    started: Instant,
}

impl Patience {
    /// Lance le compte à rebours.
    pub fn start(self) -> Countdown {
        Countdown { patience: self, started: Instant::now() }
    }
}

impl Countdown {
    /// Renvoie la durée du prochain test, ou `None` s'il n'en reste pas de quoi le
    /// lancer.
    pub fn next(&self) -> Option<Duration> {
        let left = self.patience.all.saturating_sub(self.started.elapsed());
        Some(self.patience.one.min(left)).filter(|time| *time >= LEAST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_test_n_a_ni_plus_que_sa_part_ni_plus_que_le_reste() {
        let second = Duration::from_secs(1);
        let start = |one, all| Patience { one, all }.start().next();
        assert_eq!(start(second, 60 * second), Some(second));
        assert!(start(60 * second, second).unwrap() <= second);
        assert_eq!(start(second, LEAST / 2), None);
    }
}
