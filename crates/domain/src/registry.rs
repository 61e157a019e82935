//! The real-name registry: sites, crews, people and their engagements, on checked identity.

mod details;
mod edit;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::certificate::{Certificate, NotACertificate};
use crate::document::{Document, DocumentKind, NotADocument, age_on};
use crate::dormitory::{NotAMove, NotARoom, Room};
use crate::emergency_contact::{ContactFault, EmergencyContact};
use crate::name::{Name, NotAName};
use crate::phone::{NotAPhone, Phone};
use crate::text;
use crate::worker_kind::WorkerKind;

pub use edit::{CertificateDraft, CheckedDetails, DetailFault, DetailsDraft, Edit, OnRecord};

/// What kind of place of work a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SiteKind {
    /// 工地.
    ConstructionProject,
    /// 企业.
    Enterprise,
}

impl SiteKind {
    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::ConstructionProject => "construction_project",
            Self::Enterprise => "enterprise",
        }
    }

    /// Reads a kind from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::ConstructionProject, Self::Enterprise]
            .into_iter()
            .find(|kind| kind.word() == word)
    }
}

/// Where an engagement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EngagementState {
    /// The worker registered themself; the site has not confirmed it yet.
    Pending,
    /// 在岗.
    Active,
    /// 已退场.
    Ended,
}

impl EngagementState {
    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Active => "active",
            Self::Ended => "ended",
        }
    }

    /// Reads a state from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Pending, Self::Active, Self::Ended]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// Names of sites, crews and gates have at most this many characters.
pub const LONGEST_LABEL: usize = 60;

/// Nobody younger can be engaged (Labour Law of the PRC, article 15).
pub const YOUNGEST_AGE: i16 = 16;

/// A worker as a form or a row of a file gives them: text, nothing checked yet.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(default)]
pub struct WorkerDraft {
    /// The name as written.
    pub name: String,
    /// The kind of document: its word, its code or its Chinese name; empty means an identity card.
    pub document_kind: String,
    /// The document's number.
    pub document: String,
    /// Mobile number; may be empty.
    pub phone: String,
    /// The crew's name; may be empty.
    pub crew: String,
    /// The name or the code of the company they are with, one of those at the site; may be empty.
    pub contractor: String,
    /// Manager or worker: its word, its code or its Chinese name; may be empty.
    pub worker_kind: String,
    /// The trade code of the real-name standard (three digits); may be empty.
    pub trade: String,
    /// The day of birth, needed only where the document does not carry it.
    pub birth_date: String,
    /// What a certificate for special operations allows: its kind's word, code or Chinese name.
    pub certificate_kind: String,
    /// The certificate's number; may be empty with the rest of it.
    pub certificate_number: String,
    /// The day the certificate was issued.
    pub certificate_issued_on: String,
    /// The last day on which the certificate is valid.
    pub certificate_expires_on: String,
    /// The name of whom to call in an emergency; may be empty with the rest of it.
    pub emergency_name: String,
    /// How that person is related: a word of the closed list, or what people write.
    pub emergency_relation: String,
    /// The number of that person.
    pub emergency_phone: String,
    /// The building of the dormitory; may be empty with the room.
    pub building: String,
    /// The room in it.
    pub room: String,
}

/// A worker whose every field has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedWorker {
    /// The name.
    pub name: Name,
    /// The document.
    pub document: Document,
    /// The phone, if given.
    pub phone: Option<Phone>,
    /// The crew's name, if given.
    pub crew: Option<String>,
    /// The name or the code of the company they are with, if given.
    pub contractor: Option<String>,
    /// Manager or worker, if given.
    pub kind: Option<WorkerKind>,
    /// The trade code, if given.
    pub trade: Option<String>,
    /// The day of birth: from the document, or as stated.
    pub birth_date: Option<Date>,
    /// A certificate for special operations, if given.
    pub certificate: Option<Certificate>,
    /// Whom to call in an emergency, if given.
    pub emergency: Option<EmergencyContact>,
    /// Where they sleep at the site, if given.
    pub room: Option<Room>,
}

impl CheckedWorker {
    /// Someone of whom no more is said than who they are.
    pub fn of(name: Name, document: Document) -> Self {
        Self {
            birth_date: document.birth_date(),
            name,
            document,
            phone: None,
            crew: None,
            contractor: None,
            kind: None,
            trade: None,
            certificate: None,
            emergency: None,
            room: None,
        }
    }
}

