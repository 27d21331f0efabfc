//! Surveille les fichiers dont le livre dépend.

use std::path::{Component, Path};
use std::time::Duration;

use anyhow::Result;
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::mpsc::{self, UnboundedReceiver};
use tokio::time::timeout;

use crate::book;

/// Les éditeurs écrivent souvent en plusieurs fois : attendre que tout se calme.
const CALM: Duration = Duration::from_millis(100);

/// Surveille le livre tant que le premier élément renvoyé est gardé.
///
/// # Errors
///
/// Si le système refuse de surveiller un dossier.
pub fn start(root: &Path) -> Result<(RecommendedWatcher, UnboundedReceiver<()>)> {
    // Les événements portent des chemins sans lien symbolique.
    let root = root.canonicalize()?;
    let (sender, changes) = mpsc::unbounded_channel();
    let watched = root.clone();
    let mut watcher =
        notify::recommended_watcher(move |event: notify::Result<Event>| {
            if event.is_ok_and(|event| matters(&watched, &event)) {
                // Plus personne n'écoute pendant l'arrêt.
                let _ = sender.send(());
            }
        })?;
    watcher.watch(&root, RecursiveMode::NonRecursive)?;
    let (src, _) = book::folders(&root);
    for folder in [&src, Path::new("lessons"), Path::new("tools/livre/theme")] {
        let folder = root.join(folder);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok((watcher, changes))
}

/// Attend un changement, puis le calme ; renvoie faux quand la surveillance cesse.
pub async fn settled(changes: &mut UnboundedReceiver<()>) -> bool {
    if changes.recv().await.is_none() {
        return false;
    }
    while let Ok(Some(())) = timeout(CALM, changes.recv()).await {}
    true
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
        return last == "book.toml";
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
        for path in
            ["book.toml", "src/lesson1.md", "lessons/lesson1/src/a.rs", "src/dir"]
        {
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
