//! Une requête, et rien d'autre qu'une réussite si elle réussit.

use std::time::SystemTime;

use reqwest::header::CONTENT_ENCODING;
use reqwest::{Client, RequestBuilder, Response, StatusCode};

use crate::failure::Failure;
use crate::retry_after::retry_after;

// ANCHOR: fetch_text
/// Demande la page `url` et renvoie son texte.
///
/// # Errors
///
/// Renvoie un échec si le serveur ne l'a pas donnée tout entière.
pub async fn fetch_text(client: &Client, url: &str) -> Result<String, Failure> {
    let response = check(send(client.get(url)).await?, StatusCode::OK)?;
    Ok(response.text().await?)
}
// ANCHOR_END: fetch_text

// ANCHOR: send
/// Envoie une requête et renvoie la réponse dès que ses en-têtes sont là.
///
/// # Errors
///
/// Renvoie un échec si le serveur n'a pas répondu.
pub async fn send(request: RequestBuilder) -> Result<Response, Failure> {
    Ok(request.send().await?)
}
// ANCHOR_END: send

// ANCHOR: check
/// Laisse passer une réponse du statut `wanted`, et qui n'est pas comprimée.
///
/// Pour `reqwest`, une réponse 404 est une réponse comme une autre.
///
/// # Errors
///
/// Renvoie un échec pour tout autre statut, ou pour un corps comprimé.
pub fn check(response: Response, wanted: StatusCode) -> Result<Response, Failure> {
    let status = response.status();
    if status != wanted {
        let retry_after = retry_after(response.headers(), SystemTime::now());
        return Err(Failure::Status { status, retry_after });
    }
    match response.headers().get(CONTENT_ENCODING) {
        Some(encoding) if encoding != "identity" => {
            let encoding = String::from_utf8_lossy(encoding.as_bytes());
            Err(Failure::Encoded(encoding.escape_debug().to_string()))
        }
        _ => Ok(response),
    }
}
// ANCHOR_END: check
