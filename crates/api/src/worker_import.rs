//! `/api/sites/{site}/worker-imports`: workers from a file, tried out first or taken in.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use domain::id::SiteId;
use domain::language::Language;
use http::header;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Reads, SignedIn};
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

/// A hundred thousand rows with room to spare.
const LARGEST_FILE: usize = 24 << 20;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(import))
        .layer(DefaultBodyLimit::max(LARGEST_FILE))
        .routes(routes!(template))
}

/// What an import did, or would do.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportReport {
    /// Whether nothing was written on purpose.
    dry_run: bool,
    /// Rows read, the header and blank rows not counted.
    rows: usize,
    /// Rows that add something.
    added: usize,
    /// Rows that change something.
    changed: usize,
    /// Rows that say what is known.
    unchanged: usize,
    /// What is wrong with the rows left out.
    faults: Vec<RowFault>,
    /// The rows left out, as CSV with a last column that says what is wrong: correct it and send it again.
    error_sheet: Option<String>,
}

/// What is wrong with a row.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowFault {
    /// The row's number in the sheet; the header is row 1.
    row: usize,
    /// The column.
    field: String,
    /// What is wrong and what to do.
    message: String,
}

impl ImportReport {
    /// A report as a caller reads it.
    pub(crate) fn said(report: service::sheet::ImportReport, language: Language) -> Self {
        let faults = report.faults.into_iter().map(|fault| RowFault {
            row: fault.row,
            message: fault.words.say(language).to_owned(),
            field: fault.field,
        });
        Self {
            dry_run: report.dry_run,
            rows: report.rows,
            added: report.added,
            changed: report.changed,
            unchanged: report.unchanged,
            faults: faults.collect(),
            error_sheet: report.error_sheet,
        }
    }
}

#[derive(Deserialize, IntoParams)]
struct ImportQuery {
    /// Whether to say only what would be done.
    #[serde(default)]
    dry_run: bool,
}

/// Imports workers from CSV: UTF-8 or GB 18030, columns named in Chinese or English, in any order. Rows with
/// faults are left out and handed back, the others are taken; the same file sent again changes nothing.
#[utoipa::path(post, path = "/api/sites/{site}/worker-imports", tag = "worker",
    params(("site" = SiteId, Path), ImportQuery), request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportReport), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
async fn import(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
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

/// A file to fill in, with an example row.
#[utoipa::path(get, path = "/api/worker-import-template.csv", tag = "worker",
    responses((status = 200, body = String, content_type = "text/csv")))]
async fn template(Reads(language): Reads) -> ([(header::HeaderName, &'static str); 2], String) {
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"workers.csv\"",
        ),
    ];
    (headers, service::registry::template(language))
}
