//! `/api/profiles`: the disease profiles: for staff to read, for the district to try, put in force and stand down.

use axum::extract::{Path, State};
use domain::id::SiteId;
use domain::language::{Language, Words};
use domain::profile::{DiseaseProfile, Spread};
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::profile::{Change, Effects, Preview, ProfilePage, ProfileState, StandDownDraft, VersionDraft};
use store::profile::{PutVersion, StandDown};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(profiles))
        .routes(routes!(profile))
        .routes(routes!(preview))
        .routes(routes!(put_in_force))
        .routes(routes!(stand_down))
}

/// A disease with where its profile stands.
#[derive(Serialize, ToSchema)]
struct ProfileSummary {
    /// Its code.
    code: String,
    /// Its name.
    words: Words,
    /// How it spreads.
    spread: Spread,
    /// Where it stands.
    state: ProfileState,
    /// The version that the rest is of; that of one that never was in force is the one that ships.
    version: i32,
    /// The first day of that version.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// How it was last stood down, of one that stands so.
    stood_down: Option<StoodDown>,
}

/// How a disease was stood down.
#[derive(Serialize, ToSchema)]
struct StoodDown {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// By whom.
    by: String,
    /// Why.
    reason: String,
    /// The last day on which its health data is kept.
    #[schema(value_type = String, format = Date)]
    retained_until: Date,
    /// When it was put in force again, if it was: then the clock no longer runs.
    #[schema(value_type = Option<String>, format = DateTime)]
    resumed_at: Option<Timestamp>,
}

impl From<StandDown> for StoodDown {
    fn from(one: StandDown) -> Self {
        Self {
            at: one.at,
            by: one.by,
            reason: one.reason,
            retained_until: one.retained_until,
            resumed_at: one.resumed_at,
        }
    }
}

/// A version with how it came in force.
#[derive(Serialize, ToSchema)]
struct ProfileVersion {
    /// What it says.
    profile: DiseaseProfile,
    /// When it was put in force.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// By whom; nobody at set-up.
    by: Option<String>,
    /// Why.
    reason: Option<String>,
}

impl From<PutVersion> for ProfileVersion {
    fn from(version: PutVersion) -> Self {
        Self {
            profile: version.profile,
            at: version.at,
            by: version.by,
            reason: version.reason,
        }
    }
}

/// One disease's profile with all that became of it.
#[derive(Serialize, ToSchema)]
struct ProfileDetail {
    /// Where it stands.
    state: ProfileState,
    /// The version in force; else the one to come, the last there was, or the one that ships.
    profile: DiseaseProfile,
    /// The number that the next version has.
    next_version: i32,
    /// Every version there was, the newest first.
    versions: Vec<ProfileVersion>,
    /// Every time it was stood down, the last first.
    stand_downs: Vec<StoodDown>,
    /// Whether the caller may change it.
    may_change: bool,
}

impl From<ProfilePage> for ProfileDetail {
    fn from(page: ProfilePage) -> Self {
        Self {
            state: page.summary.state,
            profile: page.summary.profile,
            next_version: page.next_version,
            versions: page.versions.into_iter().map(ProfileVersion::from).collect(),
            stand_downs: page.stand_downs.into_iter().map(StoodDown::from).collect(),
            may_change: page.may_change,
        }
    }
}

/// A change to be tried.
#[derive(Deserialize, ToSchema)]
struct ProfileTrial {
    /// The version to be tried, as if from today on; none: standing the disease down.
    #[serde(default)]
    profile: Option<DiseaseProfile>,
}

/// A version about to be put in force.
#[derive(Deserialize, ToSchema)]
struct NewProfileVersion {
    /// What it says; its number is the next, its first day today or later.
    profile: DiseaseProfile,
    /// Why, in 4 to 500 characters.
    reason: String,
}

/// Why a disease is stood down.
#[derive(Deserialize, ToSchema)]
struct StandingDown {
    /// In 4 to 500 characters.
    reason: String,
}

/// How many people a change touches.
#[derive(Serialize, ToSchema)]
struct ProfileEffects {
    /// Who passes now and would not.
    held: usize,
    /// Who does not pass now and would.
    cleared: usize,
    /// Who passes or waits as before, for other reasons.
    changed: usize,
}

impl From<Effects> for ProfileEffects {
    fn from(effects: Effects) -> Self {
        Self {
            held: effects.held,
            cleared: effects.cleared,
            changed: effects.changed,
        }
    }
}

