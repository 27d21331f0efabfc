//! D'où vient un extrait : son fichier, la commande qui l'exécute.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::root;

static INCLUDED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^(?<fence>[ \t>]*(?:```+|~~~+)[^\n`]*)(?<gap>\n[ \t>]*)\{\{#include[ \t]+(?<path>[^\s:}]+)(?<anchor>:[^\s}]+)?[ \t]*\}\}",
    )
    .unwrap()
});

static SCENE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"Scene::new\(\s*"([^"]+)""#).unwrap());

/// Le fichier d'où un extrait est tiré.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Son chemin depuis la racine du cours, avec des `/`.
    pub path: String,
    /// Vrai si l'extrait est le fichier entier.
    pub whole: bool,
}

impl Origin {
    /// Relit ce que [`mark_origins`] a noté sur une clôture.
    pub fn from_fence(info: &str) -> Option<Self> {
        let note =
            info.split([' ', ',']).find_map(|word| word.strip_prefix("origin="))?;
        let (path, anchor) = note.split_once(':').unwrap_or((note, ""));
        Some(Self { path: path.to_owned(), whole: anchor.is_empty() })
    }

    /// Renvoie la commande qui exécute l'extrait, ou qui produit cette sortie.
    pub fn command(&self, root: &Path) -> Option<String> {
        let parts: Vec<_> = self.path.split('/').collect();
        let ["lessons", lesson, folder, .., file] = parts[..] else { return None };
        let (stem, extension) = file.split_once('.')?;
        let run = format!("cargo run -p {lesson}");
        match (folder, extension) {
            ("examples", "rs") => Some(format!("{run} --example {stem}")),
            ("src", "rs") => {
                Some(format!("{run} -- {}", scene(root, lesson, stem)?))
            }
            ("outputs", _) if file.starts_with("example-") => {
                let name = stem.strip_prefix("example-")?;
                Some(format!("{run} --example {name}"))
            }
            ("outputs", _) => {
                let act = extension.split_once('.').map(|(act, _)| act);
                let act =
                    act.map(|act| format!(" --acte {act}")).unwrap_or_default();
                Some(format!("{run} -- {stem}{act} --temps-virtuel"))
            }
            ("python", _) => {
                Some(format!("python3 lessons/{lesson}/python/{stem}.py"))
            }
            ("javascript", _) => {
                Some(format!("node lessons/{lesson}/javascript/{stem}.js"))
            }
            _ => None,
        }
    }
}

/// Note sur chaque clôture de code qui inclut un fichier d'où il vient.
///
/// À faire avant que les inclusions soient remplacées par leur contenu. `folder` est le
/// dossier du chapitre, relatif à la racine du cours.
pub fn mark_origins(text: &str, folder: &Path) -> String {
    let noted = INCLUDED.replace_all(text, |found: &regex::Captures<'_>| {
        let path = root::normalize(&folder.join(&found["path"]));
        let path = path.to_string_lossy().replace('\\', "/");
        let anchor = found.name("anchor").map_or("", |anchor| anchor.as_str());
        let directive = &found[0][found["fence"].len()..];
        format!("{} origin={path}{anchor}{directive}", found["fence"].trim_end())
    });
    noted.into_owned()
}

/// Cherche, dans le programme de la leçon, la première scène qui joue ce module.
fn scene(root: &Path, lesson: &str, module: &str) -> Option<String> {
    let program = root.join("lessons").join(lesson).join("src/main.rs");
    let program = fs::read_to_string(program).ok()?;
    // Après les scènes viennent les programmes, qu'aucune ne joue.
    let program = program.split("const PROGRAMS").next()?;
    let starts: Vec<_> = SCENE.captures_iter(program).collect();
    let ends = starts.iter().skip(1).map(|next| next.get_match().start());
    let ends = ends.chain([program.len()]);
    let plays = format!("{module}::");
    starts.iter().zip(ends).find_map(|(scene, end)| {
        let body = &program[scene.get_match().end()..end];
        body.contains(&plays).then(|| scene[1].to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(path: &str) -> Origin {
        Origin { path: path.to_owned(), whole: true }
    }

    #[test]
    fn une_cloture_note_le_fichier_inclus() {
        let text = "```rust,ignore\n{{#include ../lessons/a/src/b.rs:c}}\n```\n";
        let noted = mark_origins(text, Path::new("src"));
        let first = noted.lines().next().unwrap();
        assert_eq!(first, "```rust,ignore origin=lessons/a/src/b.rs:c");
        let origin = Origin::from_fence(&first[3..]).unwrap();
        assert_eq!(origin.path, "lessons/a/src/b.rs");
        assert!(!origin.whole);
        assert!(noted.contains("\n{{#include ../lessons/a/src/b.rs:c}}\n"));
    }

    #[test]
    fn le_reste_n_est_pas_touche() {
        for text in ["{{#include a.svg}}\n", "```rust\nfn f() {}\n```\n"] {
            assert_eq!(mark_origins(text, Path::new("src")), text);
        }
    }

    #[test]
    fn une_sortie_vient_de_sa_scene() {
        let command = |path| origin(path).command(Path::new("/nulle-part"));
        let act = "cargo run -p lesson1 -- famine --acte 2 --temps-virtuel";
        assert_eq!(command("lessons/lesson1/outputs/famine.2.txt").unwrap(), act);
        let example = "cargo run -p lesson1 --example lesson1_quiz1";
        assert_eq!(
            command("lessons/lesson1/outputs/example-lesson1_quiz1.txt").unwrap(),
            example
        );
        assert_eq!(
            command("lessons/lesson1/examples/lesson1_quiz1.rs").unwrap(),
            example
        );
        assert_eq!(command("lessons/lesson1/errors/e.rs"), None);
        assert_eq!(command("lessons/lesson1/src/e.rs"), None);
        assert_eq!(command("README.md"), None);
    }

    #[test]
    fn un_module_est_joue_par_sa_scene() {
        // Dans `src/` ou dans `src/scenes/`.
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let command = origin("lessons/lesson1/src/starvation.rs").command(&root);
        assert_eq!(command.unwrap(), "cargo run -p lesson1 -- famine");
        let command = origin("lessons/lesson2/src/scenes/nested.rs").command(&root);
        assert_eq!(command.unwrap(), "cargo run -p lesson2 -- pile");
        let program = origin("lessons/lesson7/src/programs/download.rs");
        assert_eq!(program.command(&root), None);
    }
}
