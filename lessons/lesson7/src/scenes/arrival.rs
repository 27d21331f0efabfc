//! Lire un corps pendant qu'il arrive.

use std::io;

use futures_util::TryStreamExt as _;
use lesson7::fetch::{check, send};
use lesson7::stage::Stage;
use reqwest::{Client, StatusCode};
use scene::{future, say};
use tokio::io::{AsyncBufRead, AsyncBufReadExt as _, BufReader};
use tokio_util::io::StreamReader;

use super::with_server;

// ANCHOR: lines
/// Demande `path`, et renvoie de quoi lire son corps ligne à ligne.
async fn open(server: &Stage, client: &Client, path: &str) -> impl AsyncBufRead {
    let response = send(client.get(server.url(path))).await;
    let response = response.and_then(|response| check(response, StatusCode::OK));
    let chunks = response.expect("le serveur répond").bytes_stream();
    // Un morceau n'est pas une ligne : le lecteur recolle ce qui est coupé.
    BufReader::new(StreamReader::new(chunks.map_err(io::Error::other)))
}

async fn follow(server: &Stage, client: &Client, path: &str) -> io::Result<usize> {
    let mut lines = open(server, client, path).await.lines();
    let mut count = 0;
    while let Some(line) = lines.next_line().await? {
        say!("{line}");
        count += 1;
    }
    Ok(count)
}
// ANCHOR_END: lines

// ANCHOR: interleaved
pub fn interleaved() {
    with_server(async |server| {
        let client = server.client();
        let counts = tokio::join!(
            biased;
            future("Véga", follow(server, &client, "/goutte/Véga/5/100ms")),
            future("Deneb", follow(server, &client, "/goutte/Deneb/5/130ms")),
        );
        say!("lignes lues : {:?}", (counts.0.ok(), counts.1.ok()));
    });
}
// ANCHOR_END: interleaved

// ANCHOR: enough
pub fn enough() {
    with_server(async |server| {
        let client = server.client();
        let mut lines =
            open(server, &client, "/goutte/Véga/1000/100ms").await.lines();
        while let Ok(Some(line)) = lines.next_line().await {
            say!("{line}");
            if line.ends_with('3') {
                break;
            }
        }
        drop(lines);
        say!("le corps est abandonné, la connexion se ferme");
    });
}
// ANCHOR_END: enough
