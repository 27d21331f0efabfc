//! Tout ce qui peut manquer, et ce qu'on en dit.

use std::time::Duration;

use fastrand::Rng;
use lesson7::backoff::Backoff;
use lesson7::client::client;
use lesson7::download::Downloader;
use lesson7::fetch::fetch_text;
use scene::say;

use super::with_server;

/// Ce que l'on demande au serveur lent, et ce que cela éprouve.
const PATHS: [(&str, &str); 11] = [
    ("page perdue", "/statut/404"),
    ("accès refusé", "/statut/403"),
    ("serveur en panne", "/statut/500"),
    ("serveur débordé", "/occupe/429/9/60/m31.fits"),
    ("rien à donner", "/statut/204"),
    ("redirections", "/boucle"),
    ("corps coupé", "/coupe/50000/20000/m31.fits"),
    ("longueur fausse", "/court/1000/m31.fits"),
    ("silence", "/muet/2000/1000/m31.fits"),
    ("corps sans fin", "/sans-fin/m31.fits"),
    ("compression imposée", "/gzip-impose/m31.fits"),
];

// ANCHOR: from_the_server
pub fn from_the_server() {
    with_server(async |server| {
        let folder = tempfile::tempdir().expect("un dossier temporaire");
        let downloader = Downloader {
            client: server.build(client(Duration::from_secs(1))),
            folder: folder.path().to_owned(),
            deadline: None,
            max_size: Some(10_000_000),
            replace: false,
        };
        for (kind, path) in PATHS {
            let once = Backoff::new(1, Rng::new());
            let url = server.url(path);
            let outcome = downloader.download(&url, "m31.fits", once, &()).await;
            let failure = outcome.expect_err("rien de tout cela n'est un fichier");
            let again =
                if failure.is_temporary() { "à retenter" } else { "définitif" };
            say!("{kind}, {again} : {failure}");
        }
        let there = folder.path().join("m31.fits").exists();
        say!("m31.fits {}", if there { "est là" } else { "n'existe pas" });
    });
}
// ANCHOR_END: from_the_server

// ANCHOR: before_the_server
pub fn before_the_server() {
    with_server(async |server| {
        let page = server.url("/");
        let safe = page.replace("http:", "https:");
        let failure =
            fetch_text(&server.client(), &safe).await.expect_err("sans TLS");
        say!("{failure}");

        let lost = client(Duration::from_secs(5)).no_proxy().tls_certs_only([]);
        let lost = lost.dns_resolver(NoNames).build().expect("des réglages simples");
        let unknown = "http://observatoire.invalid/";
        let failure = fetch_text(&lost, unknown).await.expect_err("sans DNS");
        say!("{failure}");

        let client = server.client();
        server.close().await;
        let failure = fetch_text(&client, &page).await.expect_err("sans serveur");
        say!("{failure}");
    });
}
// ANCHOR_END: before_the_server

/// Ne connaît aucun nom : la scène se joue sans réseau.
struct NoNames;

impl reqwest::dns::Resolve for NoNames {
    fn resolve(&self, _name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err("aucun nom n'est connu ici".into()) })
    }
}
