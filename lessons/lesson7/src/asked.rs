//! Ce qu'un chemin demande au serveur lent, ou un refus en français.

use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;

/// Ce que reçoit qui demande un chemin incompréhensible.
pub(crate) type Refusal = (StatusCode, &'static str);

/// Le refus d'un chemin dont un nombre ou une durée n'en est pas un.
pub(crate) const MISREAD: Refusal =
    (StatusCode::BAD_REQUEST, "400 : un nombre ou une durée est faux ; voyez /\n");

/// Les morceaux variables d'un chemin ; `Path` d'axum, qui refuse en anglais.
pub(crate) struct Asked<T>(pub(crate) T);

impl<T, S> FromRequestParts<S> for Asked<T>
where
    Path<T>: FromRequestParts<S>,
    S: Send + Sync,
{
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &S,
    ) -> Result<Self, Refusal> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(asked)) => Ok(Self(asked)),
            Err(_) => Err(MISREAD),
        }
    }
}
