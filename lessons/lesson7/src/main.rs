//! Leçon 7 : les requêtes HTTP.

use std::process::ExitCode;

use lesson7::programs;
use scene::{Act, Program, Scene};
use scenes::*;

mod scenes;

const SCENES: &[Scene] = &[
    Scene::new(
        "une-page",
        "une requête, une réponse, un corps",
        &[
            Act::new("une page", one_page::one_page),
            Act::new("une page perdue", one_page::not_found),
        ],
    ),
    Scene::new(
        "a-la-suite",
        "dix pages lentes, l'une après l'autre",
        &[Act::new("dix pages", sequence::in_sequence)],
    ),
    Scene::new(
        "ensemble",
        "les mêmes pages, toutes à la fois",
        &[
            Act::new("dix pages", together::together),
            Act::new(
                "la dernière demandée arrive la première",
                together::last_first,
            ),
        ],
    ),
    Scene::new(
        "premier-arrive",
        "la même image chez plusieurs, la première suffit",
        &[
            Act::new("la première réponse", first::race),
            Act::new("la première réussite", first::first_success),
        ],
    ),
    Scene::new(
        "au-fil-de-l-eau",
        "lire un corps pendant qu'il arrive",
        &[
            Act::new("deux corps entrelacés", arrival::interleaved),
            Act::new("s'arrêter quand on en a assez", arrival::enough),
        ],
    ),
    Scene::new(
        "fenetre",
        "au plus quatre requêtes à la fois",
        &[
            Act::new("un flux de futures", window::four_at_once),
            Act::new("un sémaphore", window::four_permits),
        ],
    ),
    Scene::new(
        "connexion-reutilisee",
        "pourquoi un seul client",
        &[
            Act::new("un client", reuse::one_client),
            Act::new("dix clients", reuse::ten_clients),
            Act::new("des corps abandonnés", reuse::unread),
        ],
    ),
    Scene::new(
        "delais",
        "un filet d'eau coule, un silence non",
        &[
            Act::new("une goutte toutes les 300 ms", silences::trickle),
            Act::new("plus rien au milieu du corps", silences::mute),
            Act::new("des en-têtes qui ne viennent pas", silences::slow_headers),
            Act::new("une durée totale", silences::deadline),
        ],
    ),
    Scene::new(
        "erreurs",
        "tout ce qui peut manquer, et ce qu'on en dit",
        &[
            Act::new("le serveur répond mal", failures::from_the_server),
            Act::new("pas de serveur", failures::before_the_server),
        ],
    ),
    Scene::new(
        "reprises",
        "essayer encore, et reprendre où l'on en était",
        &[
            Act::new("un serveur débordé", resuming::busy),
            Act::new("quand renoncer", resuming::give_up),
            Act::new("une connexion coupée", resuming::cut),
            Act::new("le fichier a changé entre-temps", resuming::changed),
        ],
    ),
];

const PROGRAMS: &[Program] = &[
    Program {
        name: "telecharger",
        about: "télécharge des fichiers, pour de bon",
        run: programs::download::run,
    },
    Program {
        name: "serveur-lent",
        about: "un serveur qui fait mal tout ce qui peut mal se faire",
        run: programs::slow_server::run,
    },
];

fn main() -> ExitCode {
    scene::run_with("Leçon 7 : les requêtes HTTP", SCENES, PROGRAMS)
}
