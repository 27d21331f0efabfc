//! Au plus quatre requêtes à la fois.

use futures_util::StreamExt as _;
use futures_util::future::join_all;
use lesson7::fetch::fetch_text;
use lesson7::stage::Stage;
use lesson7::window::at_most;
use reqwest::Client;
use scene::{future, say};
use tokio::sync::Semaphore;

use super::with_server;

/// Huit images, et ce que chacune met à venir, en dixièmes de seconde.
const IMAGES: [(&str, u32); 8] = [
    ("m31", 1),
    ("m42", 1),
    ("m45", 2),
    ("m51", 3),
    ("m57", 4),
    ("m63", 3),
    ("m81", 2),
    ("m101", 2),
];

// ANCHOR: receive
async fn receive(server: &Stage, client: &Client, name: &str, tenths: u32) {
    say!("{name} : demandée");
    let url = server.url(&format!("/page/{name}/{}ms", tenths * 100));
    fetch_text(client, &url).await.expect("le serveur répond");
}
// ANCHOR_END: receive

// ANCHOR: four_at_once
pub fn four_at_once() {
    with_server(async |server| {
        let (server, client) = (&*server, server.client());
        let images = IMAGES.map(|(name, tenths)| {
            future(name, receive(server, &client, name, tenths))
        });
        let received = at_most(4, images).count().await;
        say!("{received} images reçues");
    });
}
// ANCHOR_END: four_at_once

// ANCHOR: four_permits
pub fn four_permits() {
    with_server(async |server| {
        let (server, client) = (&*server, server.client());
        let permits = Semaphore::new(4);
        let images = IMAGES.map(|(name, tenths)| {
            let (client, permits) = (&client, &permits);
            future(name, async move {
                let _permit = permits.acquire().await.expect("jamais fermé");
                receive(server, client, name, tenths).await;
            })
        });
        let received = join_all(images).await.len();
        say!("{received} images reçues");
    });
}
// ANCHOR_END: four_permits
