//! What a form may say of a worker beyond who they are: certificate, emergency contact, room. Each is left empty whole,
//! or filled in whole.

use jiff::civil::Date;

use super::{WorkerDraft, WorkerFault, optional};
use crate::certificate::{Certificate, CertificateKind, CertificateNumber};
use crate::day::{Epoch, parse};
use crate::dormitory::Room;
use crate::emergency_contact::EmergencyContact;
use crate::phone::Phone;

type Checked<T> = Result<Option<T>, Vec<WorkerFault>>;

fn all_empty(fields: &[&str]) -> bool {
    fields.iter().all(|field| optional(field).is_none())
}

/// The certificate. Its kind may be left out where the number tells it.
pub(super) fn certificate(draft: &WorkerDraft) -> Checked<Certificate> {
    let (kind, number) = (&draft.certificate_kind, &draft.certificate_number);
    let (issued, expires) = (&draft.certificate_issued_on, &draft.certificate_expires_on);
    if all_empty(&[kind, number, issued, expires]) {
        return Ok(None);
    }
    let mut faults = Vec::new();
    let number = CertificateNumber::parse(number)
        .map_err(|why| faults.push(WorkerFault::Certificate(why)))
        .ok();
    let told = number.as_ref().and_then(CertificateNumber::told);
    let kind = match optional(kind) {
        Some(text) => CertificateKind::named(text),
        None => told.map(|(kind, _)| kind),
    };
    if kind.is_none() {
        faults.push(WorkerFault::CertificateKind);
    }
    let mut day = |text: &str, fault: WorkerFault| -> Option<Date> {
        parse(text, Epoch::Year1900).map_err(|_| faults.push(fault)).ok()
    };
    let issued = day(issued, WorkerFault::CertificateIssuedOn);
    let expires = day(expires, WorkerFault::CertificateExpiresOn);
    match (kind, number, issued, expires) {
        (Some(kind), Some(number), Some(issued), Some(expires)) if faults.is_empty() => {
            let certificate = Certificate::new(kind, number, issued, expires);
            certificate
                .map(Some)
                .map_err(|why| vec![WorkerFault::Certificate(why)])
        }
        _ => Err(faults),
    }
}

/// Whom to call.
pub(super) fn emergency(draft: &WorkerDraft, own: Option<&Phone>) -> Checked<EmergencyContact> {
    let (name, relation, phone) = (
        &draft.emergency_name,
        &draft.emergency_relation,
        &draft.emergency_phone,
    );
    if all_empty(&[name, relation, phone]) {
        return Ok(None);
    }
    EmergencyContact::check(name, relation, phone, own)
        .map(Some)
        .map_err(|faults| faults.into_iter().map(WorkerFault::Emergency).collect())
}

/// Where they sleep.
pub(super) fn room(draft: &WorkerDraft) -> Checked<Room> {
    if all_empty(&[&draft.building, &draft.room]) {
        return Ok(None);
    }
    Room::parse(&draft.building, &draft.room)
        .map(Some)
        .map_err(|why| vec![WorkerFault::Room(why)])
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::CheckedWorker;
    use super::*;

    fn draft() -> WorkerDraft {
        WorkerDraft {
            name: "王建国".into(),
            document: "440605199003070010".into(),
            phone: "13800000000".into(),
            ..WorkerDraft::default()
        }
    }

    fn checked(change: impl FnOnce(&mut WorkerDraft)) -> Result<CheckedWorker, Vec<&'static str>> {
        let mut draft = draft();
        change(&mut draft);
        let checked = draft.check(date(2020, 2, 17));
        checked.map_err(|faults| faults.into_iter().map(WorkerFault::field).collect())
    }

    #[test]
    fn what_is_left_empty_is_not_there() {
        let worker = checked(|_| {}).unwrap();
        assert_eq!(
            (worker.certificate, worker.emergency, worker.room),
            (None, None, None)
        );
    }

    #[test]
    fn what_is_filled_in_whole_is_taken_as_people_write_it() {
        let worker = checked(|draft| {
            draft.certificate_number = "粤A012020000123".into();
            draft.certificate_issued_on = "2020.1.2".into();
            draft.certificate_expires_on = "2022年1月1日".into();
            draft.emergency_name = "李梅".into();
            draft.emergency_relation = "妻子".into();
            draft.emergency_phone = "139 0000 0000".into();
            draft.building = "3号楼".into();
            draft.room = "302室".into();
        })
        .unwrap();
        let certificate = worker.certificate.unwrap();
        assert_eq!(
            certificate.kind(),
            CertificateKind::Electrician,
            "the number tells it"
        );
        assert_eq!(certificate.expires_on(), date(2022, 1, 1));
        assert_eq!(worker.emergency.unwrap().number.as_str(), "13900000000");
        assert_eq!(worker.room.unwrap().to_string(), "3-302");
    }

    #[test]
    fn what_is_filled_in_by_half_is_named_field_by_field() {
        assert_eq!(
            checked(|draft| draft.certificate_kind = "建筑电工".into()).unwrap_err(),
            [
                "certificate_number",
                "certificate_issued_on",
                "certificate_expires_on"
            ]
        );
        assert_eq!(
            checked(|draft| draft.emergency_phone = "13800000000".into()).unwrap_err(),
            ["emergency_name", "emergency_relation", "emergency_phone"]
        );
        assert_eq!(
            checked(|draft| draft.room = "302".into()).unwrap_err(),
            ["building"]
        );
    }
}
