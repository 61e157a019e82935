//! `/api/accounts`: keeping other people's accounts, for security administrators.

use axum::extract::{Path, Query, State};
use domain::account::{Role, Scope};
use domain::id::AccountId;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::Paging;
use service::account::{AccountDraft, AccountQuery, Handed};
use store::administration::AccountRow;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::session::SessionList;
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(accounts, add))
        .routes(routes!(disable))
        .routes(routes!(enable))
        .routes(routes!(reset_password))
        .routes(routes!(reset_second_factor))
        .routes(routes!(unlock))
        .routes(routes!(sessions, end_sessions))
}

/// An account of staff.
#[derive(Serialize, ToSchema)]
struct Account {
    /// Which.
    id: AccountId,
    /// The name to sign in with.
    sign_in_name: String,
    /// What others see.
    shown_name: String,
    /// Its role.
    role: Role,
    /// What it reaches.
    scope: Scope,
    /// What it reaches, in words.
    scope_name: String,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was last used.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_seen_at: Option<Timestamp>,
    /// Switched off since.
    #[schema(value_type = Option<String>, format = DateTime)]
    disabled_at: Option<Timestamp>,
    /// Wrong passwords lock it somewhere until then.
    #[schema(value_type = Option<String>, format = DateTime)]
    locked_until: Option<Timestamp>,
    /// Its owner has not made the password their own yet.
    initial_password: bool,
    /// Whether a second factor is asked for.
    second_factor: bool,
}

impl Account {
    fn of(row: AccountRow, now: Timestamp) -> Self {
        let account = row.account;
        Self {
            id: account.id,
            sign_in_name: account.sign_in_name.unwrap_or_default(),
            shown_name: account.shown_name,
            role: account.scope.role(),
            scope: account.scope,
            scope_name: row.scope_name.unwrap_or_default(),
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            disabled_at: account.disabled_at,
            locked_until: row.locked_until.filter(|until| *until > now),
            initial_password: account.initial_password,
            second_factor: account.second_factor,
        }
    }
}

/// A part of the list of accounts.
#[derive(Serialize, ToSchema)]
struct AccountPage {
    /// By sign-in name.
    items: Vec<Account>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// A new account.
#[derive(Deserialize, ToSchema)]
struct NewAccount {
    /// The name to sign in with.
    name: String,
    /// What others see.
    title: String,
    /// Role and reach: a district, a town, a community, a site, a company at a site, an organisation, or a system
    /// administrator's office.
    scope: Scope,
}

/// An account with the password that was made for it.
#[derive(Serialize, ToSchema)]
struct HandedAccount {
    /// The account.
    account: Account,
    /// The password, shown this once; whoever signs in with it changes it first.
    password: String,
}

/// What taking a second factor away needs.
#[derive(Deserialize, ToSchema)]
struct SecondFactorReset {
    /// The caller's own password.
    password: String,
    /// Why: at least 4 characters.
    reason: String,
}

#[derive(Deserialize, IntoParams)]
struct AccountsQuery {
    /// With this in the sign-in name or the shown name.
    q: Option<String>,
    /// Of this role.
    role: Option<Role>,
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// The accounts of staff, by sign-in name.
#[utoipa::path(get, path = "/api/accounts", tag = "administration", params(AccountsQuery),
    responses((status = 200, body = AccountPage), (status = 403, body = Problem)))]
async fn accounts(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<AccountsQuery>,
) -> Answer<Json<AccountPage>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let asked = AccountQuery {
        named: query.q,
        role: query.role,
    };
    let now = api.platform.now();
    let page = api.platform.accounts(&caller, &asked, &paging).await;
    let page = page.said(caller.language)?.map(|row| Account::of(row, now));
    Ok(Json(AccountPage {
        items: page.items,
        next: page.next,
    }))
}

