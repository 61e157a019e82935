//! `/api/workers/{person}`: who a worker is registered as, seen in full or corrected; each with a reason that is
//! recorded. Nowhere else does an identity leave unmasked.

use axum::Json;
use axum::extract::{Path, State};
use domain::certificate::Certificate;
use domain::emergency_contact::EmergencyContact;
use domain::id::PersonId;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::registry::Correction;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(unmask))
        .routes(routes!(correct))
}

/// Why an identity has to be seen in full.
#[derive(Deserialize, ToSchema)]
struct Unmask {
    /// In the caller's own words, 4 to 200 characters; recorded.
    reason: String,
}

/// An identity in full.
#[derive(Serialize, ToSchema)]
struct Unmasked {
    /// The name.
    name: String,
    /// The document number.
    document: String,
    /// The phone.
    phone: Option<String>,
    /// The day of birth.
    #[schema(value_type = Option<String>, format = Date)]
    birth_date: Option<Date>,
    /// What was registered before each correction, the last first.
    earlier: Vec<EarlierIdentity>,
    /// Whom to call.
    emergency: Option<EmergencyContact>,
    /// Certificates, with their numbers.
    certificates: Vec<Certificate>,
}

/// What a worker was registered as before a correction.
#[derive(Serialize, ToSchema)]
struct EarlierIdentity {
    /// The name.
    name: String,
    /// The day of birth.
    #[schema(value_type = Option<String>, format = Date)]
    birth_date: Option<Date>,
    /// Until when.
    #[schema(value_type = String, format = DateTime)]
    replaced_at: Timestamp,
}

/// What is to be registered instead.
#[derive(Deserialize, ToSchema)]
struct WorkerCorrection {
    /// The name, as on the document.
    name: String,
    /// The day of birth, where the document does not carry it; empty or absent: as it was, if this is the same person.
    #[serde(default)]
    birth_date: String,
    /// Whether the one who was registered is this person, only written down wrongly. If not, what belonged to the
    /// other one goes: face and consent to it, phone, sign-ins.
    same_person: bool,
    /// Why, in the caller's own words, 4 to 200 characters; recorded.
    reason: String,
}

/// A worker's identity in full, for a reason that is recorded.
#[utoipa::path(post, path = "/api/workers/{person}/unmask", tag = "worker", params(("person" = PersonId, Path)),
    request_body = Unmask,
    responses((status = 200, body = Unmasked), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn unmask(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<Unmask>,
) -> Answer<Json<Unmasked>> {
    let found = api.platform.unmask(&caller, person, &body.reason).await;
    let found = found.said(caller.language)?;
    let earlier = found.earlier.into_iter().map(|earlier| EarlierIdentity {
        name: earlier.identity.name.into(),
        birth_date: earlier.identity.birth_date,
        replaced_at: earlier.replaced_at,
    });
    Ok(Json(Unmasked {
        name: found.person.name.into(),
        document: found.person.document.number().to_owned(),
        phone: found.person.phone.map(String::from),
        birth_date: found.person.birth_date,
        earlier: earlier.collect(),
        emergency: found.emergency,
        certificates: found.certificates,
    }))
}

/// Corrects a worker's name and day of birth, with a reason that is recorded. A manager may while the person is engaged
/// at their site alone; otherwise the town or district whose scope holds every site they are engaged at.
#[utoipa::path(patch, path = "/api/workers/{person}", tag = "worker", params(("person" = PersonId, Path)),
    request_body = WorkerCorrection,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn correct(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(person): Path<PersonId>,
    Json(body): Json<WorkerCorrection>,
) -> Answer<StatusCode> {
    let correction = Correction {
        name: body.name,
        birth_date: body.birth_date,
        same_person: body.same_person,
        reason: body.reason,
    };
    api.platform
        .correct_worker(&caller, person, &correction)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
