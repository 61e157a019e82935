//! What a worker's page shows beyond who they are, and how it is edited: certificates, whom to call, the room,
//! other records. Numbers
//! and names are masked; `worker_identity` has the whole.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use domain::certificate::{CertificateKind, CertificateState};
use domain::document::DocumentKind;
use domain::dormitory::Room;
use domain::emergency_contact::{EmergencyContact, Relation};
use domain::id::{CertificateId, EngagementId, LikenessId};
use domain::language::Language;
use domain::registry::DetailsDraft;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::likeness::OtherRecord;
use service::registry::DetailsEdit;
use store::certificate::Held;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(edit))
}

/// A certificate for special operations.
#[derive(Serialize, ToSchema)]
pub(crate) struct CertificateView {
    /// Which.
    id: CertificateId,
    /// What it allows.
    kind: CertificateKind,
    /// What that is called.
    name: String,
    /// Its number, masked.
    number: String,
    /// The first day on which it is valid.
    #[schema(value_type = String, format = Date)]
    issued_on: Date,
    /// The last day on which it is valid.
    #[schema(value_type = String, format = Date)]
    expires_on: Date,
    /// How it stands today.
    state: CertificateState,
    /// That in words.
    text: String,
}

impl CertificateView {
    pub(crate) fn said(held: &Held, today: Date, language: Language) -> Self {
        let Held {
            id,
            certificate: held,
        } = held;
        let state = held.state_on(today);
        Self {
            id: *id,
            kind: held.kind(),
            name: held.kind().words().say(language).to_owned(),
            number: held.number().masked(),
            issued_on: held.issued_on(),
            expires_on: held.expires_on(),
            state,
            text: state.words().say(language).to_owned(),
        }
    }
}

/// Whom to call.
#[derive(Serialize, ToSchema)]
pub(crate) struct EmergencyView {
    /// Their name, masked.
    name: String,
    /// How they are related.
    relation: Relation,
    /// That in words.
    text: String,
    /// Where they can be called, masked.
    number: String,
}

impl EmergencyView {
    pub(crate) fn said(contact: &EmergencyContact, language: Language) -> Self {
        Self {
            name: contact.name.masked(),
            relation: contact.relation,
            text: contact.relation.words().say(language).to_owned(),
            number: contact.number.masked(),
        }
    }
}

/// Where someone sleeps at a site.
#[derive(Serialize, ToSchema)]
pub(crate) struct RoomView {
    /// The building.
    building: String,
    /// The room in it.
    room: String,
    /// The day of moving in.
    #[schema(value_type = String, format = Date)]
    since: Date,
}

impl From<(Room, Date)> for RoomView {
    fn from((room, since): (Room, Date)) -> Self {
        Self {
            building: room.building().to_owned(),
            room: room.room().to_owned(),
            since,
        }
    }
}

/// What an edit of someone's details begins from.
#[derive(Serialize, ToSchema)]
pub(crate) struct EditForm {
    /// The engagement that is edited.
    engagement: EngagementId,
    /// A mark for each detail as it was read; an edit sends them back.
    as_read: BTreeMap<String, String>,
}

impl From<service::registry::EditForm> for EditForm {
    fn from(form: service::registry::EditForm) -> Self {
        Self {
            engagement: form.engagement,
            as_read: form.as_read,
        }
    }
}

/// What is to be changed, and what was read of it.
#[derive(Deserialize, ToSchema)]
struct WorkerEdit {
    /// What the form says. Of each field, absent: it stays; empty: it goes.
    changes: DetailsDraft,
    /// The marks that came with the worker (`edit.as_read`).
    as_read: BTreeMap<String, String>,
}

/// Changes what is on record of someone engaged at the manager's site: trade, kind, crew, contractor, first day, phone,
/// emergency contact, certificates, room. What someone else changed since it was read is a conflict that names each such
/// field with what it is now, and nothing is changed.
#[utoipa::path(patch, path = "/api/engagements/{engagement}", tag = "worker",
    params(("engagement" = EngagementId, Path)), request_body = WorkerEdit,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn edit(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(engagement): Path<EngagementId>,
    Json(body): Json<WorkerEdit>,
) -> Answer<StatusCode> {
    let sent = DetailsEdit {
        draft: body.changes,
        as_read: body.as_read,
    };
    api.platform
        .edit_details(&caller, engagement, &sent)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Another record of the same person, by which they are known as well.
#[derive(Serialize, ToSchema)]
pub(crate) struct OtherRecordView {
    /// The masked name in it.
    name: String,
    /// The masked document number.
    document: String,
    /// The kind of document.
    document_kind: DocumentKind,
    /// When it was merged into this one.
    #[schema(value_type = Option<String>, format = DateTime)]
    merged_at: Option<Timestamp>,
    /// The pair of records whose merger the caller may undo; none where they may not.
    undo: Option<LikenessId>,
}

impl From<OtherRecord> for OtherRecordView {
    fn from(other: OtherRecord) -> Self {
        Self {
            name: other.record.name.masked(),
            document: other.record.document.masked(),
            document_kind: other.record.document.kind(),
            merged_at: other.merged_at,
            undo: other.undo,
        }
    }
}
