//! `/api/watchlists`, `/api/hits`: lists of key persons and whom they met.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::response::Response;
use domain::division::Division;
use domain::id::{HitId, PersonId, SiteId, WatchlistId};
use domain::language::Language;
use domain::screening::Category;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::Paging;
use service::screening::{ListDraft, purpose};
use store::screening::{CountedList, FoundHit};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Reads, SignedIn};
use crate::problem::{Answer, InLanguage, Problem};
use crate::sheet::{ImportReport, LARGEST_FILE, TemplateQuery, download};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(import))
        .layer(DefaultBodyLimit::max(LARGEST_FILE))
        .routes(routes!(watchlists))
        .routes(routes!(retire))
        .routes(routes!(template))
        .routes(routes!(hits))
}

/// A list of key persons.
#[derive(Serialize, ToSchema)]
struct Watchlist {
    /// Which.
    id: WatchlistId,
    /// What it is called.
    name: String,
    /// Who made it.
    source: String,
    /// What it is for, in words.
    purpose: String,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    imported_at: Timestamp,
    /// When all of it ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// Its lines.
    entries: i64,
    /// Its hits that stand.
    hits: i64,
    /// When it was taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    retired_at: Option<Timestamp>,
}

impl Watchlist {
    fn said(counted: CountedList, language: Language) -> Self {
        let list = counted.list;
        Self {
            id: list.id,
            name: list.name,
            source: list.source,
            purpose: purpose().say(language).to_owned(),
            imported_at: list.imported_at,
            expires_at: list.expires_at,
            entries: counted.entries,
            hits: counted.hits,
            retired_at: list.retired_at,
        }
    }
}

/// A part of the list of lists.
#[derive(Serialize, ToSchema)]
struct WatchlistPage {
    /// Newest first.
    items: Vec<Watchlist>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// Where someone is engaged.
#[derive(Serialize, ToSchema)]
struct HitSite {
    /// The site.
    site: SiteId,
    /// Its name.
    site_name: String,
}

/// Someone who is on a list.
#[derive(Serialize, ToSchema)]
struct Hit {
    /// Which.
    id: HitId,
    /// Who.
    person: PersonId,
    /// Their masked name.
    name: String,
    /// Where they are engaged, as far as the caller's scope reaches.
    sites: Vec<HitSite>,
    /// Why they are on the list.
    category: Category,
    /// The same in words.
    category_text: String,
    /// What the list is called.
    watchlist_name: String,
    /// Whether the names agree.
    name_agrees: bool,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    found_at: Timestamp,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl Hit {
    fn said(hit: FoundHit, language: Language) -> Self {
        let sites = hit
            .sites
            .into_iter()
            .map(|(site, site_name, _)| HitSite { site, site_name });
        Self {
            id: hit.id,
            person: hit.person,
            name: hit.name.masked(),
            sites: sites.collect(),
            category: hit.category,
            category_text: hit.category.words().say(language).to_owned(),
            watchlist_name: hit.watchlist_name,
            name_agrees: hit.name_agrees,
            found_at: hit.found_at,
            expires_at: hit.expires_at,
        }
    }
}

/// A part of the list of hits.
#[derive(Serialize, ToSchema)]
struct HitPage {
    /// Newest first.
    items: Vec<Hit>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// What an import of a list did, or would do.
#[derive(Serialize, ToSchema)]
struct WatchlistReport {
    #[serde(flatten)]
    #[schema(inline)]
    report: ImportReport,
    /// The list that was made; none on a dry run or without a good row.
    watchlist: Option<WatchlistId>,
    /// People known here who are on it.
    matches: usize,
}

#[derive(Deserialize, IntoParams)]
struct ListQuery {
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
struct ImportQuery {
    /// Whether to say only what would be found.
    #[serde(default)]
    dry_run: bool,
    /// What the list is called.
    #[serde(default)]
    name: String,
    /// Who made it.
    #[serde(default)]
    source: String,
    /// The last day on which any of it stands.
    #[param(value_type = String)]
    expires_on: Date,
}

#[derive(Deserialize, IntoParams)]
struct HitsQuery {
    /// Of people at this site.
    site: Option<SiteId>,
    /// Of people at sites of this town.
    #[param(value_type = Option<String>)]
    town: Option<Division>,
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// Lists of key persons, newest first.
#[utoipa::path(get, path = "/api/watchlists", tag = "screening", params(ListQuery),
    responses((status = 200, body = WatchlistPage), (status = 403, body = Problem)))]
async fn watchlists(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<ListQuery>,
) -> Answer<Json<WatchlistPage>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let page = api.platform.watchlists(&caller, &paging).await;
    let page = page
        .said(caller.language)?
        .map(|counted| Watchlist::said(counted, caller.language));
    Ok(Json(WatchlistPage {
        items: page.items,
        next: page.next,
    }))
}

/// Imports a list from CSV, or with `dry_run` says what it would find. Rows with faults are left out and handed
/// back; whoever is on the others is screened at once.
#[utoipa::path(post, path = "/api/watchlists/import", tag = "screening", params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = WatchlistReport), (status = 403, body = Problem), (status = 413, body = Problem),
        (status = 422, body = Problem)))]
async fn import(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<ImportQuery>,
    body: Bytes,
) -> Answer<Json<WatchlistReport>> {
    let draft = ListDraft {
        name: query.name,
        source: query.source,
        expires_on: query.expires_on,
    };
    let done = api
        .platform
        .import_watchlist(&caller, &draft, body.to_vec(), query.dry_run)
        .await
        .said(caller.language)?;
    Ok(Json(WatchlistReport {
        report: ImportReport::said(done.report, caller.language),
        watchlist: done.watchlist,
        matches: done.matches,
    }))
}

/// Takes a list back: its hits are lifted.
#[utoipa::path(delete, path = "/api/watchlists/{watchlist}", tag = "screening",
    params(("watchlist" = WatchlistId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn retire(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(watchlist): Path<WatchlistId>,
) -> Answer<StatusCode> {
    api.platform
        .retire_watchlist(&caller, watchlist)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// A file to fill in, with an example row and, in a workbook, the codes on a second page.
#[utoipa::path(get, path = "/api/watchlist-template", tag = "screening", params(TemplateQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn template(
    State(api): State<Api>,
    Reads(language): Reads,
    Query(query): Query<TemplateQuery>,
) -> Answer<Response> {
    let sheet = api.platform.watchlist_template(language, query.format.into());
    Ok(download(sheet.said(language)?, "watchlist"))
}

/// Hits that stand, of people engaged within the caller's scope, newest first.
#[utoipa::path(get, path = "/api/hits", tag = "screening", params(HitsQuery),
    responses((status = 200, body = HitPage), (status = 403, body = Problem)))]
async fn hits(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<HitsQuery>,
) -> Answer<Json<HitPage>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let page = api
        .platform
        .hits(&caller, query.site, query.town.as_ref(), &paging)
        .await;
    let page = page
        .said(caller.language)?
        .map(|hit| Hit::said(hit, caller.language));
    Ok(Json(HitPage {
        items: page.items,
        next: page.next,
    }))
}
