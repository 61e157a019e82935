//! `/api/integrators`: outside systems and their tokens, for system administrators; and what a token is good for, for
//! whoever holds it.

use axum::extract::{Path, Query, State};
use domain::account::Area;
use domain::division::Division;
use domain::id::{IntegratorId, SiteId};
use domain::integrator::Permissions;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::Paging;
use service::integrator::{AreaDraft, IntegratorDraft};
use store::integrator::IntegratorRow;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{ByToken, SignedIn};
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(integrators, add))
        .routes(routes!(revoke))
        .routes(routes!(current))
}

/// How a token stands.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum TokenState {
    /// It opens what it is permitted.
    Standing,
    /// Its last day is over.
    Expired,
    /// It was revoked.
    Revoked,
}

/// An outside system.
#[derive(Serialize, ToSchema)]
struct Integrator {
    /// Which.
    id: IntegratorId,
    /// What it is called.
    name: String,
    /// What it is for.
    purpose: String,
    /// Which part of the district it reaches.
    area: Area,
    /// The name of that part.
    area_name: String,
    /// What it may do there.
    permissions: Permissions,
    /// How its token begins.
    prefix: String,
    /// How its token stands.
    state: TokenState,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// By whom.
    created_by: String,
    /// The last day on which its token stands.
    #[schema(value_type = String, format = Date)]
    expires_on: Date,
    /// The day on which it last asked.
    #[schema(value_type = Option<String>, format = Date)]
    last_used_on: Option<Date>,
}

impl Integrator {
    fn of(api: &Api, row: IntegratorRow) -> Self {
        let found = row.integrator;
        let zone = &api.platform.settings().zone;
        let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
        let last = found.expires_at - jiff::SignedDuration::from_nanos(1);
        Self {
            state: if found.revoked_at.is_some() {
                TokenState::Revoked
            } else if found.expires_at <= api.platform.now() {
                TokenState::Expired
            } else {
                TokenState::Standing
            },
            id: found.id,
            name: found.name,
            purpose: found.purpose,
            area: found.area,
            area_name: row.area_name.unwrap_or_default(),
            permissions: found.permissions,
            prefix: found.prefix,
            created_at: found.created_at,
            created_by: row.creator,
            expires_on: day(last),
            last_used_on: found.last_used_at.map(day),
        }
    }
}

/// A part of the list of outside systems.
#[derive(Serialize, ToSchema)]
struct IntegratorPage {
    /// The newest first.
    items: Vec<Integrator>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// Which part of the district a token is to reach.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum NewArea {
    /// The whole of it.
    District {
        /// Its division code.
        division: Division,
    },
    /// One town.
    Town {
        /// Its division code.
        division: Division,
    },
    /// One community of a town.
    Community {
        /// Its division code.
        division: Division,
    },
    /// One site.
    Site {
        /// The site.
        site: SiteId,
    },
    /// One company's people at a site.
    Contractor {
        /// Where they work.
        site: SiteId,
        /// The company's unified social credit code.
        uscc: String,
    },
}

impl From<NewArea> for AreaDraft {
    fn from(area: NewArea) -> Self {
        match area {
            NewArea::District { division } => Self::Area(Area::District { division }),
            NewArea::Town { division } => Self::Area(Area::Town { division }),
            NewArea::Community { division } => Self::Area(Area::Community { division }),
            NewArea::Site { site } => Self::Area(Area::Site { site }),
            NewArea::Contractor { site, uscc } => Self::Company { site, uscc },
        }
    }
}

/// An outside system to be connected.
#[derive(Deserialize, ToSchema)]
struct NewIntegrator {
    /// What it is called.
    name: String,
    /// Who uses it and what for, in 4 to 200 characters.
    purpose: String,
    /// Which part of the district it reaches.
    area: NewArea,
    /// What it may do there.
    permissions: Permissions,
    /// The last day on which its token stands: within a year.
    #[schema(value_type = String, format = Date)]
    expires_on: Date,
}

/// An outside system with its token.
#[derive(Serialize, ToSchema)]
struct HandedToken {
    /// It.
    integrator: Integrator,
    /// The token, shown this once.
    token: String,
}

#[derive(Deserialize, IntoParams)]
struct IntegratorsQuery {
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// Outside systems, the newest first; those whose token is over among them.
#[utoipa::path(get, path = "/api/integrators", tag = "integrator", params(IntegratorsQuery),
    responses((status = 200, body = IntegratorPage), (status = 403, body = Problem)))]
async fn integrators(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<IntegratorsQuery>,
) -> Answer<Json<IntegratorPage>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let page = api.platform.integrators(&caller, &paging).await;
    let page = page.said(caller.language)?.map(|row| Integrator::of(&api, row));
    Ok(Json(IntegratorPage {
        items: page.items,
        next: page.next,
    }))
}

/// Connects an outside system; its token is shown this once.
#[utoipa::path(post, path = "/api/integrators", tag = "integrator", request_body = NewIntegrator,
    responses((status = 201, body = HandedToken), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn add(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Json(body): Json<NewIntegrator>,
) -> Answer<(StatusCode, Json<HandedToken>)> {
    let draft = IntegratorDraft {
        name: body.name,
        purpose: body.purpose,
        area: body.area.into(),
        permissions: body.permissions,
        expires_on: body.expires_on,
    };
    let made = api.platform.add_integrator(&caller, &draft).await;
    let (row, token) = made.said(caller.language)?;
    let integrator = Integrator::of(&api, row);
    Ok((StatusCode::CREATED, Json(HandedToken { integrator, token })))
}

/// Revokes an outside system's token: it opens nothing from now on.
#[utoipa::path(delete, path = "/api/integrators/{integrator}", tag = "integrator",
    params(("integrator" = IntegratorId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 409, body = Problem)))]
async fn revoke(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(integrator): Path<IntegratorId>,
) -> Answer<StatusCode> {
    api.platform
        .revoke_integrator(&caller, integrator)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// What the token that is shown is good for; every token may ask.
#[utoipa::path(get, path = "/api/integrators/current", tag = "integrator", security(("token" = [])),
    responses((status = 200, body = Integrator), (status = 401, body = Problem)))]
async fn current(State(api): State<Api>, ByToken(asks): ByToken) -> Answer<Json<Integrator>> {
    let own = api.platform.own_integrator(&asks).await;
    let own = own.said(asks.caller.language)?;
    Ok(Json(Integrator::of(&api, own)))
}
