//! `/api/sites/{site}/gates`: the gates of a site, for those who manage them.

use axum::extract::{Path, State};
use domain::id::{GateId, SiteId};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::gate_key::HandedCode;
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
        .routes(routes!(renew_code))
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
    /// Whether it has enrolled its key.
    enrolled: bool,
    /// Until when it can be enrolled by its code; none once it is.
    #[schema(value_type = Option<String>, format = DateTime)]
    code_expires_at: Option<Timestamp>,
    /// When it was added.
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
            enrolled: gate.public_key.is_some(),
            code_expires_at: gate.public_key.is_none().then_some(gate.code_expires_at),
            created_at: gate.created_at,
            last_seen_at: gate.last_seen_at,
            roster_version: gate.roster_version,
            queue: gate.queue,
        }
    }
}

/// A gate to be added.
#[derive(Deserialize, ToSchema)]
struct NewGate {
    /// What it is called.
    name: String,
}

/// A gate with the code by which it enrols.
#[derive(Serialize, ToSchema)]
struct GateWithCode {
    /// The gate.
    gate: Gate,
    /// The code, shown this once; one gate enrols by it, once.
    code: String,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// The SHA-256 of the certificate of the platform's own authority, where it has one: what the gate trusts it by.
    authority: Option<String>,
}

impl GateWithCode {
    fn of(api: &Api, (gate, handed): (store::gate::Gate, HandedCode)) -> Self {
        Self {
            gate: gate.into(),
            code: handed.code,
            expires_at: handed.expires_at,
            authority: api
                .authority
                .as_ref()
                .map(|authority| authority.fingerprint.clone()),
        }
    }
}

/// Adds a gate; the code by which it enrols is shown this once.
#[utoipa::path(post, path = "/api/sites/{site}/gates", tag = "gate", params(("site" = SiteId, Path)),
    request_body = NewGate,
    responses((status = 201, body = GateWithCode), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn add(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(site): Path<SiteId>,
    Json(body): Json<NewGate>,
) -> Answer<(StatusCode, Json<GateWithCode>)> {
    let made = api.platform.add_gate(&caller, site, &body.name).await;
    let made = made.said(caller.language)?;
    Ok((StatusCode::CREATED, Json(GateWithCode::of(&api, made))))
}

/// Gives a gate a new code, for a box that was lost or a code that ran out. The key it had ends at once.
#[utoipa::path(post, path = "/api/gates/{gate}/code", tag = "gate", params(("gate" = GateId, Path)),
    responses((status = 200, body = GateWithCode), (status = 403, body = Problem)))]
async fn renew_code(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(gate): Path<GateId>,
) -> Answer<Json<GateWithCode>> {
    let made = api.platform.renew_gate_code(&caller, gate).await;
    Ok(Json(GateWithCode::of(&api, made.said(caller.language)?)))
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

/// Takes a gate out of service.
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
