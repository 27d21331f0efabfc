//! Leçon 1 : les coroutines.
//!
//! Chaque module est une scène ; l'ordre est celui du chapitre.

use std::process::ExitCode;

use scene::{Act, Scene};

mod colors;
mod counters;
mod launchers;
mod laziness;
mod one_thread;
mod start;
mod starvation;
mod step_by_step;
mod three_parts;
mod together;

const SCENES: &[Scene] = &[
    Scene::new(
        "paresse",
        "appeler une async fn n'exécute rien",
        &[
            Act::new("appeler, puis exécuter", laziness::call_then_run),
            Act::new("appeler, puis abandonner", laziness::call_then_drop),
        ],
    ),
    Scene::new(
        "pas-a-pas",
        "une coroutine interrogée à la main",
        &[
            Act::new("trois appels à poll", step_by_step::poll_three_times),
            Act::new("combien de suspensions ?", step_by_step::count_pauses),
            Act::new("sleep a besoin d'un runtime", step_by_step::sleep_alone),
        ],
    ),
    Scene::new(
        "trois-temps",
        "une coroutine en trois temps, qui renvoie une valeur",
        &[
            Act::new("une observation", three_parts::one_observation),
            Act::new(
                "une coroutine qui s'appelle elle-même",
                three_parts::recursion,
            ),
        ],
    ),
    Scene::new(
        "ensemble",
        "deux coroutines qui avancent ensemble",
        &[
            Act::new("deux observations", together::two_observations),
            Act::new(
                "la seconde finit avant la première",
                together::results_in_order,
            ),
            Act::new("sans biased, qui commence ?", together::rotation),
        ],
    ),
    Scene::new(
        "famine",
        "un appel bloquant prive les autres de la main",
        &[
            Act::new("un appel bloquant au milieu", starvation::starve),
            Act::new("deux threads, deux tâches", starvation::hide_with_threads),
            Act::new("deux threads, une seule tâche", starvation::one_task_only),
            Act::new("un remède, le thread bloquant", starvation::cure),
            Act::new("l'autre remède, rendre la main", starvation::breathe),
        ],
    ),
    Scene::new(
        "compteurs",
        "deux compteurs, l'un après l'autre puis ensemble",
        &[
            Act::new("l'un après l'autre", counters::in_sequence),
            Act::new("ensemble", counters::together),
        ],
    ),
    Scene::new(
        "quand",
        "à quel moment le code démarre-t-il ?",
        &[
            Act::new("créées, puis attendues l'une après l'autre", start::awaited),
            Act::new("lancées avec spawn", start::spawned),
            Act::new("lancées sur un autre thread", start::spawned_elsewhere),
            Act::new("abandonnées à la fin", start::abandoned),
        ],
    ),
    Scene::new(
        "un-seul-fil",
        "qui s'exécute sur quel thread ?",
        &[
            Act::new("current_thread", one_thread::current_thread),
            Act::new("multi_thread", one_thread::multi_thread),
        ],
    ),
    Scene::new(
        "lanceurs",
        "les mille et une façons de lancer du code asynchrone",
        &[Act::new("neuf lanceurs pour une coroutine", launchers::all)],
    ),
    Scene::new(
        "couleurs",
        "deux couleurs de fonctions : qui peut appeler qui ?",
        &[
            Act::new("d'une fonction ordinaire", colors::from_plain),
            Act::new("d'une coroutine", colors::from_async),
            Act::new("block_on dans block_on", colors::nested_block_on),
            Act::new("revenir par un thread bloquant", colors::back_from_blocking),
        ],
    ),
];

fn main() -> ExitCode {
    scene::run("Leçon 1 : les coroutines", SCENES)
}
