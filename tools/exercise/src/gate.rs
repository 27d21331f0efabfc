//! Le contrôle de qualité : un exercice tient-il ses promesses ?

mod files;
mod table;
mod variants;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use crate::catalogue::Catalogue;
use crate::exercise::Exercise;
use crate::fault::Fault;
use crate::parallel;
use crate::toolbox::{Toolbox, dependencies};

pub use files::check_files;
pub use table::table;
pub use variants::{Effort, Row, Tally, check_variant, variants};

/// Ce que le contrôle a trouvé.
#[derive(Debug, Default)]
pub struct Review {
    /// Une ligne par variante, dans l'ordre du catalogue.
    pub rows: Vec<Row>,
    /// Tout ce qu'il faut corriger.
    pub faults: Vec<Fault>,
}

/// Contrôle tous les exercices.
pub fn review(catalogue: &Catalogue, effort: Effort) -> Review {
    let mut review =
        Review { faults: catalogue.faults.clone(), ..Review::default() };
    let pages = catalogue.root.join("src");
    for exercise in &catalogue.exercises {
        review.faults.extend(check_files(exercise, &pages));
    }
    let (toolboxes, faults) = toolboxes(catalogue);
    review.faults.extend(faults);
    let mut jobs = Vec::new();
    for exercise in &catalogue.exercises {
        if let Some(toolbox) = toolboxes.get(exercise.name.as_str()) {
            let all = variants(exercise).into_iter();
            jobs.extend(all.map(|variant| (exercise, variant, toolbox)));
        }
    }
    let results = parallel::map(&jobs, |(exercise, variant, toolbox)| {
        check_variant(exercise, variant, toolbox, effort)
    });
    for (row, faults) in results {
        review.rows.push(row);
        review.faults.extend(faults);
    }
    review.faults.sort();
    review.faults.dedup();
    review
}

type Toolboxes<'a> = BTreeMap<&'a str, Toolbox>;

/// Compile les dépendances : une fois pour tous les exercices qui ont les mêmes.
///
/// Ceux qui en ont d'autres sont compilés à part : réunis, ils se prêteraient des
/// fonctionnalités que leur manifeste ne demande pas.
fn toolboxes(catalogue: &Catalogue) -> (Toolboxes<'_>, Vec<Fault>) {
    let mut groups: BTreeMap<String, Vec<&Exercise>> = BTreeMap::new();
    for exercise in &catalogue.exercises {
        let manifest = std::fs::read_to_string(exercise.file("Cargo.toml"));
        let tables = manifest.ok().map(|text| dependencies(&text));
        groups.entry(format!("{tables:?}")).or_default().push(exercise);
    }
    let (mut found, mut faults) = (Toolboxes::new(), Vec::new());
    for group in groups.values() {
        match toolbox(&catalogue.root, group) {
            Ok(toolbox) => {
                let names = group.iter().map(|exercise| exercise.name.as_str());
                found.extend(names.map(|name| (name, toolbox.clone())));
            }
            Err(message) => {
                faults.push(Fault::new(group[0].place("Cargo.toml"), message))
            }
        }
    }
    (found, faults)
}

/// Compile les dépendances communes à ces exercices, depuis la racine du cours.
///
/// # Errors
///
/// Ce que Cargo a dit.
pub fn toolbox(root: &Path, group: &[&Exercise]) -> Result<Toolbox, String> {
    let manifest = std::fs::read_to_string(group[0].file("Cargo.toml"))
        .map_err(|error| format!("fichier illisible ({error})"))?;
    let tables = dependencies(&manifest)?;
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = Command::new(program);
    cargo.current_dir(root).args(["build", "--tests", "--quiet"]);
    for exercise in group {
        cargo.args(["--package", &exercise.name]);
    }
    Toolbox::build(&mut cargo, &tables)
}
