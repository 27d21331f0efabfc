//! Ce qu'un arbitre prépare une fois pour toutes les copies d'un exercice.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use exercise::{Exercise, Toolbox};
use tempfile::TempDir;

use crate::program;
use crate::room::{Room, open_folder};

/// Les fichiers que partagent toutes les compilations d'un exercice.
#[derive(Debug)]
pub struct Workshop {
    folder: TempDir,
    /// Le nom de la crate de l'exercice.
    pub name: String,
    /// Ce que ses tests demandent au bac.
    pub needs: Needs,
    /// Ce que la copie peut employer, puis ce que les tests emploient en plus : `nom` et
    /// chemin dans le lieu.
    normal: Vec<(String, String)>,
    dev: Vec<(String, String)>,
}

/// Ce que des tests demandent au bac ; les copies des autres exercices ne l'ont pas.
#[derive(Clone, Copy, Debug, Default)]
pub struct Needs {
    /// De vraies sockets, sur l'interface locale du bac.
    pub sockets: bool,
    /// Un dossier où écrire : il prend de la mémoire que rien d'autre ne borne.
    pub files: bool,
}

impl Workshop {
    /// Prépare le dossier d'un exercice.
    ///
    /// # Errors
    ///
    /// Si l'exercice est incomplet, ou si le dossier temporaire ne peut pas être écrit.
    pub fn new(exercise: &Exercise, toolbox: &Toolbox) -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let path = folder.path();
        for name in ["outils", "kit", "essais/tests"] {
            open_folder(&path.join(name))?;
        }
        let kit = toolbox.dev().iter().find(|(name, _)| name == "kit");
        for file in toolbox.shared() {
            let is_kit = kit.is_some_and(|(_, kit)| kit == file);
            link(file, &path.join(if is_kit { "kit" } else { "outils" }))?;
        }
        let needs = write_tests(exercise, &path.join("essais"))?;
        let (normal, dev) = (inside(toolbox.normal()), inside(toolbox.dev()));
        Ok(Self { folder, name: exercise.name.clone(), needs, normal, dev })
    }

    /// Le nom du fichier où la copie est compilée.
    pub fn library(&self) -> String {
        format!("lib{}.rlib", self.name)
    }

    /// Le dossier des bibliothèques que toutes les compilations voient.
    pub fn shared(&self) -> PathBuf {
        self.folder.path().join("outils")
    }

    /// Le dossier du kit, que seuls les tests voient.
    pub fn kit(&self) -> PathBuf {
        self.folder.path().join("kit")
    }

    /// Le dossier des tests.
    pub fn tests(&self) -> PathBuf {
        self.folder.path().join("essais")
    }

    /// Les options de `rustc` qui nomment les bibliothèques.
    pub fn externs(&self, room: &Room<'_>, for_tests: bool) -> Vec<String> {
        let dev = self.dev.iter().filter(|_| for_tests);
        let named = self.normal.iter().chain(dev);
        let named =
            named.map(|(name, file)| format!("--extern={name}={}", room.path(file)));
        let folders: &[&str] =
            if for_tests { &["/outils", "/kit"] } else { &["/outils"] };
        let search =
            folders.iter().map(|one| format!("-Ldependency={}", room.path(one)));
        named.chain(search).collect()
    }
}

/// Écrit les tests dans `folder`, et dit ce qu'ils demandent.
fn write_tests(exercise: &Exercise, folder: &Path) -> io::Result<Needs> {
    let mut needs = Needs::default();
    for name in ["tests/publics.rs", "tests/caches.rs"] {
        let source = fs::read_to_string(exercise.file(name))?;
        needs.sockets |= source.contains("real_time");
        needs.files |= source.contains("tempfile");
        fs::write(folder.join(name), program::module(&source))?;
    }
    fs::write(folder.join("main.rs"), program::root(&exercise.tests))?;
    Ok(needs)
}

/// Renvoie où le lieu montre ces bibliothèques.
fn inside(libraries: &[(String, PathBuf)]) -> Vec<(String, String)> {
    let place = |(name, file): &(String, PathBuf)| {
        let folder = if name == "kit" { "/kit" } else { "/outils" };
        let file = file.file_name().unwrap_or_default().to_string_lossy();
        (name.clone(), format!("{folder}/{file}"))
    };
    libraries.iter().map(place).collect()
}

/// Met un fichier dans un dossier, sans le copier quand c'est possible.
fn link(file: &Path, folder: &Path) -> io::Result<()> {
    let place = folder.join(file.file_name().unwrap_or_default());
    fs::hard_link(file, &place).or_else(|_| fs::copy(file, &place).map(drop))
}
