use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use super::*;
use crate::document::{DocumentKind, check_character};

#[derive(Debug)]
struct Record {
    name: Name,
    birth_date: Option<Date>,
    document: Document,
    phone: Option<Phone>,
}

fn identity(front: &str) -> Document {
    let number = format!("{front}{}", check_character(front).unwrap());
    Document::parse(DocumentKind::ResidentId, &number).unwrap()
}

fn passport(name: &str, number: &str, birth_date: Date) -> Record {
    Record {
        name: Name::parse(name).unwrap(),
        birth_date: Some(birth_date),
        document: Document::parse(DocumentKind::Passport, number).unwrap(),
        phone: None,
    }
}

fn card(name: &str, front: &str, phone: Option<&str>) -> Record {
    let document = identity(front);
    Record {
        name: Name::parse(name).unwrap(),
        birth_date: document.birth_date(),
        document,
        phone: phone.map(|phone| Phone::parse(phone).unwrap()),
    }
}

impl Record {
    fn traits(&self, person: u128) -> Traits<'_> {
        Traits {
            person: PersonId(Uuid::from_u128(person)),
            name: &self.name,
            birth_date: self.birth_date,
            document: &self.document,
            phone: self.phone.as_ref(),
        }
    }
}

fn between(one: &Record, other: &Record) -> Vec<Evidence> {
    evidence(&one.traits(1), &other.traits(2), false)
}

#[test]
fn strangers_have_nothing_in_common() {
    let one = card("王建国", "44060519900307001", Some("13800000000"));
    let other = card("李伟", "42010619851212003", Some("13900000000"));
    assert!(between(&one, &other).is_empty());
    let nobody_has_one = card("李伟", "42010619851212003", None);
    assert!(between(&nobody_has_one, &card("王建国", "44060519900307001", None)).is_empty());
}

#[test]
fn a_shared_phone_and_alike_faces_are_each_evidence_by_themselves() {
    let one = card("王建国", "44060519900307001", Some("13800000000"));
    let other = card("李伟", "42010619851212003", Some("13800000000"));
    assert_eq!(between(&one, &other), [Evidence::Phone]);
    assert_eq!(
        evidence(&one.traits(1), &other.traits(2), true),
        [Evidence::Face, Evidence::Phone]
    );
}

#[test]
fn a_document_with_a_digit_off_or_two_changed_about_is_seen() {
    let one = card("王建国", "44060519900307001", None);
    for (front, number) in [
        ("44060519900307021", NumberLikeness::OneOff),
        ("44060519900307010", NumberLikeness::Transposed),
    ] {
        let found = NumberLikeness::between(&one.document, &identity(front));
        assert_eq!(found, Some(number), "{front}");
    }
    for front in ["44060519900307001", "44060519900307120"] {
        assert_eq!(
            NumberLikeness::between(&one.document, &identity(front)),
            None,
            "{front}"
        );
    }
    let number = "E12345678";
    let passport = Document::parse(DocumentKind::Passport, "12345678").unwrap();
    let permit = Document::parse(DocumentKind::TaiwanPermit, "12345678").unwrap();
    assert_eq!(
        NumberLikeness::between(&passport, &permit),
        Some(NumberLikeness::OtherKind)
    );
    let other = Document::parse(DocumentKind::Passport, number).unwrap();
    assert_eq!(NumberLikeness::between(&passport, &other), None);
}

