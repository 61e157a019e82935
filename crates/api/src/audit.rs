//! `/api/audit`: who did what, when, to whose data.

use axum::Json;
use axum::extract::{Query, State};
use domain::account::Role;
use domain::division::Division;
use domain::id::{AccountId, AuditId, PersonId, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::Paging;
use service::audit::{AuditQuery, action_words, list_words};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(audit))
        .routes(routes!(acts))
        .routes(routes!(head))
}

/// One entry of the log.
#[derive(Serialize, ToSchema)]
struct AuditEntry {
    /// Which.
    id: AuditId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// Whose account.
    actor: AccountId,
    /// Who, by shown name.
    actor_name: String,
    /// In which role.
    role: Role,
    /// What, as a word.
    action: String,
    /// What, in words.
    action_text: String,
    /// Whose data.
    person: Option<PersonId>,
    /// At which site.
    site: Option<SiteId>,
    /// To which account, by sign-in name.
    account: Option<String>,
    /// Why, in the actor's own words.
    reason: Option<String>,
    /// The list that was looked at, when it was one.
    list: Option<ListLook>,
}

/// A look at a list of people. It may have shown anyone who was engaged where it reaches.
#[derive(Serialize, ToSchema)]
struct ListLook {
    /// The town or district it covered; none for a list of one site.
    division: Option<Division>,
    /// What it was filtered by, as words; never what was sought.
    filters: Vec<String>,
    /// How many people it showed; 0 for a live view, which shows whoever passes.
    people: i64,
    /// The same in words.
    text: String,
}

/// A part of the log.
#[derive(Serialize, ToSchema)]
struct AuditList {
    /// Newest first.
    items: Vec<AuditEntry>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

#[derive(Deserialize, IntoParams)]
struct LogQuery {
    /// About this person, with the lists that may have shown them.
    person: Option<PersonId>,
    /// By this account.
    actor: Option<AccountId>,
    /// At this site.
    site: Option<SiteId>,
    /// This act alone, by its word.
    action: Option<String>,
    /// From this day on, by the district's clocks.
    #[param(value_type = Option<String>, format = Date)]
    from: Option<Date>,
    /// Until this day, it included.
    #[param(value_type = Option<String>, format = Date)]
    to: Option<Date>,
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// An act that the log knows.
#[derive(Serialize, ToSchema)]
struct Act {
    /// As a word.
    action: String,
    /// In words.
    text: String,
}

/// How far the chain over the log reaches.
#[derive(Serialize, ToSchema)]
struct AuditHead {
    /// The line to be kept elsewhere: an instant, a number and its link.
    line: String,
}

/// Every act that the log knows, to choose from.
#[utoipa::path(get, path = "/api/audit/acts", tag = "audit",
    responses((status = 200, body = [Act]), (status = 403, body = Problem)))]
async fn acts(State(api): State<Api>, SignedIn { caller }: SignedIn) -> Answer<Json<Vec<Act>>> {
    let acts = api.platform.acts(&caller).await.said(caller.language)?;
    let acts = acts.into_iter().map(|(action, words)| Act {
        action: action.to_owned(),
        text: words.say(caller.language).to_owned(),
    });
    Ok(Json(acts.collect()))
}

/// The head of the log's chain: kept elsewhere, it shows later whether the log was cut off or written anew
/// (`sitewarden audit verify --heads FILE`).
#[utoipa::path(get, path = "/api/audit/head", tag = "audit",
    responses((status = 200, body = AuditHead), (status = 403, body = Problem)))]
async fn head(State(api): State<Api>, SignedIn { caller }: SignedIn) -> Answer<Json<AuditHead>> {
    let head = api.platform.read_audit_head(&caller).await;
    let line = head.said(caller.language)?.to_string();
    Ok(Json(AuditHead { line }))
}

/// Entries within the caller's scope, newest first.
#[utoipa::path(get, path = "/api/audit", tag = "audit", params(LogQuery),
    responses((status = 200, body = AuditList), (status = 403, body = Problem)))]
async fn audit(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<LogQuery>,
) -> Answer<Json<AuditList>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let asked = AuditQuery {
        person: query.person,
        actor: query.actor,
        site: query.site,
        action: query.action,
        from: query.from,
        to: query.to,
    };
    let page = api.platform.audit(&caller, &asked, &paging).await;
    let page = page.said(caller.language)?.map(|(entry, named)| AuditEntry {
        id: entry.id,
        at: entry.at,
        actor: entry.account,
        actor_name: named.actor,
        role: entry.role,
        action_text: action_words(&entry.action).say(caller.language).to_owned(),
        action: entry.action,
        person: entry.person,
        site: entry.site,
        account: named.subject,
        reason: entry.reason,
        list: entry.list.map(|list| ListLook {
            text: list_words(&list).say(caller.language).to_owned(),
            division: list.division,
            filters: list.filters,
            people: list.people,
        }),
    });
    Ok(Json(AuditList {
        items: page.items,
        next: page.next,
    }))
}
