//! `/api/account`: what someone of staff changes of their own account.

use axum::extract::State;
use domain::account::Duty;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Entering;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(change_password))
}

/// A new password.
#[derive(Deserialize, ToSchema)]
struct NewPassword {
    /// The present one.
    password: String,
    /// The new one: at least 10 characters, two of letters, digits and other signs.
    new_password: String,
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
    let caller = entering.free_for(Some(Duty::ChangePassword))?;
    api.platform
        .change_password(&caller, &body.password, &body.new_password)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
