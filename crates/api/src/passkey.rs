//! `/api/account/passkeys`: someone of staff sees, adds, names and removes their own passkeys.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path, State};
use domain::account::Duty;
use domain::id::PasskeyId;
use http::request::Parts;
use http::{StatusCode, header};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use service::account::{Attestation, PasskeyCreation as Asked};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Entering, SignedIn};
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::second_factor::PasswordAgain;
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(list, add))
        .routes(routes!(begin))
        .routes(routes!(name))
        .routes(routes!(remove))
}

/// The page that a request comes from, as its browser names it; none where no browser sends it.
pub(crate) struct Page(pub(crate) Option<String>);

impl<S: Sync> FromRequestParts<S> for Page {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let origin = parts.headers.get(header::ORIGIN);
        Ok(Self(
            origin.and_then(|origin| origin.to_str().ok()).map(str::to_owned),
        ))
    }
}

/// A passkey, as its owner sees it.
#[derive(Serialize, ToSchema)]
struct Passkey {
    /// Which.
    id: PasskeyId,
    /// What its owner calls it.
    name: String,
    /// The host it is for.
    host: String,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When someone last signed in by it.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Timestamp>,
}

/// What a browser is to have an authenticator make.
#[derive(Serialize, ToSchema)]
struct PasskeyCreation {
    /// What it puts into its answer (base64url).
    challenge: String,
    /// The host it is for.
    host: String,
    /// What it calls its owner to us (base64url).
    user: String,
    /// What its owner signs in with.
    sign_in_name: String,
    /// What others see.
    shown_name: String,
    /// The algorithms that are taken (COSE), the ones liked best first.
    algorithms: Vec<i64>,
    /// What its owner has already: an authenticator that keeps one of them makes no other.
    known: Vec<String>,
}

/// What an authenticator made.
#[derive(Deserialize, ToSchema)]
struct NewPasskey {
    /// What its owner calls it.
    name: String,
    /// The browser's account of it (base64url).
    client_data: String,
    /// The authenticator's (base64url).
    attestation_object: String,
}

/// A passkey that was added.
#[derive(Serialize, ToSchema)]
struct AddedPasskey {
    /// It.
    passkey: Passkey,
    /// Recovery codes, shown this once; none where the account has a second factor already, and codes with it.
    recovery_codes: Vec<String>,
}

/// What a passkey is called.
#[derive(Deserialize, ToSchema)]
struct PasskeyName {
    /// Its name.
    name: String,
}

/// Before a passkey is removed.
#[derive(Deserialize, ToSchema)]
struct PasskeyRemoval {
    /// The caller's password.
    password: String,
    /// A recovery code, where it is their last second factor.
    code: Option<String>,
}

/// The caller's passkeys, the oldest first.
#[utoipa::path(get, path = "/api/account/passkeys", tag = "passkey",
    responses((status = 200, body = Vec<Passkey>), (status = 401, body = Problem)))]
async fn list(State(api): State<Api>, SignedIn { caller }: SignedIn) -> Answer<Json<Vec<Passkey>>> {
    let found = api.platform.passkeys(&caller).await.said(caller.language)?;
    Ok(Json(found.into_iter().map(Passkey::from).collect()))
}

/// Begins a passkey: what an authenticator is to make, within five minutes.
#[utoipa::path(post, path = "/api/account/passkey-challenges", tag = "passkey", request_body = PasswordAgain,
    responses((status = 200, body = PasskeyCreation), (status = 409, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
async fn begin(
    State(api): State<Api>,
    entering: Entering,
    Page(page): Page,
    Json(body): Json<PasswordAgain>,
) -> Answer<Json<PasskeyCreation>> {
    let caller = entering.free_for(&[Duty::EnrolSecondFactor])?;
    let asked = api
        .platform
        .begin_passkey(&caller, &body.password, page.as_deref())
        .await;
    Ok(Json(asked.said(caller.language)?.into()))
}

/// Adds what an authenticator made. The first second factor of an account ends sign-ins made without it.
#[utoipa::path(post, path = "/api/account/passkeys", tag = "passkey", request_body = NewPasskey,
    responses((status = 201, body = AddedPasskey), (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn add(
    State(api): State<Api>,
    entering: Entering,
    Json(body): Json<NewPasskey>,
) -> Answer<(StatusCode, Json<AddedPasskey>)> {
    let caller = entering.free_for(&[Duty::EnrolSecondFactor])?;
    let answer = Attestation {
        client_data: body.client_data,
        attestation_object: body.attestation_object,
    };
    let added = api.platform.add_passkey(&caller, &body.name, &answer).await;
    let added = added.said(caller.language)?;
    let body = AddedPasskey {
        passkey: added.passkey.into(),
        recovery_codes: added.recovery_codes,
    };
    Ok((StatusCode::CREATED, Json(body)))
}

/// Names one of the caller's passkeys.
#[utoipa::path(put, path = "/api/account/passkeys/{passkey}", tag = "passkey", request_body = PasskeyName,
    params(("passkey" = PasskeyId, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem)))]
async fn name(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(passkey): Path<PasskeyId>,
    Json(body): Json<PasskeyName>,
) -> Answer<StatusCode> {
    let named = api.platform.name_passkey(&caller, passkey, &body.name).await;
    named.said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes one of the caller's passkeys: by their password, and their last second factor by a recovery code too.
#[utoipa::path(post, path = "/api/account/passkeys/{passkey}/remove", tag = "passkey", request_body = PasskeyRemoval,
    params(("passkey" = PasskeyId, Path)),
    responses((status = 204), (status = 404, body = Problem), (status = 422, body = Problem),
        (status = 429, body = Problem)))]
async fn remove(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(passkey): Path<PasskeyId>,
    Json(body): Json<PasskeyRemoval>,
) -> Answer<StatusCode> {
    api.platform
        .remove_passkey(&caller, passkey, &body.password, body.code.as_deref())
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<store::passkey::Passkey> for Passkey {
    fn from(found: store::passkey::Passkey) -> Self {
        Self {
            id: found.id,
            name: found.name,
            host: found.host,
            created_at: found.created_at,
            last_used_at: found.last_used_at,
        }
    }
}

impl From<Asked> for PasskeyCreation {
    fn from(asked: Asked) -> Self {
        Self {
            challenge: asked.challenge,
            host: asked.host,
            user: asked.user,
            sign_in_name: asked.sign_in_name,
            shown_name: asked.shown_name,
            algorithms: asked.algorithms,
            known: asked.known,
        }
    }
}
