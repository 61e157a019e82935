//! Sheets on the wire: what an import did, and files to take away. Knows nothing of what their rows are.

use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::language::{Language, Words};
use http::header;
use serde::{Deserialize, Serialize};
use service::sheet::{Format, SheetFile};
use utoipa::{IntoParams, ToSchema};

/// The largest file taken, in bytes: a hundred thousand rows with room to spare.
pub(crate) const LARGEST_FILE: usize = 24 << 20;

/// What a sheet is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SheetFormat {
    /// A workbook of Excel 2007 and later.
    #[default]
    Xlsx,
    /// Text with commas, UTF-8.
    Csv,
}

impl From<SheetFormat> for Format {
    fn from(format: SheetFormat) -> Self {
        match format {
            SheetFormat::Xlsx => Self::Xlsx,
            SheetFormat::Csv => Self::Csv,
        }
    }
}

/// Which template is asked for.
#[derive(Deserialize, IntoParams)]
pub(crate) struct TemplateQuery {
    /// What the file is to be.
    #[serde(default)]
    pub(crate) format: SheetFormat,
}

/// What an import did, or would do.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportReport {
    /// Whether nothing was written on purpose.
    dry_run: bool,
    /// Rows read; the header, blank rows and the template's example are not counted.
    rows: usize,
    /// Rows that add something.
    added: usize,
    /// Rows that change something.
    changed: usize,
    /// Rows that say what is known.
    unchanged: usize,
    /// Headers of columns that were not read, 20 at most: for whoever thought they were.
    unread_columns: Vec<String>,
    /// What is wrong with the rows left out.
    faults: Vec<RowFault>,
    /// The rows left out, in the format they came in, with a last column that says what is wrong: correct them
    /// and send them again.
    error_sheet: Option<ErrorSheet>,
}

/// What is wrong with a row.
#[derive(Serialize, ToSchema)]
pub(crate) struct RowFault {
    /// The row's number in the sheet; the first row of the file is 1.
    row: usize,
    /// Where it stands, as `C5`; none when the sheet has no such column.
    cell: Option<String>,
    /// The column.
    field: String,
    /// What is wrong and what to do.
    message: String,
}

/// A file within an answer.
#[derive(Serialize, ToSchema)]
pub(crate) struct ErrorSheet {
    /// What it may be saved as.
    file_name: String,
    /// What it is.
    media_type: String,
    /// Its bytes, base64.
    base64: String,
}

impl ImportReport {
    /// A report as a caller reads it.
    pub(crate) fn said(report: service::sheet::ImportReport, language: Language) -> Self {
        let faults = report.faults.into_iter().map(|fault| RowFault {
            row: fault.row,
            cell: fault.cell,
            message: fault.words.say(language).to_owned(),
            field: fault.field,
        });
        let name = Words::new("要改的行", "rows-to-correct");
        Self {
            dry_run: report.dry_run,
            rows: report.rows,
            added: report.added,
            changed: report.changed,
            unchanged: report.unchanged,
            unread_columns: report.unread_columns,
            faults: faults.collect(),
            error_sheet: report.error_sheet.map(|sheet| ErrorSheet {
                file_name: format!("{}.{}", name.say(language), sheet.format.extension()),
                media_type: sheet.format.media_type().to_owned(),
                base64: STANDARD.encode(sheet.bytes),
            }),
        }
    }
}

/// A file as an answer, to be saved under `name`, which is ASCII; kept by nobody on the way.
pub(crate) fn download(sheet: SheetFile, name: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, sheet.format.media_type().to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}.{}\"", sheet.format.extension()),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, sheet.bytes).into_response()
}
