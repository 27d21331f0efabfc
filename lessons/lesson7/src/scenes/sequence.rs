//! Dix pages lentes, l'une après l'autre.

use lesson7::fetch::fetch_text;
use scene::{future, say};

use super::{OBSERVATORIES, with_server};

// ANCHOR: in_sequence
pub fn in_sequence() {
    with_server(async |server| {
        let client = server.client();
        for name in OBSERVATORIES {
            let url = server.url(&format!("/page/{name}/300ms"));
            let page = future(name, fetch_text(&client, &url)).await;
            say!("{name} : {} octets", page.expect("le serveur répond").len());
        }
    });
}
// ANCHOR_END: in_sequence
