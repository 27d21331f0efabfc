//! Ce que chaque étape de la boucle promet ; les mêmes essais pour toutes.

use std::cell::RefCell;
use std::rc::Rc;

use lesson3::{Loop, Task, interrupt, v1_run_task, v2_run_tasks};

/// Exécuter une tâche et rendre son résultat : étapes 1 et 3.
type RunTask = fn(Task) -> ();

/// Exécuter plusieurs tâches et compter les appels à `poll` : étapes 2 et 3.
type RunTasks = fn(Vec<Task>) -> u64;

const RUN_TASK: [(&str, RunTask); 2] = [
    ("v1", |task| v1_run_task::run_task(task)),
    ("v3", |task| Loop::new().run_task(task)),
];

const RUN_TASKS: [(&str, RunTasks); 2] = [
    ("v2", |tasks| v2_run_tasks::run_tasks(tasks)),
    ("v3", |tasks| {
        let night = Loop::new();
        tasks.into_iter().for_each(|task| night.add_task(task));
        night.run()
    }),
];

#[derive(Clone, Default)]
struct Journal(Rc<RefCell<Vec<String>>>);

impl Journal {
    fn speak(&self, name: &str, lines: usize) -> Task {
        let (journal, name) = (self.clone(), name.to_owned());
        Box::pin(async move {
            for line in 1..=lines {
                journal.0.borrow_mut().push(format!("{name}{line}"));
                interrupt().await;
            }
        })
    }

    fn read(&self) -> String {
        self.0.borrow().join(" ")
    }
}

#[test]
fn une_tache_va_jusqu_au_bout() {
    for (stage, run_task) in RUN_TASK {
        let journal = Journal::default();
        run_task(journal.speak("a", 3));
        assert_eq!(journal.read(), "a1 a2 a3", "{stage}");
    }
}

#[test]
fn les_taches_parlent_chacune_a_leur_tour() {
    for (stage, run_tasks) in RUN_TASKS {
        let journal = Journal::default();
        let polls = run_tasks(vec![
            journal.speak("a", 3),
            journal.speak("b", 1),
            journal.speak("c", 2),
        ]);
        assert_eq!(journal.read(), "a1 b1 c1 a2 c2 a3", "{stage}");
        // Un appel par ligne, et un dernier qui répond « fini ».
        assert_eq!(polls, 6 + 3, "{stage}");
    }
}

#[test]
fn sans_tache_il_n_y_a_rien_a_faire() {
    for (stage, run_tasks) in RUN_TASKS {
        assert_eq!(run_tasks(Vec::new()), 0, "{stage}");
    }
}
