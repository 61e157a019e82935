//! `/api/sessions`: staff sign in and out.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::account::{Duty, Role, Scope};
use domain::id::{AccountId, PersonId, SessionId, SiteId};
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::Caller;
use service::account::{Entry, Half};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Entering, SignedIn};
use crate::cookie::{Door, Side};
use crate::json::Json;
use crate::limit::Kind;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, sessions, revoke_others))
        .routes(routes!(enter_second_factor))
        .routes(routes!(current, sign_out))
        .routes(routes!(revoke))
}

/// A name and a password.
#[derive(Deserialize, ToSchema)]
struct SignIn {
    /// The sign-in name.
    name: String,
    /// The password.
    password: String,
}

/// A sign-in whose second factor is still to come; it waits five minutes. A recovery code does in every case.
#[derive(Serialize, ToSchema)]
struct HalfSignIn {
    /// To be sent with the second factor. It opens nothing by itself.
    ticket: String,
    /// Whether a code of an app does.
    app: bool,
    /// Whether a passkey does.
    passkey: bool,
}

/// The second half of signing in.
#[derive(Deserialize, ToSchema)]
struct SecondHalf {
    /// What the first half answered.
    ticket: String,
    /// Six digits of the app, or a recovery code.
    code: String,
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    /// The account.
    account: AccountId,
    /// Its shown name.
    name: String,
    /// Its role.
    role: Role,
    /// What it reaches.
    scope: Scope,
    /// What it reaches, in words.
    scope_name: String,
    /// The site, for a site's manager and a company's clerk there.
    site: Option<SiteId>,
    /// The person, for a worker.
    person: Option<PersonId>,
    /// What comes before anything else: until then the account is not open.
    duty: Option<Duty>,
    /// The district's time zone (IANA), in which days begin and times are shown.
    zone: String,
}

/// One session.
#[derive(Serialize, ToSchema)]
pub(crate) struct Session {
    /// Which.
    id: SessionId,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// Last used.
    #[schema(value_type = String, format = DateTime)]
    last_seen_at: Timestamp,
    /// On which device.
    device: String,
    /// Whether this request came by it.
    current: bool,
}

/// The sessions of an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionList {
    /// Newest first.
    items: Vec<Session>,
}

/// Signs staff in. A device that has signed in before brings its cookie, and has tries of its own.
#[utoipa::path(post, path = "/api/sessions", tag = "account", request_body = SignIn,
    responses((status = 201, body = Me), (status = 202, body = HalfSignIn), (status = 401, body = Problem),
        (status = 429, body = Problem)))]
async fn sign_in(State(api): State<Api>, door: Door, Json(body): Json<SignIn>) -> Answer<Response> {
    let known = api.platform.is_known_device(&body.name, &door.whence).await;
    if !known.said(door.language)? {
        door.limited(Kind::SignIn)?;
    }
    let entry = api
        .platform
        .sign_in(&body.name, &body.password, &door.whence, door.language)
        .await;
    match entry.said(door.language)? {
        Entry::Open(opened) => Ok(door.opened(Ok(opened)).await?.into_response()),
        Entry::Half(half) => Ok((StatusCode::ACCEPTED, Json(HalfSignIn::from(half))).into_response()),
    }
}

/// Gives the second factor that a sign-in waits for: a code of the app, or a recovery code.
#[utoipa::path(post, path = "/api/sessions/second-factor", tag = "account", request_body = SecondHalf,
    responses((status = 201, body = Me), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn enter_second_factor(
    State(api): State<Api>,
    door: Door,
    Json(body): Json<SecondHalf>,
) -> Answer<(StatusCode, CookieJar, axum::Json<Me>)> {
    door.limited(Kind::SignIn)?;
    let opened = api
        .platform
        .enter_second_factor(&body.ticket, &body.code, &door.whence, door.language)
        .await;
    door.opened(opened).await
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/sessions/current", tag = "account",
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
async fn current(State(api): State<Api>, entering: Entering) -> Answer<Json<Me>> {
    let language = entering.caller.language;
    let me = Me::of(&api, &entering.caller, entering.shown_name, entering.duty).await;
    Ok(Json(me.said(language)?))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/sessions/current", tag = "account",
    responses((status = 204), (status = 401, body = Problem)))]
async fn sign_out(
    State(api): State<Api>,
    Entering { caller, .. }: Entering,
    jar: CookieJar,
) -> Answer<(StatusCode, CookieJar)> {
    if let Some(session) = caller.session {
        api.platform
            .revoke_session(&caller, session)
            .await
            .said(caller.language)?;
    }
    Ok((StatusCode::NO_CONTENT, Side::Staff.forgotten(jar)))
}

/// The caller's sessions.
#[utoipa::path(get, path = "/api/sessions", tag = "account",
    responses((status = 200, body = SessionList), (status = 401, body = Problem)))]
async fn sessions(State(api): State<Api>, SignedIn { caller }: SignedIn) -> Answer<Json<SessionList>> {
    let found = api.platform.sessions(&caller).await.said(caller.language)?;
    Ok(Json(SessionList::of(&caller, found)))
}

/// Ends every session of the caller's but this one.
#[utoipa::path(delete, path = "/api/sessions", tag = "account",
    responses((status = 204), (status = 401, body = Problem)))]
async fn revoke_others(State(api): State<Api>, SignedIn { caller }: SignedIn) -> Answer<StatusCode> {
    api.platform
        .revoke_other_sessions(&caller)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends one of the caller's sessions.
#[utoipa::path(delete, path = "/api/sessions/{session}", tag = "account", params(("session" = SessionId, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
async fn revoke(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(session): Path<SessionId>,
) -> Answer<StatusCode> {
    api.platform
        .revoke_session(&caller, session)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<Half> for HalfSignIn {
    fn from(half: Half) -> Self {
        Self {
            ticket: half.ticket,
            app: half.app,
            passkey: half.passkey,
        }
    }
}

impl SessionList {
    /// An account's sessions as its owner sees them.
    pub(crate) fn of(caller: &Caller, found: Vec<store::session::Session>) -> Self {
        let items = found.into_iter().map(|session| Session {
            id: session.id,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            device: session.device,
            current: Some(session.id) == caller.session,
        });
        Self {
            items: items.collect(),
        }
    }
}

impl Me {
    /// Who a caller is.
    pub(crate) async fn of(
        api: &Api,
        caller: &Caller,
        name: String,
        duty: Option<Duty>,
    ) -> service::Result<Self> {
        let scope = caller.actor.scope.clone();
        let (site, person) = match scope {
            Scope::Site { site } | Scope::Contractor { site, .. } => (Some(site), None),
            Scope::Person { person } => (None, Some(person)),
            _ => (None, None),
        };
        let scope_name = api.platform.scope_name(caller).await?;
        Ok(Self {
            account: caller.actor.account,
            name,
            role: caller.actor.role(),
            scope,
            scope_name,
            site,
            person,
            duty,
            zone: api.platform.zone_name(),
        })
    }
}
