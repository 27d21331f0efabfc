//! Chercher l'adresse d'un nom sans que personne n'ait à attendre la fin.

use std::io;
use std::net::ToSocketAddrs as _;
use std::thread;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::sync::oneshot;

// ANCHOR: Resolver
/// Demande au système l'adresse d'un nom, sur un thread à part.
///
/// Le système peut mettre dix secondes à renoncer, et ne s'interrompt pas. Un runtime
/// attend, avant de finir, ses threads bloquants ; il ne connaît pas celui-ci, et
/// Ctrl-C arrête le programme aussitôt.
pub struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = detached(move || (name.as_str(), 0).to_socket_addrs());
            let addresses: Addrs = Box::new(found.await??);
            Ok(addresses)
        })
    }
}
// ANCHOR_END: Resolver

/// Attend ce que donne `work` sur un thread que rien d'autre n'attend.
async fn detached<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> io::Result<T> {
    let (sender, done) = oneshot::channel();
    thread::Builder::new().spawn(move || {
        // Abandonnée, la requête n'a plus besoin de la réponse.
        let _ = sender.send(work());
    })?;
    done.await.map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn un_nom_connu_a_une_adresse_et_un_nom_impossible_une_erreur() {
        let search = |name: &str| Resolver.resolve(name.parse().unwrap());
        let mut found = search("localhost").await.unwrap();
        assert!(found.next().unwrap().ip().is_loopback());
        assert!(search(&"a".repeat(300)).await.is_err());
    }

    #[test]
    fn une_recherche_sans_fin_ne_retient_pas_le_runtime() {
        let (_open, forever) = mpsc::channel::<()>();
        let (ended, end) = mpsc::channel();
        thread::spawn(move || {
            clock::block_on(async {
                let search = detached(move || forever.recv());
                tokio::select! {
                    biased;
                    _ = search => unreachable!("personne n'envoie rien"),
                    () = tokio::task::yield_now() => {}
                }
            });
            ended.send(()).unwrap();
        });
        end.recv_timeout(Duration::from_secs(60)).expect("le runtime a fini");
    }
}
