//! Parcourir un dossier, quelques-uns à la fois, malgré les liens.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;

use tokio::task::JoinSet;

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
    let Ok(first) = list(root.path).await else { return weight };
    (weight.bytes, weight.folders) = (first.bytes, 1);
    let new = first.folders.into_iter().filter(|folder| found.insert(folder.id));
    let mut waiting: Vec<_> = new.map(|folder| folder.path).collect();
    let mut reading = JoinSet::new();
    loop {
        while reading.len() < at_once
            && let Some(path) = waiting.pop()
        {
            let listing = list(path.clone());
            reading.spawn(async move { (path, listing.await) });
        }
        let Some(read) = reading.join_next().await else { return weight };
        match read.expect("une lecture ne panique pas") {
            (path, Err(_)) => weight.unread.push(path),
            (_, Ok(listing)) => {
                weight.folders += 1;
                weight.bytes += listing.bytes;
                let folders = listing.folders.into_iter();
                let new = folders.filter(|folder| found.insert(folder.id));
                waiting.extend(new.map(|folder| folder.path));
            }
        }
    }
}
