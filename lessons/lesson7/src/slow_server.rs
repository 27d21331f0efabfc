//! Un serveur qui fait mal tout ce qu'un serveur peut faire mal, pour s'y essayer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use futures_util::stream;
use tokio::time::sleep;

use crate::asked::{Asked, MISREAD, Refusal};
use crate::home_page::home_page;
use crate::served_file::{ServedFile, bytes_between, cut, mute};
use crate::units::parse_duration;

// ANCHOR: routes
/// Les routes du serveur, que `/` énumère.
pub fn routes() -> Router {
    Router::new()
        .route("/", get(async || Html(home_page())))
        .route("/page/{nom}/{duree}", get(page))
        .route("/goutte/{nom}/{lignes}/{duree}", get(drip))
        .route("/octets/{taille}/{nom}", get(file))
        .route("/coupe/{taille}/{coupure}/{nom}", get(cut_file))
        .route("/coupe-sans-reprise/{taille}/{coupure}/{nom}", get(cut_unnamed))
        .route("/change/{taille}/{coupure}/{nom}", get(changing_file))
        .route("/court/{taille}/{nom}", get(short))
        .route("/muet/{taille}/{debut}/{nom}", get(mute_file))
        .route("/sans-fin/{nom}", get(endless))
        .route("/boucle", get(async || Redirect::temporary("/boucle")))
        .route("/redirige/{fois}/{nom}", get(redirect))
        .route("/statut/{code}", get(status))
        .route("/occupe/{code}/{fois}/{secondes}/{nom}", get(busy))
        .route("/gzip/{nom}", get(gzip))
        .route("/gzip-impose/{nom}", get(async || gzipped()))
        .fallback(async || (StatusCode::NOT_FOUND, "404 : essayez /\n"))
        .with_state(Visits::default())
}
// ANCHOR_END: routes

// ANCHOR: page
/// Une durée, dans un chemin.
struct Wait(Duration);

impl std::str::FromStr for Wait {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        parse_duration(text).map(Self).ok_or(MISREAD)
    }
}

async fn page(
    Asked((name, wait)): Asked<(String, String)>,
) -> Result<Html<String>, Refusal> {
    let Wait(wait) = wait.parse()?;
    sleep(wait).await;
    Ok(Html(format!("<h1>{}</h1>\n", escape(&name))))
}
// ANCHOR_END: page

/// Rend inoffensif ce qui vient du chemin.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

// ANCHOR: drip
async fn drip(
    Asked((name, lines, wait)): Asked<(String, u32, String)>,
) -> Result<Response, Refusal> {
    let Wait(wait) = wait.parse()?;
    let body = stream::unfold(1, move |line| {
        let text = format!("{name} {line}\n");
        async move {
            if line > lines {
                return None;
            }
            sleep(wait).await;
            Some((Ok::<_, std::io::Error>(text), line + 1))
        }
    });
    Ok(([TEXT], Body::from_stream(body)).into_response())
}
// ANCHOR_END: drip

async fn file(
    Asked((size, name)): Asked<(u64, String)>,
    headers: HeaderMap,
) -> Response {
    ServedFile::new(size, &name, 1).answer(&headers)
}

async fn cut_file(
    Asked((size, until, name)): Asked<(u64, u64, String)>,
    headers: HeaderMap,
) -> Response {
    cut(ServedFile::new(size, &name, 1).answer(&headers), until)
}

async fn cut_unnamed(
    Asked((size, until, _)): Asked<(u64, u64, String)>,
) -> Response {
    let whole = ([(header::CONTENT_LENGTH, size)], bytes_between(0, size, 1));
    cut(whole.into_response(), until)
}

async fn changing_file(
    Asked((size, until, name)): Asked<(u64, u64, String)>,
    State(visits): State<Visits>,
    headers: HeaderMap,
) -> Response {
    let version = visits.count(&format!("/change/{name}"));
    let response = ServedFile::new(size, &name, version).answer(&headers);
    // Le premier est coupé ; le suivant est un autre, entier.
    if version == 1 { cut(response, until) } else { response }
}

async fn short(Asked((size, _)): Asked<(u64, String)>) -> Response {
    let announced = [(header::CONTENT_LENGTH, size.saturating_mul(2))];
    cut((announced, bytes_between(0, size, 1)).into_response(), size)
}

async fn mute_file(
    Asked((size, until, name)): Asked<(u64, u64, String)>,
    headers: HeaderMap,
) -> Response {
    mute(ServedFile::new(size, &name, 1).answer(&headers), until)
}

async fn endless(Asked(_): Asked<String>) -> Body {
    bytes_between(0, u64::MAX, 1)
}

async fn redirect(Asked((times, name)): Asked<(u32, String)>) -> Response {
    match times {
        0 => format!("{name}, au bout du chemin\n").into_response(),
        _ => Redirect::temporary(&format!("/redirige/{}/{name}", times - 1))
            .into_response(),
    }
}

async fn status(Asked(code): Asked<u16>) -> Result<StatusCode, Refusal> {
    StatusCode::from_u16(code).map_err(|_| MISREAD)
}

// ANCHOR: busy
/// Combien de fois chaque nom a été demandé.
#[derive(Clone, Default)]
struct Visits(Arc<Mutex<HashMap<String, u32>>>);

impl Visits {
    fn count(&self, name: &str) -> u32 {
        let mut visits = self.0.lock().expect("compter ne panique pas");
        let count = visits.entry(name.to_owned()).or_default();
        *count += 1;
        *count
    }
}

async fn busy(
    Asked((code, times, seconds, name)): Asked<(u16, u32, u32, String)>,
    State(visits): State<Visits>,
) -> Result<Response, Refusal> {
    let code = StatusCode::from_u16(code).map_err(|_| MISREAD)?;
    if visits.count(&format!("/occupe/{name}")) > times {
        return Ok(format!("{name}, enfin\n").into_response());
    }
    let later = [(header::RETRY_AFTER, seconds)];
    Ok((code, later, "plus tard\n").into_response())
}
// ANCHOR_END: busy

async fn gzip(headers: HeaderMap) -> Response {
    let accepted = headers.get(header::ACCEPT_ENCODING);
    match accepted.and_then(|value| value.to_str().ok()) {
        Some(value) if value.contains("gzip") => gzipped(),
        _ => ([TEXT], PLAIN).into_response(),
    }
}

fn gzipped() -> Response {
    ([TEXT, (header::CONTENT_ENCODING, "gzip")], GZIP).into_response()
}

const TEXT: (header::HeaderName, &str) =
    (header::CONTENT_TYPE, "text/plain; charset=utf-8");

const PLAIN: &str = "Véga\n";

/// La même chose, par `gzip`, en un bloc non comprimé.
const GZIP: &[u8] = &[
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0x01, 0x06, 0x00,
    0xf9, 0xff, 0x56, 0xc3, 0xa9, 0x67, 0x61, 0x0a, 0x90, 0xe0, 0x68, 0x24, 0x06,
    0x00, 0x00, 0x00,
];
