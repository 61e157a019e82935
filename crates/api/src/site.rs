//! `/api/towns`, `/api/sites`: places of work within the caller's scope, their crews and their join link.

use axum::extract::{Path, Query, State};
use domain::division::Division;
use domain::id::{ContractorId, CrewId, SiteId};
use domain::registry::SiteKind;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use service::Paging;
use service::registry::{SiteDraft, SiteQuery, SiteRow};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Admitted, SignedIn};
use crate::contractor::Organisation;
use crate::gate::Gate;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(towns))
        .routes(routes!(sites, add_site))
        .routes(routes!(site))
        .routes(routes!(place_site))
        .routes(routes!(join_link))
        .routes(routes!(add_crew))
}

/// A town that has sites.
#[derive(Serialize, ToSchema)]
struct Town {
    /// Its division code.
    code: Division,
    /// Its name.
    name: String,
    /// Its sites.
    sites: i64,
    /// People at work there; who works at two sites counts at each.
    people: i64,
    /// Of them clear; none for whoever does not see how people stand.
    clear: Option<i64>,
    /// Of them on hold.
    hold: Option<i64>,
    /// Of them barred.
    barred: Option<i64>,
    /// Alerts that nobody has taken.
    open_alerts: Option<i64>,
}

/// A place of work with its head count.
#[derive(Serialize, ToSchema)]
struct Site {
    /// Which.
    id: SiteId,
    /// Its name.
    name: String,
    /// Construction project or enterprise.
    kind: SiteKind,
    /// The town it lies in.
    town: Division,
    /// The town's name.
    town_name: String,
    /// The community of the town that it was placed in.
    community: Option<Division>,
    /// The community's name.
    community_name: Option<String>,
    /// Its address.
    address: String,
    /// The organisation it belongs to.
    organisation: Option<Organisation>,
    /// People at work.
    people: i64,
    /// Of them clear; none for whoever does not see how people stand.
    clear: Option<i64>,
    /// Of them on hold.
    hold: Option<i64>,
    /// Of them barred.
    barred: Option<i64>,
    /// People who registered themselves and wait to be confirmed.
    pending: i64,
}

impl From<SiteRow> for Site {
    fn from(
        SiteRow {
            site,
            count,
            standings,
        }: SiteRow,
    ) -> Self {
        Self {
            id: site.id,
            name: site.name,
            kind: site.kind,
            town_name: site.town.name_or_code(),
            town: site.town,
            community_name: site.community.as_ref().map(Division::name_or_code),
            community: site.community,
            address: site.address,
            organisation: site.organisation.map(Organisation::from),
            people: count.people,
            clear: standings.then_some(count.clear),
            hold: standings.then_some(count.hold),
            barred: standings.then_some(count.barred),
            pending: count.pending,
        }
    }
}

/// A part of the list of sites.
#[derive(Serialize, ToSchema)]
struct SitePage {
    /// By name.
    items: Vec<Site>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// A place of work with everything its page shows.
#[derive(Serialize, ToSchema)]
struct SiteDetail {
    // No doc comment: on a flattened field it becomes an empty object of the document.
    #[serde(flatten)]
    #[schema(inline)]
    site: Site,
    /// Its crews.
    crews: Vec<Crew>,
    /// People at work whose face is enrolled.
    enrolled_faces: i64,
    /// Its gates.
    gates: Vec<Gate>,
    /// Passages of today, whatever the answer; none for whoever does not see figures.
    passages_today: Option<i64>,
    /// Alerts that nobody has taken.
    open_alerts: Option<i64>,
}

/// A work team.
#[derive(Serialize, ToSchema)]
pub(crate) struct Crew {
    /// Which.
    id: CrewId,
    /// Its name.
    name: String,
    /// To which contractor it belongs.
    contractor: Option<ContractorId>,
    /// People at work in it.
    people: i64,
}

impl From<store::crew::Crew> for Crew {
    fn from(crew: store::crew::Crew) -> Self {
        Self {
            id: crew.id,
            name: crew.name,
            contractor: crew.contractor,
            people: crew.people,
        }
    }
}

/// A new place of work.
#[derive(Deserialize, ToSchema)]
struct NewSite {
    /// Construction project or enterprise.
    kind: SiteKind,
    /// Its name, once in a town.
    name: String,
    /// The town's division code (9 digits).
    town: String,
    /// The division code (12 digits) of the community of the town that it lies in.
    #[serde(default)]
    community: String,
    /// Its address.
    #[serde(default)]
    address: String,
    /// The unified social credit code of the organisation it belongs to.
    #[serde(default)]
    organisation_uscc: String,
    /// What that organisation is called; needed with its code.
    #[serde(default)]
    organisation_name: String,
}

/// Where a site lies in its town.
#[derive(Deserialize, ToSchema)]
struct SitePlace {
    /// The division code (12 digits) of a community of its town; none when it is in none.
    community: Option<String>,
}

/// A new work team.
#[derive(Deserialize, ToSchema)]
struct NewCrew {
    /// Its name, once at a site.
    name: String,
}

/// What workers open to join a site.
#[derive(Serialize, ToSchema)]
struct JoinLink {
    /// The address.
    url: String,
    /// Its QR code, as SVG, to be hung up at the entrance.
    svg: String,
}

#[derive(Deserialize, IntoParams)]
struct SitesQuery {
    /// In this town.
    #[param(value_type = Option<String>)]
    town: Option<Division>,
    /// Of this kind.
    kind: Option<SiteKind>,
    /// With this in their name.
    q: Option<String>,
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// Towns within the caller's scope that have sites.
#[utoipa::path(get, path = "/api/towns", tag = "site",
    security(("token" = ["sites.read"]), ("session" = [])),
    responses((status = 200, body = Vec<Town>), (status = 403, body = Problem)))]
