//! Leçon 4 : les futures, les wakers et les minuteurs.

use std::process::ExitCode;

use scene::{Act, Scene};
use scenes::*;

mod scenes;

const SCENES: &[Scene] = &[
    Scene::new(
        "reveil",
        "une tâche qui attend n'est plus interrogée",
        &[
            Act::new("avant, après", waking::before_and_after),
            Act::new("le rendez-vous de la leçon 3", waking::meet),
        ],
    ),
    Scene::new(
        "reveil-perdu",
        "un réveil donné avant l'attente",
        &[
            Act::new("un signal sans mémoire", lost::naive),
            Act::new("un signal qui se souvient", lost::remembered),
        ],
    ),
    Scene::new(
        "courses",
        "un réveil pendant l'appel à poll",
        &[
            Act::new("le drapeau baissé après", races::late_flag),
            Act::new("le drapeau baissé avant", races::flag_lowered_first),
        ],
    ),
    Scene::new(
        "remonte-descend",
        "le waker descend, Pending remonte",
        &[Act::new("une pose", travel::travel)],
    ),
    Scene::new(
        "echeances",
        "des minuteurs, dans l'ordre des dates",
        &[
            Act::new("cinq étoiles, dans le désordre", deadlines::any_order),
            Act::new("trois coupoles à la même date", deadlines::same_date),
            Act::new("appeler plus tard", deadlines::call_later),
        ],
    ),
    Scene::new(
        "sans-cpu",
        "dormir sans occuper le processeur",
        &[
            Act::new("l'attente active de la leçon 3", idle::without_timers),
            Act::new("des minuteurs", idle::with_timers),
        ],
    ),
    Scene::new(
        "autre-thread",
        "un autre thread réveille la boucle",
        &[Act::new("compter ailleurs", other_thread::stack)],
    ),
    Scene::new(
        "annulation",
        "détruire une future là où elle dort",
        &[
            Act::new("un délai", cancelling::too_long),
            Act::new("des nuages", cancelling::clouds),
            Act::new("une panique n'arrête qu'une tâche", cancelling::isolated),
        ],
    ),
    Scene::new(
        "relais",
        "des canaux entre tâches",
        &[
            Act::new("la contre-pression", relay::pressure),
            Act::new("une question, une réponse", relay::answer),
        ],
    ),
    Scene::new(
        "echo",
        "des centaines de clients sur une boucle",
        &[Act::new("trois cents clients", crowd::crowd)],
    ),
];

fn main() -> ExitCode {
    scene::run("Leçon 4 : les futures, les wakers et les minuteurs", SCENES)
}
