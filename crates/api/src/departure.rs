//! `/api/sites/{site}/departures`, `/api/departures`: a whole crew or contractor leaves in one act, and the act undone.

use axum::extract::{Path, State};
use domain::id::{ContractorId, CrewId, DepartureId, SiteId};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::engagement::Whose;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(departures, depart))
        .routes(routes!(undo))
}

/// Who leaves: one crew or one contractor.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Leaving {
    /// Everyone at work in this crew.
    Crew(CrewId),
    /// Everyone at work with this contractor, whose time at the site ends with it.
    Contractor(ContractorId),
}

/// A whole crew or contractor that left.
#[derive(Serialize, ToSchema)]
struct Departure {
    /// Which.
    id: DepartureId,
    /// What the crew or the company is called.
    name: String,
    /// How many left.
    people: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Until when it can be undone.
    #[schema(value_type = String, format = DateTime)]
    undo_until: Timestamp,
}

impl From<store::departure::Departure> for Departure {
    fn from(departure: store::departure::Departure) -> Self {
        Self {
            id: departure.id,
            name: departure.name,
            people: departure.people,
            at: departure.at,
            undo_until: departure.undo_until,
        }
    }
}

/// What came of undoing.
#[derive(Serialize, ToSchema)]
struct Undone {
    /// How many are at work again; who was engaged anew meanwhile is not counted.
    people: usize,
}

/// The departures from a site that can still be undone, the last first.
#[utoipa::path(get, path = "/api/sites/{site}/departures", tag = "departure", params(("site" = SiteId, Path)),
    responses((status = 200, body = Vec<Departure>), (status = 403, body = Problem)))]
async fn departures(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(site): Path<SiteId>,
) -> Answer<Json<Vec<Departure>>> {
    let found = api.platform.departures(&caller, site).await;
    let found = found.said(caller.language)?.into_iter();
    Ok(Json(found.map(Departure::from).collect()))
}

/// Ends the engagements of a whole crew or contractor today; gates follow at once.
#[utoipa::path(post, path = "/api/sites/{site}/departures", tag = "departure", params(("site" = SiteId, Path)),
    request_body = Leaving,
    responses((status = 201, body = Departure), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn depart(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(site): Path<SiteId>,
    Json(body): Json<Leaving>,
) -> Answer<(StatusCode, Json<Departure>)> {
    let whose = match body {
        Leaving::Crew(crew) => Whose::Crew(crew),
        Leaving::Contractor(contractor) => Whose::Contractor(contractor),
    };
    let left = api.platform.depart(&caller, site, whose).await;
    Ok((StatusCode::CREATED, Json(left.said(caller.language)?.into())))
}

/// Undoes a departure within its time: everyone is at work again as before.
#[utoipa::path(post, path = "/api/departures/{departure}/undo", tag = "departure",
    params(("departure" = DepartureId, Path)),
    responses((status = 200, body = Undone), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn undo(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(departure): Path<DepartureId>,
) -> Answer<Json<Undone>> {
    let back = api.platform.undo_departure(&caller, departure).await;
    Ok(Json(Undone {
        people: back.said(caller.language)?,
    }))
}
