//! The browser's account of what it asked an authenticator: of which kind, to which challenge, on which page.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use subtle::ConstantTimeEq;

use super::{Asked, Refusal};

/// The word for making a passkey.
pub(super) const CREATE: &str = "webauthn.create";

/// The word for signing by one.
pub(super) const GET: &str = "webauthn.get";

/// What of it is looked at; browsers may add to it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    r#type: String,
    challenge: String,
    origin: String,
    cross_origin: Option<bool>,
    top_origin: Option<String>,
}

/// Goes on if it is an account of what was asked.
pub(super) fn check(asked: &Asked<'_>, kind: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let said: ClientData = serde_json::from_slice(bytes).map_err(|_| Refusal::Form)?;
    if said.r#type != kind {
        return Err(Refusal::Kind);
    }
    let challenge = URL_SAFE_NO_PAD.encode(asked.challenge);
    if !bool::from(challenge.as_bytes().ct_eq(said.challenge.as_bytes())) {
        return Err(Refusal::Challenge);
    }
    let embedded = said.cross_origin == Some(true) || said.top_origin.is_some();
    if embedded || said.origin != asked.address.origin() {
        return Err(Refusal::Origin);
    }
    Ok(())
}
