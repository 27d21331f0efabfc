//! Parcourir un dossier, quelques-uns à la fois, malgré les liens.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Mutex;

use futures_util::stream::{self, StreamExt as _};

/// Un dossier qu'on a trouvé.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// Le chemin par lequel on l'a trouvé.
    pub path: PathBuf,
    /// Son numéro pour le système, le même par tous les chemins.
    pub id: u64,
}

/// Ce que contient un dossier.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Le poids de ses fichiers, en octets.
    pub bytes: u64,
    /// Les dossiers qu'il contient, et ceux où mènent ses liens.
    pub folders: Vec<Folder>,
}

/// Ce que pèse un dossier avec tout ce qu'il contient.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Weight {
    /// Le poids de tous les fichiers, en octets.
    pub bytes: u64,
    /// Le nombre de dossiers lus.
    pub folders: usize,
    /// Les dossiers qui n'ont pas pu l'être.
    pub unread: Vec<PathBuf>,
}

/// Pèse `root`, en lisant par `list` au plus `at_once` dossiers à la fois.
pub async fn weigh<F>(
    root: Folder,
    at_once: usize,
    list: impl Fn(PathBuf) -> F,
) -> Weight
where
    F: Future<Output = io::Result<Listing>> + Send + 'static,
{
    let found = Mutex::new(HashSet::from([root.id]));
    weigh_folder(root.path, at_once, &list, &found).await
}

/// Une fonction asynchrone qui s'appelle elle-même renvoie une future épinglée.
fn weigh_folder<'a, F>(
    path: PathBuf,
    at_once: usize,
    list: &'a impl Fn(PathBuf) -> F,
    found: &'a Mutex<HashSet<u64>>,
) -> Pin<Box<dyn Future<Output = Weight> + 'a>>
where
    F: Future<Output = io::Result<Listing>> + Send + 'static,
{
    Box::pin(async move {
        let Ok(listing) = list(path.clone()).await else {
            return Weight { unread: vec![path], ..Weight::default() };
        };
        let mut weight =
            Weight { bytes: listing.bytes, folders: 1, unread: Vec::new() };
        let folders = listing.folders.into_iter();
        let new = folders.filter(|folder| found.lock().unwrap().insert(folder.id));
        let inside =
            new.map(|folder| weigh_folder(folder.path, at_once, list, found));
        let mut inside = stream::iter(inside).buffer_unordered(at_once);
        while let Some(part) = inside.next().await {
            weight.bytes += part.bytes;
            weight.folders += part.folders;
            weight.unread.extend(part.unread);
        }
        weight
    })
}
