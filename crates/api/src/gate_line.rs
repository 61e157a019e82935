//! `/api/gate`: what gates ask and send, each in a session that its key opened.

use axum::extract::{DefaultBodyLimit, FromRequestParts, Query, State};
use domain::id::{GateId, PassageId};
use domain::passage::Passage;
use domain::roster::SignedRoster;
use http::request::Parts;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::Error;
use service::gate::GateCaller;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{bearer, language};
use crate::json::Json;
use crate::problem::{Answer, Failure, InLanguage, Problem};
use crate::state::Api;

/// 500 passages with every ground they can have.
const LARGEST_BATCH: usize = 4 << 20;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(roster))
        .routes(routes!(key))
        .routes(routes!(passages))
        .routes(routes!(heartbeat))
        .layer(DefaultBodyLimit::max(LARGEST_BATCH))
}

/// A gate, by its session's token.
struct Calling(GateCaller);

impl FromRequestParts<Api> for Calling {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        let language = language(&parts.headers);
        let token = bearer(&parts.headers).ok_or(Error::GateSession).said(language)?;
        let gate = api.platform.gate_caller(token, language).await;
        gate.said(language).map(Self)
    }
}

#[derive(Deserialize, IntoParams)]
struct RosterQuery {
    /// The version the gate has; zero for everything.
    #[serde(default)]
    since: i64,
}

/// What checks a roster's signature.
#[derive(Serialize, ToSchema)]
struct GateKey {
    /// Ed25519, base64.
    public_key: String,
    /// The gate that asks.
    gate: GateId,
}

/// Passages on their way in.
#[derive(Deserialize, ToSchema)]
struct PassageBatch {
    /// At most 500.
    passages: Vec<Passage>,
    /// How many more wait at the gate; taken as within 0 and ten million.
    #[serde(default)]
    queue: i64,
}

/// What became of a batch.
#[derive(Serialize, ToSchema)]
struct PassageReceipt {
    /// Held now, new or from before: the gate may forget them.
    accepted: Vec<PassageId>,
    /// Not taken, and never to be: another gate's, under an id that another gate used, or nothing that a gate can
    /// have recorded (a temperature outside 20.0–45.0, over 64 grounds, a text over 200 characters). The gate lays
    /// them by.
    refused: Vec<PassageId>,
}

/// A gate's sign of life.
#[derive(Deserialize, ToSchema)]
struct Heartbeat {
    /// The gate's clock.
    #[schema(value_type = String, format = DateTime)]
    #[expect(
        dead_code,
        reason = "part of the message; how far the clocks stand apart is the gate's to measure"
    )]
    at: Timestamp,
    /// The roster version the gate has; above the newest, it is noted as the newest.
    roster_version: i64,
    /// How many passages wait at it; taken as within 0 and ten million.
    queue: i64,
}

/// The answer to a sign of life.
#[derive(Serialize, ToSchema)]
struct HeartbeatReply {
    /// The platform's clock.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The newest roster version.
    roster_version: i64,
}

/// What changed of the site's people after a version, as a signed page of at most 2,000.
#[utoipa::path(get, path = "/api/gate/roster", tag = "gate line", params(RosterQuery),
    responses((status = 200, body = SignedRoster), (status = 401, body = Problem)))]
async fn roster(
    State(api): State<Api>,
    Calling(gate): Calling,
    Query(query): Query<RosterQuery>,
) -> Answer<Json<SignedRoster>> {
    let language = gate.caller.language;
    let page = api
        .platform
        .roster_page(&gate, query.since)
        .await
        .said(language)?;
    api.platform
        .gate_pulled(&gate, query.since)
        .await
        .said(language)?;
    Ok(Json(page))
}

/// The key that signs rosters; a gate keeps the first it is told.
#[utoipa::path(get, path = "/api/gate/key", tag = "gate line",
    responses((status = 200, body = GateKey), (status = 401, body = Problem)))]
async fn key(State(api): State<Api>, Calling(gate): Calling) -> Json<GateKey> {
    Json(GateKey {
        public_key: api.platform.store().vault().public_key().to_text(),
        gate: gate.gate.id,
    })
}

/// Takes passages: each is there once, however often it is sent. What is accepted is durable.
#[utoipa::path(post, path = "/api/gate/passages", tag = "gate line", request_body = PassageBatch,
    responses((status = 200, body = PassageReceipt), (status = 401, body = Problem), (status = 422, body = Problem)))]
async fn passages(
    State(api): State<Api>,
    Calling(gate): Calling,
    Json(batch): Json<PassageBatch>,
) -> Answer<Json<PassageReceipt>> {
    let receipt = api
        .platform
        .take_passages(&gate, &batch.passages, batch.queue)
        .await
        .said(gate.caller.language)?;
    Ok(Json(PassageReceipt {
        accepted: receipt.accepted,
        refused: receipt.refused,
    }))
}

/// Takes a sign of life.
#[utoipa::path(post, path = "/api/gate/heartbeat", tag = "gate line", request_body = Heartbeat,
    responses((status = 200, body = HeartbeatReply), (status = 401, body = Problem)))]
async fn heartbeat(
    State(api): State<Api>,
    Calling(gate): Calling,
    Json(beat): Json<Heartbeat>,
) -> Answer<Json<HeartbeatReply>> {
    let (at, roster_version) = api
        .platform
        .heartbeat(&gate, beat.roster_version, beat.queue)
        .await
        .said(gate.caller.language)?;
    Ok(Json(HeartbeatReply { at, roster_version }))
}
