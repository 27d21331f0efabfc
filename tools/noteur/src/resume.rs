//! Ce qui est déjà noté : interrompu puis relancé, l'outil ne recommence pas.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use fs4::TryLockError;
use serde::{Deserialize, Serialize};

use crate::files::{unwritable, write};
use crate::outcome::Outcome;

/// Le dossier de l'outil dans celui des résultats ; il dit aussi que c'en est un.
const MARK: &str = ".noteur";

/// Un jugement gardé.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// La clé sous laquelle il est gardé.
    pub(crate) key: String,
    /// Ce que la copie a donné.
    pub(crate) outcome: Outcome,
    /// La durée du jugement, en millisecondes.
    pub(crate) millis: u64,
}

/// Les jugements gardés dans le dossier des résultats, et ce dossier réservé.
#[derive(Debug)]
pub(crate) struct Store {
    folder: PathBuf,
    _lock: File,
}

impl Store {
    /// Ouvre le dossier des résultats, en le créant au besoin.
    ///
    /// # Errors
    ///
    /// S'il contient autre chose, ou si un autre `noteur` y travaille.
    pub(crate) fn open(output: &Path) -> Result<Self> {
        let mark = output.join(MARK);
        if !mark.is_dir() && !is_empty(output) {
            bail!(
                "{} contient autre chose que des résultats : donnez un dossier vide ou \
                 nouveau",
                output.display()
            );
        }
        let folder = mark.join("copies");
        fs::create_dir_all(&folder).with_context(|| unwritable(&folder))?;
        let path = mark.join("verrou");
        let lock = File::create(&path).with_context(|| unwritable(&path))?;
        match fs4::FileExt::try_lock(&lock) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("un autre noteur travaille dans {}", output.display())
            }
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| unwritable(&path));
            }
        }
        clean(&folder).with_context(|| unwritable(&folder))?;
        Ok(Self { folder, _lock: lock })
    }

    /// Cherche un jugement ; un fichier abîmé n'en est pas un.
    pub(crate) fn get(&self, key: &str) -> Option<Record> {
        let bytes = fs::read(self.path(key)).ok()?;
        let record: Record = serde_json::from_slice(&bytes).ok()?;
        (record.key == key).then_some(record)
    }

    /// Garde un jugement.
    ///
    /// # Errors
    ///
    /// Si le dossier ne peut pas être écrit.
    pub(crate) fn put(&self, record: &Record) -> Result<()> {
        write(&self.path(&record.key), &serde_json::to_vec(record)?)
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}.json"))
    }
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none())
}

/// Ôte ce qu'une interruption a laissé à moitié écrit.
fn clean(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(key: &str) -> Record {
        let outcome = Outcome::Missing { reason: "rien".to_owned() };
        Record { key: key.to_owned(), outcome, millis: 3 }
    }

    #[test]
    fn un_jugement_garde_se_retrouve() {
        let output = tempfile::tempdir().unwrap();
        let store = Store::open(output.path()).unwrap();
        assert_eq!(store.get("a"), None);
        store.put(&record("a")).unwrap();
        assert_eq!(store.get("a"), Some(record("a")));
    }

    #[test]
    fn un_jugement_abime_ou_deplace_ne_compte_pas() {
        let output = tempfile::tempdir().unwrap();
        let store = Store::open(output.path()).unwrap();
        fs::write(store.path("a"), "{\"key\":").unwrap();
        assert_eq!(store.get("a"), None);
        store.put(&record("a")).unwrap();
        fs::rename(store.path("a"), store.path("b")).unwrap();
        assert_eq!(store.get("b"), None);
        let half = store.folder.join(".tmpX");
        fs::write(&half, "{").unwrap();
        drop(store);
        Store::open(output.path()).unwrap();
        assert!(!half.exists());
    }

    #[test]
    fn un_dossier_occupe_est_refuse() {
        let output = tempfile::tempdir().unwrap();
        let store = Store::open(output.path()).unwrap();
        let error = Store::open(output.path()).unwrap_err().to_string();
        assert!(error.contains("un autre noteur"), "{error}");
        drop(store);
        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("these.tex"), "").unwrap();
        let error = Store::open(other.path()).unwrap_err().to_string();
        assert!(error.contains("contient autre chose"), "{error}");
    }
}
