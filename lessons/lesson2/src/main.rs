//! Leçon 2 : les attendables.

use std::process::ExitCode;

use scene::{Act, Scene};
use scenes::*;

mod scenes;

const SCENES: &[Scene] = &[
    Scene::new(
        "deux-temps",
        "une future écrite à la main",
        &[
            Act::new("attendue", two_steps::await_it),
            Act::new("pas à pas", two_steps::step_it),
        ],
    ),
    Scene::new(
        "alternance",
        "deux futures interrogées tour à tour",
        &[
            Act::new("à la main", alternation::by_hand),
            Act::new("par together", alternation::with_together),
        ],
    ),
    Scene::new(
        "pile",
        "la suspension traverse toutes les attentes",
        &[Act::new("trois coroutines imbriquées", nested::through_the_stack)],
    ),
    Scene::new(
        "attente",
        "attendre un événement qu'un autre déclenche",
        &[
            Act::new("redemander sans cesse", waiting::ask_again),
            Act::new("garder le waker", waiting::keep_the_waker),
        ],
    ),
    Scene::new(
        "sans-waker",
        "une future qui oublie son waker",
        &[
            Act::new("seule dans sa tâche", forgotten_waker::asleep_for_ever),
            Act::new(
                "avec une autre dans la même tâche",
                forgotten_waker::woken_by_accident,
            ),
        ],
    ),
    Scene::new(
        "verrou",
        "un verrou fait d'attentes",
        &[Act::new("une à la fois", locking::one_at_a_time)],
    ),
    Scene::new(
        "machine-a-etats",
        "ce que le compilateur fabrique",
        &[
            Act::new("par le compilateur", state_machine::by_the_compiler),
            Act::new("à la main", state_machine::by_hand),
        ],
    ),
    Scene::new(
        "tailles",
        "ce que pèse une future",
        &[
            Act::new("ce qui vit à travers une attente", sizes::across_await),
            Act::new("des futures dans des futures", sizes::nesting),
        ],
    ),
    Scene::new(
        "epingle",
        "pourquoi Pin",
        &[
            Act::new(
                "une coroutine qui se désigne elle-même",
                pinning::inside_itself,
            ),
            Act::new("une valeur déplacée", pinning::moved),
        ],
    ),
    Scene::new(
        "into-future",
        "attendre un constructeur",
        &[Act::new("une demande d'observation", builder::await_a_builder)],
    ),
    Scene::new(
        "constructeur",
        "un constructeur asynchrone",
        &[Act::new("une caméra froide", async_constructor::cold_camera)],
    ),
    Scene::new(
        "deux-sens",
        "ce que poll ne transporte pas",
        &[Act::new("une boîte à ordres", both_ways::through_a_mailbox)],
    ),
];

fn main() -> ExitCode {
    scene::run("Leçon 2 : les attendables", SCENES)
}
