//! `/api/me/sessions`: a worker signs in on their phone, with a code from the site, and out.

use axum::extract::{Path, State};
use axum_extra::extract::cookie::CookieJar;
use domain::id::SessionId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Own;
use crate::cookie::{Door, Side};
use crate::json::Json;
use crate::limit::Kind;
use crate::problem::{Answer, InLanguage, Problem};
use crate::session::{Me, SessionList};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(own_sign_in, own_sessions))
        .routes(routes!(own_current, own_sign_out))
        .routes(routes!(own_revoke))
}

/// A phone and a code from the site.
#[derive(Deserialize, ToSchema)]
struct WorkerSignIn {
    /// The phone that is registered.
    phone: String,
    /// Six digits.
    code: String,
}

/// Signs a worker in with their phone and a code from the site.
#[utoipa::path(post, path = "/api/me/sessions", tag = "me", request_body = WorkerSignIn,
    responses((status = 201, body = Me), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn own_sign_in(
    State(api): State<Api>,
    door: Door,
    Json(body): Json<WorkerSignIn>,
) -> Answer<(StatusCode, CookieJar, axum::Json<Me>)> {
    door.limited(Kind::WorkerSignIn)?;
    let opened = api
        .platform
        .worker_sign_in(&body.phone, &body.code, &door.whence, door.language)
        .await;
    door.opened(opened).await
}

/// Which worker is signed in.
#[utoipa::path(get, path = "/api/me/sessions/current", tag = "me",
    responses((status = 200, body = Me), (status = 401, body = Problem)))]
async fn own_current(State(api): State<Api>, Own { caller, shown_name }: Own) -> Answer<Json<Me>> {
    let me = Me::of(&api, &caller, shown_name, None).await;
    Ok(Json(me.said(caller.language)?))
}

/// Signs a worker out.
#[utoipa::path(delete, path = "/api/me/sessions/current", tag = "me",
    responses((status = 204), (status = 401, body = Problem)))]
async fn own_sign_out(
    State(api): State<Api>,
    Own { caller, .. }: Own,
    jar: CookieJar,
) -> Answer<(StatusCode, CookieJar)> {
    if let Some(session) = caller.session {
        api.platform
            .revoke_session(&caller, session)
            .await
            .said(caller.language)?;
    }
    Ok((StatusCode::NO_CONTENT, Side::Worker.forgotten(jar)))
}

/// The worker's sessions.
#[utoipa::path(get, path = "/api/me/sessions", tag = "me",
    responses((status = 200, body = SessionList), (status = 401, body = Problem)))]
async fn own_sessions(State(api): State<Api>, Own { caller, .. }: Own) -> Answer<Json<SessionList>> {
    let found = api.platform.sessions(&caller).await.said(caller.language)?;
    Ok(Json(SessionList::of(&caller, found)))
}

/// Ends one of the worker's sessions.
#[utoipa::path(delete, path = "/api/me/sessions/{session}", tag = "me", params(("session" = SessionId, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)))]
async fn own_revoke(
    State(api): State<Api>,
    Own { caller, .. }: Own,
    Path(session): Path<SessionId>,
) -> Answer<StatusCode> {
    api.platform
        .revoke_session(&caller, session)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
