//! La boucle, troisième étape : des tâches ajoutées en cours de route.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Waker};

use crate::current::Current;
use crate::time;

/// Une tâche : une future sur le tas, dont le type n'est plus visible.
pub type Task = Pin<Box<dyn Future<Output = ()>>>;

// ANCHOR: Loop
/// Une boucle d'événements. La cloner donne une autre poignée sur la même boucle.
#[derive(Clone, Default)]
pub struct Loop {
    tasks: Rc<RefCell<VecDeque<Task>>>,
    polls: Rc<Cell<u64>>,
}

impl Loop {
    /// Crée une boucle sans tâche.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ajoute une tâche, qui aura son tour après les autres.
    pub fn add_task(&self, task: impl Future<Output = ()> + 'static) {
        self.tasks.borrow_mut().push_back(Box::pin(task));
    }

    /// Exécute les tâches, chacune à son tour, jusqu'à ce qu'il n'en reste plus.
    ///
    /// Renvoie le nombre d'appels à `poll`.
    pub fn run(&self) -> u64 {
        self.run_while(|| true)
    }
}
// ANCHOR_END: Loop

// ANCHOR: run_while
impl Loop {
    fn run_while(&self, wanted: impl Fn() -> bool) -> u64 {
        let _current = Current::enter(self.clone());
        time::start();
        let mut cx = Context::from_waker(Waker::noop());
        let before = self.polls.get();
        while wanted() {
            // La file n'est pas empruntée pendant `poll` : une tâche peut y ajouter.
            let Some(mut task) = self.tasks.borrow_mut().pop_front() else { break };
            self.polls.set(self.polls.get() + 1);
            if task.as_mut().poll(&mut cx).is_pending() {
                self.tasks.borrow_mut().push_back(task);
            }
            time::pass(self.tasks.borrow().len());
        }
        self.polls.get() - before
    }
}
// ANCHOR_END: run_while

// ANCHOR: run_task
impl Loop {
    /// Ajoute `task` et exécute la boucle jusqu'à ce que cette tâche finisse.
    ///
    /// Les autres avancent pendant ce temps ; celles qui restent attendent le prochain
    /// appel à [`run`](Self::run) ou à `run_task`.
    pub fn run_task<T: 'static>(
        &self,
        task: impl Future<Output = T> + 'static,
    ) -> T {
        let output = Rc::new(RefCell::new(None));
        let slot = Rc::clone(&output);
        self.add_task(async move {
            let value = task.await;
            *slot.borrow_mut() = Some(value);
        });
        self.run_while(|| output.borrow().is_none());
        output.take().expect("la boucle ne s'arrête pas avant la fin de la tâche")
    }
}
// ANCHOR_END: run_task
