//! `/api/sites/{site}/gates`: the gates of a site, for those who manage them.

use axum::extract::{Path, State};
use domain::id::{GateId, SiteId};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(gates, add))
        .routes(routes!(revoke))
}

/// A gate of a site.
#[derive(Serialize, ToSchema)]
pub(crate) struct Gate {
    /// Which.
    id: GateId,
    /// What it is called.
    name: String,
    /// Where it stands.
    site: SiteId,
    /// When it was enrolled.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it last spoke.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_seen_at: Option<Timestamp>,
    /// The roster version it last told.
    roster_version: Option<i64>,
    /// Passages that wait at it.
    queue: Option<i64>,
}

impl From<store::gate::Gate> for Gate {
    fn from(gate: store::gate::Gate) -> Self {
        Self {
            id: gate.id,
            name: gate.name,
            site: gate.site,
            created_at: gate.created_at,
            last_seen_at: gate.last_seen_at,
            roster_version: gate.roster_version,
            queue: gate.queue,
        }
    }
}

/// A gate to be enrolled.
#[derive(Deserialize, ToSchema)]
struct NewGate {
    /// What it is called.
    name: String,
}

/// A gate that was enrolled, with its token.
#[derive(Serialize, ToSchema)]
struct NewGateToken {
    /// The gate.
    gate: Gate,
    /// The token for the gate's configuration: shown this once.
    token: String,
}

/// Enrols a gate; its token is shown this once.
#[utoipa::path(post, path = "/api/sites/{site}/gates", tag = "gate", params(("site" = SiteId, Path)),
    request_body = NewGate,
    responses((status = 201, body = NewGateToken), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn add(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(site): Path<SiteId>,
    Json(body): Json<NewGate>,
) -> Answer<(StatusCode, Json<NewGateToken>)> {
    let (gate, token) = api
        .platform
        .add_gate(&caller, site, &body.name)
        .await
        .said(caller.language)?;
    let gate = Gate::from(gate);
    Ok((StatusCode::CREATED, Json(NewGateToken { gate, token })))
}

/// A site's gates, by name.
#[utoipa::path(get, path = "/api/sites/{site}/gates", tag = "gate", params(("site" = SiteId, Path)),
    responses((status = 200, body = Vec<Gate>), (status = 403, body = Problem)))]
async fn gates(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(site): Path<SiteId>,
) -> Answer<Json<Vec<Gate>>> {
    let found = api.platform.gates(&caller, site).await.said(caller.language)?;
    Ok(Json(found.into_iter().map(Gate::from).collect()))
}

/// Takes a gate's token back.
#[utoipa::path(delete, path = "/api/gates/{gate}", tag = "gate", params(("gate" = GateId, Path)),
    responses((status = 204), (status = 403, body = Problem)))]
async fn revoke(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(gate): Path<GateId>,
) -> Answer<StatusCode> {
    api.platform
        .revoke_gate(&caller, gate)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
