//! Les tâches d'une boucle, chacune dans une place numérotée.

use crate::join::Job;

// ANCHOR: Tasks
/// Des places numérotées ; une place libre garde son waker pour la tâche suivante.
pub struct Tasks<W> {
    places: Vec<Place<W>>,
    free: Vec<usize>,
}

/// Une place : vide, ou occupée, ou dont la tâche a la main.
struct Place<W> {
    job: Option<Job>,
    waker: Option<W>,
}
// ANCHOR_END: Tasks

// ANCHOR: insert
impl<W> Tasks<W> {
    /// Crée un ensemble sans place.
    pub fn new() -> Self {
        Self { places: Vec::new(), free: Vec::new() }
    }

    /// Combien de tâches ne sont pas finies.
    pub fn len(&self) -> usize {
        self.places.len() - self.free.len()
    }

    /// Dit si toutes les tâches sont finies.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Installe une tâche et renvoie le numéro de sa place.
    ///
    /// `new_waker` n'est appelée que pour une place qui n'a jamais servi.
    pub fn insert(&mut self, job: Job, new_waker: impl FnOnce(usize) -> W) -> usize {
        let number = self.free.pop().unwrap_or(self.places.len());
        if number == self.places.len() {
            let waker = Some(new_waker(number));
            self.places.push(Place { job: None, waker });
        }
        self.places[number].job = Some(job);
        number
    }

    /// Renvoie le waker d'une place, sauf pendant un appel à `poll`.
    pub fn waker(&self, number: usize) -> Option<&W> {
        self.places[number].waker.as_ref()
    }

    /// Sort une tâche et son waker, le temps d'un appel à `poll`.
    pub fn take(&mut self, number: usize) -> Option<(Job, W)> {
        let place = &mut self.places[number];
        Some((place.job.take()?, place.waker.take()?))
    }

    /// Remet en place une tâche, ou libère celle d'une tâche finie.
    pub fn put_back(&mut self, number: usize, job: Option<Job>, waker: W) {
        if job.is_none() {
            self.free.push(number);
        }
        self.places[number] = Place { job, waker: Some(waker) };
    }
}
// ANCHOR_END: insert

#[cfg(test)]
mod tests {
    use super::*;
    use crate::join::JoinHandle;

    fn task() -> Job {
        JoinHandle::new(async {}).0
    }

    #[test]
    fn une_place_liberee_ressert_avec_son_waker() {
        let mut tasks = Tasks::new();
        let numbers = [10, 20].map(|waker| tasks.insert(task(), |_| waker));
        assert_eq!((numbers, tasks.len()), ([0, 1], 2));
        let (_, waker) = tasks.take(0).unwrap();
        tasks.put_back(0, None, waker);
        assert_eq!((tasks.len(), tasks.waker(0)), (1, Some(&10)));
        let number = tasks.insert(task(), |_| unreachable!("la place a servi"));
        assert_eq!((number, tasks.len(), tasks.waker(0)), (0, 2, Some(&10)));
    }

    #[test]
    fn une_place_sortie_compte_encore_et_ne_sort_pas_deux_fois() {
        let mut tasks = Tasks::new();
        tasks.insert(task(), |number| number);
        let (taken, waker) = tasks.take(0).unwrap();
        assert!(tasks.take(0).is_none());
        assert_eq!((tasks.len(), tasks.waker(0)), (1, None));
        assert!(!tasks.is_empty());
        tasks.put_back(0, Some(taken), waker);
        assert!(tasks.take(0).is_some());
    }

    #[test]
    fn une_place_libre_n_a_pas_de_tache() {
        let mut tasks = Tasks::new();
        tasks.insert(task(), |_| ());
        let (_, waker) = tasks.take(0).unwrap();
        tasks.put_back(0, None, waker);
        assert!(tasks.take(0).is_none() && tasks.is_empty());
    }
}
