//! Répond aux navigateurs : les fichiers du livre, et l'annonce des versions.

use std::convert::Infallible;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{self, Body};
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt};
use tower_http::services::ServeDir;

use super::live::{Live, Snapshot};
use super::panel;

/// L'adresse où la page attend les nouvelles versions.
pub const EVENTS: &str = "/__livre/evenements";

/// Renvoie les routes du serveur.
pub fn router(live: Arc<Live>) -> Router {
    Router::new()
        .route(EVENTS, get(events))
        .fallback(page)
        .with_state(live)
        .layer(middleware::from_fn(local_only))
}

/// Refuse qu'un site lointain se fasse passer pour nous (« DNS rebinding »).
async fn local_only(headers: HeaderMap, request: Request, next: Next) -> Response {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    match name {
        Some("127.0.0.1" | "localhost") => next.run(request).await,
        _ => (
            StatusCode::FORBIDDEN,
            "Adresse refusée : passez par http://127.0.0.1.\n",
        )
            .into_response(),
    }
}

async fn events(
    State(live): State<Arc<Live>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let retry = Duration::from_millis(500);
    let versions = WatchStream::new(live.subscribe());
    let events = versions.map(move |snapshot| {
        Ok(Event::default().retry(retry).data(snapshot.version))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn page(State(live): State<Arc<Live>>, mut request: Request) -> Response {
    // Axum mesure la page puis la retire : la taille annoncée est la bonne.
    if request.method() == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    let snapshot = live.current();
    let Some(site) = snapshot.site.clone() else {
        let page = Html(panel::error_page(&snapshot));
        return fresh((StatusCode::SERVICE_UNAVAILABLE, page).into_response());
    };
    // La page dépend de la version : ni « 304 », ni morceau de fichier.
    for name in [header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH, header::RANGE] {
        request.headers_mut().remove(name);
    }
    let response = match ServeDir::new(&site.folder).try_call(request).await {
        Ok(response) if response.status() != StatusCode::NOT_FOUND => {
            with_panel(response.map(Body::new), &snapshot).await
        }
        _ => not_found(&site.folder, &snapshot),
    };
    fresh(response)
}

async fn with_panel(response: Response, snapshot: &Snapshot) -> Response {
    let kind = response.headers().get(header::CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let status = response.status();
    match body::to_bytes(response.into_body(), usize::MAX).await {
        Ok(html) => {
            let html = String::from_utf8_lossy(&html);
            (status, Html(panel::inject(&html, snapshot))).into_response()
        }
        Err(error) => {
            let message = format!("Page illisible : {error}\n");
            (StatusCode::INTERNAL_SERVER_ERROR, message).into_response()
        }
    }
}

fn not_found(folder: &Path, snapshot: &Snapshot) -> Response {
    let html = fs::read_to_string(folder.join("404.html"))
        .unwrap_or_else(|_| "<body><h1>Page introuvable</h1></body>".to_owned());
    (StatusCode::NOT_FOUND, Html(panel::inject(&html, snapshot))).into_response()
}

fn fresh(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
