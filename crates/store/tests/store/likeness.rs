//! Under what records meet that may be one person, and what is kept of a pair.

use domain::document::{Document, DocumentKind};
use domain::id::{LikenessId, PersonId};
use domain::likeness::{Evidence, Traits};
use domain::name::Name;
use domain::phone::Phone;
use jiff::civil::{Date, date};
use store::Tx;
use store::likeness::{Likeness, LikenessFilter, LikenessState};
use testkit::both_engines;
use testkit::identity::phone_number;
use uuid::Uuid;

use crate::ground::{MANAGER, OTHER, PERSON, SITE, ground, start};

struct Record {
    person: PersonId,
    name: Name,
    born: Date,
    document: Document,
    phone: Option<Phone>,
}

fn passport(number: u32, name: &str, born: Date, phone: Option<u32>) -> Record {
    Record {
        person: PersonId(Uuid::from_u128(500 + u128::from(number))),
        name: Name::parse(name).unwrap(),
        born,
        document: Document::parse(DocumentKind::Passport, &format!("E{number:08}")).unwrap(),
        phone: phone.map(|phone| Phone::parse(&phone_number(phone)).unwrap()),
    }
}

impl Record {
    fn traits(&self) -> Traits<'_> {
        Traits {
            person: self.person,
            name: &self.name,
            birth_date: Some(self.born),
            document: &self.document,
            phone: self.phone.as_ref(),
        }
    }
}

/// Whom each of these meets, and whether by phone.
async fn met(tx: &mut Tx, records: &[Record]) -> Vec<(PersonId, PersonId, bool)> {
    let traits: Vec<_> = records.iter().map(Record::traits).collect();
    let met = tx.meet(&traits).await.unwrap().into_iter();
    met.map(|one| (one.person, one.other, one.phones)).collect()
}

both_engines! {
    async fn those_who_may_be_one_meet_and_others_do_not(database: Database) {
        let born = date(1990, 3, 7);
        let mut tx = database.store.write().await.unwrap();
        let first = passport(1, "王建国", born, Some(1));
        assert_eq!(met(&mut tx, &[first]).await, []);
        let near = passport(2, "王健国", date(1990, 7, 3), None);
        let stranger = passport(3, "李伟", date(1985, 12, 1), None);
        let sharing = passport(4, "李伟", date(1970, 1, 2), Some(1));
        let person = |number: u128| PersonId(Uuid::from_u128(500 + number));
        assert_eq!(
            met(&mut tx, &[near, stranger, sharing]).await,
            [(person(2), person(1), false), (person(4), person(1), true)]
        );
    }
}

both_engines! {
    async fn a_phone_that_many_share_brings_nobody_together(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        let names = ["赵一", "钱二二", "孙三三", "李四四", "周五五", "吴六六"];
        let crew: Vec<Record> = names
            .iter()
            .enumerate()
            .map(|(nth, name)| passport(nth as u32, name, date(1970 + nth as i16, 1, 2), Some(1)))
            .collect();
        assert_eq!(met(&mut tx, &crew).await, []);
    }
}

both_engines! {
    async fn what_a_record_said_before_is_forgotten_but_for_its_phone(database: Database) {
        let born = date(1990, 3, 7);
        let mut tx = database.store.write().await.unwrap();
        let before = passport(1, "王建国", born, Some(1));
        let person = before.person;
        met(&mut tx, std::slice::from_ref(&before)).await;
        tx.forget_keys(&before.traits()).await.unwrap();
        let namesake = passport(2, "王建国", born, None);
        assert_eq!(met(&mut tx, &[namesake]).await, []);
        let sharing = passport(3, "李伟", date(1970, 1, 2), Some(1));
        assert_eq!(met(&mut tx, std::slice::from_ref(&sharing)).await, [(sharing.person, person, true)]);
        tx.forget_all_keys(person).await.unwrap();
        assert_eq!(met(&mut tx, &[sharing]).await, []);
    }
}

both_engines! {
    async fn a_pair_is_there_once_and_says_who_decided_what_and_why(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let mut pair = Likeness {
            id: LikenessId(Uuid::from_u128(1)),
            one: PERSON,
            other: OTHER,
            evidence: vec![Evidence::Phone],
            rank: 13,
            state: LikenessState::Open,
            found_at: start(),
            decided: None,
        };
        tx.put_likeness(&pair).await.unwrap();
        pair.evidence.insert(0, Evidence::Face);
        pair.rank = 10;
        tx.put_likeness(&Likeness { id: LikenessId(Uuid::from_u128(2)), ..pair.clone() }).await.unwrap();
        assert_eq!(tx.likeness_of(OTHER, PERSON).await.unwrap(), Some(pair.clone()), "in either order, with what is new");
        let everyone = LikenessFilter { limit: 9, ..LikenessFilter::default() };
        let here = LikenessFilter { site: Some(SITE), ..everyone.clone() };
        let town = LikenessFilter { division: Some("440605".into()), ..everyone.clone() };
        assert_eq!(tx.likenesses(&everyone).await.unwrap().len(), 1);
        assert_eq!(tx.likenesses(&town).await.unwrap().len(), 1);
        assert_eq!(tx.likenesses(&here).await.unwrap().len(), 0, "one of them is elsewhere");

        let way = (LikenessState::Open, LikenessState::Apart);
        assert!(tx.decide_likeness(pair.id, way, MANAGER, start(), "兄弟俩").await.unwrap());
        assert!(!tx.decide_likeness(pair.id, way, MANAGER, start(), "兄弟俩").await.unwrap(), "once");
        assert_eq!(tx.likenesses(&everyone).await.unwrap().len(), 0);
        let decided = tx.likenesses(&LikenessFilter { decided: true, ..everyone }).await.unwrap().remove(0);
        assert_eq!(decided.state, LikenessState::Apart);
        let who = decided.decided.unwrap();
        assert_eq!((who.by, who.by_name.as_str(), who.reason.as_str()), (MANAGER, "陈经理", "兄弟俩"));
        tx.drop_likeness(pair.id).await.unwrap();
        assert!(tx.likeness(pair.id).await.unwrap().is_some(), "what someone decided stays");
    }
}
