//! Les moteurs comparés.

mod epoll;
mod futures;
mod smol;
mod tokio;
mod tokio_local;
mod v4;
mod v6;
mod v7;
mod v8;

use crate::workloads::Workload;

/// Un moteur écrit en Rust, tel que ce programme l'exécute.
pub struct Peer {
    pub name: &'static str,
    measure: Option<fn(Workload, usize) -> f64>,
    pub serve: Option<fn()>,
}

// ANCHOR: PEERS
/// Les moteurs écrits en Rust, dans l'ordre du tableau.
pub const PEERS: [Peer; 9] = [
    Peer { name: "v4", measure: Some(v4::programs::measure), serve: None },
    Peer { name: "v6", measure: Some(v6::programs::measure), serve: None },
    Peer { name: "v7", measure: Some(v7::programs::measure), serve: None },
    Peer {
        name: "v8",
        measure: Some(v8::programs::measure),
        serve: Some(v8::echo::serve),
    },
    Peer { name: "epoll", measure: None, serve: Some(epoll::serve) },
    Peer {
        name: "tokio",
        measure: Some(tokio::programs::measure),
        serve: Some(tokio::serve),
    },
    Peer {
        name: "LocalSet",
        measure: Some(tokio_local::programs::measure),
        serve: None,
    },
    Peer { name: "smol", measure: Some(smol::programs::measure), serve: None },
    Peer {
        name: "LocalPool",
        measure: Some(futures::programs::measure),
        serve: None,
    },
];
// ANCHOR_END: PEERS

impl Peer {
    pub fn find(name: &str) -> Option<&'static Self> {
        PEERS.iter().find(|peer| peer.name == name)
    }

    /// Dit comment mesurer un travail, si ce moteur en est capable.
    pub fn measure(&self, workload: Workload) -> Option<fn(Workload, usize) -> f64> {
        // La quatrième étape n'a pas encore de minuteurs.
        let needs_timers = matches!(workload, Workload::Sleeps | Workload::Bytes);
        self.measure.filter(|_| !(self.name == "v4" && needs_timers))
    }
}
