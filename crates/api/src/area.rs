//! `/api/areas`, `/api/area-lists`, `/api/unread-places`: outbreak areas, the lists they came by, and places that nobody
//! could read.

use crate::json::Json;
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use axum::response::Response;
use domain::area::Level;
use domain::division::Division;
use domain::id::{AreaId, AreaListId, UnreadPlaceId};
use domain::language::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::Paging;
use service::area::AreaQuery;
use store::area::{CountedAreaList, ListedArea};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Reads, SignedIn};
use crate::problem::{Answer, InLanguage, Problem};
use crate::sheet::{LARGEST_FILE, TemplateQuery, download};
use crate::state::Api;

mod import;

use import::AreaChange;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(import::places))
        .routes(routes!(import::counts))
        .layer(DefaultBodyLimit::max(LARGEST_FILE))
        .routes(routes!(areas))
        .routes(routes!(retract))
        .routes(routes!(lists))
        .routes(routes!(retract_list))
        .routes(routes!(template))
        .routes(routes!(count_template))
        .routes(routes!(unread_places))
        .routes(routes!(read_place))
}

/// An outbreak area.
#[derive(Serialize, ToSchema)]
struct OutbreakArea {
    /// Which.
    id: AreaId,
    /// On which list it stands.
    list: AreaListId,
    /// Who published it.
    source: String,
    /// For which disease: the code of its profile.
    disease: String,
    /// As the source named it.
    name: String,
    /// The smallest division known to hold it; none where nothing of its name could be read.
    division: Option<Division>,
    /// That division's name.
    division_name: Option<String>,
    /// Whether it is all of that division. Otherwise it is possible for whoever was there.
    whole: bool,
    /// Whether a person has to read its name.
    unread: bool,
    /// How grave.
    level: Level,
    /// The same in words.
    level_text: String,
    /// The first day.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// The last day; none while it stands.
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    /// When it was taken back: it never was an area.
    #[schema(value_type = Option<String>, format = DateTime)]
    retracted_at: Option<Timestamp>,
}

impl OutbreakArea {
    fn said(listed: ListedArea, language: Language) -> Self {
        let area = listed.area;
        Self {
            id: area.id,
            list: listed.list,
            source: listed.source,
            disease: area.disease,
            name: area.name,
            division_name: area.division.as_ref().map(Division::full_name),
            division: area.division,
            whole: area.whole,
            unread: listed.unread,
            level: area.level,
            level_text: area.level.words().say(language).to_owned(),
            from: area.from,
            to: area.to,
            retracted_at: listed.retracted_at,
        }
    }
}

