//! `/api/sessions`: signing in and out.

use axum::Json;
use axum::extract::{Path, State};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::account::{Role, Scope};
use domain::id::{AccountId, PersonId, SessionId, SiteId};
use http::{HeaderMap, StatusCode, header};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::Caller;
use service::account::SignedIn as Opened;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{COOKIE, Reads, SignedIn};
use crate::limit::{From, Kind};
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, sessions))
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
    /// The site, for a site's manager.
    site: Option<SiteId>,
    /// The person, for a worker.
    person: Option<PersonId>,
    /// The district's time zone (IANA), in which days begin and times are shown.
    zone: String,
}

/// One session.
#[derive(Serialize, ToSchema)]
struct Session {
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
struct SessionList {
    /// Newest first.
    items: Vec<Session>,
}

/// Signs staff in.
#[utoipa::path(post, path = "/api/sessions", tag = "account", request_body = SignIn,
    responses((status = 201, body = Me), (status = 401, body = Problem), (status = 429, body = Problem)))]
async fn sign_in(
    State(api): State<Api>,
    Reads(language): Reads,
    From(from): From,
    headers: HeaderMap,
    jar: CookieJar,
    Json(body): Json<SignIn>,
) -> Answer<(StatusCode, CookieJar, Json<Me>)> {
    api.limits
        .take(Kind::SignIn, from, api.platform.now())
        .said(language)?;
    let opened = api
        .platform
        .sign_in(&body.name, &body.password, &device(&headers), language)
        .await
        .said(language)?;
    opened_session(&api, jar, opened).await
}

/// Answers a session that was just opened: its cookie and who it is.
pub(crate) async fn opened_session(
    api: &Api,
    jar: CookieJar,
    opened: Opened,
) -> Answer<(StatusCode, CookieJar, Json<Me>)> {
    let language = opened.caller.language;
    let me = me(api, &opened.caller, opened.shown_name).await.said(language)?;
    let cookie = Cookie::build((COOKIE, opened.token))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(api.secure)
        .permanent();
    Ok((StatusCode::CREATED, jar.add(cookie), Json(me)))
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/sessions/current", tag = "account",
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
async fn current(State(api): State<Api>, signed_in: SignedIn) -> Answer<Json<Me>> {
    let language = signed_in.caller.language;
    Ok(Json(
        me(&api, &signed_in.caller, signed_in.shown_name)
            .await
            .said(language)?,
    ))
}

/// Signs out.
#[utoipa::path(delete, path = "/api/sessions/current", tag = "account",
    responses((status = 204), (status = 401, body = Problem)))]
async fn sign_out(
    State(api): State<Api>,
    signed_in: SignedIn,
    jar: CookieJar,
) -> Answer<(StatusCode, CookieJar)> {
    let caller = signed_in.caller;
    if let Some(session) = caller.session {
        api.platform
            .revoke_session(&caller, session)
            .await
            .said(caller.language)?;
    }
    Ok((
        StatusCode::NO_CONTENT,
        jar.remove(Cookie::build(COOKIE).path("/")),
    ))
}

/// The caller's sessions.
#[utoipa::path(get, path = "/api/sessions", tag = "account",
    responses((status = 200, body = SessionList), (status = 401, body = Problem)))]
async fn sessions(State(api): State<Api>, SignedIn { caller, .. }: SignedIn) -> Answer<Json<SessionList>> {
    let found = api.platform.sessions(&caller).await.said(caller.language)?;
    let items = found
        .into_iter()
        .map(|session| Session {
            id: session.id,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            device: session.device,
            current: Some(session.id) == caller.session,
        })
        .collect();
    Ok(Json(SessionList { items }))
}

/// Ends one of the caller's sessions.
#[utoipa::path(delete, path = "/api/sessions/{session}", tag = "account", params(("session" = SessionId, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
async fn revoke(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(session): Path<SessionId>,
) -> Answer<StatusCode> {
    api.platform
        .revoke_session(&caller, session)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// The device of a request, in the browser's own words.
pub(crate) fn device(headers: &HeaderMap) -> String {
    headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_owned()
}

async fn me(api: &Api, caller: &Caller, name: String) -> service::Result<Me> {
    let scope = caller.actor.scope.clone();
    let (site, person) = match scope {
        Scope::Site { site } => (Some(site), None),
        Scope::Person { person } => (None, Some(person)),
        _ => (None, None),
    };
    let scope_name = api.platform.scope_name(caller).await?;
    Ok(Me {
        account: caller.actor.account,
        name,
        role: caller.actor.role(),
        scope,
        scope_name,
        site,
        person,
        zone: api.platform.zone_name(),
    })
}
