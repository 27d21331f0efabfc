//! La même image chez trois observatoires : la première suffit.

use futures_util::future::{FutureExt as _, select_ok};
use lesson7::failure::Failure;
use lesson7::fetch::fetch_text;
use lesson7::stage::Stage;
use reqwest::Client;
use scene::{future, say};
use tokio::select;

use super::with_server;

// ANCHOR: Asking
/// Dit si une requête est abandonnée avant sa réponse.
struct Asking {
    name: &'static str,
    answered: bool,
}

impl Drop for Asking {
    fn drop(&mut self) {
        if !self.answered {
            say!("{} : requête abandonnée", self.name);
        }
    }
}
// ANCHOR_END: Asking

// ANCHOR: ask
async fn ask(
    server: &Stage,
    client: &Client,
    name: &'static str,
    path: &str,
) -> Result<&'static str, Failure> {
    let mut asking = Asking { name, answered: false };
    let page = fetch_text(client, &server.url(path)).await;
    asking.answered = true;
    let outcome = if page.is_ok() { "reçue" } else { "échouée" };
    say!("{name} : requête {outcome}");
    page.map(|_| name)
}
// ANCHOR_END: ask

// ANCHOR: race
pub fn race() {
    with_server(async |server| {
        let (server, client) = (&*server, server.client());
        let vega = ask(server, &client, "Véga", "/page/m31/600ms");
        let deneb = ask(server, &client, "Deneb", "/page/m31/200ms");
        let first = select! {
            biased;
            first = future("Véga", vega) => first,
            first = future("Deneb", deneb) => first,
        };
        say!("première réponse : {}", first.expect("le serveur répond"));
    });
}
// ANCHOR_END: race

// ANCHOR: first_success
pub fn first_success() {
    with_server(async |server| {
        let (server, client) = (&*server, server.client());
        let mirrors = [
            ("Véga", "/page/m31/600ms"),
            ("Deneb", "/page/m31/400ms"),
            ("Altaïr", "/statut/503"),
        ];
        let asked = mirrors.map(|(name, path)| {
            future(name, ask(server, &client, name, path)).boxed_local()
        });
        match select_ok(asked).await {
            Ok((name, others)) => {
                say!("première réussite : {name}, {} encore en cours", others.len());
            }
            Err(failure) => say!("aucune réussite ; la dernière : {failure}"),
        }
    });
}
// ANCHOR_END: first_success
