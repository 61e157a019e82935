//! `/api/passages`: who passed, or did not.

use axum::Json;
use axum::extract::{Query, State};
use domain::division::Division;
use domain::id::{PersonId, SiteId};
use domain::verdict::Answer as Given;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::Paging;
use service::passage::{PassageQuery, PassageRow};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Admitted;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(passages))
}

#[derive(Deserialize, IntoParams)]
struct PassagesQuery {
    /// At this site.
    site: Option<SiteId>,
    /// At sites of this town.
    #[param(value_type = Option<String>)]
    town: Option<Division>,
    /// Of this person.
    person: Option<PersonId>,
    /// With this answer.
    answer: Option<Given>,
    /// On this day.
    #[param(value_type = Option<String>)]
    day: Option<Date>,
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// A part of the list of passages.
#[derive(Serialize, ToSchema)]
struct PassageRowPage {
    /// Newest first.
    items: Vec<PassageRow>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// Passages within the caller's scope, newest first.
#[utoipa::path(get, path = "/api/passages", tag = "passage", params(PassagesQuery),
    security(("token" = ["passages.read"]), ("session" = [])),
    responses((status = 200, body = PassageRowPage), (status = 403, body = Problem)))]
async fn passages(
    State(api): State<Api>,
    Admitted { caller }: Admitted,
    Query(query): Query<PassagesQuery>,
) -> Answer<Json<PassageRowPage>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let asked = PassageQuery {
        site: query.site,
        town: query.town,
        person: query.person,
        answer: query.answer,
        day: query.day,
    };
    let page = api
        .platform
        .passages(&caller, &asked, &paging)
        .await
        .said(caller.language)?;
    Ok(Json(PassageRowPage {
        items: page.items,
        next: page.next,
    }))
}
