//! Le `LISEZMOI.md` des étudiants : comment travailler, quoi remettre.

use exercise::Exercise;
use handout::folder;

const TEXT: &str = "\
# Exercices d'asynchrone en Rust

@TABLE@
## Travailler

Il vous faut Rust 1.88 ou plus récent (<https://rustup.rs>)@RESEAU@.
Pour chaque exercice, lisez `enonce.md`, écrivez votre réponse dans `src/lib.rs`, puis vérifiez-la :

```console
$ cargo test -p @PREMIER@
```

Une erreur de compilation dans un exercice n'empêche pas de faire les autres.
Les tests de `tests/publics.rs` ne sont qu'une partie de ceux qui comptent : les autres jugent le même énoncé sur d'autres valeurs.
Ne changez que les fichiers `src/lib.rs` : c'est le seul que lit la notation, et un exercice tient dans ce fichier.

## Remettre

@REMETTRE@
Gardez ces noms : c'est par eux que l'exercice est reconnu.
";

const ONE: &str = "\
Remettez une copie de `@DOSSIER@/src/lib.rs`, renommée `@PREMIER@.rs`.
";

const MANY: &str = "\
Remettez une archive `rendu.zip` de vos réponses, copiées et renommées ainsi :

@FICHIERS@
Un exercice que vous n'avez pas fait n'a pas besoin d'y être.
Si votre dépôt est celui que lit l'enseignant, rien à remettre : les fichiers `src/lib.rs` y sont déjà.
";

/// Écrit le texte pour ces exercices.
pub(super) fn text(exercises: &[&Exercise], vendor: bool) -> String {
    let rows = exercises.iter().map(|exercise| row(exercise));
    let table: String = std::iter::once(HEADER.to_owned()).chain(rows).collect();
    let lines = exercises.iter().map(|exercise| {
        let name = &exercise.name;
        format!("- `{}/src/lib.rs` devient `{name}.rs` ;\n", folder(exercise))
    });
    let mut lines: String = lines.collect();
    if let Some(end) = lines.strip_suffix(" ;\n").map(str::len) {
        lines.replace_range(end.., ".\n");
    }
    let network = match vendor {
        true => " ; rien d'autre n'est à télécharger",
        false => ", et le réseau à la première compilation",
    };
    TEXT.replace("@TABLE@", &table)
        .replace("@RESEAU@", network)
        .replace("@REMETTRE@", if exercises.len() == 1 { ONE } else { MANY })
        .replace("@FICHIERS@", &lines)
        .replace("@DOSSIER@", &folder(exercises[0]))
        .replace("@PREMIER@", &exercises[0].name)
}

const HEADER: &str = "\
| exercice | dossier | difficulté | durée | points |
|---|---|---|---|---|
";

fn row(exercise: &Exercise) -> String {
    let metadata = &exercise.metadata;
    let stars = "★".repeat(metadata.stars as usize);
    format!(
        "| {} | `{}` | {stars} | {} min | {} |\n",
        metadata.title,
        folder(exercise),
        metadata.minutes,
        metadata.total()
    )
}
