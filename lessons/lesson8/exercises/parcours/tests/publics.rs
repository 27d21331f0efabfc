//! Les tests donnés.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kit::InFlight;
use parcours::{Folder, Listing, Weight, weigh};
use tokio::time::sleep;

#[test]
fn tout_est_pese_une_fois() {
    kit::virtual_time(async {
        let tree = Tree::new([
            node(1, 10, &[("plaques", 1), ("journal", 2)]),
            node(1, 2000, &[("m31", 3)]),
            node(1, 300, &[]),
            node(1, 40_000, &[]),
        ]);
        let weight = tree.weigh(2).await;
        let expected = Weight { bytes: 42_310, folders: 4, unread: vec![] };
        kit::check_eq("le poids de la nuit", weight, expected);
    });
}

#[test]
fn jamais_plus_de_lectures_que_permis() {
    kit::virtual_time(async {
        // Trois dossiers, qui en contiennent chacun trois.
        let threes = [("a", 1), ("b", 2), ("c", 3)];
        let below = |first| [("a", first), ("b", first + 1), ("c", first + 2)];
        let mut nodes = vec![node(1, 1, &threes)];
        nodes.extend([4, 7, 10].map(|first| node(1, 1, &below(first))));
        nodes.extend((4..13).map(|_| node(2, 1, &[])));
        let tree = Tree::new(nodes);
        let weight = tree.weigh(2).await;
        kit::assert_at_most(&tree.in_flight, 2);
        kit::assert_at_least(&tree.in_flight, 2);
        kit::check_eq("le nombre de dossiers lus", weight.folders, 13);
    });
}

#[test]
fn un_lien_en_arriere_ne_fait_pas_tourner_en_rond() {
    kit::virtual_time(async {
        let tree = Tree::new([
            node(1, 10, &[("journal", 1), ("ici", 0)]),
            node(1, 300, &[("retour", 0), ("soir", 2)]),
            node(1, 5, &[("hier", 1)]),
        ]);
        let weight = tree.weigh(3).await;
        let expected = Weight { bytes: 315, folders: 3, unread: vec![] };
        kit::check_eq("le poids, avec des liens en arrière", weight, expected);
    });
}

/// De faux dossiers : le numéro de chacun est son rang, et 0 est la racine.
struct Tree {
    nodes: Vec<Node>,
    read: Mutex<HashSet<usize>>,
    in_flight: InFlight,
}

struct Node {
    seconds: u64,
    bytes: Option<u64>,
    folders: Vec<(&'static str, usize)>,
}

/// Un dossier lu en `seconds`, illisible si `bytes` manque.
fn node(
    seconds: u64,
    bytes: impl Into<Option<u64>>,
    folders: &[(&'static str, usize)],
) -> Node {
    Node { seconds, bytes: bytes.into(), folders: folders.to_vec() }
}

impl Tree {
    fn new(nodes: impl Into<Vec<Node>>) -> Arc<Self> {
        let (read, in_flight) = (Mutex::default(), InFlight::new());
        Arc::new(Self { nodes: nodes.into(), read, in_flight })
    }

    async fn weigh(self: &Arc<Self>, at_once: usize) -> Weight {
        let root = Folder { path: "nuit".into(), id: 0 };
        weigh(root, at_once, |path| self.clone().list(path)).await
    }

    async fn list(self: Arc<Self>, path: PathBuf) -> io::Result<Listing> {
        let rank = path.iter().skip(1).fold(0, |rank, name| {
            let mut folders = self.nodes[rank].folders.iter();
            folders.find(|(child, _)| name == *child).expect("un nom donné").1
        });
        if !self.read.lock().unwrap().insert(rank) {
            kit::fail(format!(
                "{} est lu, mais c'est le dossier {rank}, déjà lu ou en train de \
                 l'être",
                path.display()
            ));
        }
        let flight = self.in_flight.enter();
        let node = &self.nodes[rank];
        sleep(Duration::from_secs(node.seconds)).await;
        flight.done();
        let bytes = node.bytes.ok_or(io::ErrorKind::PermissionDenied)?;
        let folder = |(name, id): &(&str, usize)| Folder {
            path: path.join(name),
            id: *id as u64,
        };
        Ok(Listing { bytes, folders: node.folders.iter().map(folder).collect() })
    }
}
