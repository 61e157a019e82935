//! `/api/profiles`: the disease profiles, for staff to read.

use axum::Json;
use axum::extract::State;
use domain::profile::DiseaseProfile;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(profiles))
}

/// Every disease profile; its days say whether it is in force.
#[utoipa::path(get, path = "/api/profiles", tag = "profile",
    responses((status = 200, body = Vec<DiseaseProfile>), (status = 403, body = Problem)))]
async fn profiles(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
) -> Answer<Json<Vec<DiseaseProfile>>> {
    let found = api.platform.read_profiles(&caller).await;
    Ok(Json(found.said(caller.language)?))
}
