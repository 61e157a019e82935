//! `/api/alerts`: seen, taken, closed with what was done.

use axum::extract::{Path, Query, State};
use domain::alert::{AlertKind, AlertState, Outcome, Severity};
use domain::declaration::Tenths;
use domain::division::Division;
use domain::id::{AlertId, PersonId, SiteId};
use domain::language::Language;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::alert::{AlertQuery, ClosingDraft};
use service::{Paging, Platform};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(alerts))
        .routes(routes!(acknowledge))
        .routes(routes!(close))
}

/// A risk that someone must act on.
#[derive(Serialize, ToSchema)]
pub(crate) struct Alert {
    /// Which.
    id: AlertId,
    /// What kind.
    kind: AlertKind,
    /// The kind, in words.
    kind_text: String,
    /// How grave.
    severity: Severity,
    /// Where it stands.
    state: AlertState,
    /// At which site.
    site: SiteId,
    /// The site's name.
    site_name: String,
    /// The town's name.
    town_name: String,
    /// About whom.
    person: PersonId,
    /// Their masked name.
    name: String,
    /// What it is and what to do first.
    text: String,
    /// How often it was told since it was last answered.
    times: usize,
    /// When it was last told or found.
    #[schema(value_type = String, format = DateTime)]
    told_at: Timestamp,
    /// Whether they are at work at the site now. An alert about someone who left stays until someone acts.
    at_work: bool,
    /// How it can be closed: a look at someone answers no list, and of someone who left nobody says there that they
    /// are fit.
    outcomes: Vec<Outcome>,
    /// When this was read; closing it gives it back.
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
    /// When it was raised.
    #[schema(value_type = String, format = DateTime)]
    raised_at: Timestamp,
    /// By when someone should be on it.
    #[schema(value_type = String, format = DateTime)]
    acknowledge_by: Timestamp,
    /// Whether that instant has passed and nobody is.
    overdue: bool,
    /// When someone took it.
    #[schema(value_type = Option<String>, format = DateTime)]
    acknowledged_at: Option<Timestamp>,
    /// Who, by shown name.
    acknowledged_by: Option<String>,
    /// When it was closed.
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// By whom, by shown name; nobody when it ended of itself.
    closed_by: Option<String>,
    /// What was done.
    action: Option<String>,
    /// How it ended for the person.
    outcome: Option<Outcome>,
    /// What was measured by the check that found them fit, in tenths of a degree.
    measured: Option<Tenths>,
    /// The site where they were checked, when that was another one.
    checked_at_site: Option<String>,
}

impl Alert {
    /// The same, as it was known at an earlier instant.
    pub(crate) fn known_at(self, as_of: Timestamp) -> Self {
        Self { as_of, ..self }
    }

    /// An alert as a caller reads it, read at an instant or later.
    pub(crate) fn said(alert: store::alert::Alert, language: Language, as_of: Timestamp) -> Self {
        let (action, outcome, check) = match alert.closing.clone() {
            Some(closing) => (closing.action, Some(closing.outcome), closing.check),
            None => (None, None, None),
        };
        Self {
            id: alert.id,
            kind: alert.body.kind,
            kind_text: alert.body.kind.words().say(language).to_owned(),
            severity: alert.severity,
            state: alert.state,
            site: alert.site,
            text: Platform::alert_words(&alert).say(language).to_owned(),
            name: alert.name.masked(),
            person: alert.person,
            times: alert.body.telling.times,
            told_at: alert.body.telling.last_at,
            at_work: alert.at_work,
            outcomes: Outcome::open_to(alert.body.kind, alert.at_work),
            as_of,
            overdue: alert.state == AlertState::Open && alert.acknowledge_by < as_of,
            site_name: alert.site_name,
            town_name: alert.town_name,
            raised_at: alert.raised_at,
            acknowledge_by: alert.acknowledge_by,
            acknowledged_at: alert.acknowledged_at,
            acknowledged_by: alert.acknowledged_by,
            closed_at: alert.closed_at,
            closed_by: alert.closed_by,
            action,
            outcome,
            measured: check.as_ref().map(|check| check.temperature),
            checked_at_site: check
                .filter(|check| check.site != alert.site)
                .map(|check| check.site_name),
        }
    }
}

/// A part of the list of alerts.
#[derive(Serialize, ToSchema)]
struct AlertList {
    /// Newest first.
    items: Vec<Alert>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

#[derive(Deserialize, IntoParams)]
struct AlertsQuery {
    /// At this site.
    site: Option<SiteId>,
    /// At sites of this town.
    #[param(value_type = Option<String>)]
    town: Option<Division>,
    /// In this state.
    state: Option<AlertState>,
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// How an alert is closed.
#[derive(Deserialize, ToSchema)]
struct CloseAlert {
    /// What was done: 4 to 500 characters.
    action: String,
    /// How it ended for the person: one of the alert's `outcomes`.
    outcome: Outcome,
    /// What was measured of someone found fit, and of nobody else; in tenths of a degree.
    #[serde(default)]
    temperature: Option<Tenths>,
    /// The `as_of` of the alert as it was read. Told again since, it is a conflict.
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
}

/// Alerts within the caller's scope, newest first.
#[utoipa::path(get, path = "/api/alerts", tag = "alert", params(AlertsQuery),
    responses((status = 200, body = AlertList), (status = 403, body = Problem)))]
async fn alerts(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<AlertsQuery>,
) -> Answer<Json<AlertList>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let asked = AlertQuery {
        site: query.site,
        town: query.town,
        state: query.state,
    };
    let as_of = api.platform.now();
    let page = api.platform.alerts(&caller, &asked, &paging).await;
    let page = page
        .said(caller.language)?
        .map(|alert| Alert::said(alert, caller.language, as_of));
    Ok(Json(AlertList {
        items: page.items,
        next: page.next,
    }))
}

/// Says that the caller is on it.
#[utoipa::path(post, path = "/api/alerts/{alert}/acknowledge", tag = "alert", params(("alert" = AlertId, Path)),
    responses((status = 200, body = Alert), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn acknowledge(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(alert): Path<AlertId>,
) -> Answer<Json<Alert>> {
    let as_of = api.platform.now();
    let after = api.platform.acknowledge_alert(&caller, alert).await;
    let after = after.said(caller.language)?;
    Ok(Json(Alert::said(after, caller.language, as_of)))
}

/// Closes an alert with what was done. Found fit, that is a check on the spot: the person is assessed anew, and the
/// alerts of fevers and symptoms told before are closed with it, at every site.
#[utoipa::path(post, path = "/api/alerts/{alert}/close", tag = "alert", params(("alert" = AlertId, Path)),
    request_body = CloseAlert,
    responses((status = 200, body = Alert), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn close(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(alert): Path<AlertId>,
    Json(body): Json<CloseAlert>,
) -> Answer<Json<Alert>> {
    let as_of = api.platform.now();
    let draft = ClosingDraft {
        action: body.action,
        outcome: body.outcome,
        temperature: body.temperature,
        as_of: body.as_of,
    };
    let after = api.platform.close_alert(&caller, alert, &draft).await;
    let after = after.said(caller.language)?;
    Ok(Json(Alert::said(after, caller.language, as_of)))
}
