//! `/api/sessions/passkey`: staff sign in by a passkey, after their password or by it alone.

use axum::extract::State;
use axum_extra::extract::cookie::CookieJar;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use service::account::Assertion;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cookie::Door;
use crate::json::Json;
use crate::limit::Kind;
use crate::passkey::Page;
use crate::problem::{Answer, InLanguage, Problem};
use crate::session::Me;
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(ask_passkey))
        .routes(routes!(enter_by_passkey))
}

/// What a passkey is asked for.
#[derive(Deserialize, ToSchema)]
struct PasskeyQuestion {
    /// What the first half of a sign-in answered; without it the passkey is all that is asked for.
    ticket: Option<String>,
}

/// What a browser is to have an authenticator sign.
#[derive(Serialize, ToSchema)]
struct PasskeyRequest {
    /// To be sent with what it signed. It opens nothing by itself.
    ticket: String,
    /// What it signs (base64url).
    challenge: String,
    /// The host whose passkeys are asked for.
    host: String,
    /// The passkeys that will do; none where the authenticator is to say whose it is.
    passkeys: Vec<String>,
    /// Whether it has to know who is there.
    verified: bool,
}

/// What an authenticator signed (base64url).
#[derive(Deserialize, ToSchema)]
struct PasskeyAnswer {
    /// What was given out with the challenge.
    ticket: String,
    /// What the authenticator calls the passkey.
    credential: String,
    /// The browser's account of it.
    client_data: String,
    /// The authenticator's.
    authenticator_data: String,
    /// The signature over both.
    signature: String,
    /// Whose passkey it is, where the authenticator says so.
    user: Option<String>,
}

/// Says what an authenticator is to sign, within five minutes and once.
#[utoipa::path(post, path = "/api/sessions/passkey-challenges", tag = "account", request_body = PasskeyQuestion,
    responses((status = 200, body = PasskeyRequest), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
async fn ask_passkey(
    State(api): State<Api>,
    door: Door,
    Page(page): Page,
    Json(body): Json<PasskeyQuestion>,
) -> Answer<Json<PasskeyRequest>> {
    door.limited(Kind::SignIn)?;
    let asked = api.platform.ask_passkey(body.ticket, page.as_deref()).await;
    let asked = asked.said(door.language)?;
    Ok(Json(PasskeyRequest {
        ticket: asked.ticket,
        challenge: asked.challenge,
        host: asked.host,
        passkeys: asked.passkeys,
        verified: asked.verified,
    }))
}

/// Signs in by what an authenticator signed.
#[utoipa::path(post, path = "/api/sessions/passkey", tag = "account", request_body = PasskeyAnswer,
    responses((status = 201, body = Me), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn enter_by_passkey(
    State(api): State<Api>,
    door: Door,
    Json(body): Json<PasskeyAnswer>,
) -> Answer<(StatusCode, CookieJar, axum::Json<Me>)> {
    door.limited(Kind::SignIn)?;
    let answer = Assertion {
        credential: body.credential,
        client_data: body.client_data,
        authenticator_data: body.authenticator_data,
        signature: body.signature,
        user: body.user,
    };
    let opened = api
        .platform
        .enter_by_passkey(&body.ticket, &answer, &door.whence, door.language)
        .await;
    door.opened(opened).await
}
