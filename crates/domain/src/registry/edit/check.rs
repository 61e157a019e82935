//! Checking an edit: every field against its own rule and against what is on record, all faults at once.

use jiff::civil::Date;

use super::{CertificateDraft, CheckedDetails, DetailFault, DetailsDraft, Edit, OnRecord};
use crate::certificate::{Certificate, NotACertificate};
use crate::day::{Epoch, parse};
use crate::dormitory::{Move, Room, moved};
use crate::emergency_contact::EmergencyContact;
use crate::id::CertificateId;
use crate::phone::Phone;
use crate::registry::{LONGEST_LABEL, WorkerDraft, WorkerFault, details, optional};
use crate::text;
use crate::worker_kind::WorkerKind;

impl DetailsDraft {
    /// Checks every field against what is on record and returns all faults at once.
    pub fn check(&self, known: &OnRecord<'_>, today: Date) -> Result<CheckedDetails, Vec<DetailFault>> {
        let mut faults = Vec::new();
        let mut keep = |fault: WorkerFault| {
            faults.push(DetailFault {
                certificate: None,
                fault,
            });
        };
        let phone = edit(self.phone.as_deref(), &mut keep, |text| {
            Phone::parse(text).map_err(WorkerFault::from)
        });
        let label = |fault| move |text: &str| text::label(text, 1..=LONGEST_LABEL).map_err(|_| fault);
        let crew = edit(self.crew.as_deref(), &mut keep, label(WorkerFault::Crew));
        let contractor = edit(
            self.contractor.as_deref(),
            &mut keep,
            label(WorkerFault::Contractor),
        );
        let kind = edit(self.worker_kind.as_deref(), &mut keep, |text| {
            WorkerKind::named(text).ok_or(WorkerFault::WorkerKind)
        });
        let trade = edit(self.trade.as_deref(), &mut keep, |text| {
            let taken = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
            taken.then(|| text.to_owned()).ok_or(WorkerFault::Trade)
        });
        let entered_on = edit(self.entered_on.as_deref(), &mut keep, |text| {
            past_day(text, today).ok_or(WorkerFault::EnteredOn)
        });
        if entered_on == Edit::Cleared {
            keep(WorkerFault::EnteredOn);
        }
        let emergency = self.emergency(known, &phone, &mut keep);
        let lodging = self.lodging(known, today, &mut keep);
        let (removed, added) = self.certificates(known, &mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(CheckedDetails {
            phone,
            crew,
            contractor,
            kind,
            trade,
            entered_on,
            emergency,
            lodging,
            removed,
            added,
        })
    }

    /// Whether the contact is named at all.
    pub fn says_emergency(&self) -> bool {
        self.emergency_name.is_some() || self.emergency_relation.is_some() || self.emergency_phone.is_some()
    }

    /// Whether the room or the day of moving is named at all.
    pub fn says_lodging(&self) -> bool {
        self.building.is_some() || self.room.is_some() || self.moved_on.is_some()
    }

    fn emergency(
        &self,
        known: &OnRecord<'_>,
        phone: &Edit<Phone>,
        keep: &mut impl FnMut(WorkerFault),
    ) -> Edit<EmergencyContact> {
        let own = phone.clone().over(known.phone.cloned());
        if !self.says_emergency() {
            let same = |own: &Phone| {
                let contact = known.emergency.map(|contact| contact.number.as_str());
                contact == Some(own.as_str())
            };
            if matches!(phone, Edit::Put(new) if same(new)) {
                keep(WorkerFault::PhoneOfContact);
            }
            return Edit::Kept;
        }
        let draft = WorkerDraft {
            emergency_name: self.emergency_name.clone().unwrap_or_default(),
            emergency_relation: self.emergency_relation.clone().unwrap_or_default(),
            emergency_phone: self.emergency_phone.clone().unwrap_or_default(),
            ..WorkerDraft::default()
        };
        put(details::emergency(&draft, own.as_ref()), keep)
    }

    fn lodging(&self, known: &OnRecord<'_>, today: Date, keep: &mut impl FnMut(WorkerFault)) -> Move {
        if !self.says_lodging() {
            return Move::Stays;
        }
        let draft = WorkerDraft {
            building: self.building.clone().unwrap_or_default(),
            room: self.room.clone().unwrap_or_default(),
            ..WorkerDraft::default()
        };
        let day = match self.moved_on.as_deref().and_then(optional) {
            None => Some(today),
            Some(text) => past_day(text, today),
        };
        if day.is_none() {
            keep(WorkerFault::MovedOn);
        }
        let room: Option<Room> = match put(details::room(&draft), keep) {
            Edit::Put(room) => Some(room),
            Edit::Cleared => None,
            Edit::Kept => return Move::Stays,
        };
        let Some(day) = day else { return Move::Stays };
        moved(known.lodgings, room, day).unwrap_or_else(|why| {
            keep(WorkerFault::Moved(why));
            Move::Stays
        })
    }

    fn certificates(
        &self,
        known: &OnRecord<'_>,
        faults: &mut Vec<DetailFault>,
    ) -> (Vec<CertificateId>, Vec<Certificate>) {
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        for (place, draft) in self.certificates.iter().enumerate() {
            let held = draft
                .id
                .and_then(|id| known.certificates.iter().find(|(held, _)| *held == id));
            let mut fault = |fault| {
                faults.push(DetailFault {
                    certificate: Some(place),
                    fault,
                });
            };
            match (draft.id, held) {
                (Some(_), None) => fault(WorkerFault::Certificate(NotACertificate::Number)),
                (Some(id), Some(_)) if draft.removed => removed.push(id),
                (_, held) => match put(
                    details::certificate(&draft.whole(held.map(|(_, held)| held))),
                    &mut fault,
                ) {
                    Edit::Put(new) => {
                        if let Some((id, old)) = held
                            && old.number() != new.number()
                        {
                            removed.push(*id);
                        }
                        added.push(new);
                    }
                    Edit::Kept | Edit::Cleared => {}
                },
            }
        }
        (removed, added)
    }
}

impl CertificateDraft {
    /// As a form says a certificate, with what it leaves to the one that is held.
    fn whole(&self, held: Option<&Certificate>) -> WorkerDraft {
        let or = |text: &str, held: Option<String>| match optional(text) {
            Some(text) => text.to_owned(),
            None => held.unwrap_or_default(),
        };
        WorkerDraft {
            certificate_kind: or(&self.kind, held.map(|held| held.kind().word().to_owned())),
            certificate_number: or(&self.number, held.map(|held| held.number().as_str().to_owned())),
            certificate_issued_on: self.issued_on.clone(),
            certificate_expires_on: self.expires_on.clone(),
            ..WorkerDraft::default()
        }
    }
}

/// What becomes of a field that a form may leave out, or empty.
fn edit<T>(
    text: Option<&str>,
    keep: &mut impl FnMut(WorkerFault),
    read: impl FnOnce(&str) -> Result<T, WorkerFault>,
) -> Edit<T> {
    let Some(text) = text else { return Edit::Kept };
    let Some(text) = optional(text) else {
        return Edit::Cleared;
    };
    read(text).map_or_else(
        |fault| {
            keep(fault);
            Edit::Kept
        },
        Edit::Put,
    )
}

/// What becomes of something that a form fills in whole, or leaves empty whole.
fn put<T>(checked: Result<Option<T>, Vec<WorkerFault>>, keep: &mut impl FnMut(WorkerFault)) -> Edit<T> {
    match checked {
        Ok(Some(new)) => Edit::Put(new),
        Ok(None) => Edit::Cleared,
        Err(faults) => {
            faults.into_iter().for_each(keep);
            Edit::Kept
        }
    }
}

fn past_day(text: &str, today: Date) -> Option<Date> {
    parse(text, Epoch::Year1900).ok().filter(|day| *day <= today)
}
