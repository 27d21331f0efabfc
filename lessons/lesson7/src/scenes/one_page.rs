//! Une requête, une réponse, un corps.

use lesson7::failure::Failure;
use lesson7::fetch::fetch_text;
use reqwest::Client;
use scene::say;

use super::with_server;

// ANCHOR: look
async fn look(client: &Client, url: &str) -> Result<(), reqwest::Error> {
    let response = client.get(url).send().await?;
    say!("statut : {}", response.status());
    let length = response.content_length();
    say!("annoncé : {length:?} octets");
    let body = response.bytes().await?;
    say!("reçu : {} octets, {:?}", body.len(), body);
    let text = String::from_utf8_lossy(&body);
    say!("en texte : {} caractères, {:?}", text.chars().count(), text);
    Ok(())
}
// ANCHOR_END: look

// ANCHOR: one_page
pub fn one_page() {
    with_server(async |server| {
        let client = server.client();
        let url = server.url("/page/Véga/300ms");
        look(&client, &url).await.expect("le serveur répond");
    });
}
// ANCHOR_END: one_page

// ANCHOR: not_found
pub fn not_found() {
    with_server(async |server| {
        let client = server.client();
        let url = server.url("/page-perdue");
        let text = client.get(&url).send().await.expect("une réponse").text().await;
        say!("pour reqwest, tout va bien : {text:?}");
        let outcome: Result<String, Failure> = fetch_text(&client, &url).await;
        match outcome {
            Ok(text) => say!("pour fetch_text aussi : {text:?}"),
            Err(failure) => say!("pour fetch_text, non : {failure}"),
        }
    });
}
// ANCHOR_END: not_found
