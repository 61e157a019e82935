//! `/api/sites/{site}/worker-imports`, `/api/sites/{site}/worker-exports`: workers from a sheet, tried out first or
//! taken in, and back into the same sheet.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::response::Response;
use domain::id::SiteId;
use serde::Deserialize;
use service::registry::{ExportOrder, ListColumn, ListShown};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Admitted, Reads, SignedIn};
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::sheet::{ImportReport, LARGEST_FILE, SheetFormat, TemplateQuery, download};
use crate::state::Api;
use crate::worker::WorkersFilter;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(import))
        .layer(DefaultBodyLimit::max(LARGEST_FILE))
        .routes(routes!(export))
        .routes(routes!(template))
}

#[derive(Deserialize, IntoParams)]
struct ImportQuery {
    /// Whether to say only what would be done.
    #[serde(default)]
    dry_run: bool,
}

/// Imports workers from a workbook (.xlsx) or CSV (UTF-8 or GB 18030), told apart by what they hold: columns named
/// in Chinese or English, in any order. Rows with faults are left out and handed back, the others are taken; the
/// same file sent again changes nothing.
#[utoipa::path(post, path = "/api/sites/{site}/worker-imports", tag = "worker",
    params(("site" = SiteId, Path), ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    security(("token" = ["workers.add"]), ("session" = [])),
    responses((status = 200, body = ImportReport), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
async fn import(
    State(api): State<Api>,
    Admitted { caller }: Admitted,
    Path(site): Path<SiteId>,
    Query(query): Query<ImportQuery>,
    body: Bytes,
) -> Answer<Json<ImportReport>> {
    let done = api
        .platform
        .import_workers(&caller, site, body.to_vec(), query.dry_run)
        .await
        .said(caller.language)?;
    Ok(Json(ImportReport::said(done, caller.language)))
}

/// What an export is to be, and by what right it is asked for.
#[derive(Deserialize, ToSchema)]
struct Export {
    /// What the file is to be.
    #[serde(default)]
    format: SheetFormat,
    /// The caller's own password once more.
    password: String,
    /// What it is for, in 4 to 200 characters; it is on record.
    reason: String,
    /// The list that is shown; absent: everyone at work, in the format of the import.
    list: Option<ShownList>,
}

/// A list as it is shown.
#[derive(Deserialize, ToSchema)]
struct ShownList {
    /// By what it is cut.
    filter: WorkersFilter,
    /// Its columns, in their order.
    columns: Vec<ListColumn>,
}

/// A site's workers with document and phone in full: those whom a list shows, in its columns, or everyone at work in the
/// format of the import, which imported again changes nothing. Asks for the password again and is on record.
#[utoipa::path(post, path = "/api/sites/{site}/worker-exports", tag = "worker",
    params(("site" = SiteId, Path)), request_body = Export,
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 403, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn export(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(site): Path<SiteId>,
    Json(body): Json<Export>,
) -> Answer<Response> {
    let order = ExportOrder {
        format: body.format.into(),
        password: body.password,
        reason: body.reason,
        list: body.list.map(|list| ListShown {
            query: list.filter.into(),
            columns: list.columns,
        }),
    };
    let sheet = api.platform.export_workers(&caller, site, &order).await;
    Ok(download(sheet.said(caller.language)?, "workers"))
}

/// A file to fill in, with an example row and, in a workbook, the codes on a second page.
#[utoipa::path(get, path = "/api/worker-import-template", tag = "worker", params(TemplateQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn template(
    State(api): State<Api>,
    Reads(language): Reads,
    Query(query): Query<TemplateQuery>,
) -> Answer<Response> {
    let sheet = api.platform.worker_template(language, query.format.into());
    Ok(download(sheet.said(language)?, "workers"))
}