/// A field of a worker's form that was not accepted, with the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum WorkerFault {
    /// The name.
    #[error("name: {0}")]
    Name(#[from] NotAName),
    /// The kind of document is not known.
    #[error("document_kind: not known")]
    DocumentKind,
    /// The document's number.
    #[error("document: {0}")]
    Document(#[from] NotADocument),
    /// The phone.
    #[error("phone: {0}")]
    Phone(#[from] NotAPhone),
    /// The phone is that of the emergency contact.
    #[error("phone: that of the emergency contact")]
    PhoneOfContact,
    /// Over 60 characters, characters that nobody sees, or the beginning of a formula.
    #[error("crew: not a crew's name")]
    Crew,
    /// As for a crew.
    #[error("contractor: not a company's name or code")]
    Contractor,
    /// Neither manager nor worker.
    #[error("worker_kind: not known")]
    WorkerKind,
    /// Not three digits.
    #[error("trade: not a trade code of three digits")]
    Trade,
    /// What the certificate allows is not known.
    #[error("certificate_kind: not known")]
    CertificateKind,
    /// The certificate.
    #[error("certificate: {0}")]
    Certificate(NotACertificate),
    /// The day of issue.
    #[error("certificate_issued_on: not a day")]
    CertificateIssuedOn,
    /// The last day.
    #[error("certificate_expires_on: not a day")]
    CertificateExpiresOn,
    /// The emergency contact.
    #[error("{0}")]
    Emergency(ContactFault),
    /// The room.
    #[error("room: {0}")]
    Room(NotARoom),
    /// The day of moving in or out is not a day, or still to come.
    #[error("moved_on: not a day, or still to come")]
    MovedOn,
    /// The day of moving in or out does not fit the nights before.
    #[error("moved_on: {0}")]
    Moved(NotAMove),
    /// The first day at work is not a day, or still to come.
    #[error("entered_on: not a day, or still to come")]
    EnteredOn,
    /// Not a day, or not the one in the document.
    #[error("birth_date: not a day, or not that of the document")]
    BirthDate,
    /// Neither the document nor the form tells the day of birth.
    #[error("birth_date: missing")]
    BirthDateMissing,
    /// Under 16.
    #[error("birth_date: under 16")]
    TooYoung,
}

impl WorkerFault {
    /// The field it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::Name(_) => "name",
            Self::DocumentKind => "document_kind",
            Self::Document(_) => "document",
            Self::Phone(_) | Self::PhoneOfContact => "phone",
            Self::Crew => "crew",
            Self::Contractor => "contractor",
            Self::WorkerKind => "worker_kind",
            Self::Trade => "trade",
            Self::CertificateKind | Self::Certificate(NotACertificate::Kind) => "certificate_kind",
            Self::Certificate(NotACertificate::Number) => "certificate_number",
            Self::CertificateIssuedOn => "certificate_issued_on",
            Self::CertificateExpiresOn | Self::Certificate(NotACertificate::Days) => "certificate_expires_on",
            Self::Emergency(ContactFault::Name(_)) => "emergency_name",
            Self::Emergency(ContactFault::Relation) => "emergency_relation",
            Self::Emergency(ContactFault::Number(_) | ContactFault::OwnNumber) => "emergency_phone",
            Self::Room(NotARoom::Building) => "building",
            Self::Room(NotARoom::Room) => "room",
            Self::MovedOn | Self::Moved(_) => "moved_on",
            Self::EnteredOn => "entered_on",
            Self::BirthDate | Self::BirthDateMissing | Self::TooYoung => "birth_date",
        }
    }
}

impl WorkerDraft {
    /// Checks every field and returns all faults at once, so that a person corrects a form one time.
    pub fn check(&self, today: Date) -> Result<CheckedWorker, Vec<WorkerFault>> {
        let mut faults = Vec::new();
        let mut keep = |fault: WorkerFault| faults.push(fault);
        let name = Name::parse(&self.name).map_err(|why| keep(why.into())).ok();
        let kind = DocumentKind::named(&self.document_kind);
        if kind.is_none() {
            keep(WorkerFault::DocumentKind);
        }
        let document = kind.and_then(|kind| {
            Document::parse(kind, &self.document)
                .map_err(|why| keep(why.into()))
                .ok()
        });
        let phone =
            optional(&self.phone).and_then(|text| Phone::parse(text).map_err(|why| keep(why.into())).ok());
        let mut label = |text: &str, fault: WorkerFault| {
            let taken = text::label(optional(text)?, 1..=LONGEST_LABEL);
            taken.map_err(|_| keep(fault)).ok()
        };
        let crew = label(&self.crew, WorkerFault::Crew);
        let contractor = label(&self.contractor, WorkerFault::Contractor);
        let kind = optional(&self.worker_kind).and_then(|text| {
            WorkerKind::named(text).or_else(|| {
                keep(WorkerFault::WorkerKind);
                None
            })
        });
        let trade = optional(&self.trade);
        if trade.is_some_and(|trade| trade.len() != 3 || !trade.bytes().all(|b| b.is_ascii_digit())) {
            keep(WorkerFault::Trade);
        }
        let birth_date = self
            .birth_date(document.as_ref(), today)
            .map_err(keep)
            .ok()
            .flatten();
        let certificate = details::certificate(self).unwrap_or_else(|found| {
            faults.extend(found);
            None
        });
        let emergency = details::emergency(self, phone.as_ref()).unwrap_or_else(|found| {
            faults.extend(found);
            None
        });
        let room = details::room(self).unwrap_or_else(|found| {
            faults.extend(found);
            None
        });
        match (name, document) {
            (Some(name), Some(document)) if faults.is_empty() => Ok(CheckedWorker {
                name,
                document,
                phone,
                crew,
                contractor,
                kind,
                trade: trade.map(str::to_owned),
                birth_date,
                certificate,
                emergency,
                room,
            }),
            _ => Err(faults),
        }
    }

