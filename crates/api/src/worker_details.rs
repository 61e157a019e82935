//! What a worker's page shows beyond who they are: certificates, whom to call, the room. Numbers and names are masked;
//! `worker_identity` has the whole.

use domain::certificate::{Certificate, CertificateKind, CertificateState};
use domain::dormitory::Room;
use domain::emergency_contact::{EmergencyContact, Relation};
use domain::language::Language;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

/// A certificate for special operations.
#[derive(Serialize, ToSchema)]
pub(crate) struct CertificateView {
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
    pub(crate) fn said(held: &Certificate, today: Date, language: Language) -> Self {
        let state = held.state_on(today);
        Self {
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
