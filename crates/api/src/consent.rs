//! `/api/consent-texts` and consents: the person's own, and those the site's manager witnesses.

use axum::extract::{Path, State};
use domain::consent::{ConsentText, Purpose};
use domain::face::FaceState;
use domain::id::PersonId;
use http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::Platform;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Own, SignedIn};
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(texts))
        .routes(routes!(witness, withdraw_for))
        .routes(routes!(own))
        .routes(routes!(give, withdraw))
}

/// Consent to the text of this version.
#[derive(Deserialize, ToSchema)]
struct GiveConsent {
    /// The version that was shown.
    text_version: String,
}

/// One consent, as its history tells it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsentView {
    /// What it is for.
    purpose: Purpose,
    /// The version of the text.
    text_version: String,
    /// Since when.
    #[schema(value_type = String, format = DateTime)]
    given_at: Timestamp,
    /// Until when, if withdrawn.
    #[schema(value_type = Option<String>, format = DateTime)]
    withdrawn_at: Option<Timestamp>,
    /// Whether the site's manager recorded it for the worker before them.
    witnessed: bool,
}

impl From<store::consent::Consent> for ConsentView {
    fn from(consent: store::consent::Consent) -> Self {
        Self {
            purpose: consent.purpose,
            text_version: consent.text_version,
            given_at: consent.given_at,
            withdrawn_at: consent.withdrawn_at,
            witnessed: consent.witness.is_some(),
        }
    }
}

/// The texts in force; anyone may read them.
#[utoipa::path(get, path = "/api/consent-texts", tag = "consent",
    responses((status = 200, body = Vec<ConsentText>)))]
async fn texts() -> Json<Vec<ConsentText>> {
    Json(Platform::consent_texts())
}

/// Records a worker's consent to face use before the site's manager.
#[utoipa::path(put, path = "/api/workers/{person}/consents/face", tag = "consent",
    params(("person" = PersonId, Path)), request_body = GiveConsent,
    responses((status = 200, body = FaceState), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn witness(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<GiveConsent>,
) -> Answer<Json<FaceState>> {
    let state = api
        .platform
        .agree_to_face(&caller, person, &body.text_version)
        .await;
    Ok(Json(state.said(caller.language)?))
}

/// Withdraws a worker's consent for them; the template is deleted.
#[utoipa::path(delete, path = "/api/workers/{person}/consents/face", tag = "consent",
    params(("person" = PersonId, Path)),
    responses((status = 204), (status = 403, body = Problem)))]
async fn withdraw_for(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(person): Path<PersonId>,
) -> Answer<StatusCode> {
    api.platform
        .withdraw_face(&caller, person)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// The caller's own consents, newest first.
#[utoipa::path(get, path = "/api/me/consents", tag = "consent",
    responses((status = 200, body = Vec<ConsentView>), (status = 403, body = Problem)))]
async fn own(State(api): State<Api>, Own { caller, .. }: Own) -> Answer<Json<Vec<ConsentView>>> {
    let consents = api.platform.own_consents(&caller).await.said(caller.language)?;
    Ok(Json(consents.into_iter().map(ConsentView::from).collect()))
}

/// Agrees to face use.
#[utoipa::path(put, path = "/api/me/consents/face", tag = "consent", request_body = GiveConsent,
    responses((status = 200, body = FaceState), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn give(
    State(api): State<Api>,
    Own { caller, .. }: Own,
    Json(body): Json<GiveConsent>,
) -> Answer<Json<FaceState>> {
    let person = caller.own_person().said(caller.language)?;
    let state = api
        .platform
        .agree_to_face(&caller, person, &body.text_version)
        .await;
    Ok(Json(state.said(caller.language)?))
}

/// Withdraws consent to face use; the template is deleted.
#[utoipa::path(delete, path = "/api/me/consents/face", tag = "consent",
    responses((status = 204), (status = 403, body = Problem)))]
async fn withdraw(State(api): State<Api>, Own { caller, .. }: Own) -> Answer<StatusCode> {
    let person = caller.own_person().said(caller.language)?;
    api.platform
        .withdraw_face(&caller, person)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
