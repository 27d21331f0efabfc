//! Leçon 3 : la boucle d'événements.

use std::process::ExitCode;

use scene::{Act, Scene};
use scenes::*;

mod scenes;

const SCENES: &[Scene] = &[
    Scene::new(
        "une-tache",
        "la boucle à une tâche",
        &[Act::new("une observation", one_task::one_task)],
    ),
    Scene::new(
        "tourniquet",
        "plusieurs tâches, chacune à son tour",
        &[
            Act::new("deux étoiles", round_robin::two_speakers),
            Act::new("trois étoiles", round_robin::three_speakers),
        ],
    ),
    Scene::new(
        "rendez-vous",
        "attendre ce qu'une autre tâche annonce",
        &[
            Act::new("un ciel dégagé", meeting::meet),
            Act::new("trois coupoles", meeting::three_domes),
        ],
    ),
    Scene::new(
        "messages",
        "deux tâches qui dorment à des rythmes différents",
        &[Act::new("deux étoiles se lèvent", messages::two_speakers)],
    ),
    Scene::new(
        "a-la-volee",
        "une tâche qui ajoute des tâches",
        &[Act::new("un relevé", adding::adding)],
    ),
    Scene::new(
        "deux-boucles",
        "chaque boucle ne voit que ses tâches",
        &[
            Act::new("l'une dans l'autre", two_loops::nested),
            Act::new("sur deux threads", two_loops::two_threads),
        ],
    ),
    Scene::new(
        "gather",
        "recueillir les résultats de plusieurs tâches",
        &[
            Act::new("dans l'ordre des arguments", gathering::results_in_order),
            Act::new("des étapes qui en attendent d'autres", gathering::graph),
        ],
    ),
    Scene::new(
        "sockets",
        "un serveur et son client dans la même boucle",
        &[
            Act::new("le client d'abord", sockets::client_first),
            Act::new("personne n'écoute", sockets::nobody_listens),
        ],
    ),
    Scene::new(
        "attente-active",
        "ce que coûte de redemander sans cesse",
        &[Act::new("dormir un dixième de seconde", busy::burn)],
    ),
    Scene::new(
        "moteurs",
        "la même coroutine, par plusieurs moteurs",
        &[Act::new("les nôtres", engines::three_engines)],
    ),
];

fn main() -> ExitCode {
    scene::run("Leçon 3 : la boucle d'événements", SCENES)
}
