//! Parcourir un dossier et ses sous-dossiers, quelques-uns à la fois.

use std::ffi::OsString;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::task::JoinSet;

use crate::file_id::FileId;
use crate::tree::{Entry, Folder, Kind, Tree};

// ANCHOR: Walk
/// Comment parcourir.
#[derive(Clone, Copy, Debug)]
pub struct Walk {
    /// Combien de dossiers sont ouverts à la fois.
    pub at_once: usize,
    /// Combien de niveaux s'ouvrent sous le premier dossier.
    pub max_depth: usize,
    /// Vrai pour entrer dans les dossiers où mènent des liens.
    pub follow_links: bool,
}
// ANCHOR_END: Walk

// ANCHOR: Job
/// Un dossier à lire.
struct Job {
    rank: usize,
    path: PathBuf,
    depth: usize,
    /// Les dossiers par où l'on est passé, du dernier au premier.
    parents: Option<Arc<Parent>>,
}

struct Parent {
    id: FileId,
    parents: Option<Arc<Parent>>,
}
// ANCHOR_END: Job

// ANCHOR: run
impl Walk {
    /// Parcourt `root`. Un dossier illisible n'arrête pas les autres.
    ///
    /// # Panics
    ///
    /// Panique hors d'un runtime tokio.
    pub async fn run(self, root: PathBuf) -> Tree {
        let mut tree = Tree::default();
        let mut waiting = vec![Job { rank: 0, path: root, depth: 0, parents: None }];
        tree.reserve();
        let mut reading = JoinSet::new();
        loop {
            while reading.len() < self.at_once
                && let Some(job) = waiting.pop()
            {
                reading.spawn_blocking(move || self.read(job));
            }
            tree.busiest = tree.busiest.max(reading.len());
            let Some(read) = reading.join_next().await else { return tree };
            let (rank, folder, found) = read.expect("la lecture ne panique pas");
            self.store(&mut tree, rank, folder, found, &mut waiting);
        }
    }
}
// ANCHOR_END: run

/// Ce qu'il faut pour lire plus tard les dossiers qu'un dossier contient.
struct Found {
    depth: usize,
    parents: Option<Arc<Parent>>,
}

impl Walk {
    /// Lit un dossier entier, en un seul détour par le pool.
    fn read(self, job: Job) -> (usize, Folder, Found) {
        let Job { rank, path, depth, parents } = job;
        let mut found = Found { depth: depth + 1, parents: None };
        let entries = self.enter(&path, parents).and_then(|parents| {
            found.parents = parents;
            self.list(&path, &found)
        });
        (rank, Folder { path, entries }, found)
    }

    fn enter(
        self,
        path: &Path,
        parents: Option<Arc<Parent>>,
    ) -> io::Result<Option<Arc<Parent>>> {
        // Sans suivre de liens, on ne tourne pas en rond.
        if !self.follow_links {
            return Ok(None);
        }
        let id = FileId::of(path)?;
        Ok(Some(Arc::new(Parent { id, parents })))
    }

    fn list(self, path: &Path, found: &Found) -> io::Result<Vec<Entry>> {
        let entries = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| self.describe(&entry, found)));
        let mut entries: Vec<_> = entries.collect::<io::Result<_>>()?;
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// Range un dossier lu, et met en attente ceux qu'il contient.
    fn store(
        self,
        tree: &mut Tree,
        rank: usize,
        mut folder: Folder,
        found: Found,
        waiting: &mut Vec<Job>,
    ) {
        for entry in folder.entries.iter_mut().flatten() {
            let Kind::Folder(child) = &mut entry.kind else { continue };
            *child = tree.reserve();
            waiting.push(Job {
                rank: *child,
                path: folder.path.join(&entry.name),
                depth: found.depth,
                parents: found.parents.clone(),
            });
        }
        tree.folders[rank] = folder;
    }
}

// ANCHOR: describe
impl Walk {
    /// Dit ce qu'est un nom, sans encore y entrer.
    fn describe(self, entry: &DirEntry, found: &Found) -> Entry {
        let name: OsString = entry.file_name();
        let looked = entry.metadata().and_then(|metadata| {
            if !metadata.is_symlink() {
                return Ok((None, self.kind(&metadata, found.depth)));
            }
            let path = entry.path();
            Ok((Some(fs::read_link(&path)?), self.leads_to(&path, found)))
        });
        match looked {
            Ok((link, kind)) => Entry { name, link, kind },
            Err(error) => Entry { name, link: None, kind: Kind::Lost(error) },
        }
    }

    fn kind(self, metadata: &fs::Metadata, depth: usize) -> Kind {
        match () {
            () if metadata.is_file() => Kind::File(metadata.len()),
            () if !metadata.is_dir() => Kind::Other,
            () if depth > self.max_depth => Kind::Unopened,
            // Son rang lui est donné quand on le range.
            () => Kind::Folder(0),
        }
    }
}
// ANCHOR_END: describe

// ANCHOR: leads_to
impl Walk {
    /// Dit où mène un lien.
    fn leads_to(self, path: &Path, found: &Found) -> Kind {
        let target = match fs::metadata(path) {
            Ok(target) => target,
            Err(error) => return Kind::Lost(error),
        };
        if !self.follow_links {
            return Kind::Link;
        }
        let id = match FileId::from_metadata(path, &target) {
            Ok(id) => id,
            Err(error) => return Kind::Lost(error),
        };
        let mut parent = found.parents.as_ref();
        while let Some(here) = parent {
            if here.id == id {
                return Kind::Loop;
            }
            parent = here.parents.as_ref();
        }
        self.kind(&target, found.depth)
    }
}
// ANCHOR_END: leads_to
