//! `/api/account`: what someone of staff changes of their own account.

use axum::extract::State;
use domain::account::Duty;
use http::StatusCode;
use jiff::Timestamp;
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
        .routes(routes!(own))
        .routes(routes!(change_password))
}

/// How the caller's own account stands.
#[derive(Serialize, ToSchema)]
struct OwnAccount {
    /// The name to sign in with.
    sign_in_name: String,
    /// When their password has to be changed; none: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    password_ends_at: Option<Timestamp>,
    /// Whether a second factor is asked for when they sign in.
    second_factor: bool,
    /// Whether an app gives codes for it.
    app: bool,
    /// Whether the district asks one of this role.
    second_factor_required: bool,
    /// Recovery codes not used yet.
    recovery_codes_left: i64,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
struct NewPassword {
    /// The present one.
    password: String,
    /// The new one: at least 10 characters, two of letters, digits and other signs.
    new_password: String,
}

/// How the caller's own account stands.
#[utoipa::path(get, path = "/api/account", tag = "account",
    responses((status = 200, body = OwnAccount), (status = 401, body = Problem)))]
async fn own(State(api): State<Api>, SignedIn { caller }: SignedIn) -> Answer<Json<OwnAccount>> {
    let own = api.platform.own_account(&caller).await.said(caller.language)?;
    Ok(Json(OwnAccount {
        sign_in_name: own.sign_in_name,
        password_ends_at: own.password_ends_at,
        second_factor: own.second_factor,
        app: own.app,
        second_factor_required: own.second_factor_required,
        recovery_codes_left: own.recovery_codes_left,
    }))
}

/// Changes the caller's password; their other sessions end.
#[utoipa::path(put, path = "/api/account/password", tag = "account", request_body = NewPassword,
    responses((status = 204), (status = 401, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
async fn change_password(
    State(api): State<Api>,
    entering: Entering,
    Json(body): Json<NewPassword>,
) -> Answer<StatusCode> {
    let caller = entering.free_for(&[Duty::ChangePassword, Duty::RenewPassword])?;
    api.platform
        .change_password(&caller, &body.password, &body.new_password)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
