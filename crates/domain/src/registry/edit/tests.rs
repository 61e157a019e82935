use jiff::civil::{Date, date};
use uuid::Uuid;

use super::*;
use crate::certificate::{CertificateKind, CertificateNumber};
use crate::dormitory::Room;
use crate::id::PersonId;

const TODAY: Date = date(2020, 2, 17);
const HELD: CertificateId = CertificateId(Uuid::from_u128(1));

fn certificate() -> Certificate {
    let number = CertificateNumber::parse("粤A012020000123").unwrap();
    Certificate::new(
        CertificateKind::Electrician,
        number,
        date(2018, 1, 2),
        date(2020, 1, 1),
    )
    .unwrap()
}

fn check(change: impl FnOnce(&mut DetailsDraft)) -> Result<CheckedDetails, Vec<String>> {
    let mut draft = DetailsDraft::default();
    change(&mut draft);
    let phone = Phone::parse("13800000000").unwrap();
    let emergency = EmergencyContact::check("李梅", "妻子", "13900000000", None).unwrap();
    let lodging = Lodging {
        person: PersonId(Uuid::nil()),
        room: Room::parse("3栋", "302").unwrap(),
        from: date(2020, 2, 10),
        to: None,
    };
    let known = OnRecord {
        phone: Some(&phone),
        emergency: Some(&emergency),
        certificates: &[(HELD, certificate())],
        lodgings: &[lodging],
    };
    draft
        .check(&known, TODAY)
        .map_err(|faults| faults.into_iter().map(DetailFault::field).collect())
}

#[test]
fn what_a_form_leaves_out_stays_and_what_it_leaves_empty_goes() {
    let nothing = check(|_| {}).unwrap();
    assert_eq!(
        (nothing.phone, nothing.crew, nothing.lodging),
        (Edit::Kept, Edit::Kept, Move::Stays)
    );
    let emptied = check(|draft| {
        draft.phone = Some(String::new());
        draft.crew = Some(" ".into());
        draft.trade = Some(String::new());
        (
            draft.emergency_name,
            draft.emergency_relation,
            draft.emergency_phone,
        ) = (Some(String::new()), Some(String::new()), Some(String::new()));
        (draft.building, draft.room) = (Some(String::new()), Some(String::new()));
    })
    .unwrap();
    assert_eq!(
        (emptied.phone, emptied.crew, emptied.trade),
        (Edit::Cleared, Edit::Cleared, Edit::Cleared)
    );
    assert_eq!(
        (emptied.emergency, emptied.lodging),
        (Edit::Cleared, Move::Out { on: TODAY })
    );
}

#[test]
fn all_faults_are_named_at_once_each_by_its_field() {
    let faults = check(|draft| {
        draft.phone = Some("12".into());
        draft.crew = Some("=cmd()".into());
        draft.worker_kind = Some("老板".into());
        draft.trade = Some("钢筋".into());
        draft.entered_on = Some("2020-02-18".into());
        draft.emergency_phone = Some("13700000000".into());
        (draft.building, draft.room, draft.moved_on) =
            (Some("3栋".into()), Some(String::new()), Some("明天".into()));
        draft.certificates = vec![
            CertificateDraft::default(),
            CertificateDraft {
                number: "12".into(),
                kind: "electrician".into(),
                issued_on: "2020-01-02".into(),
                ..CertificateDraft::default()
            },
        ];
    })
    .unwrap_err();
    assert_eq!(
        faults,
        [
            "phone",
            "crew",
            "worker_kind",
            "trade",
            "entered_on",
            "emergency_name",
            "emergency_relation",
            "moved_on",
            "room",
            "certificates[1].number",
            "certificates[1].expires_on",
        ]
    );
    assert_eq!(
        check(|draft| draft.entered_on = Some(String::new())).unwrap_err(),
        ["entered_on"],
        "there is a first day"
    );
}

#[test]
fn a_certificate_is_renewed_without_typing_its_number_again_corrected_or_taken_away() {
    let renewed = check(|draft| {
        draft.certificates = vec![CertificateDraft {
            id: Some(HELD),
            issued_on: "2020-01-02".into(),
            expires_on: "2022-01-01".into(),
            ..CertificateDraft::default()
        }];
    })
    .unwrap();
    assert_eq!(renewed.removed, []);
    assert_eq!(renewed.added[0].number(), certificate().number());
    assert_eq!(renewed.added[0].expires_on(), date(2022, 1, 1));

    let corrected = check(|draft| {
        draft.certificates = vec![CertificateDraft {
            id: Some(HELD),
            number: "粤A012020000124".into(),
            issued_on: "2018-01-02".into(),
            expires_on: "2020-01-01".into(),
            ..CertificateDraft::default()
        }];
    })
    .unwrap();
    assert_eq!((corrected.removed, corrected.added.len()), (vec![HELD], 1));

    let gone = check(|draft| {
        draft.certificates = vec![CertificateDraft {
            id: Some(HELD),
            removed: true,
            ..CertificateDraft::default()
        }];
    })
    .unwrap();
    assert_eq!((gone.removed, gone.added), (vec![HELD], Vec::new()));
}

#[test]
fn nobody_is_their_own_contact_whichever_of_the_two_numbers_is_typed() {
    assert_eq!(
        check(|draft| draft.phone = Some("13900000000".into())).unwrap_err(),
        ["phone"]
    );
    let both = |draft: &mut DetailsDraft| {
        draft.phone = Some("13900000000".into());
        draft.emergency_name = Some("李梅".into());
        draft.emergency_relation = Some("妻子".into());
        draft.emergency_phone = Some("13900000000".into());
    };
    assert_eq!(check(both).unwrap_err(), ["emergency_phone"]);
}

#[test]
fn a_room_is_left_on_no_day_before_it_was_moved_into() {
    let out = |day: &'static str| {
        move |draft: &mut DetailsDraft| {
            (draft.building, draft.room, draft.moved_on) =
                (Some(String::new()), Some(String::new()), Some(day.into()));
        }
    };
    assert_eq!(check(out("2020-02-09")).unwrap_err(), ["moved_on"]);
    assert_eq!(
        check(out("2020-02-10")).unwrap().lodging,
        Move::Out {
            on: date(2020, 2, 10)
        }
    );
}
