//! Les textes que l'outil écrit dans le dossier de l'apprenant.

use std::path::Path;

/// Ce que l'apprenant lit en premier.
pub(crate) const README: &str = "\
# Mes exercices

Un dossier par leçon, un dossier par exercice : lisez `enonce.md`, écrivez dans `src/lib.rs`.

```console
$ cargo exo              # où j'en suis : vérifie l'exercice en cours
$ cargo exo guetter      # revérifie à chaque enregistrement, passe au suivant
$ cargo exo indice       # un indice de plus
$ cargo exo liste        # tous les exercices, les points obtenus
$ cargo exo aide         # toutes les commandes
```

Ces commandes marchent d'ici et du dossier du cours.
`cargo test -p NOM` marche aussi ; les tests cachés y sont compris.

Vous seul écrivez dans `src/lib.rs` : l'outil ne le remplace jamais.
Les énoncés, les tests et les `Cargo.toml` sont à lui ; si vous les avez modifiés quand le cours change, votre version est gardée dans `.exo/sauvegardes/`.
";

/// Le `.gitignore` du dossier : seul le travail mérite d'être suivi.
pub(crate) const IGNORED: &str = "/target\n";

/// Écrit la configuration de Cargo : `cargo exo` marche aussi depuis ce dossier.
pub(crate) fn cargo_config(course: &Path) -> String {
    let manifest = course.join("Cargo.toml");
    let manifest = toml_edit::Value::from(manifest.to_string_lossy().into_owned());
    format!(
        "# Écrit par `cargo exo`. Si le cours change de place, lancez-le de là-bas.\n\
         [alias]\n\
         exo = [\n    \"run\", \"--quiet\", \"--manifest-path\",\n    {},\n    \
         \"--package\", \"exo\", \"--\",\n]\n",
        manifest.to_string().trim()
    )
}
