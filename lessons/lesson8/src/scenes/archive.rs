//! Ce que les scènes partagent : un dossier d'archives, et un pool qu'on retient.

use std::fs;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::mpsc::{Sender, channel};
use std::task::{Context, Poll};
use std::time::Duration;

use scene::{say, sleep};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncWriteExt as _, ReadBuf, duplex};
use tokio::runtime::{Builder, Runtime};

// ANCHOR: Archive
/// Un dossier d'archives, effacé à la fin de l'acte.
pub struct Archive(TempDir);

impl Archive {
    /// Crée un dossier vide.
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("un dossier temporaire"))
    }

    /// Renvoie le chemin de `name` dans ce dossier.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Range un fichier, et renvoie son chemin.
    pub fn store(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        let folder = path.parent().expect("un fichier est dans un dossier");
        fs::create_dir_all(folder).expect("un dossier où ranger");
        fs::write(&path, content).expect("de la place");
        path
    }
}
// ANCHOR_END: Archive

impl Archive {
    /// Dit ce que contient le dossier.
    pub fn list(&self) {
        let entries = fs::read_dir(&self.0).expect("un dossier").flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
        names.sort();
        // Le nom d'un fichier provisoire est tiré au sort.
        let shown = names.iter().map(|name| match name.to_string_lossy() {
            name if name.starts_with(".copie-") => ".copie-…".to_owned(),
            name => name.into_owned(),
        });
        say!("le dossier contient : {}", shown.collect::<Vec<_>>().join(", "));
    }
}

/// Dit combien d'octets contient `path`, pour qui l'ouvre maintenant.
pub fn weigh(path: &Path) -> u64 {
    fs::metadata(path).expect("un fichier").len()
}

// ANCHOR: one_thread
/// Crée un runtime dont le pool n'a qu'un thread bloquant, « pool ».
pub fn one_thread() -> Runtime {
    Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(1)
        .thread_name("pool")
        .build()
        .expect("un runtime")
}
// ANCHOR_END: one_thread

// ANCHOR: hold
/// Occupe un thread du pool, jusqu'à ce qu'on détruise ce qui est renvoyé.
pub fn hold() -> Sender<()> {
    let (holding, held) = channel::<()>();
    // La réception échoue quand l'émetteur est détruit : c'est le signal.
    tokio::task::spawn_blocking(move || held.recv());
    holding
}
// ANCHOR_END: hold

// ANCHOR: slow
/// Donne chaque morceau, puis attend `delay` avant le suivant : un disque lent, lu
/// ailleurs.
pub fn slow(pieces: Vec<Vec<u8>>, delay: Duration) -> impl AsyncRead + Unpin {
    let (mut far, near) = duplex(64 * 1024);
    tokio::spawn(async move {
        for piece in pieces {
            // Quand la lecture est abandonnée, plus personne ne lit.
            let _ = far.write_all(&piece).await;
            sleep(delay).await;
        }
    });
    near
}
// ANCHOR_END: slow

// ANCHOR: Trips
/// Compte les lectures qu'on demande à `reader` : autant de détours par le pool, si
/// c'est un `tokio::fs::File`.
pub struct Trips<R> {
    pub reader: R,
    pub count: u64,
}

impl<R> Trips<R> {
    pub fn new(reader: R) -> Self {
        Self { reader, count: 0 }
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Trips<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let outcome = Pin::new(&mut self.reader).poll_read(cx, buffer);
        self.count += u64::from(outcome.is_ready());
        outcome
    }
}
// ANCHOR_END: Trips
