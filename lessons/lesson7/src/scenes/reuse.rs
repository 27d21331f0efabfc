//! Pourquoi un seul client : ses connexions resservent.

use lesson7::fetch::{fetch_text, send};
use scene::say;

use super::{OBSERVATORIES, with_server};

// ANCHOR: one_client
pub fn one_client() {
    with_server(async |server| {
        let client = server.client();
        for name in OBSERVATORIES {
            let url = server.url(&format!("/page/{name}/50ms"));
            fetch_text(&client, &url).await.expect("le serveur répond");
        }
        say!("un client, dix pages : {} connexion", server.connections());
    });
}
// ANCHOR_END: one_client

// ANCHOR: ten_clients
pub fn ten_clients() {
    with_server(async |server| {
        for name in OBSERVATORIES {
            let url = server.url(&format!("/page/{name}/50ms"));
            fetch_text(&server.client(), &url).await.expect("le serveur répond");
        }
        say!("dix clients, dix pages : {} connexions", server.connections());
    });
}
// ANCHOR_END: ten_clients

// ANCHOR: unread
pub fn unread() {
    with_server(async |server| {
        let client = server.client();
        let url = server.url("/octets/10000000/m31.fits");
        for _ in 0..3 {
            let response = send(client.get(&url)).await.expect("le serveur répond");
            say!("statut {}, corps abandonné", response.status());
        }
        say!(
            "un client, trois corps abandonnés : {} connexions",
            server.connections()
        );
    });
}
// ANCHOR_END: unread