#[test]
fn near_names_count_with_near_days_of_birth_only() {
    let born = date(1990, 3, 7);
    for (name, other_name, birth, found) in [
        (
            "王建国",
            "王建国",
            born,
            Some((NameLikeness::Same, BirthLikeness::Same)),
        ),
        (
            "王建国",
            "汪建国",
            born,
            Some((NameLikeness::Homophone, BirthLikeness::Same)),
        ),
        (
            "王建国",
            "王健国",
            date(1990, 7, 3),
            Some((NameLikeness::Homophone, BirthLikeness::Swapped)),
        ),
        (
            "王建国",
            "王建军",
            born,
            Some((NameLikeness::OneCharacter, BirthLikeness::Same)),
        ),
        ("王建国", "王建军", date(1991, 3, 7), None),
        (
            "王建国",
            "王建国",
            date(1991, 3, 7),
            Some((NameLikeness::Same, BirthLikeness::OneDigit)),
        ),
        ("王建国", "王建国", date(1984, 12, 1), None),
        ("王伟", "王芳", born, None),
        (
            "NGUYEN VAN AN",
            "An Nguyễn Văn",
            born,
            Some((NameLikeness::Swapped, BirthLikeness::Same)),
        ),
        (
            "NGUYEN VAN AN",
            "NGUYEN VAN ANH",
            born,
            Some((NameLikeness::OneCharacter, BirthLikeness::Same)),
        ),
        ("NGUYEN VAN AN", "TRAN VAN AN", born, None),
        (
            "王\u{e863}",
            "王䶮",
            born,
            Some((NameLikeness::Same, BirthLikeness::Same)),
        ),
    ] {
        let expected: Vec<_> = found
            .map(|(name, birth)| Evidence::NameAndBirth { name, birth })
            .into_iter()
            .collect();
        let one = passport(name, "E12345678", born);
        let other = passport(other_name, "K87654321", birth);
        assert_eq!(between(&one, &other), expected, "{name} {other_name} {birth}");
    }
}

#[test]
fn every_piece_of_evidence_has_words_in_both_languages_without_personal_data() {
    let one = card("王建国", "44060519900307001", Some("13800000000"));
    let other = card("王健国", "44060519900307010", Some("13800000000"));
    let found = evidence(&one.traits(1), &other.traits(2), true);
    assert_eq!(found.len(), 4);
    assert!(found.is_sorted(), "strongest first");
    for evidence in found {
        let words = evidence.words();
        assert!(!words.zh.is_empty() && !words.en.is_empty());
        for personal in ["王", "1990", "138"] {
            assert!(!words.zh.contains(personal) && !words.en.contains(personal));
        }
        let json = serde_json::to_string(&evidence).unwrap();
        assert_eq!(serde_json::from_str::<Evidence>(&json).unwrap(), evidence);
    }
}

fn some_record() -> impl Strategy<Value = Record> {
    (
        select(vec![
            "王建国",
            "汪建国",
            "王建军",
            "国建王",
            "Nguyen Van An",
            "An Van Nguyen",
            "王伟",
        ]),
        0_u32..3,
        1_i8..13,
        1_i8..13,
        prop::option::of(select(vec!["13800000000", "13800000001"])),
    )
        .prop_map(|(name, serial, month, day, phone)| {
            card(name, &format!("4406051990{month:02}{day:02}{serial:03}"), phone)
        })
}

proptest! {
    #[test]
    fn it_does_not_matter_who_comes_first(one in some_record(), other in some_record(), faces in any::<bool>()) {
        prop_assert_eq!(
            evidence(&one.traits(1), &other.traits(2), faces),
            evidence(&other.traits(2), &one.traits(1), faces)
        );
    }

    #[test]
    fn nobody_is_evidence_against_themself(one in some_record(), other in some_record(), faces in any::<bool>()) {
        prop_assert!(evidence(&one.traits(1), &one.traits(1), faces).is_empty());
        prop_assert!(evidence(&one.traits(1), &other.traits(1), faces).is_empty(), "an older record of the same person");
    }

    #[test]
    fn any_two_names_are_as_near_from_either_side(one in "\\PC{1,8}", other in "\\PC{1,8}") {
        if let (Ok(one), Ok(other)) = (Name::parse(&one), Name::parse(&other)) {
            prop_assert_eq!(NameLikeness::between(&one, &other), NameLikeness::between(&other, &one));
            prop_assert_eq!(NameLikeness::between(&one, &one), Some(NameLikeness::Same));
        }
    }
}
