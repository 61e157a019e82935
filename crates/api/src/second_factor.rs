//! `/api/account/second-factor`: someone of staff sets up an app as their second factor, or switches it off.

use axum::extract::State;
use domain::account::Duty;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Entering, SignedIn};
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(begin))
        .routes(routes!(confirm))
        .routes(routes!(switch_off))
        .routes(routes!(renew_codes))
}

/// The password, given once more.
#[derive(Deserialize, ToSchema)]
pub(crate) struct PasswordAgain {
    /// The caller's password.
    pub(crate) password: String,
}

/// A second factor that was begun: shown this once, asked for once it is confirmed.
#[derive(Serialize, ToSchema)]
struct SecondFactorEnrolment {
    /// What is typed into an app that reads no picture (base32).
    secret: String,
    /// The address that the picture stands for (`otpauth`).
    uri: String,
    /// The picture: a QR code, as SVG.
    svg: String,
}

/// A code of the app.
#[derive(Deserialize, ToSchema)]
struct AppCode {
    /// Six digits.
    code: String,
}

/// Recovery codes, shown this once.
#[derive(Serialize, ToSchema)]
struct RecoveryCodes {
    /// Ten; each works once in place of a code of the app.
    codes: Vec<String>,
}

/// Both proofs.
#[derive(Deserialize, ToSchema)]
struct BothFactors {
    /// The caller's password.
    password: String,
    /// A code of the app, or a recovery code.
    code: String,
}

/// Begins a second factor.
#[utoipa::path(post, path = "/api/account/second-factor", tag = "account", request_body = PasswordAgain,
    responses((status = 200, body = SecondFactorEnrolment), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn begin(
    State(api): State<Api>,
    entering: Entering,
    Json(body): Json<PasswordAgain>,
) -> Answer<Json<SecondFactorEnrolment>> {
    let caller = entering.free_for(&[Duty::EnrolSecondFactor])?;
    let begun = api.platform.begin_second_factor(&caller, &body.password).await;
    let begun = begun.said(caller.language)?;
    Ok(Json(SecondFactorEnrolment {
        secret: begun.secret,
        uri: begun.uri,
        svg: begun.svg,
    }))
}

/// Confirms it by a code: from now on it is asked for; other sessions end.
#[utoipa::path(post, path = "/api/account/second-factor/confirm", tag = "account", request_body = AppCode,
    responses((status = 200, body = RecoveryCodes), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn confirm(
    State(api): State<Api>,
    entering: Entering,
    Json(body): Json<AppCode>,
) -> Answer<Json<RecoveryCodes>> {
    let caller = entering.free_for(&[Duty::EnrolSecondFactor])?;
    let codes = api.platform.confirm_second_factor(&caller, &body.code).await;
    Ok(Json(RecoveryCodes {
        codes: codes.said(caller.language)?,
    }))
}

/// Switches it off.
#[utoipa::path(post, path = "/api/account/second-factor/off", tag = "account", request_body = BothFactors,
    responses((status = 204), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn switch_off(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Json(body): Json<BothFactors>,
) -> Answer<StatusCode> {
    api.platform
        .remove_app(&caller, &body.password, &body.code)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes ten new recovery codes in place of the old.
#[utoipa::path(post, path = "/api/account/recovery-codes", tag = "account", request_body = BothFactors,
    responses((status = 200, body = RecoveryCodes), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn renew_codes(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Json(body): Json<BothFactors>,
) -> Answer<Json<RecoveryCodes>> {
    let codes = api
        .platform
        .renew_recovery_codes(&caller, &body.password, &body.code)
        .await;
    Ok(Json(RecoveryCodes {
        codes: codes.said(caller.language)?,
    }))
}
