//! Outbreak areas from files, and what a change of areas does to people, in numbers.

use crate::json::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use domain::area::Level;
use domain::area::counts::CountRule;
use domain::id::{AreaListId, SiteId};
use domain::language::Language;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::area::{AreaDraft, CountDraft, Effect, Revision};
use utoipa::{IntoParams, ToSchema};

use crate::caller::SignedIn;
use crate::problem::{Answer, InLanguage, Problem};
use crate::sheet::ImportReport;
use crate::state::Api;

/// How many people a change of areas holds or frees.
#[derive(Serialize, ToSchema)]
pub(super) struct AreaChange {
    /// Held now and not before.
    held: usize,
    /// Held before and not now.
    freed: usize,
    /// The same by where they are at work; sites that nothing changes at are left out.
    sites: Vec<SiteEffect>,
}

/// How many people of a site a change of areas holds or frees.
#[derive(Serialize, ToSchema)]
struct SiteEffect {
    /// Which.
    site: SiteId,
    /// What it is called.
    site_name: String,
    /// Held now and not before.
    held: usize,
    /// Held before and not now.
    freed: usize,
}

impl From<Effect> for AreaChange {
    fn from(effect: Effect) -> Self {
        let sites = effect.sites.into_iter().map(|site| SiteEffect {
            site: site.site,
            site_name: site.name,
            held: site.held,
            freed: site.freed,
        });
        Self {
            held: effect.held,
            freed: effect.freed,
            sites: sites.collect(),
        }
    }
}

/// What an import of areas did, or would do.
#[derive(Serialize, ToSchema)]
pub(super) struct AreaReport {
    #[serde(flatten)]
    #[schema(inline)]
    report: ImportReport,
    /// The list that was made; none on a dry run or without a good row.
    list: Option<AreaListId>,
    /// Areas that are a division, all of it.
    whole: usize,
    /// Areas within a division: possible for whoever was there.
    within: usize,
    /// Areas whose name a person has to read.
    unread: usize,
    /// Whom it holds and frees.
    effect: AreaChange,
}

impl AreaReport {
    fn said(done: service::area::AreaReport, language: Language) -> Self {
        Self {
            report: ImportReport::said(done.report, language),
            list: done.list,
            whole: done.whole,
            within: done.within,
            unread: done.unread,
            effect: done.effect.into(),
        }
    }
}

/// What becomes of what the source named before, and the list names no more.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum AreaRevision {
    /// It stands: the list only adds.
    Adds,
    /// It has ended the day before the list speaks for.
    Ends,
    /// It never was an area.
    Retracts,
}

impl From<AreaRevision> for Revision {
    fn from(revision: AreaRevision) -> Self {
        match revision {
            AreaRevision::Adds => Self::Adds,
            AreaRevision::Ends => Self::Ends,
            AreaRevision::Retracts => Self::Retracts,
        }
    }
}

#[derive(Deserialize, IntoParams)]
pub(super) struct PlacesQuery {
    /// Whether to say only what would come of it.
    #[serde(default)]
    dry_run: bool,
    /// Who published the list.
    #[serde(default)]
    source: String,
    /// For which disease: the code of its profile.
    disease: String,
    /// The day it speaks for.
    #[param(value_type = String)]
    as_of: Date,
    /// What becomes of what the source named before.
    #[param(inline)]
    revision: AreaRevision,
}

#[derive(Deserialize, IntoParams)]
pub(super) struct CountsQuery {
    /// Whether to say only what would come of it.
    #[serde(default)]
    dry_run: bool,
    /// Who published the counts.
    #[serde(default)]
    source: String,
    /// Of which disease: the code of its profile.
    disease: String,
    /// So many new cases make an area,
    new_cases: u32,
    /// within so many days.
    within_days: u16,
    /// Of which level.
    level: Level,
}

/// Imports a list of places from CSV or a workbook, or with `dry_run` says what it would do: how many people at which
/// sites it would hold and free. Rows with faults are left out and handed back.
#[utoipa::path(post, path = "/api/area-lists/import", tag = "area", params(PlacesQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = AreaReport), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn places(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<PlacesQuery>,
    body: Bytes,
) -> Answer<Json<AreaReport>> {
    let draft = AreaDraft {
        source: query.source,
        disease: query.disease,
        as_of: query.as_of,
        revision: query.revision.into(),
    };
    let done = api
        .platform
        .import_areas(&caller, &draft, body.to_vec(), query.dry_run)
        .await
        .said(caller.language)?;
    Ok(Json(AreaReport::said(done, caller.language)))
}

/// Imports cumulative counts by day and place, and makes areas of them by a threshold; they take the place of what the
/// source's counts made before.
#[utoipa::path(post, path = "/api/area-lists/count", tag = "area", params(CountsQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = AreaReport), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
pub(super) async fn counts(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<CountsQuery>,
    body: Bytes,
) -> Answer<Json<AreaReport>> {
    let draft = CountDraft {
        source: query.source,
        disease: query.disease,
        rule: CountRule {
            new_cases: query.new_cases,
            within_days: query.within_days,
        },
        level: query.level,
    };
    let done = api
        .platform
        .import_area_counts(&caller, &draft, body.to_vec(), query.dry_run)
        .await
        .said(caller.language)?;
    Ok(Json(AreaReport::said(done, caller.language)))
}
