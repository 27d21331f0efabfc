//! Parcourir un dossier, quelques-uns à la fois, malgré les liens.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;

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
    let mut weight = Weight::default();
    let mut found = HashSet::from([root.id]);
    let mut level = vec![root.path];
    while !level.is_empty() {
        let readings = std::mem::take(&mut level).into_iter().map(|path| {
            let listing = list(path.clone());
            async move { (path, listing.await) }
        });
        let readings = stream::iter(readings).buffer_unordered(at_once);
        for read in readings.collect::<Vec<_>>().await {
            match read {
                (path, Err(_)) => weight.unread.push(path),
                (_, Ok(listing)) => {
                    weight.folders += 1;
                    weight.bytes += listing.bytes;
                    let folders = listing.folders.into_iter();
                    let new = folders.filter(|folder| found.insert(folder.id));
                    level.extend(new.map(|folder| folder.path));
                }
            }
        }
    }
    weight
}
