//! Leçon 8 : les fichiers.

use std::process::ExitCode;

use lesson8::programs;
use scene::{Act, Program, Scene};
use scenes::*;

mod scenes;

const SCENES: &[Scene] = &[
    Scene::new(
        "pool",
        "tokio::fs est un pool de threads bloquants",
        &[
            Act::new("qui lit le fichier", pool::who),
            Act::new("un disque lent, sur le thread de l'exécuteur", pool::blocked),
            Act::new("le même disque, sur un thread du pool", pool::elsewhere),
            Act::new("un pool plein", pool::full),
        ],
    ),
    Scene::new(
        "flush-oublie",
        "accepté ne veut pas dire écrit",
        &[
            Act::new("avant et après flush", flush::forgotten),
            Act::new("une erreur que personne n'entend", flush::lost_error),
            Act::new("un tampon abandonné", flush::buffered),
        ],
    ),
    Scene::new(
        "ligne-a-ligne",
        "un journal, une ligne à la fois",
        &[
            Act::new("des fins de ligne de toutes sortes", lines::text),
            Act::new("un flux de lignes", lines::stream),
            Act::new(
                "ce qui n'est pas du texte, ce qui ne finit pas",
                lines::anything,
            ),
            Act::new("abandonnée au milieu d'une ligne", lines::cancelled),
        ],
    ),
    Scene::new(
        "mots",
        "compter sans tout lire en mémoire",
        &[
            Act::new("des blocs qui coupent les mots", words::cut),
            Act::new("plus gros que le tampon", words::endless),
            Act::new("plusieurs fichiers, dont un perdu", words::several),
        ],
    ),
    Scene::new(
        "copie",
        "copier en disant où l'on en est",
        &[
            Act::new("quatre blocs", copying::progress),
            Act::new("combien de détours", copying::trips),
        ],
    ),
    Scene::new(
        "copie-annulee",
        "une copie abandonnée ne laisse rien",
        &[
            Act::new("en écrivant sur la destination", cancelled::naive),
            Act::new("en écrivant à côté", cancelled::careful),
            Act::new("une écriture déjà partie", cancelled::in_flight),
        ],
    ),
    Scene::new(
        "remplacement-atomique",
        "l'ancien fichier ou le nouveau, jamais un morceau",
        &[
            Act::new("récrire sur place", replacing::in_place),
            Act::new("écrire à côté, puis renommer", replacing::by_renaming),
        ],
    ),
    Scene::new(
        "arborescence",
        "un dossier et ses sous-dossiers, quelques-uns à la fois",
        &[
            Act::new("une fonction qui s'appelle elle-même", tree::recursive),
            Act::new("une file, deux lectures à la fois", tree::bounded),
            Act::new("des liens qui tournent en rond", tree::loops),
        ],
    ),
    Scene::new(
        "suivre",
        "un fichier qui grandit",
        &[
            Act::new("une ligne écrite en deux fois", following::growing),
            Act::new("vidé, rangé, recommencé", following::replaced),
        ],
    ),
    Scene::new(
        "ponts",
        "du code bloquant au bout d'un lecteur asynchrone, et l'inverse",
        &[
            Act::new("une empreinte", bridges::to_sync),
            Act::new("le pont au mauvais endroit", bridges::misplaced),
            Act::new("un fichier en morceaux", bridges::to_stream),
        ],
    ),
    Scene::new(
        "petits-fichiers",
        "deux cents petits fichiers",
        &[Act::new("trois façons de les lire", small_files::plates)],
    ),
    Scene::new(
        "cout",
        "ce que coûte chaque façon de lire",
        &[
            Act::new("un gros fichier, par blocs", cost::blocks),
            Act::new("le même, ligne à ligne", cost::lines),
        ],
    ),
];

const PROGRAMS: &[Program] = &[
    Program {
        name: "copier",
        about: "copie un fichier, en entier ou pas du tout",
        run: programs::copy::run,
    },
    Program {
        name: "compter",
        about: "compte les mots de fichiers plus grands que la mémoire",
        run: programs::count::run,
    },
    Program {
        name: "suivre",
        about: "affiche ce qui s'ajoute à un fichier",
        run: programs::follow::run,
    },
    Program {
        name: "arborescence",
        about: "affiche un dossier et tout ce qu'il contient",
        run: programs::tree::run,
    },
];

fn main() -> ExitCode {
    scene::run_with("Leçon 8 : les fichiers", SCENES, PROGRAMS)
}
