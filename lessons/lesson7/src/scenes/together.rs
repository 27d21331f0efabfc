//! Les mêmes pages, toutes à la fois.

use futures_util::future::join_all;
use lesson7::fetch::fetch_text;
use scene::{future, say};

use super::{OBSERVATORIES, with_server};

// ANCHOR: together
pub fn together() {
    with_server(async |server| {
        let client = server.client();
        let pages = OBSERVATORIES.map(|name| {
            let url = server.url(&format!("/page/{name}/300ms"));
            let client = &client;
            future(name, async move { fetch_text(client, &url).await })
        });
        let pages = join_all(pages).await;
        let received = pages.iter().flatten().map(String::len).sum::<usize>();
        say!("{} pages, {received} octets", pages.len());
    });
}
// ANCHOR_END: together

// ANCHOR: last_first
pub fn last_first() {
    with_server(async |server| {
        let client = server.client();
        let waits =
            [("Véga", 800), ("Deneb", 700), ("Altaïr", 600), ("Sirius", 500)];
        let pages = waits.map(|(name, millis)| {
            let url = server.url(&format!("/page/{name}/{millis}ms"));
            let client = &client;
            future(name, async move {
                let page = fetch_text(client, &url).await;
                say!("{name} : arrivée");
                page
            })
        });
        for page in join_all(pages).await {
            say!("reçu : {}", page.expect("le serveur répond").trim_end());
        }
    });
}
// ANCHOR_END: last_first
