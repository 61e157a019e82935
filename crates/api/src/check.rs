//! `/api/workers/{person}/checks`: what staff who stood before a worker measured and saw.

use axum::extract::{Path, State};
use domain::declaration::Tenths;
use domain::id::{CheckId, PersonId, SiteId};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::check::CheckDraft;
use service::standing::StandingView;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(check))
}

/// A check on the spot.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckRow {
    /// Which.
    id: CheckId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The name of the site it was made at.
    site_name: String,
    /// Who made it, by shown name.
    by: String,
    /// What was measured, in tenths of a degree.
    temperature: Tenths,
    /// What was seen.
    note: String,
}

impl From<store::check::Check> for CheckRow {
    fn from(check: store::check::Check) -> Self {
        Self {
            id: check.id,
            at: check.at,
            site_name: check.site_name,
            by: check.by,
            temperature: check.body.temperature,
            note: check.body.note,
        }
    }
}

/// What a check of someone who stands unwell asks for.
#[derive(Serialize, ToSchema)]
pub(crate) struct CheckForm {
    /// Where it can be made: the sites within the caller's scope where they are at work.
    sites: Vec<CheckSite>,
    /// From where it is a fever, in tenths of a degree.
    fever_from: Tenths,
    /// When this was read; the check gives it back.
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
}

/// A site where a check can be made.
#[derive(Serialize, ToSchema)]
struct CheckSite {
    /// Which.
    site: SiteId,
    /// Its name.
    site_name: String,
}

impl From<service::check::CheckForm> for CheckForm {
    fn from(form: service::check::CheckForm) -> Self {
        let sites = form.sites.into_iter().map(|engagement| CheckSite {
            site: engagement.site,
            site_name: engagement.site_name,
        });
        Self {
            sites: sites.collect(),
            fever_from: form.fever_from,
            as_of: form.as_of,
        }
    }
}

/// A check on its way in.
#[derive(Deserialize, ToSchema)]
struct NewCheck {
    /// At which site the worker was looked at.
    site: SiteId,
    /// What was measured, in tenths of a degree.
    temperature: Tenths,
    /// What was seen: 4 to 500 characters.
    note: String,
    /// The `as_of` of the worker as they were read. A fever or symptom told since is a conflict.
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
}

/// What became of a check.
#[derive(Serialize, ToSchema)]
struct Checked {
    /// Whether it found the worker fit.
    fit: bool,
    /// Where they stand now.
    standing: StandingView,
}

/// Takes down a check on the spot. Without a fever it finds the worker fit, as closing an alert so does: the fevers and
/// symptoms told before are answered at every site, and their alerts closed. A fever holds them.
#[utoipa::path(post, path = "/api/workers/{person}/checks", tag = "worker", params(("person" = PersonId, Path)),
    request_body = NewCheck,
    responses((status = 201, body = Checked), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn check(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<NewCheck>,
) -> Answer<(StatusCode, Json<Checked>)> {
    let draft = CheckDraft {
        site: body.site,
        temperature: body.temperature,
        note: body.note,
        as_of: body.as_of,
    };
    let checked = api.platform.check_worker(&caller, person, &draft).await;
    let checked = checked.said(caller.language)?;
    let answer = Checked {
        fit: checked.fit,
        standing: checked.standing,
    };
    Ok((StatusCode::CREATED, Json(answer)))
}