async fn towns(State(api): State<Api>, Admitted { caller }: Admitted) -> Answer<Json<Vec<Town>>> {
    let towns = api.platform.towns(&caller).await.said(caller.language)?;
    let towns = towns.into_iter().map(|(town, figures)| Town {
        name: town.division.name_or_code(),
        code: town.division,
        sites: town.sites,
        people: town.people,
        clear: figures.then_some(town.clear),
        hold: figures.then_some(town.hold),
        barred: figures.then_some(town.barred),
        open_alerts: figures.then_some(town.open_alerts),
    });
    Ok(Json(towns.collect()))
}

/// Sites within the caller's scope, by name.
#[utoipa::path(get, path = "/api/sites", tag = "site", params(SitesQuery),
    security(("token" = ["sites.read"]), ("session" = [])),
    responses((status = 200, body = SitePage), (status = 403, body = Problem)))]
async fn sites(
    State(api): State<Api>,
    Admitted { caller }: Admitted,
    Query(query): Query<SitesQuery>,
) -> Answer<Json<SitePage>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let asked = SiteQuery {
        town: query.town,
        kind: query.kind,
        named: query.q,
    };
    let page = api.platform.sites(&caller, &asked, &paging).await;
    let page = page.said(caller.language)?.map(Site::from);
    Ok(Json(SitePage {
        items: page.items,
        next: page.next,
    }))
}

/// Adds a place of work to the district.
#[utoipa::path(post, path = "/api/sites", tag = "site", request_body = NewSite,
    responses((status = 201, body = Site), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn add_site(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Json(body): Json<NewSite>,
) -> Answer<(StatusCode, Json<Site>)> {
    let draft = SiteDraft {
        kind: body.kind,
        name: body.name,
        town: body.town,
        community: body.community,
        address: body.address,
        organisation_uscc: body.organisation_uscc,
        organisation_name: body.organisation_name,
    };
    let made = api
        .platform
        .add_site(&caller, &draft)
        .await
        .said(caller.language)?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// One site.
#[utoipa::path(get, path = "/api/sites/{site}", tag = "site", params(("site" = SiteId, Path)),
    security(("token" = ["sites.read"]), ("session" = [])),
    responses((status = 200, body = SiteDetail), (status = 403, body = Problem)))]
async fn site(
    State(api): State<Api>,
    Admitted { caller }: Admitted,
    Path(site): Path<SiteId>,
) -> Answer<Json<SiteDetail>> {
    let found = api.platform.site(&caller, site).await.said(caller.language)?;
    let figures = found.figures.as_ref();
    Ok(Json(SiteDetail {
        site: found.row.into(),
        crews: found.crews.into_iter().map(Crew::from).collect(),
        enrolled_faces: found.enrolled_faces,
        gates: found.gates.into_iter().map(Gate::from).collect(),
        passages_today: figures.map(|figures| figures.passed + figures.held + figures.refused),
        open_alerts: figures.and_then(|figures| Some(figures.place?.open_alerts)),
    }))
}

/// Places a site in a community of its town, or in none.
#[utoipa::path(put, path = "/api/sites/{site}/community", tag = "site", params(("site" = SiteId, Path)),
    request_body = SitePlace,
    responses((status = 200, body = Site), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn place_site(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(site): Path<SiteId>,
    Json(body): Json<SitePlace>,
) -> Answer<Json<Site>> {
    let community = body.community.unwrap_or_default();
    let placed = api.platform.place_site(&caller, site, &community).await;
    Ok(Json(placed.said(caller.language)?.into()))
}

/// The link that workers open to join a site.
#[utoipa::path(get, path = "/api/sites/{site}/join-link", tag = "site", params(("site" = SiteId, Path)),
    responses((status = 200, body = JoinLink), (status = 403, body = Problem)))]
async fn join_link(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(site): Path<SiteId>,
) -> Answer<Json<JoinLink>> {
    let link = api
        .platform
        .join_link(&caller, site)
        .await
        .said(caller.language)?;
    Ok(Json(JoinLink {
        url: link.url,
        svg: link.svg,
    }))
}

/// Adds a crew.
#[utoipa::path(post, path = "/api/sites/{site}/crews", tag = "site", params(("site" = SiteId, Path)),
    request_body = NewCrew,
    responses((status = 201, body = Crew), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn add_crew(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(site): Path<SiteId>,
    Json(body): Json<NewCrew>,
) -> Answer<(StatusCode, Json<Crew>)> {
    let crew = api.platform.add_crew(&caller, site, &body.name).await;
    Ok((StatusCode::CREATED, Json(crew.said(caller.language)?.into())))
}
