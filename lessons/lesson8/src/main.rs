//! Leçon 8 : les fichiers.
use lesson8::programs;
use scene::Program;
use std::process::ExitCode;

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
    scene::run_with("Leçon 8 : les fichiers", &[], PROGRAMS)
}
