//! Les tâches d'une boucle, chacune dans une place numérotée.

use std::rc::Rc;

use crate::join::Runnable;

// ANCHOR: Tasks
/// Des places numérotées ; une place libre garde son waker pour la tâche suivante.
pub struct Tasks<W> {
    places: Vec<Place<W>>,
    free: Vec<usize>,
}

/// Une place : vide, ou occupée, ou dont la tâche a la main.
struct Place<W> {
    task: Option<Rc<dyn Runnable>>,
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
    pub fn insert(
        &mut self,
        task: Rc<dyn Runnable>,
        new_waker: impl FnOnce(usize) -> W,
    ) -> usize {
        let number = self.free.pop().unwrap_or(self.places.len());
        if number == self.places.len() {
            let waker = Some(new_waker(number));
            self.places.push(Place { task: None, waker });
        }
        self.places[number].task = Some(task);
        number
    }

    /// Renvoie le waker d'une place, sauf pendant un appel à `poll`.
    pub fn waker(&self, number: usize) -> Option<&W> {
        self.places[number].waker.as_ref()
    }

    /// Sort une tâche et son waker, le temps d'un appel à `poll`.
    pub fn take(&mut self, number: usize) -> Option<(Rc<dyn Runnable>, W)> {
        let place = &mut self.places[number];
        Some((place.task.take()?, place.waker.take()?))
    }

    /// Remet en place une tâche qui n'a pas fini.
    pub fn put_back(&mut self, number: usize, task: Rc<dyn Runnable>, waker: W) {
        self.places[number] = Place { task: Some(task), waker: Some(waker) };
    }

    /// Libère la place d'une tâche finie.
    pub fn free(&mut self, number: usize, waker: W) {
        self.places[number].waker = Some(waker);
        self.free.push(number);
    }
}
// ANCHOR_END: insert
