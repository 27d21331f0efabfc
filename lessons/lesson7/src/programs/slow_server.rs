//! `serveur-lent` : le serveur des scènes, à essayer avec `curl` ou un navigateur.

use std::ffi::OsString;
use std::process::ExitCode;
use std::time::Duration;

use lexopt::{Arg, Parser};
use scene::complain;
use tokio::net::TcpListener;
use tokio::time::timeout;

use crate::programs::print;
use crate::sentences::show_network;
use crate::signals::interruption;
use crate::slow_server::routes;

const USAGE: &str = "\
Usage : cargo run -p lesson7 -- serveur-lent [--port N] [--aide]

Écoute sur 127.0.0.1, jusqu'à Ctrl-C. Sa page d'accueil dit ce qu'il sait faire.

  --port N           le port ; à défaut, le système en choisit un
";

/// Lance le serveur.
pub fn run(args: Vec<OsString>) -> ExitCode {
    let port = match parse(args) {
        Ok(Some(port)) => port,
        Ok(None) => {
            print(USAGE.trim_end());
            return ExitCode::SUCCESS;
        }
        Err(error) => {
            complain(&error);
            return ExitCode::from(2);
        }
    };
    match scene::block_on(serve(port)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!(
                "le port {port} est refusé : {} ; essayez --port 0",
                show_network(&error)
            ));
            ExitCode::FAILURE
        }
    }
}

/// Renvoie le port ; rien, si c'est le mode d'emploi qu'on demande.
fn parse(args: Vec<OsString>) -> Result<Option<u16>, String> {
    let mut parser = Parser::from_args(args);
    let (mut port, mut help) = (0, false);
    while let Some(arg) =
        parser.next().map_err(|error| unknown(&error.to_string()))?
    {
        match arg {
            Arg::Long("aide" | "help") | Arg::Short('h') => help = true,
            Arg::Long("port") => {
                let value = parser.value().ok();
                let number = value.and_then(|value| value.to_str()?.parse().ok());
                port = number.ok_or("--port demande un nombre de 0 à 65535")?;
            }
            Arg::Long(name) => return Err(unknown(&format!("--{name}"))),
            Arg::Short(name) => return Err(unknown(&format!("-{name}"))),
            Arg::Value(value) => return Err(unknown(&value.to_string_lossy())),
        }
        if let Some(value) = parser.optional_value() {
            return Err(unknown(&value.to_string_lossy()));
        }
    }
    Ok((!help).then_some(port))
}

fn unknown(what: &str) -> String {
    format!("option inconnue : {} ; options : --port N, --aide", what.escape_debug())
}

// ANCHOR: serve
/// Sert jusqu'à Ctrl-C ou SIGTERM, puis laisse une seconde aux réponses en cours.
async fn serve(port: u16) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    print(&format!("http://{} ; Ctrl-C pour arrêter", listener.local_addr()?));
    let (stop, mut stopping) = tokio::sync::watch::channel(());
    let server =
        axum::serve(listener, routes()).with_graceful_shutdown(async move {
            // Sans signal possible, on ne s'arrête pas : mieux vaut servir.
            if interruption().await.is_err() {
                std::future::pending::<()>().await;
            }
            drop(stop);
        });
    let hurry = async {
        let _ = stopping.changed().await;
        let _ = timeout(Duration::from_secs(1), std::future::pending::<()>()).await;
    };
    tokio::select! {
        ended = server => ended,
        () = hurry => Ok(()),
    }
}
// ANCHOR_END: serve
