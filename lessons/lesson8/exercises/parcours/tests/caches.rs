//! Les tests cachés.

use std::collections::HashSet;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use kit::InFlight;
use parcours::{Folder, Listing, Weight, weigh};
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

#[test]
fn une_place_libre_est_aussitot_prise() {
    kit::virtual_time(async {
        let tree = Tree::new([
            node(1, 1, &[("lente", 1), ("a", 2)]),
            node(10, 1, &[]),
            node(1, 1, &[("b", 3)]),
            node(1, 1, &[("c", 4)]),
            node(1, 1, &[("d", 5)]),
            node(1, 1, &[]),
        ]);
        let (duration, weight) = kit::elapsed(tree.weigh(2)).await;
        kit::check_eq("le nombre de dossiers lus", weight.folders, 6);
        let what = "1 s pour la racine, puis 10 s pendant qu'on en lit quatre \
                    d'une seconde, les uns dans les autres : l'ensemble";
        kit::assert_elapsed(what, duration, Duration::from_secs(11));
    });
}

#[test]
fn deux_liens_vers_un_dossier_le_lisent_une_fois() {
    kit::virtual_time(async {
        let tree = Tree::new([
            node(1, 1, &[("plaques", 1), ("images", 1), ("soir", 2)]),
            node(3, 20, &[]),
            node(1, 300, &[("photos", 1)]),
        ]);
        let weight = tree.weigh(4).await;
        let expected = Weight { bytes: 321, folders: 3, unread: vec![] };
        kit::check_eq("le poids, avec trois noms pour un dossier", weight, expected);
    });
}

#[test]
fn un_dossier_illisible_n_arrete_rien() {
    kit::virtual_time(async {
        let tree = Tree::new([
            node(1, 1, &[("a", 1), ("b", 2), ("c", 3)]),
            node(1, None, &[]),
            node(2, 20, &[("d", 4), ("lien", 1)]),
            node(3, None, &[]),
            node(1, 300, &[]),
        ]);
        let mut weight: Weight = tree.weigh(2).await;
        weight.unread.sort();
        let unread = ["nuit/a", "nuit/c"].map(PathBuf::from).to_vec();
        let expected = Weight { bytes: 321, folders: 3, unread };
        kit::check_eq("le poids, avec deux dossiers illisibles", weight, expected);
        let weight: Weight = Tree::new([node(1, None, &[])]).weigh(2).await;
        let unread = vec![PathBuf::from("nuit")];
        let expected = Weight { unread, ..Weight::default() };
        kit::check_eq("le poids d'une racine illisible", weight, expected);
    });
}

#[test]
fn un_grand_arbre_est_lu_en_entier() {
    kit::virtual_time(async {
        const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
        let mut rng = kit::seeded(1);
        let weights: Vec<u64> = kit::values(2, 200, 1..=1000);
        for at_once in [1, 3, 8] {
            let leaf = |bytes: &u64| node(rng.u64(1..=9), *bytes, &[]);
            let mut nodes: Vec<Node> = weights.iter().map(leaf).collect();
            for rank in 1..nodes.len() {
                let [parent, other] = [(rank - 1) / 2, rng.usize(0..rank)];
                let folders = &mut nodes[parent].folders;
                folders.push((NAMES[folders.len()], rank));
                // Un lien de plus, d'un peu partout.
                let folders = &mut nodes[other].folders;
                if folders.len() < 4 {
                    folders.push((NAMES[folders.len()], rank));
                }
            }
            let tree = Tree::new(nodes);
            let weight: Weight = tree.weigh(at_once).await;
            kit::assert_at_most(&tree.in_flight, at_once);
            kit::assert_at_least(&tree.in_flight, at_once);
            let bytes = weights.iter().sum();
            let expected = Weight { bytes, folders: 200, unread: vec![] };
            let what = format!("{at_once} à la fois, le poids de 200 dossiers");
            kit::check_eq(&what, weight, expected);
        }
    });
}

#[test]
fn un_abandon_abandonne_les_lectures() {
    kit::virtual_time(async {
        let tree = Tree::new([
            node(1, 1, &[("a", 1), ("b", 2)]),
            node(9, 1, &[]),
            node(9, 1, &[]),
        ]);
        let weighed = timeout(Duration::from_secs(3), tree.weigh(2)).await;
        kit::check(weighed.is_err(), "weigh répond avant la fin des lectures");
        for _ in 0..10 {
            yield_now().await;
        }
        let what = "les lectures en cours après l'abandon de weigh";
        kit::check_eq(what, tree.in_flight.now(), 0);
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
