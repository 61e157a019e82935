//! `/api/me/phone-codes`: a worker has a code sent to their phone, where that is offered.

use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::cookie::Door;
use crate::json::Json;
use crate::limit::Kind;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(sign_in_ways))
        .routes(routes!(ask_phone_code))
}

/// How a worker can sign in here. With a code from their site they always can.
#[derive(Serialize, ToSchema)]
struct SignInWays {
    /// Whether codes are sent to phones.
    phone_code: bool,
}

/// A phone that a code is to be sent to.
#[derive(Deserialize, ToSchema)]
struct PhoneCodeRequest {
    /// Mobile number.
    phone: String,
}

/// A code that is on its way, if anyone is registered with the phone: whether someone is, is not told.
#[derive(Serialize, ToSchema)]
struct PhoneCode {
    /// Seconds until another can be asked for.
    again_after_seconds: i64,
    /// Seconds for which it is good.
    stands_for_seconds: i64,
}

/// How a worker can sign in here.
#[utoipa::path(get, path = "/api/me/sign-in-ways", tag = "me", responses((status = 200, body = SignInWays)))]
async fn sign_in_ways(State(api): State<Api>) -> Json<SignInWays> {
    Json(SignInWays {
        phone_code: api.platform.sends_phone_codes(),
    })
}

/// Has a code sent to a phone: one a minute, five an hour, ten a day.
#[utoipa::path(post, path = "/api/me/phone-codes", tag = "me", request_body = PhoneCodeRequest,
    responses((status = 202, body = PhoneCode), (status = 422, body = Problem), (status = 429, body = Problem),
        (status = 503, body = Problem)))]
async fn ask_phone_code(
    State(api): State<Api>,
    door: Door,
    Json(body): Json<PhoneCodeRequest>,
) -> Answer<(StatusCode, Json<PhoneCode>)> {
    door.limited(Kind::PhoneCode)?;
    let sent = api
        .platform
        .ask_phone_code(&body.phone)
        .await
        .said(door.language)?;
    let answer = PhoneCode {
        again_after_seconds: sent.again_after.as_secs(),
        stands_for_seconds: sent.stands_for.as_secs(),
    };
    Ok((StatusCode::ACCEPTED, Json(answer)))
}
