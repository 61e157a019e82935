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
    evidence(&one.traits(1), &other.traits(2), Met::default())
}

const FACES: Met = Met {
    faces: true,
    phones: false,
};

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
        evidence(&one.traits(1), &other.traits(2), FACES),
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
    let found = evidence(&one.traits(1), &other.traits(2), FACES);
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

#[test]
fn a_former_phone_is_evidence_and_the_present_one_says_more() {
    let one = card("王建国", "44060519900307001", Some("13800000000"));
    let other = card("李伟", "42010619851212003", Some("13900000000"));
    let met = Met {
        phones: true,
        ..Met::default()
    };
    let found = |other: &Record| evidence(&one.traits(1), &other.traits(2), met);
    assert_eq!(found(&other), [Evidence::FormerPhone]);
    let same = card("李伟", "42010619851212003", Some("13800000000"));
    assert_eq!(found(&same), [Evidence::Phone]);
}

#[test]
fn between_two_checked_numbers_names_are_chance_and_faces_and_phones_are_not() {
    let near = Evidence::NameAndBirth {
        name: NameLikeness::Same,
        birth: BirthLikeness::Same,
    };
    let one = card("王建国", "44060519900307001", None).document;
    let other = card("王建国", "42010619900307003", None).document;
    let foreign = passport("王建国", "E12345678", date(1990, 3, 7)).document;
    assert!(numbers_differ(&one, &other) && !numbers_differ(&one, &one) && !numbers_differ(&one, &foreign));
    assert_eq!(rank(&one, &other, &[near]), None);
    assert_eq!(rank(&one, &foreign, &[near]), Some(2));
    assert_eq!(rank(&one, &other, &[near, Evidence::Phone]), Some(13));
    assert_eq!(rank(&one, &other, &[Evidence::Face]), Some(10));
    assert!(
        rank(&one, &foreign, &[Evidence::FormerPhone]) < rank(&one, &other, &[Evidence::Face]),
        "what can be merged comes first"
    );
    let number = Evidence::Number {
        number: NumberLikeness::OneOff,
    };
    assert_eq!(
        rank(&foreign, &foreign, &[number]),
        None,
        "a number that is near says nothing by itself"
    );
    assert_eq!(rank(&one, &foreign, &[]), None);
}

fn meet(one: &Record, other: &Record) -> bool {
    let (one, other) = (keys(&one.traits(1)), keys(&other.traits(2)));
    one.asked.iter().any(|key| other.kept.contains(key))
}

#[test]
fn a_name_has_few_keys_and_two_checked_numbers_meet_by_a_phone_alone() {
    let one = card("王建国", "44060519900307001", Some("13800000000"));
    let kept = keys(&one.traits(1)).kept;
    assert!(kept.len() <= 9, "{}", kept.len());
    let namesake = card("王建国", "42010619900307003", Some("13900000000"));
    assert!(!meet(&one, &namesake));
    let shared = card("李伟", "42010619851212003", Some("13800000000"));
    assert!(meet(&one, &shared));
    let abroad = passport("王健国", "E12345678", date(1990, 7, 3));
    assert!(meet(&one, &abroad) && meet(&abroad, &one));
    let typed_as_passport = passport("李伟", "12345678", date(1985, 12, 12));
    let permit = Record {
        document: Document::parse(DocumentKind::TaiwanPermit, "12345678").unwrap(),
        ..passport("王强", "E12345678", date(1990, 3, 7))
    };
    assert!(
        meet(&permit, &typed_as_passport),
        "the same number under another kind"
    );
}

#[test]
fn a_name_that_can_be_read_in_very_many_ways_still_meets_itself() {
    let name = "曾乐长行都重朝";
    let one = passport(name, "E12345678", date(1990, 3, 7));
    let other = passport(name, "K87654321", date(1990, 7, 3));
    assert!(meet(&one, &other));
    assert!(keys(&one.traits(1)).kept.len() < 12);
}

fn some_name() -> impl Strategy<Value = String> {
    let han = select("王汪建健国军伟长行单乐曾".chars().collect::<Vec<_>>());
    let latin = select(vec!["NGUYEN", "VAN", "AN", "ANH", "TRAN", "Đức"]);
    prop_oneof![
        prop::collection::vec(han, 1..5).prop_map(String::from_iter),
        prop::collection::vec(latin, 1..4).prop_map(|parts| parts.join(" ")),
        Just("阿卜杜拉·买买提".to_owned()),
        Just("买买提·阿卜杜拉".to_owned()),
        Just("阿卜杜拉买买提".to_owned()),
    ]
}

fn some_birth() -> impl Strategy<Value = Date> {
    (select(vec![1990_i16, 1991, 1980]), 1_i8..4, 1_i8..4)
        .prop_map(|(year, month, day)| date(year, month, day))
}

fn some_traits() -> impl Strategy<Value = Record> {
    let phone = prop::option::of(select(vec!["13800000000", "13800000001"]));
    let document = prop_oneof![
        "[EK][0-9]{8}".prop_map(|number| (DocumentKind::Passport, number)),
        Just((DocumentKind::TaiwanPermit, "12345678".to_owned())),
        Just((DocumentKind::Passport, "12345678".to_owned())),
        (1_u32..1000).prop_map(|serial| {
            let front = format!("44060519900307{serial:03}");
            let check = check_character(&front).unwrap();
            (DocumentKind::ResidentId, format!("{front}{check}"))
        }),
    ];
    (some_name(), some_birth(), document, phone).prop_map(|(name, born, (kind, number), phone)| {
        let document = Document::parse(kind, &number).unwrap();
        Record {
            name: Name::parse(&name).unwrap(),
            birth_date: document.birth_date().or(Some(born)),
            document,
            phone: phone.map(|phone| Phone::parse(phone).unwrap()),
        }
    })
}

fn some_meeting() -> impl Strategy<Value = Met> {
    (any::<bool>(), any::<bool>()).prop_map(|(faces, phones)| Met { faces, phones })
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
    fn it_does_not_matter_who_comes_first(one in some_record(), other in some_record(), met in some_meeting()) {
        prop_assert_eq!(
            evidence(&one.traits(1), &other.traits(2), met),
            evidence(&other.traits(2), &one.traits(1), met)
        );
    }

    #[test]
    fn nobody_is_evidence_against_themself(one in some_record(), other in some_record(), met in some_meeting()) {
        prop_assert!(evidence(&one.traits(1), &one.traits(1), met).is_empty());
        prop_assert!(evidence(&one.traits(1), &other.traits(1), met).is_empty(), "an older record of the same person");
    }

    #[test]
    fn any_two_names_are_as_near_from_either_side(one in "\\PC{1,8}", other in "\\PC{1,8}") {
        if let (Ok(one), Ok(other)) = (Name::parse(&one), Name::parse(&other)) {
            prop_assert_eq!(NameLikeness::between(&one, &other), NameLikeness::between(&other, &one));
            prop_assert_eq!(NameLikeness::between(&one, &one), Some(NameLikeness::Same));
        }
    }

    #[test]
    fn whoever_is_worth_showing_meets_under_a_key_from_either_side(one in some_traits(), other in some_traits()) {
        // Of one document there is one record.
        prop_assume!(one.document != other.document);
        let found = between(&one, &other);
        prop_assert_eq!(
            rank(&one.document, &other.document, &found),
            rank(&other.document, &one.document, &found)
        );
        if rank(&one.document, &other.document, &found).is_some() {
            prop_assert!(meet(&one, &other) && meet(&other, &one), "{:?} {:?} {:?}", one, other, found);
        }
    }
}
