//! `/api/gate/enrolment`, `/api/gate/challenge`, `/api/gate/session`: how a gate proves that it is one, before it asks
//! for anything.

use axum::extract::State;
use domain::id::{GateId, SiteId};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use service::Error;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Reads;
use crate::cookie::Door;
use crate::json::Json;
use crate::limit::Kind;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(authority))
        .routes(routes!(enrol))
        .routes(routes!(challenge))
        .routes(routes!(open))
}

/// A gate's key on its way in.
#[derive(Deserialize, ToSchema)]
struct Enrolment {
    /// The one-time code, as the console showed it; case, blanks and hyphens do not matter.
    code: String,
    /// Ed25519, base64: the gate made the pair, and the other half never leaves it.
    public_key: String,
    /// Base64, by that key, of `sitewarden gate enrolment 1 CODE KEY`: the code in small letters without hyphens, and
    /// the public key as it stands here.
    signature: String,
}

/// A gate that enrolled.
#[derive(Serialize, ToSchema)]
struct Enrolled {
    /// Which.
    gate: GateId,
    /// What it is called.
    name: String,
    /// Where it stands.
    site: SiteId,
    /// What that site is called.
    site_name: String,
}

/// Something for a gate to sign.
#[derive(Serialize, ToSchema)]
struct Challenge {
    /// To be signed within two minutes, once.
    challenge: String,
}

/// A challenge that a gate signed.
#[derive(Deserialize, ToSchema)]
struct Signed {
    /// The gate's public key.
    public_key: String,
    /// The challenge.
    challenge: String,
    /// Base64, by that key, of `sitewarden gate session 1 CHALLENGE`.
    signature: String,
}

/// A session that a gate opened.
#[derive(Serialize, ToSchema)]
struct GateSession {
    /// For `Authorization: Bearer`.
    token: String,
    /// For how many seconds it stands; the gate signs anew when it is over.
    seconds: i64,
}

/// The certificate of the platform's own authority (PEM). A gate takes it only if its SHA-256 is the one that the
/// console showed; there is none where the platform has a certificate of somebody else's.
#[utoipa::path(get, path = "/api/gate/authority", tag = "gate key",
    responses((status = 200, body = String, content_type = "application/x-pem-file"), (status = 404, body = Problem)))]
async fn authority(
    State(api): State<Api>,
    Reads(language): Reads,
) -> Answer<([(header::HeaderName, &'static str); 1], String)> {
    let authority = api.authority.as_ref().ok_or(Error::NotFound).said(language)?;
    let pem = [(header::CONTENT_TYPE, "application/x-pem-file")];
    Ok((pem, authority.certificate.clone()))
}

/// Enrols a gate's key by its one-time code. The same key by the same code again answers the same.
#[utoipa::path(post, path = "/api/gate/enrolment", tag = "gate key", request_body = Enrolment,
    responses((status = 201, body = Enrolled), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn enrol(
    State(api): State<Api>,
    door: Door,
    Json(body): Json<Enrolment>,
) -> Answer<(StatusCode, Json<Enrolled>)> {
    door.limited(Kind::Enrol)?;
    let enrolled = api
        .platform
        .enrol_gate(&body.code, &body.public_key, &body.signature)
        .await;
    let enrolled = enrolled.said(door.language)?;
    let answer = Enrolled {
        gate: enrolled.gate.id,
        name: enrolled.gate.name,
        site: enrolled.gate.site,
        site_name: enrolled.site_name,
    };
    Ok((StatusCode::CREATED, Json(answer)))
}

/// A challenge to sign.
#[utoipa::path(post, path = "/api/gate/challenge", tag = "gate key", responses((status = 200, body = Challenge)))]
async fn challenge(State(api): State<Api>) -> Json<Challenge> {
    Json(Challenge {
        challenge: api.platform.gate_challenge(),
    })
}

/// Opens a session for an enrolled gate by a signed challenge; its session before ends.
#[utoipa::path(post, path = "/api/gate/session", tag = "gate key", request_body = Signed,
    responses((status = 201, body = GateSession), (status = 401, body = Problem)))]
async fn open(
    State(api): State<Api>,
    Reads(language): Reads,
    Json(body): Json<Signed>,
) -> Answer<(StatusCode, Json<GateSession>)> {
    let opened = api
        .platform
        .open_gate_session(&body.public_key, &body.challenge, &body.signature)
        .await
        .said(language)?;
    let session = GateSession {
        token: opened.token,
        seconds: opened.stands_for.as_secs(),
    };
    Ok((StatusCode::CREATED, Json(session)))
}