    fn birth_date(&self, document: Option<&Document>, today: Date) -> Result<Option<Date>, WorkerFault> {
        let Some(document) = document else { return Ok(None) };
        let stated = match optional(&self.birth_date) {
            Some(text) => Some(text.parse::<Date>().map_err(|_| WorkerFault::BirthDate)?),
            None => None,
        };
        let birth = match (document.birth_date(), stated) {
            (Some(printed), Some(stated)) if printed != stated => return Err(WorkerFault::BirthDate),
            (Some(date), _) | (None, Some(date)) => date,
            (None, None) => return Err(WorkerFault::BirthDateMissing),
        };
        if birth > today {
            return Err(WorkerFault::BirthDate);
        }
        if age_on(birth, today) < YOUNGEST_AGE {
            Err(WorkerFault::TooYoung)
        } else {
            Ok(Some(birth))
        }
    }
}

fn optional(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn draft() -> WorkerDraft {
        WorkerDraft {
            name: "王建国".into(),
            document: "440605199003070010".into(),
            phone: "13800000000".into(),
            crew: "钢筋一班".into(),
            trade: "020".into(),
            ..WorkerDraft::default()
        }
    }

    fn faults(change: impl FnOnce(&mut WorkerDraft)) -> Vec<WorkerFault> {
        let mut draft = draft();
        change(&mut draft);
        draft.check(date(2020, 2, 17)).err().unwrap_or_default()
    }

    #[test]
    fn a_complete_form_is_taken() {
        let checked = draft().check(date(2020, 2, 17)).unwrap();
        assert_eq!(checked.birth_date, Some(date(1990, 3, 7)));
        assert_eq!(checked.crew.as_deref(), Some("钢筋一班"));
    }

    #[test]
    fn all_faults_are_named_at_once() {
        let found = faults(|draft| {
            draft.name = String::new();
            draft.document = "440605199003070011".into();
            draft.phone = "12".into();
            draft.crew = "=cmd()".into();
            draft.contractor = "=cmd()".into();
            draft.worker_kind = "老板".into();
            draft.trade = "钢筋".into();
        });
        let fields: Vec<_> = found.iter().map(|fault| fault.field()).collect();
        assert_eq!(
            fields,
            [
                "name",
                "document",
                "phone",
                "crew",
                "contractor",
                "worker_kind",
                "trade"
            ]
        );
    }

    #[test]
    fn a_crew_has_one_form_and_nothing_hidden() {
        let crew = |crew: &str| {
            let draft = WorkerDraft {
                crew: crew.into(),
                ..draft()
            };
            draft.check(date(2020, 2, 17)).map(|checked| checked.crew)
        };
        assert_eq!(crew(" e\u{301}quipe "), Ok(Some("équipe".into())));
        for hidden in ["钢筋\u{202e}班", "钢筋\u{200b}班", "钢筋\0班", "－班"] {
            assert_eq!(crew(hidden), Err(vec![WorkerFault::Crew]), "{hidden:?}");
        }
    }

    #[test]
    fn under_sixteen_is_refused_on_the_day_before_the_birthday_and_taken_on_it() {
        let draft = WorkerDraft {
            document: "440605200402180016".into(),
            ..draft()
        };
        let number = format!(
            "44060520040218001{}",
            crate::document::check_character("44060520040218001").unwrap()
        );
        let draft = WorkerDraft {
            document: number,
            ..draft
        };
        assert_eq!(draft.check(date(2020, 2, 17)), Err(vec![WorkerFault::TooYoung]));
        assert!(draft.check(date(2020, 2, 18)).is_ok());
    }

    #[test]
    fn a_passport_needs_the_day_of_birth_stated() {
        let passport = |birth: &str| {
            let birth = birth.to_owned();
            faults(move |draft| {
                draft.document_kind = "护照".into();
                draft.document = "E12345678".into();
                draft.birth_date = birth;
            })
        };
        assert_eq!(passport(""), [WorkerFault::BirthDateMissing]);
        assert_eq!(passport("1990-02-30"), [WorkerFault::BirthDate]);
        assert_eq!(passport("2010-01-01"), [WorkerFault::TooYoung]);
        assert_eq!(passport("1990-01-01"), []);
    }

    #[test]
    fn a_stated_birth_that_is_not_the_documents_is_a_fault() {
        assert_eq!(
            faults(|draft| draft.birth_date = "1990-03-08".into()),
            [WorkerFault::BirthDate]
        );
    }
}
