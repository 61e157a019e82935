//! `/api/sites/{site}/face-imports`: many people's pictures in one archive. Nothing of the pictures is written anywhere,
//! and what the files are called goes back to the caller alone.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use domain::id::SiteId;
use serde::Deserialize;
use service::Error;
use service::face::{LARGEST_ARCHIVE, too_large};
use tokio::time::timeout;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::sheet::ImportReport;
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(import))
        .layer(DefaultBodyLimit::disable())
}

#[derive(Deserialize, IntoParams)]
struct ImportQuery {
    /// Whether to say only what would come of it.
    #[serde(default)]
    dry_run: bool,
}

/// An archive that is not there by then is not waited for: it keeps the place of others.
const SENT_WITHIN: Duration = Duration::from_mins(10);

/// Enrols the faces of a site's people from a ZIP of pictures (JPEG, PNG, WebP), each file named by its person's document
/// number: `440605199003070010.jpg`, with `_1`, `-2` behind it where there are several. Only who agreed is enrolled, and
/// who is enrolled already is left as they are. `rows` are pictures, `added` and `unchanged` people; each fault names its
/// picture in `cell`, and `error_sheet` holds every picture with what came of it.
#[utoipa::path(post, path = "/api/sites/{site}/face-imports", tag = "face",
    params(("site" = SiteId, Path), ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/zip"),
    responses((status = 200, body = ImportReport), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
async fn import(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(site): Path<SiteId>,
    Query(query): Query<ImportQuery>,
    body: Body,
) -> Answer<Json<ImportReport>> {
    // Leave first: without it not one byte of a picture is taken in.
    let leave = api.platform.leave_to_import_faces(&caller, site).await;
    let leave = leave.said(caller.language)?;
    let bytes = received(body).await.said(caller.language)?;
    let done = api
        .platform
        .import_faces(&caller, &leave, bytes, query.dry_run)
        .await
        .said(caller.language)?;
    Ok(Json(ImportReport::said(done, caller.language)))
}

async fn received(body: Body) -> service::Result<Vec<u8>> {
    let late = |_| {
        Error::field(
            "file",
            "压缩包没有传完整，请再传一次",
            "The archive did not arrive in full. Send it again.",
        )
    };
    let bytes = timeout(SENT_WITHIN, to_bytes(body, LARGEST_ARCHIVE)).await;
    Ok(bytes.map_err(late)?.map_err(|_| too_large())?.into())
}