/// What a change would do at a site.
#[derive(Serialize, ToSchema)]
struct ProfileEffectsAt {
    /// Which.
    site: SiteId,
    /// Its name.
    site_name: String,
    /// Its town's name.
    town_name: String,
    /// The people at work there.
    people: usize,
    /// What it does to them.
    effects: ProfileEffects,
}

/// What a change would do; nothing was changed.
#[derive(Serialize, ToSchema)]
struct ProfilePreview {
    /// The people at work in the district, each once.
    people: usize,
    /// What it does to them.
    effects: ProfileEffects,
    /// The sites at which it does anything, where it holds most first.
    sites: Vec<ProfileEffectsAt>,
}

impl From<Preview> for ProfilePreview {
    fn from(preview: Preview) -> Self {
        let sites = preview.sites.into_iter().map(|at| ProfileEffectsAt {
            site: at.site,
            site_name: at.name,
            town_name: at.town_name,
            people: at.people,
            effects: at.effects.into(),
        });
        Self {
            people: preview.people,
            effects: preview.effects.into(),
            sites: sites.collect(),
        }
    }
}

/// Every disease there is a profile of: what is in force first.
#[utoipa::path(get, path = "/api/profiles", tag = "profile",
    responses((status = 200, body = Vec<ProfileSummary>), (status = 403, body = Problem)))]
async fn profiles(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
) -> Answer<Json<Vec<ProfileSummary>>> {
    let list = api.platform.profile_list(&caller).await.said(caller.language)?;
    let said = list.into_iter().map(|one| ProfileSummary {
        code: one.profile.code,
        words: one.profile.words,
        spread: one.profile.spread,
        state: one.state,
        version: one.profile.version,
        from: one.profile.from,
        stood_down: one.stood_down.map(StoodDown::from),
    });
    Ok(Json(said.collect()))
}

/// One disease's profile with every version and every time it was stood down.
#[utoipa::path(get, path = "/api/profiles/{profile}", tag = "profile", params(("profile" = String, Path)),
    responses((status = 200, body = ProfileDetail), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn profile(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(code): Path<String>,
) -> Answer<Json<ProfileDetail>> {
    answered(api.platform.profile_page(&caller, &code).await, caller.language)
}

/// Tries a change on everyone at work in the district: who at which sites it would hold or clear. Changes nothing.
#[utoipa::path(post, path = "/api/profiles/{profile}/preview", tag = "profile", params(("profile" = String, Path)),
    request_body = ProfileTrial,
    responses((status = 200, body = ProfilePreview), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn preview(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(code): Path<String>,
    Json(body): Json<ProfileTrial>,
) -> Answer<Json<ProfilePreview>> {
    let change = body
        .profile
        .map_or(Change::StandDown, |profile| Change::Version(Box::new(profile)));
    let tried = api.platform.preview_profile(&caller, &code, &change).await;
    Ok(Json(tried.said(caller.language)?.into()))
}

/// Puts a version in force; the one before it ends and stays readable. Everyone is assessed anew at once.
#[utoipa::path(post, path = "/api/profiles/{profile}/versions", tag = "profile", params(("profile" = String, Path)),
    request_body = NewProfileVersion,
    responses((status = 201, body = ProfileDetail), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn put_in_force(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(code): Path<String>,
    Json(body): Json<NewProfileVersion>,
) -> Answer<(StatusCode, Json<ProfileDetail>)> {
    let draft = VersionDraft {
        code,
        profile: body.profile,
        reason: body.reason,
    };
    let page = answered(api.platform.put_in_force(&caller, &draft).await, caller.language)?;
    Ok((StatusCode::CREATED, page))
}

/// Stands a disease down: it holds nobody from this moment on, and the clock of its data starts.
#[utoipa::path(post, path = "/api/profiles/{profile}/stand-down", tag = "profile", params(("profile" = String, Path)),
    request_body = StandingDown,
    responses((status = 200, body = ProfileDetail), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn stand_down(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(code): Path<String>,
    Json(body): Json<StandingDown>,
) -> Answer<Json<ProfileDetail>> {
    let draft = StandDownDraft {
        code,
        reason: body.reason,
    };
    answered(api.platform.stand_down(&caller, &draft).await, caller.language)
}

fn answered(page: service::Result<ProfilePage>, language: Language) -> Answer<Json<ProfileDetail>> {
    Ok(Json(page.said(language)?.into()))
}
