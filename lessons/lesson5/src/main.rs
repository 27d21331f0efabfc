//! Leçon 5 : les itérateurs et les contextes asynchrones.

use std::process::ExitCode;

use scene::{Act, Scene};
use scenes::*;

mod scenes;

const SCENES: &[Scene] = &[
    Scene::new(
        "compte-a-rebours",
        "attendre des valeurs, l'une après l'autre",
        &[
            Act::new("une valeur par seconde", countdown::one_per_second),
            Act::new("un lecteur lent", countdown::slow_reader),
        ],
    ),
    Scene::new(
        "entrelacs",
        "un flux n'arrête pas les autres tâches",
        &[Act::new("des images et un guidage", interleaving::interleaved)],
    ),
    Scene::new(
        "comprehension",
        "recueillir un flux dans une collection",
        &[
            Act::new("une liste", comprehension::list),
            Act::new("trier et transformer en chemin", comprehension::even_squares),
        ],
    ),
    Scene::new(
        "generateur",
        "écrire un flux sans écrire de type",
        &[
            Act::new("une fermeture", generators::closure),
            Act::new("une coroutine qui donne", generators::coroutine),
            Act::new("deux catalogues, ligne à ligne", generators::catalogues),
            Act::new("laissé en route", generators::left_halfway),
        ],
    ),
    Scene::new(
        "adaptateurs",
        "faire un flux d'un autre",
        &[
            Act::new("une chaîne", adapters::chain),
            Act::new("deux flux en un", adapters::merged),
            Act::new("deux poses à la fois, dans l'ordre", adapters::in_order),
            Act::new("deux poses à la fois, sans ordre", adapters::as_they_come),
        ],
    ),
    Scene::new(
        "contexte",
        "ranger quand on a fini",
        &[
            Act::new("tout va bien", contexts::success),
            Act::new("un nuage passe", contexts::failure),
            Act::new("le tableau", contexts::table),
        ],
    ),
    Scene::new(
        "contexte-annule",
        "ranger quand on est annulé",
        &[
            Act::new("un délai dépassé", cancelled::timed_out),
            Act::new("une autre tâche range", cancelled::lent),
            Act::new("la boucle s'arrête trop tôt", cancelled::stopped_too_soon),
        ],
    ),
    Scene::new(
        "serveur-a-portee",
        "un serveur qui n'existe que le temps d'une portée",
        &[
            Act::new("trois clients", scoped_server::three_clients),
            Act::new("une erreur", scoped_server::failure),
            Act::new("une annulation", scoped_server::cancellation),
        ],
    ),
];

fn main() -> ExitCode {
    scene::run("Leçon 5 : les itérateurs et les contextes asynchrones", SCENES)
}