/// Adds an account; its password is shown this once.
#[utoipa::path(post, path = "/api/accounts", tag = "administration", request_body = NewAccount,
    responses((status = 201, body = HandedAccount), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn add(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Json(body): Json<NewAccount>,
) -> Answer<(StatusCode, Json<HandedAccount>)> {
    let draft = AccountDraft {
        sign_in_name: body.name,
        shown_name: body.title,
        scope: body.scope,
    };
    let made = api.platform.make_account(&caller, &draft).await;
    Ok((StatusCode::CREATED, handed(&api, made.said(caller.language)?)))
}

fn handed(api: &Api, Handed { account, password }: Handed) -> Json<HandedAccount> {
    Json(HandedAccount {
        account: Account::of(account, api.platform.now()),
        password,
    })
}

/// Switches an account off; its sessions end.
#[utoipa::path(post, path = "/api/accounts/{account}/disable", tag = "administration",
    params(("account" = AccountId, Path)),
    responses((status = 200, body = Account), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn disable(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(account): Path<AccountId>,
) -> Answer<Json<Account>> {
    let row = api.platform.disable_account(&caller, account).await;
    Ok(Json(Account::of(row.said(caller.language)?, api.platform.now())))
}

/// Switches an account on again.
#[utoipa::path(post, path = "/api/accounts/{account}/enable", tag = "administration",
    params(("account" = AccountId, Path)),
    responses((status = 200, body = Account), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn enable(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(account): Path<AccountId>,
) -> Answer<Json<Account>> {
    let row = api.platform.enable_account(&caller, account).await;
    Ok(Json(Account::of(row.said(caller.language)?, api.platform.now())))
}

/// Gives an account a new password, shown this once; its sessions end, its second factor stays.
#[utoipa::path(post, path = "/api/accounts/{account}/reset-password", tag = "administration",
    params(("account" = AccountId, Path)),
    responses((status = 200, body = HandedAccount), (status = 403, body = Problem)))]
async fn reset_password(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(account): Path<AccountId>,
) -> Answer<Json<HandedAccount>> {
    let made = api.platform.reset_password(&caller, account).await;
    Ok(handed(&api, made.said(caller.language)?))
}

/// Takes a lost second factor away; the password stays.
#[utoipa::path(post, path = "/api/accounts/{account}/reset-second-factor", tag = "administration",
    params(("account" = AccountId, Path)), request_body = SecondFactorReset,
    responses((status = 200, body = Account), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn reset_second_factor(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(account): Path<AccountId>,
    Json(body): Json<SecondFactorReset>,
) -> Answer<Json<Account>> {
    let row = api
        .platform
        .reset_second_factor(&caller, account, &body.password, &body.reason)
        .await;
    Ok(Json(Account::of(row.said(caller.language)?, api.platform.now())))
}

/// Opens the locks that wrong passwords and codes put on an account.
#[utoipa::path(post, path = "/api/accounts/{account}/unlock", tag = "administration",
    params(("account" = AccountId, Path)),
    responses((status = 200, body = Account), (status = 403, body = Problem)))]
async fn unlock(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(account): Path<AccountId>,
) -> Answer<Json<Account>> {
    let row = api.platform.unlock_account(&caller, account).await;
    Ok(Json(Account::of(row.said(caller.language)?, api.platform.now())))
}

/// Where an account is signed in.
#[utoipa::path(get, path = "/api/accounts/{account}/sessions", tag = "administration",
    params(("account" = AccountId, Path)),
    responses((status = 200, body = SessionList), (status = 403, body = Problem)))]
async fn sessions(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(account): Path<AccountId>,
) -> Answer<Json<SessionList>> {
    let found = api.platform.sessions_of(&caller, account).await;
    Ok(Json(SessionList::of(&caller, found.said(caller.language)?)))
}

/// Ends every session of an account.
#[utoipa::path(delete, path = "/api/accounts/{account}/sessions", tag = "administration",
    params(("account" = AccountId, Path)),
    responses((status = 204), (status = 403, body = Problem)))]
async fn end_sessions(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(account): Path<AccountId>,
) -> Answer<StatusCode> {
    api.platform
        .end_sessions_of(&caller, account)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
