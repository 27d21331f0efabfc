//! Leçon 6 : un serveur d'écho TCP, comme en production.

use std::process::ExitCode;

use scene::{Act, Program, Scene};
use scenes::*;

mod programs;
mod scenes;

const SCENES: &[Scene] = &[
    Scene::new(
        "un-client",
        "un client à la fois : les autres attendent",
        &[
            Act::new("Ada parle, l'observatoire répète", one_client::alone),
            Act::new("Berthe attend qu'Ada ait fini", one_client::waiting),
        ],
    ),
    Scene::new(
        "plusieurs",
        "une tâche par client",
        &[
            Act::new("Berthe n'attend plus", several::each_a_task),
            Act::new("une connexion perdue n'arrête qu'elle", several::one_lost),
        ],
    ),
    Scene::new(
        "colle",
        "un flux d'octets n'est pas une suite de messages",
        &[
            Act::new("deux messages collés, une lettre coupée", glued::raw),
            Act::new("des lignes, quels que soient les morceaux", glued::lines),
            Act::new("trop long, ou pas du texte", glued::refused),
        ],
    ),
    Scene::new(
        "demi-fermeture",
        "dire qu'on a fini, et écouter encore",
        &[
            Act::new("fermer sa moitié", half_close::shutdown),
            Act::new("oublier de dire qu'on a fini", half_close::forgotten),
        ],
    ),
    Scene::new(
        "lecteur-lent",
        "qui ne lit pas n'est plus lu",
        &[
            Act::new("une file sans borne", slow_reader::unbounded),
            Act::new("lire seulement après avoir écrit", slow_reader::bounded),
        ],
    ),
    Scene::new(
        "muet",
        "un client qui se tait rend sa place",
        &[Act::new("une seconde de silence", silent::silent)],
    ),
    Scene::new(
        "trop-de-clients",
        "refuser vaut mieux que faire attendre",
        &[Act::new("deux places, trois clients", crowded::crowded)],
    ),
    Scene::new(
        "arret-propre",
        "finir ce qui est en cours, puis couper",
        &[
            Act::new("sans précaution", stopping::abrupt),
            Act::new("refuser, finir, couper", stopping::graceful),
        ],
    ),
    Scene::new(
        "descripteurs",
        "le serveur survit quand le système n'en donne plus",
        &[Act::new("plus un descripteur de libre", descriptors::exhausted)],
    ),
    Scene::new(
        "notre-moteur",
        "le même serveur sur le moteur de la leçon 4",
        &[
            Act::new("sur la boucle de la leçon 4", engines::ours),
            Act::new("sur tokio", engines::tokio),
        ],
    ),
];

const PROGRAMS: &[Program] = &[
    Program {
        name: "serveur",
        about: "un vrai serveur d'écho",
        run: programs::server::run,
    },
    Program {
        name: "client",
        about: "un vrai client : ce que vous tapez va au serveur",
        run: programs::client::run,
    },
    Program {
        name: "charge",
        about: "des clients par centaines, et le temps de chaque réponse",
        run: programs::load::run,
    },
];

fn main() -> ExitCode {
    let title = "Leçon 6 : un serveur d'écho TCP, comme en production";
    scene::run_with(title, SCENES, PROGRAMS)
}
