//! Surveille les fichiers dont le livre dépend.

use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::time::timeout;

use crate::book;

/// Les éditeurs écrivent souvent en plusieurs fois : attendre que tout se calme.
const CALM: Duration = Duration::from_millis(100);

/// La surveillance des sources du livre, tant qu'elle existe.
pub struct Watch {
    root: PathBuf,
    sender: UnboundedSender<()>,
    /// Les événements cessent quand il est détruit.
    watcher: RecommendedWatcher,
}

impl Watch {
    /// Surveille le livre de `root` ; chaque changement envoie un message.
    ///
    /// # Errors
    ///
    /// Si le système refuse de surveiller un dossier.
    pub fn start(root: &Path) -> Result<(Self, UnboundedReceiver<()>)> {
        // Les événements portent des chemins sans lien symbolique.
        let root = root.canonicalize()?;
        let (sender, changes) = mpsc::unbounded_channel();
        let watcher = watcher(&root, &sender)?;
        Ok((Self { root, sender, watcher }, changes))
    }

    /// Recommence la surveillance : un dossier remplacé (`git checkout`, `mv`) n'est plus
    /// celui qu'on surveillait.
    ///
    /// # Errors
    ///
    /// Si le système refuse de surveiller un dossier ; l'ancienne surveillance continue.
    pub fn rearm(&mut self) -> Result<()> {
        self.watcher = watcher(&self.root, &self.sender)?;
        Ok(())
    }
}

fn watcher(root: &Path, sender: &UnboundedSender<()>) -> Result<RecommendedWatcher> {
    let (watched, sender) = (root.to_owned(), sender.clone());
    let mut watcher =
        notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| matters(&watched, &event)) {
                // Plus personne n'écoute pendant l'arrêt.
                let _ = sender.send(());
            }
        })?;
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    let (src, _) = book::folders(root);
    for folder in [&src, Path::new("lessons"), Path::new("tools/livre/theme")] {
        let folder = root.join(folder);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(watcher)
}

/// Attend un changement, puis le calme.
pub async fn settled(changes: &mut UnboundedReceiver<()>) {
    changes.recv().await;
    while let Ok(Some(())) = timeout(CALM, changes.recv()).await {}
}

fn matters(root: &Path, event: &Event) -> bool {
    // Lire un fichier est un événement : le livre se reconstruirait sans fin.
    !event.kind.is_access() && event.paths.iter().any(|path| is_source(root, path))
}

/// Dit si le livre dépend de ce fichier : ni `target`, ni brouillon d'éditeur.
pub fn is_source(root: &Path, path: &Path) -> bool {
    let Ok(path) = path.strip_prefix(root) else { return false };
    let names: Vec<_> = path
        .components()
        .filter_map(|component| match component {
            Component::Normal(name) => Some(name.to_string_lossy()),
            _ => None,
        })
        .collect();
    let Some(last) = names.last() else { return false };
    if names.len() == 1 {
        // Un dossier entier apparaît, disparaît ou change de nom.
        return ["book.toml", "src", "lessons", "tools"].contains(&&**last);
    }
    let draft =
        last.ends_with(['~', '#']) || last.ends_with(".tmp") || last == "4913";
    !draft && names.iter().all(|name| name != "target" && !name.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn les_sources_comptent_les_brouillons_non() {
        let root = Path::new("/cours");
        let source = |path: &str| is_source(root, &root.join(path));
        for path in [
            "book.toml",
            "src",
            "src/lesson1.md",
            "lessons/lesson1/src/a.rs",
            "src/dir",
        ] {
            assert!(source(path), "{path}");
        }
        for path in [
            "Cargo.toml",
            "target",
            "target/livre/a.html",
            "lessons/lesson1/target/a",
            "src/.lesson1.md.swp",
            "src/lesson1.md~",
            "src/#lesson1.md#",
            "src/4913",
            "",
        ] {
            assert!(!source(path), "{path}");
        }
        assert!(!is_source(root, Path::new("/ailleurs/src/a.md")));
    }

    #[test]
    fn lire_un_fichier_ne_compte_pas() {
        use notify::event::{AccessKind, EventKind, ModifyKind};
        let event = |kind| Event::new(kind).add_path("/cours/src/a.md".into());
        let root = Path::new("/cours");
        assert!(!matters(root, &event(EventKind::Access(AccessKind::Read))));
        assert!(matters(root, &event(EventKind::Modify(ModifyKind::Any))));
    }
}
