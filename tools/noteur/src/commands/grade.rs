//! `cargo noteur noter` : de la collecte aux notes.

use std::env;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use std::time::Instant;

use anyhow::{Context as _, Result, anyhow, bail};
use exercise::{Catalogue, Exercise};
use terminal::{complain, line};

use super::{conclude, seconds};
use crate::assembly::Assembly;
use crate::bench::Bench;
use crate::cli::Grade;
use crate::collect::collect;
use crate::grading::grade;
use crate::inputs::Inputs;
use crate::progress::Progress;
use crate::refereed::Place;
use crate::report::{Published, publish};
use crate::resume::Store;
use crate::text::visible;

/// Note une classe.
///
/// # Errors
///
/// Une ligne qui dit ce qui manque ; les copies, elles, ne sont jamais des erreurs.
pub(crate) fn run(request: &Grade) -> Result<()> {
    let inputs = Inputs::read(request)?;
    let course = course()?;
    let catalogue = Catalogue::load(&course);
    let exercises = chosen(&catalogue, &request.exercises)?;
    apart(&request.folder, &request.output)?;
    let others: Vec<_> =
        catalogue.exercises.iter().map(|other| other.name.as_str()).collect();
    let class = collect(&request.folder, &names(&exercises), &others)?;
    let place = place(request)?;
    let store = Store::open(&request.output)?;
    // Un seul appel par processus : rien d'autre n'a choisi avant.
    let _ = tempfile::env::override_temp_dir(&store.workplace()?);
    // Compiler ce dont chacun a besoin prend plusieurs secondes, la première fois.
    complain(&format!("exercices à préparer : {}", exercises.len()));
    let benches =
        exercises.iter().map(|exercise| Bench::set_up(&course, exercise, place));
    let benches = benches.collect::<Result<Vec<_>>>()?;
    let assembly = Assembly { class, inputs, benches, part: request.part };
    judge_and_publish(request, &assembly, &store)
}

fn judge_and_publish(
    request: &Grade,
    assembly: &Assembly<'_>,
    store: &Store,
) -> Result<()> {
    let started = Instant::now();
    let cores = || available_parallelism().map_or(1, usize::from);
    let threads = request.threads.unwrap_or_else(cores);
    let records = grade(&assembly.jobs(), store, threads, &Progress::detect())?;
    let results = assembly.results(&records)?;
    let durations = assembly.durations(&records);
    let sheet = assembly.inputs.sheet.as_ref();
    let published = Published { results: &results, sheet, durations: &durations };
    publish(&published, &request.output)?;
    conclude(&results, &request.output);
    let millis: u64 = durations.iter().map(|duration| duration.millis).sum();
    let each = millis / (durations.len() as u64).max(1);
    let elapsed = started.elapsed().as_millis().try_into().unwrap_or(u64::MAX);
    line(&format!("{} s ; {} s par jugement", seconds(elapsed), seconds(each)));
    Ok(())
}

/// Choisit où les copies s'exécutent ; sans le bac, dit ce que l'on perd.
fn place(request: &Grade) -> Result<Place> {
    if request.unsandboxed {
        Place::Host.check()?;
        complain(Place::WARNING);
        return Ok(Place::Host);
    }
    Place::Sandbox.check().map_err(|error| match Place::Host.check() {
        // À root, on ne propose pas ce qui lui sera refusé.
        Err(_) => anyhow!(error),
        Ok(()) => {
            anyhow!("{error} ; pour des copies de confiance seulement : --sans-bac")
        }
    })?;
    Ok(Place::Sandbox)
}

/// Trouve la racine du cours : là où Cargo a trouvé cet outil, ou au-dessus d'ici.
///
/// # Errors
///
/// Si aucun de ces dossiers n'est celui du cours.
pub(crate) fn course() -> Result<PathBuf> {
    let here = env::current_dir().context("dossier courant illisible")?;
    let own = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let mut places = own.iter().chain([&here]);
    let found = places.find_map(|from| exercise::find_course(from));
    found.map(Path::to_path_buf).context(
        "le cours est introuvable : lancez cargo noteur depuis le dossier du cours",
    )
}

/// Renvoie les exercices de ces noms.
///
/// # Errors
///
/// Si un nom n'est à personne, ou est donné deux fois.
pub(crate) fn chosen<'a>(
    catalogue: &'a Catalogue,
    names: &[String],
) -> Result<Vec<&'a Exercise>> {
    let mut chosen: Vec<&Exercise> = Vec::new();
    for name in names {
        let exercise = catalogue.find(name).with_context(|| {
            format!(
                "« {} » n'est pas un exercice ; cargo exo liste les donne tous",
                visible(name)
            )
        })?;
        if chosen.iter().any(|other| other.name == *name) {
            bail!("l'exercice {name} est demandé deux fois");
        }
        chosen.push(exercise);
    }
    Ok(chosen)
}

fn names<'a>(exercises: &[&'a Exercise]) -> Vec<&'a str> {
    exercises.iter().map(|exercise| exercise.name.as_str()).collect()
}

/// Refuse un dossier de résultats dans celui de la classe : il y passerait pour un
/// étudiant.
fn apart(folder: &Path, output: &Path) -> Result<()> {
    let here = env::current_dir().context("dossier courant illisible")?;
    let full = |path: &Path| path.canonicalize().unwrap_or_else(|_| here.join(path));
    if full(output).starts_with(full(folder)) {
        bail!(
            "{} est dans {} : donnez aux résultats un dossier à part",
            output.display(),
            folder.display()
        );
    }
    Ok(())
}
