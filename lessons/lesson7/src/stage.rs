//! Un serveur et un client dans le même runtime, pour les scènes et pour les essais.
//!
//! En temps réel, ils se parlent par TCP, sur 127.0.0.1. En temps virtuel, par une
//! socket Unix, où le noyau livre les octets dans l'appel même qui les écrit : quand
//! plus personne n'a rien à faire, plus rien n'est en route, et la date avance.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use reqwest::{Client, ClientBuilder};
use tokio::net::TcpListener;
use tokio_util::task::AbortOnDropHandle;

use crate::client::client;
use crate::slow_server::routes;
use crate::traffic::{Traffic, serve};

// ANCHOR: Stage
/// Le serveur lent, en marche, et de quoi lui parler.
pub struct Stage {
    address: String,
    traffic: Arc<Traffic>,
    /// En temps virtuel, où est la socket ; le dossier disparaît avec la scène.
    #[cfg(unix)]
    folder: Option<tempfile::TempDir>,
    server: AbortOnDropHandle<()>,
    /// Ce qui retient l'horloge, en temps virtuel.
    _timekeeper: Option<AbortOnDropHandle<()>>,
}

impl Stage {
    /// Met en marche le serveur lent.
    ///
    /// # Errors
    ///
    /// Renvoie une erreur si le système refuse une socket.
    pub async fn open() -> io::Result<Self> {
        Self::with(routes()).await
    }
}
// ANCHOR_END: Stage

impl Stage {
    /// Met en marche un serveur qui répond par `routes`.
    ///
    /// # Errors
    ///
    /// Renvoie une erreur si le système refuse une socket.
    pub async fn with(routes: Router) -> io::Result<Self> {
        let traffic = Arc::new(Traffic::default());
        #[cfg(unix)]
        if clock::Clock::current().is_virtual() {
            let folder = tempfile::tempdir()?;
            let socket = tokio::net::UnixListener::bind(folder.path().join("http"))?;
            let server = serve(socket, routes, &traffic);
            let keeper = tokio::spawn(crate::traffic::keep_time(traffic.clone()));
            return Ok(Self {
                address: "http://127.0.0.1".to_owned(),
                traffic,
                folder: Some(folder),
                server,
                _timekeeper: Some(AbortOnDropHandle::new(keeper)),
            });
        }
        let socket = TcpListener::bind("127.0.0.1:0").await?;
        Ok(Self {
            address: format!("http://{}", socket.local_addr()?),
            server: serve(socket, routes, &traffic),
            traffic,
            #[cfg(unix)]
            folder: None,
            _timekeeper: None,
        })
    }

    /// Arrête le serveur : la suite trouvera porte close.
    pub async fn close(&mut self) {
        self.server.abort();
        // Interrompu, il finit par une erreur, et c'est ce qu'on attend.
        let _ = (&mut self.server).await;
    }

    /// Renvoie l'adresse de `path` sur ce serveur.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// Prépare un client de ce serveur, patient trente secondes.
    pub fn client(&self) -> Client {
        self.build(client(Duration::from_secs(30)))
    }

    /// Crée un client de ce serveur avec ces réglages.
    ///
    /// # Panics
    ///
    /// Panique si les réglages se contredisent.
    pub fn build(&self, client: ClientBuilder) -> Client {
        // Ni proxy ni certificats : rien ici ne sort de la machine.
        let client = client.no_proxy().tls_certs_only([]);
        #[cfg(unix)]
        let client = match &self.folder {
            Some(folder) => client.unix_socket(folder.path().join("http")),
            None => client,
        };
        client.build().expect("des réglages qui vont ensemble")
    }

    /// Renvoie le nombre de connexions acceptées.
    pub fn connections(&self) -> usize {
        self.traffic.connections()
    }
}
