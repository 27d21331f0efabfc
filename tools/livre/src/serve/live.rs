//! Garde la dernière version du livre et annonce les suivantes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use tempfile::TempDir;
use tokio::sync::watch;

use crate::book;
use crate::check::{self, Report};

/// Le livre tel qu'on le sert en ce moment.
#[derive(Debug, Clone, Default)]
pub struct Snapshot {
    /// Change à chaque construction et à chaque démarrage du serveur.
    pub version: String,
    /// La dernière version construite, s'il y en a eu une.
    pub site: Option<Arc<Generation>>,
    /// Ce que la dernière construction, réussie ou non, a relevé.
    pub report: Arc<Report>,
    /// La durée de la dernière construction.
    pub duration: Duration,
}

/// Un livre construit, effacé quand plus personne ne le lit.
#[derive(Debug)]
pub struct Generation {
    /// Le dossier du livre.
    pub folder: PathBuf,
}

impl Drop for Generation {
    fn drop(&mut self) {
        // Au pire, le dossier temporaire du serveur l'emportera à l'arrêt.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Le livre vivant : on le reconstruit, on s'abonne à ses versions.
#[derive(Debug)]
pub struct Live {
    root: PathBuf,
    scratch: TempDir,
    started: u128,
    builds: AtomicU64,
    current: watch::Sender<Snapshot>,
}

impl Live {
    /// Prépare un livre pas encore construit.
    ///
    /// # Errors
    ///
    /// Si le dossier temporaire, dans `target`, ne se crée pas.
    pub fn new(root: &Path) -> io::Result<Self> {
        let target = root.join("target");
        fs::create_dir_all(&target)?;
        let started =
            SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(Self {
            root: root.to_owned(),
            scratch: tempfile::Builder::new()
                .prefix("livre-servi-")
                .tempdir_in(target)?,
            started: started.as_millis(),
            builds: AtomicU64::new(0),
            current: watch::Sender::new(Snapshot::default()),
        })
    }

    /// Renvoie le livre tel qu'on le sert.
    pub fn current(&self) -> Snapshot {
        self.current.borrow().clone()
    }

    /// S'abonne aux versions, en commençant par la version courante.
    pub fn subscribe(&self) -> watch::Receiver<Snapshot> {
        self.current.subscribe()
    }

    /// Reconstruit à côté, puis remplace ; en cas d'échec garde la version d'avant.
    pub async fn rebuild(&self) -> Snapshot {
        let number = self.builds.fetch_add(1, Ordering::Relaxed) + 1;
        let folder = self.scratch.path().join(number.to_string());
        let start = Instant::now();
        let report = self.build(&folder).await;
        let fresh = Generation { folder };
        let snapshot = Snapshot {
            version: format!("{}-{number}", self.started),
            site: if report.built {
                Some(Arc::new(fresh))
            } else {
                self.current().site
            },
            report: Arc::new(report),
            duration: start.elapsed(),
        };
        self.current.send_replace(snapshot.clone());
        snapshot
    }

    async fn build(&self, folder: &Path) -> Report {
        let (root, folder) = (self.root.clone(), folder.to_owned());
        let building =
            tokio::task::spawn_blocking(move || check::quick(&root, &folder));
        building.await.unwrap_or_else(|error| {
            let finding = book::panic_finding(&*error.into_panic());
            Report { findings: vec![finding], ..Report::default() }
        })
    }
}
