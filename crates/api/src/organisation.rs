//! `/api/organisations`: which companies and public bodies there are.

use axum::extract::{Query, State};
use domain::id::OrganisationId;
use domain::organisation::Uscc;
use serde::{Deserialize, Serialize};
use service::Paging;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(organisations))
}

/// A company or public body that a site belongs to, or that is a contractor somewhere.
#[derive(Serialize, ToSchema)]
struct KnownOrganisation {
    /// Which.
    id: OrganisationId,
    /// The unified social credit code it is known by.
    uscc: Uscc,
    /// What it is called.
    name: String,
}

/// A part of the list of organisations.
#[derive(Serialize, ToSchema)]
struct OrganisationPage {
    /// By name.
    items: Vec<KnownOrganisation>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

#[derive(Deserialize, IntoParams)]
struct OrganisationsQuery {
    /// With this in their name or their code.
    q: Option<String>,
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// Organisations by name, for whoever makes an account for one.
#[utoipa::path(get, path = "/api/organisations", tag = "organisation", params(OrganisationsQuery),
    responses((status = 200, body = OrganisationPage), (status = 403, body = Problem)))]
async fn organisations(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<OrganisationsQuery>,
) -> Answer<Json<OrganisationPage>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let page = api
        .platform
        .organisations(&caller, query.q.as_deref(), &paging)
        .await;
    let page = page.said(caller.language)?.map(|one| KnownOrganisation {
        id: one.id,
        uscc: one.uscc,
        name: one.name,
    });
    Ok(Json(OrganisationPage {
        items: page.items,
        next: page.next,
    }))
}
