//! Des octets servis, entiers ou en partie, et de quoi mal les servir.

use std::io;
use std::sync::LazyLock;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt as _, TryStreamExt as _, future, stream};

/// La longueur du motif : première, pour qu'un octet mal placé se voie.
const PERIOD: u64 = 251;

const CHUNK: u64 = 64 * 1024;

/// Assez de motif pour y découper n'importe quel morceau.
static PATTERN: LazyLock<Bytes> =
    LazyLock::new(|| (0..CHUNK + PERIOD).map(|i| (i % PERIOD) as u8).collect());

// ANCHOR: ServedFile
/// Un fichier qui n'existe pas : une taille, et un `ETag` qui dit sa version.
pub struct ServedFile {
    size: u64,
    version: u32,
    etag: String,
}

impl ServedFile {
    /// Imagine la version `version` d'un fichier de `size` octets.
    pub fn new(size: u64, name: &str, version: u32) -> Self {
        let name: String =
            name.chars().filter(char::is_ascii_alphanumeric).collect();
        Self { size, version, etag: format!("\"{name}-{size}-{version}\"") }
    }
}
// ANCHOR_END: ServedFile

// ANCHOR: answer
impl ServedFile {
    /// Répond à une requête, en entier ou à partir de l'octet demandé.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let Some(first) = self.first_byte(asked) else {
            let total = [(header::CONTENT_RANGE, format!("bytes */{}", self.size))];
            return (StatusCode::RANGE_NOT_SATISFIABLE, total).into_response();
        };
        let about = [
            (header::ETAG, self.etag.clone()),
            (header::ACCEPT_RANGES, "bytes".to_owned()),
            (header::CONTENT_LENGTH, (self.size - first).to_string()),
        ];
        let body = bytes_between(first, self.size, self.version);
        if first == 0 {
            return (about, body).into_response();
        }
        let range = format!("bytes {first}-{}/{}", self.size - 1, self.size);
        let range = [(header::CONTENT_RANGE, range)];
        (StatusCode::PARTIAL_CONTENT, about, range, body).into_response()
    }
}
// ANCHOR_END: answer

// ANCHOR: first_byte
impl ServedFile {
    /// Renvoie le premier octet à servir ; rien, s'il est au-delà de la fin.
    fn first_byte(&self, asked: &HeaderMap) -> Option<u64> {
        let text = |name| asked.get(name).and_then(|value| value.to_str().ok());
        let same = text(header::IF_RANGE).is_none_or(|etag| etag == self.etag);
        let range = text(header::RANGE).filter(|_| same);
        let first = range.and_then(|range| {
            range.strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
        });
        Some(first.unwrap_or(0)).filter(|first| *first == 0 || *first < self.size)
    }
}
// ANCHOR_END: first_byte

// ANCHOR: byte_at
/// Renvoie l'octet numéro `place` de la version `version`.
pub fn byte_at(place: u64, version: u32) -> u8 {
    ((place % PERIOD + u64::from(version)) % PERIOD) as u8
}

/// Produit les octets de `first` à `end`, sans jamais les avoir tous en mémoire.
pub fn bytes_between(first: u64, end: u64, version: u32) -> Body {
    Body::from_stream(stream::unfold(first, move |place| async move {
        let length = CHUNK.min(end - place) as usize;
        let start = usize::from(byte_at(place, version));
        let chunk = PATTERN.slice(start..start + length);
        (length > 0).then_some((Ok::<_, io::Error>(chunk), place + length as u64))
    }))
}
// ANCHOR_END: byte_at

// ANCHOR: cut
/// Coupe la connexion après `until` octets du corps.
pub fn cut(response: Response, until: u64) -> Response {
    first_bytes(response, until, async {
        // Ce qui est écrit n'est pas encore parti : laissons-lui le temps.
        tokio::time::sleep(Duration::from_millis(10)).await;
        Err(io::Error::other("coupé exprès"))
    })
}

/// Se tait pour toujours après `until` octets du corps.
pub fn mute(response: Response, until: u64) -> Response {
    first_bytes(response, until, future::pending())
}
// ANCHOR_END: cut

// ANCHOR: first_bytes
/// Ne garde que le début du corps, suivi de ce que donne `end`.
fn first_bytes(
    response: Response,
    until: u64,
    end: impl Future<Output = io::Result<Bytes>> + Send + 'static,
) -> Response {
    response.map(|body| {
        let mut left = usize::try_from(until).unwrap_or(usize::MAX);
        let chunks = body.into_data_stream().map_err(io::Error::other);
        let kept = chunks.map_ok(move |chunk| {
            let kept = chunk.slice(..left.min(chunk.len()));
            left -= kept.len();
            kept
        });
        let more = |kept: &Bytes| future::ready(Ok(!kept.is_empty()));
        Body::from_stream(kept.try_take_while(more).chain(stream::once(end)))
    })
}
// ANCHOR_END: first_bytes