/// A part of the list of areas.
#[derive(Serialize, ToSchema)]
struct OutbreakAreaPage {
    /// Those that began last first.
    items: Vec<OutbreakArea>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// A list of outbreak areas, as a source gave it.
#[derive(Serialize, ToSchema)]
struct AreaList {
    /// Which.
    id: AreaListId,
    /// Who published it.
    source: String,
    /// For which disease: the code of its profile.
    disease: String,
    /// The day it speaks for.
    #[schema(value_type = String, format = Date)]
    as_of: Date,
    /// Whether it is all that the source names then.
    whole: bool,
    /// When it came in.
    #[schema(value_type = String, format = DateTime)]
    imported_at: Timestamp,
    /// Its areas.
    areas: i64,
    /// Those whose name a person has to read.
    unread: i64,
    /// When it was taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    retracted_at: Option<Timestamp>,
}

impl From<CountedAreaList> for AreaList {
    fn from(counted: CountedAreaList) -> Self {
        let list = counted.list;
        Self {
            id: list.id,
            source: list.source,
            disease: list.disease,
            as_of: list.as_of,
            whole: list.whole,
            imported_at: list.imported_at,
            areas: counted.areas,
            unread: counted.unread,
            retracted_at: list.retracted_at,
        }
    }
}

/// A part of the list of lists.
#[derive(Serialize, ToSchema)]
struct AreaListPage {
    /// Those that came in last first.
    items: Vec<AreaList>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// A text that names a place and that nobody could read.
#[derive(Serialize, ToSchema)]
struct UnreadPlace {
    /// Which.
    id: UnreadPlaceId,
    /// What was written.
    text: String,
    /// When it was written last.
    #[schema(value_type = String, format = DateTime)]
    told_at: Timestamp,
    /// How many people wrote it in a declaration.
    people: i64,
    /// How many areas are called so.
    areas: i64,
}

/// A part of the list of texts.
#[derive(Serialize, ToSchema)]
struct UnreadPlacePage {
    /// Those written last first.
    items: Vec<UnreadPlace>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// Where a place is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlaceReading {
    /// In which division; none: in none of ours, as what is abroad or is no place.
    division: Option<Division>,
    /// Whether the text means all of that division.
    #[serde(default)]
    whole: bool,
}

#[derive(Deserialize, IntoParams)]
struct AreasQuery {
    /// Those that are areas on this day.
    #[param(value_type = Option<String>)]
    day: Option<Date>,
    /// Of this level.
    level: Option<Level>,
    /// Of this list.
    list: Option<AreaListId>,
    /// Only those whose name a person has to read.
    #[serde(default)]
    unread: bool,
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
struct PartQuery {
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

impl From<PartQuery> for Paging {
    fn from(query: PartQuery) -> Self {
        Self {
            after: query.after,
            limit: query.limit,
        }
    }
}

/// Outbreak areas, those that began last first; those taken back are among them unless a day is asked for.
#[utoipa::path(get, path = "/api/areas", tag = "area", params(AreasQuery),
    responses((status = 200, body = OutbreakAreaPage), (status = 403, body = Problem)))]
async fn areas(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<AreasQuery>,
) -> Answer<Json<OutbreakAreaPage>> {
    let asked = AreaQuery {
        day: query.day,
        level: query.level,
        list: query.list,
        unread: query.unread,
    };
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let page = api.platform.areas(&caller, &asked, &paging).await;
    let page = page
        .said(caller.language)?
        .map(|listed| OutbreakArea::said(listed, caller.language));
    Ok(Json(OutbreakAreaPage {
        items: page.items,
        next: page.next,
    }))
}

/// Takes an area back: it never was one. Answers how many people that frees.
#[utoipa::path(delete, path = "/api/areas/{area}", tag = "area", params(("area" = AreaId, Path)),
    responses((status = 200, body = AreaChange), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn retract(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(area): Path<AreaId>,
) -> Answer<Json<AreaChange>> {
    let effect = api.platform.retract_area(&caller, area).await;
    Ok(Json(effect.said(caller.language)?.into()))
}

/// Lists of outbreak areas, those that came in last first.
#[utoipa::path(get, path = "/api/area-lists", tag = "area", params(PartQuery),
    responses((status = 200, body = AreaListPage), (status = 403, body = Problem)))]
async fn lists(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<PartQuery>,
) -> Answer<Json<AreaListPage>> {
    let page = api.platform.area_lists(&caller, &query.into()).await;
    let page = page.said(caller.language)?.map(AreaList::from);
    Ok(Json(AreaListPage {
        items: page.items,
        next: page.next,
    }))
}

/// Takes a list back with all its areas; what its source named before stands again.
#[utoipa::path(delete, path = "/api/area-lists/{list}", tag = "area", params(("list" = AreaListId, Path)),
    responses((status = 200, body = AreaChange), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn retract_list(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(list): Path<AreaListId>,
) -> Answer<Json<AreaChange>> {
    let effect = api.platform.retract_area_list(&caller, list).await;
    Ok(Json(effect.said(caller.language)?.into()))
}

/// A file of places to fill in, with an example row and, in a workbook, the levels on a second page.
#[utoipa::path(get, path = "/api/area-template", tag = "area", params(TemplateQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn template(
    State(api): State<Api>,
    Reads(language): Reads,
    Query(query): Query<TemplateQuery>,
) -> Answer<Response> {
    let sheet = api.platform.area_template(language, query.format.into());
    Ok(download(sheet.said(language)?, "outbreak-areas"))
}

/// A file of daily counts to fill in, with an example row.
#[utoipa::path(get, path = "/api/area-count-template", tag = "area", params(TemplateQuery),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
async fn count_template(
    State(api): State<Api>,
    Reads(language): Reads,
    Query(query): Query<TemplateQuery>,
) -> Answer<Response> {
    let sheet = api.platform.area_count_template(language, query.format.into());
    Ok(download(sheet.said(language)?, "daily-counts"))
}

/// Texts that name a place and that nobody could read, those written last first.
#[utoipa::path(get, path = "/api/unread-places", tag = "area", params(PartQuery),
    responses((status = 200, body = UnreadPlacePage), (status = 403, body = Problem)))]
async fn unread_places(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<PartQuery>,
) -> Answer<Json<UnreadPlacePage>> {
    let page = api.platform.unread_places(&caller, &query.into()).await;
    let page = page.said(caller.language)?.map(|place| UnreadPlace {
        id: place.id,
        text: place.text,
        told_at: place.told_at,
        people: place.people,
        areas: place.areas,
    });
    Ok(Json(UnreadPlacePage {
        items: page.items,
        next: page.next,
    }))
}

/// Says where a place is: for everybody who wrote the same and every area called so, now and later.
#[utoipa::path(put, path = "/api/unread-places/{place}", tag = "area", params(("place" = UnreadPlaceId, Path)),
    request_body = PlaceReading,
    responses((status = 200, body = AreaChange), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
async fn read_place(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(place): Path<UnreadPlaceId>,
    Json(reading): Json<PlaceReading>,
) -> Answer<Json<AreaChange>> {
    let PlaceReading { division, whole } = reading;
    let effect = api.platform.read_place(&caller, place, division, whole).await;
    Ok(Json(effect.said(caller.language)?.into()))
}
