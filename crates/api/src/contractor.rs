//! `/api/sites/{site}/contractors`, `/api/contractors`, `/api/crews`: which companies are at work at a site, and whose
//! its crews are.

use axum::extract::{Path, State};
use domain::contractor::ContractorKind;
use domain::id::{ContractorId, CrewId, SiteId};
use domain::organisation::Uscc;
use http::StatusCode;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::registry::ContractorDraft;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(contractors, add))
        .routes(routes!(end))
        .routes(routes!(assign))
}

/// A company or public body.
#[derive(Serialize, ToSchema)]
pub(crate) struct Organisation {
    /// The unified social credit code it is known by.
    uscc: Uscc,
    /// What it is called.
    name: String,
}

impl From<store::organisation::Organisation> for Organisation {
    fn from(organisation: store::organisation::Organisation) -> Self {
        Self {
            uscc: organisation.uscc,
            name: organisation.name,
        }
    }
}

/// A company at work at a site.
#[derive(Serialize, ToSchema)]
struct Contractor {
    /// Which.
    id: ContractorId,
    /// The company.
    organisation: Organisation,
    /// What it is at the project.
    kind: ContractorKind,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    entered_on: Date,
    /// The last day, once it has left.
    #[schema(value_type = Option<String>, format = Date)]
    ended_on: Option<Date>,
    /// Its people who are at work.
    people: i64,
}

impl From<store::contractor::Contractor> for Contractor {
    fn from(contractor: store::contractor::Contractor) -> Self {
        Self {
            id: contractor.id,
            organisation: contractor.organisation.into(),
            kind: contractor.kind,
            entered_on: contractor.entered_on,
            ended_on: contractor.ended_on,
            people: contractor.people,
        }
    }
}

/// A company that comes to a site.
#[derive(Deserialize, ToSchema)]
struct NewContractor {
    /// Its unified social credit code.
    uscc: String,
    /// What it is called; a company that is known keeps the name it has.
    name: String,
    /// What it is at the project: the word, code or Chinese name of a kind.
    kind: String,
}

/// Whose a crew is.
#[derive(Deserialize, ToSchema)]
struct CrewChange {
    /// The contractor it belongs to; null: to none.
    contractor: Option<ContractorId>,
}

/// A site's contractors, those at work first.
#[utoipa::path(get, path = "/api/sites/{site}/contractors", tag = "contractor", params(("site" = SiteId, Path)),
    responses((status = 200, body = Vec<Contractor>), (status = 403, body = Problem)))]
async fn contractors(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(site): Path<SiteId>,
) -> Answer<Json<Vec<Contractor>>> {
    let found = api.platform.contractors(&caller, site).await;
    let found = found.said(caller.language)?.into_iter();
    Ok(Json(found.map(Contractor::from).collect()))
}

/// Adds a contractor to a site, from today on.
#[utoipa::path(post, path = "/api/sites/{site}/contractors", tag = "contractor", params(("site" = SiteId, Path)),
    request_body = NewContractor,
    responses((status = 201, body = Contractor), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn add(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(site): Path<SiteId>,
    Json(body): Json<NewContractor>,
) -> Answer<(StatusCode, Json<Contractor>)> {
    let draft = ContractorDraft {
        uscc: body.uscc,
        name: body.name,
        kind: body.kind,
    };
    let added = api.platform.add_contractor(&caller, site, &draft).await;
    Ok((StatusCode::CREATED, Json(added.said(caller.language)?.into())))
}

/// Ends a contractor's time at its site today; its people leave first.
#[utoipa::path(post, path = "/api/contractors/{contractor}/end", tag = "contractor",
    params(("contractor" = ContractorId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn end(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(contractor): Path<ContractorId>,
) -> Answer<StatusCode> {
    let ended = api.platform.end_contractor(&caller, contractor).await;
    ended.said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says whose a crew is, with everyone who is in it now.
#[utoipa::path(patch, path = "/api/crews/{crew}", tag = "contractor", params(("crew" = CrewId, Path)),
    request_body = CrewChange,
    responses((status = 204), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn assign(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(crew): Path<CrewId>,
    Json(body): Json<CrewChange>,
) -> Answer<StatusCode> {
    let assigned = api.platform.assign_crew(&caller, crew, body.contractor).await;
    assigned.said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
