//! `/api/overview`: the figures at a glance.

use axum::Json;
use axum::extract::{Query, State};
use domain::division::Division;
use domain::id::SiteId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Admitted;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(overview))
}

/// The figures of a site, a town, the district or a company's people.
#[derive(Serialize, ToSchema)]
struct Overview {
    /// People at work; each counts once.
    people: i64,
    /// Of them clear.
    clear: i64,
    /// Of them on hold.
    hold: i64,
    /// Of them barred.
    barred: i64,
    /// People who registered themselves and are not confirmed yet.
    pending: i64,
    /// People at work who declared today.
    declared_today: i64,
    /// Passages of today by answer.
    passages_today: PassagesToday,
    /// Alerts that nobody has taken; of a company's people none are told.
    open_alerts: Option<i64>,
    /// Alerts that someone has taken and not closed.
    alerts_in_hand: Option<i64>,
    /// Gates heard of within the last minute; a company has none.
    gates_online: Option<i64>,
    /// Gates.
    gates: Option<i64>,
}

/// Passages of today by answer.
#[derive(Serialize, ToSchema)]
struct PassagesToday {
    /// Let pass.
    pass: i64,
    /// Held.
    hold: i64,
    /// Refused.
    refuse: i64,
}

/// Where figures are asked for; the caller's whole scope when not said.
#[derive(Deserialize, IntoParams)]
struct PlaceQuery {
    /// At this site.
    site: Option<SiteId>,
    /// At sites of this town.
    #[param(value_type = Option<String>)]
    town: Option<Division>,
}

/// The figures of a site, a town, or the caller's whole scope.
#[utoipa::path(get, path = "/api/overview", tag = "overview", params(PlaceQuery),
    security(("token" = ["figures.read"]), ("session" = [])),
    responses((status = 200, body = Overview), (status = 403, body = Problem)))]
async fn overview(
    State(api): State<Api>,
    Admitted { caller }: Admitted,
    Query(query): Query<PlaceQuery>,
) -> Answer<Json<Overview>> {
    let figures = api
        .platform
        .overview(&caller, query.site, query.town.as_ref())
        .await
        .said(caller.language)?;
    Ok(Json(Overview {
        people: figures.people,
        clear: figures.clear,
        hold: figures.hold,
        barred: figures.barred,
        pending: figures.pending,
        declared_today: figures.declared_today,
        passages_today: PassagesToday {
            pass: figures.passed,
            hold: figures.held,
            refuse: figures.refused,
        },
        open_alerts: figures.place.map(|place| place.open_alerts),
        alerts_in_hand: figures.place.map(|place| place.alerts_in_hand),
        gates_online: figures.place.map(|place| place.gates_online),
        gates: figures.place.map(|place| place.gates),
    }))
}
