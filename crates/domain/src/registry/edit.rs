//! Editing what is on record of someone at work: what a form leaves out stays, what it leaves empty goes, what it fills
//! in takes the place of what was there.

mod check;

use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::WorkerFault;
use crate::certificate::Certificate;
use crate::dormitory::{Lodging, Move};
use crate::emergency_contact::EmergencyContact;
use crate::id::CertificateId;
use crate::phone::Phone;
use crate::worker_kind::WorkerKind;

/// What a form says is to be changed of someone at a site: text, nothing checked yet. Of each, absent: it stays; empty:
/// it goes.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
pub struct DetailsDraft {
    /// Mobile number.
    pub phone: Option<String>,
    /// The crew's name.
    pub crew: Option<String>,
    /// The name or the code of the company they are with, one of those at the site.
    pub contractor: Option<String>,
    /// Manager or worker; empty: worker.
    pub worker_kind: Option<String>,
    /// The trade code of the real-name standard.
    pub trade: Option<String>,
    /// The first day at work; it cannot be emptied.
    pub entered_on: Option<String>,
    /// The name of whom to call. The three of it come together.
    pub emergency_name: Option<String>,
    /// How that person is related.
    pub emergency_relation: Option<String>,
    /// The number of that person.
    pub emergency_phone: Option<String>,
    /// The building of the dormitory. It comes with the room; both empty: they move out.
    pub building: Option<String>,
    /// The room in it.
    pub room: Option<String>,
    /// The day of moving in or out; empty or absent: today.
    pub moved_on: Option<String>,
    /// The certificates that change; those not named stay.
    #[serde(default)]
    pub certificates: Vec<CertificateDraft>,
}

/// A certificate that is added, renewed, corrected or taken away.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(default)]
pub struct CertificateDraft {
    /// Which, of those that are held; absent: one more.
    pub id: Option<CertificateId>,
    /// Whether it is taken away.
    pub removed: bool,
    /// What it allows; empty: what it allowed, or what the number tells.
    pub kind: String,
    /// Its number; empty: the one it has.
    pub number: String,
    /// The day it was issued.
    pub issued_on: String,
    /// The last day on which it is valid.
    pub expires_on: String,
}

/// What is on record, as far as an edit is checked against it.
pub struct OnRecord<'a> {
    /// The phone.
    pub phone: Option<&'a Phone>,
    /// Whom to call.
    pub emergency: Option<&'a EmergencyContact>,
    /// The certificates that are held.
    pub certificates: &'a [(CertificateId, Certificate)],
    /// Where they lived at the site, the last first.
    pub lodgings: &'a [Lodging],
}

/// What becomes of something on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Edit<T> {
    /// It stays.
    #[default]
    Kept,
    /// It goes.
    Cleared,
    /// This takes its place.
    Put(T),
}

impl<T> Edit<T> {
    /// What is on record afterwards.
    pub fn over(self, held: Option<T>) -> Option<T> {
        match self {
            Self::Kept => held,
            Self::Cleared => None,
            Self::Put(new) => Some(new),
        }
    }
}

/// An edit whose every field has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedDetails {
    /// The phone.
    pub phone: Edit<Phone>,
    /// The crew's name.
    pub crew: Edit<String>,
    /// The name or code of the company.
    pub contractor: Edit<String>,
    /// Manager or worker.
    pub kind: Edit<WorkerKind>,
    /// The trade code.
    pub trade: Edit<String>,
    /// The first day at work.
    pub entered_on: Edit<Date>,
    /// Whom to call.
    pub emergency: Edit<EmergencyContact>,
    /// Where they sleep.
    pub lodging: Move,
    /// Certificates that are taken away.
    pub removed: Vec<CertificateId>,
    /// Certificates that are added, or take the place of the one with their number.
    pub added: Vec<Certificate>,
}

/// A field of an edit that was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DetailFault {
    /// Of which certificate of the draft, by its place.
    pub certificate: Option<usize>,
    /// What is wrong.
    pub fault: WorkerFault,
}

impl DetailFault {
    /// The field: `phone`, `certificates[1].number`.
    pub fn field(self) -> String {
        let field = self.fault.field();
        match self.certificate {
            Some(place) => format!(
                "certificates[{place}].{}",
                field.strip_prefix("certificate_").unwrap_or(field)
            ),
            None => field.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;
