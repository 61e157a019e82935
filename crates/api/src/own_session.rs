//! `/api/me/sessions`: a worker signs in on their phone, with a code, and out.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::CookieJar;
use domain::id::{PersonId, SessionId};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use service::registry::WorkerEntry;
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
        .routes(routes!(own_sign_in_as))
        .routes(routes!(own_current, own_sign_out))
        .routes(routes!(own_revoke))
}

/// A phone and a code: one sent to it, or one from the site.
#[derive(Deserialize, ToSchema)]
struct WorkerSignIn {
    /// The phone that is registered.
    phone: String,
    /// Six digits.
    code: String,
}

/// Several people are registered with the phone: who of them it is, is to come. It waits five minutes.
#[derive(Serialize, ToSchema)]
struct WhoIsIt {
    /// To be sent with the answer. It opens nothing by itself.
    ticket: String,
    /// Who they can be.
    people: Vec<Candidate>,
}

/// One of those who share a phone.
#[derive(Serialize, ToSchema)]
struct Candidate {
    /// Who.
    person: PersonId,
    /// Their masked name.
    name: String,
    /// The last of their document's number.
    document_tail: String,
}

/// Who of those that share a phone it is.
#[derive(Deserialize, ToSchema)]
struct WorkerSignInAs {
    /// The phone.
    phone: String,
    /// What the code was answered with.
    ticket: String,
    /// Who.
    person: PersonId,
}

impl From<service::registry::WhoIsIt> for WhoIsIt {
    fn from(asked: service::registry::WhoIsIt) -> Self {
        let people = asked.people.into_iter().map(|candidate| Candidate {
            person: candidate.person,
            name: candidate.name,
            document_tail: candidate.document_tail,
        });
        Self {
            ticket: asked.ticket,
            people: people.collect(),
        }
    }
}

/// Signs a worker in with their phone and a code, sent to it or from the site. Where several people are registered with
/// the phone, the code sent to it is answered with a ticket.
#[utoipa::path(post, path = "/api/me/sessions", tag = "me", request_body = WorkerSignIn,
    responses((status = 201, body = Me), (status = 202, body = WhoIsIt), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn own_sign_in(State(api): State<Api>, door: Door, Json(body): Json<WorkerSignIn>) -> Answer<Response> {
    door.limited(Kind::WorkerSignIn)?;
    let entry = api
        .platform
        .worker_sign_in(&body.phone, &body.code, &door.whence, door.language)
        .await;
    match entry.said(door.language)? {
        WorkerEntry::Open(opened) => Ok(door.opened(Ok(opened)).await?.into_response()),
        WorkerEntry::Who(asked) => Ok((StatusCode::ACCEPTED, Json(WhoIsIt::from(asked))).into_response()),
    }
}

/// Says who of those that share a phone it is, and signs them in.
#[utoipa::path(post, path = "/api/me/sessions/who", tag = "me", request_body = WorkerSignInAs,
    responses((status = 201, body = Me), (status = 403, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
async fn own_sign_in_as(
    State(api): State<Api>,
    door: Door,
    Json(body): Json<WorkerSignInAs>,
) -> Answer<(StatusCode, CookieJar, axum::Json<Me>)> {
    door.limited(Kind::WorkerSignIn)?;
    let opened = api
        .platform
        .worker_sign_in_as(
            &body.phone,
            &body.ticket,
            body.person,
            &door.whence,
            door.language,
        )
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
