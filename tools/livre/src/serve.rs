//! Sert le livre et le reconstruit à chaque enregistrement.

pub mod live;
pub mod pages;
pub mod panel;
pub mod watch;

use std::io;
use std::io::ErrorKind::{AddrInUse, PermissionDenied};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use tokio::net::TcpListener;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::cli::{counted, say, say_error, say_line};
use live::{Live, Snapshot};
use watch::Watch;

/// Les options du serveur.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Le port demandé ; 0 laisse le système choisir.
    pub port: u16,
    /// Vrai pour ouvrir le navigateur.
    pub open: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 3000, open: false }
    }
}

/// Sert le livre jusqu'à Ctrl-C.
///
/// # Errors
///
/// Si aucun port n'est libre ou si les fichiers ne se surveillent pas.
pub fn run(root: &Path, options: Options) -> Result<()> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let result = runtime.block_on(serve(root, options));
    // Une construction en cours ne retarde pas l'arrêt.
    runtime.shutdown_background();
    result
}

async fn serve(root: &Path, options: Options) -> Result<()> {
    let live =
        Arc::new(Live::new(root).context("dossier de travail impossible à créer")?);
    let listener = bind(options.port).await?;
    let address = listener.local_addr()?;
    if options.port != 0 && address.port() != options.port {
        say(&format!("Le port {} est pris, voici le suivant.\n", options.port));
    }
    let watched = Watch::start(root).context("surveillance impossible")?;
    let builds = build_forever(&live, watched, || {
        let url = format!("http://{address}");
        say(&format!("Le livre est sur {url} (Ctrl-C pour arrêter).\n"));
        if options.open {
            open(url);
        }
    });
    tokio::select! {
        served = axum::serve(listener, pages::router(Arc::clone(&live))) => served?,
        () = builds => {}
        stopped = stop_signal() => stopped.context("signaux indisponibles")?,
    }
    say("Serveur arrêté.\n");
    Ok(())
}

/// Prend le port demandé, ou le premier libre parmi les cent suivants.
///
/// # Errors
///
/// Si aucun ne l'est, ou si le système refuse.
pub async fn bind(port: u16) -> Result<TcpListener> {
    let last = if port == 0 { 0 } else { port.saturating_add(100) };
    for candidate in port..=last {
        match TcpListener::bind(("127.0.0.1", candidate)).await {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == PermissionDenied && candidate < 1024 => {
                bail!("le port {candidate} est réservé : essayez au-dessus de 1023")
            }
            // Windows refuse ainsi les ports que d'autres services retiennent.
            Err(error) if matches!(error.kind(), AddrInUse | PermissionDenied) => {}
            Err(error) => {
                return Err(error).context(format!("port {candidate} inutilisable"));
            }
        }
    }
    bail!("aucun port libre de {port} à {last} : choisissez-en un autre avec --port")
}

/// Construit une fois, appelle `ready`, puis reconstruit à chaque changement.
async fn build_forever(
    live: &Live,
    (mut watch, mut changes): (Watch, UnboundedReceiver<()>),
    ready: impl FnOnce(),
) {
    report(&live.rebuild().await);
    ready();
    loop {
        watch::settled(&mut changes).await;
        if let Err(error) = watch.rearm() {
            say_error(&format!("surveillance incomplète ({error}) : relancez-la"));
        }
        report(&live.rebuild().await);
    }
}

/// Dit dans le terminal ce que la construction a donné.
fn report(snapshot: &Snapshot) {
    for finding in &snapshot.report.findings {
        let kind = if finding.is_error() { "erreur" } else { "retouche" };
        say_line(&format!("{kind} : {finding}"));
    }
    let duration = snapshot.duration.as_millis();
    let pages = counted(snapshot.report.pages, "page");
    match (snapshot.report.built, &snapshot.site) {
        (true, _) => say(&format!("Livre construit en {duration} ms ({pages}).\n")),
        (false, Some(_)) => {
            say("Livre non reconstruit : la dernière version reste servie.\n")
        }
        (false, None) => {
            say("Livre non construit : corrigez, il se construira tout seul.\n")
        }
    }
}

fn open(url: String) {
    tokio::task::spawn_blocking(move || {
        if let Err(error) = opener::open_browser(&url) {
            say_error(&format!("navigateur non ouvert ({error}) : allez sur {url}"));
        }
    });
}

#[cfg(unix)]
async fn stop_signal() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    // Le terminal se ferme : partir proprement, dossier temporaire compris.
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminate.recv() => Ok(()),
        _ = hangup.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn stop_signal() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
