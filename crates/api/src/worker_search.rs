//! `/api/worker-searches`: a person found in all of a caller's sites at once. What is sought travels in the body: it may
//! be a whole number.

use axum::extract::State;
use domain::id::SiteId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;
use crate::worker::WorkerRow;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(search))
}

/// Who is sought.
#[derive(Deserialize, ToSchema)]
struct WorkerSearch {
    /// A name or a part of it, pinyin, initials, the last digits of a document or phone, or the whole of either.
    q: String,
}

/// Who was found.
#[derive(Serialize, ToSchema)]
struct WorkersFound {
    /// The newest engagement first, at most 50.
    items: Vec<FoundWorker>,
    /// Whether there are, or may be, others: say more of whom you seek.
    more: bool,
}

/// A worker at one of several sites.
#[derive(Serialize, ToSchema)]
struct FoundWorker {
    // No doc comment: on a flattened field it becomes an empty object of the document.
    #[serde(flatten)]
    #[schema(inline)]
    worker: WorkerRow,
    /// Where.
    site: SiteId,
    /// The site's name.
    site_name: String,
}

/// Who is found at any site within the caller's scope; who has left is not.
#[utoipa::path(post, path = "/api/worker-searches", tag = "worker", request_body = WorkerSearch,
    responses((status = 200, body = WorkersFound), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn search(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Json(body): Json<WorkerSearch>,
) -> Answer<Json<WorkersFound>> {
    let found = api.platform.find_workers(&caller, &body.q).await;
    let found = found.said(caller.language)?;
    let items = found.workers.into_iter().map(|one| FoundWorker {
        site: one.site,
        site_name: one.site_name,
        worker: WorkerRow::said(one.worker, &api, &caller),
    });
    Ok(Json(WorkersFound {
        items: items.collect(),
        more: found.more,
    }))
}
