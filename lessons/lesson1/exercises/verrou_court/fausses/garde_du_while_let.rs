//! Un verrou relâché pendant l'attente.

use std::collections::VecDeque;
use std::sync::Mutex;

/// Une nuit d'observation, que plusieurs télescopes se partagent.
pub struct Night(Mutex<Notebook>);

/// Le carnet : les étoiles qui restent, et les mesures faites.
struct Notebook {
    left: VecDeque<&'static str>,
    done: Vec<(&'static str, u64)>,
}

impl Night {
    /// Prépare une nuit dont le programme est `stars`, dans l'ordre.
    pub fn new(stars: &[&'static str]) -> Self {
        let left = stars.iter().copied().collect();
        Self(Mutex::new(Notebook { left, done: Vec::new() }))
    }

    /// Renvoie les mesures, dans l'ordre où elles ont été notées.
    pub fn into_measures(self) -> Vec<(&'static str, u64)> {
        self.0.into_inner().unwrap().done
    }

    /// Mesure, une à une, des étoiles du programme jusqu'à ce qu'il n'en reste plus.
    #[expect(clippy::manual_async_fn, reason = "une async fn ne promet pas Send")]
    pub fn observe<F: Future<Output = u64> + Send>(
        &self,
        measure: impl Fn(&'static str) -> F + Send,
    ) -> impl Future<Output = ()> + Send {
        async move {
            while let Some(star) = self.0.lock().unwrap().left.pop_front() {
                let photons = measure(star).await;
                self.0.lock().unwrap().done.push((star, photons));
            }
        }
    }
}
