//! One record leads another: what hangs on it moves as it was sealed, and moves back.

use domain::declaration::{Answers, Tenths};
use domain::id::{DeclarationId, LikenessId, MergerId, PersonId};
use domain::likeness::Evidence;
use jiff::SignedDuration;
use jiff::civil::date;
use store::declaration::Declaration;
use store::face::FaceTemplate;
use store::likeness::{Likeness, LikenessState};
use store::merger::Merger;
use store::{Store, Tx};
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{OTHER, PERSON, ground, start};

const PAIR: LikenessId = LikenessId(Uuid::from_u128(1));

async fn declare(tx: &mut Tx, person: PersonId, number: u128, corrects: Option<u128>) {
    let found = tx.person(person).await.unwrap().unwrap();
    let declaration = Declaration {
        id: DeclarationId(Uuid::from_u128(number)),
        person,
        at: start() + SignedDuration::from_mins(number as i64),
        day: date(2020, 2, 17),
        corrects: corrects.map(|id| DeclarationId(Uuid::from_u128(id))),
        superseded: false,
        verified: false,
        text_version: "declaration-1".into(),
        answers: Answers {
            temperature: Some(Tenths(360 + number as i32)),
            symptoms: vec![],
            stays: vec![],
            trips: vec![],
            contact: None,
            questions: std::collections::BTreeMap::new(),
            promise: true,
        },
    };
    tx.insert_declaration(&found, &declaration).await.unwrap();
}

/// What a record has declared, the last first, by its tenths over 36 degrees.
async fn declared(tx: &mut Tx, person: PersonId) -> Vec<i32> {
    let found = tx.person(person).await.unwrap().unwrap();
    let all = tx.declarations(&found, None, 9).await.unwrap().into_iter();
    all.map(|one| one.answers.temperature.unwrap().0 - 360).collect()
}

async fn merge(store: &Store) -> Merger {
    let mut tx = store.write().await.unwrap();
    let pair = Likeness {
        id: PAIR,
        one: PERSON,
        other: OTHER,
        evidence: vec![Evidence::Face],
        rank: 10,
        state: LikenessState::Open,
        found_at: start(),
        decided: None,
    };
    tx.put_likeness(&pair).await.unwrap();
    let merger = Merger {
        id: MergerId(Uuid::from_u128(1)),
        likeness: PAIR,
        leading: PERSON,
        other: OTHER,
        at: start() + SignedDuration::from_mins(10),
        undone_at: None,
    };
    let people = (
        tx.person(PERSON).await.unwrap().unwrap(),
        tx.person(OTHER).await.unwrap().unwrap(),
    );
    tx.merge(&merger, &people.0, &people.1, date(2020, 2, 17))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    merger
}

async fn undo(store: &Store, merger: &Merger) {
    let mut tx = store.write().await.unwrap();
    let leading = tx.person(PERSON).await.unwrap().unwrap();
    let other = tx.person(OTHER).await.unwrap().unwrap();
    let at = start() + SignedDuration::from_mins(30);
    tx.undo_merger(merger, &leading, &other, at).await.unwrap();
    tx.commit().await.unwrap();
}

async fn enrol(tx: &mut Tx, person: PersonId, minute: i64) -> FaceTemplate {
    let face = FaceTemplate {
        person,
        model: "m".into(),
        vector: vec![minute as u8; 8],
        enrolled_at: start() + SignedDuration::from_mins(minute),
    };
    tx.put_face(&face).await.unwrap();
    face
}

both_engines! {
    async fn what_was_told_under_both_is_the_leading_records_and_goes_back_with_its_corrections(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        declare(&mut tx, PERSON, 1, None).await;
        declare(&mut tx, OTHER, 2, None).await;
        tx.commit().await.unwrap();
        let merger = merge(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        assert_eq!((declared(&mut tx, PERSON).await, declared(&mut tx, OTHER).await), (vec![2, 1], vec![]));
        declare(&mut tx, PERSON, 11, Some(2)).await;
        declare(&mut tx, PERSON, 12, Some(11)).await;
        declare(&mut tx, PERSON, 13, None).await;
        // A request that was on its way for the other record.
        declare(&mut tx, OTHER, 14, None).await;
        tx.gather(&[OTHER]).await.unwrap();
        assert_eq!(declared(&mut tx, PERSON).await, [14, 13, 12, 11, 2, 1]);
        tx.commit().await.unwrap();
        undo(&database.store, &merger).await;
        let mut tx = database.store.read().await.unwrap();
        assert_eq!(declared(&mut tx, PERSON).await, [13, 1]);
        assert_eq!(declared(&mut tx, OTHER).await, [14, 12, 11, 2], "each opens under its own key again");
    }
}

both_engines! {
    async fn the_other_record_is_known_by_what_it_was_and_hangs_on_the_leading_one(database: Database) {
        ground(&database.store).await;
        let merger = merge(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let led = tx.led_by(&[PERSON]).await.unwrap();
        assert_eq!(led.iter().map(|(leads, led)| (*leads, led.id)).collect::<Vec<_>>(), [(PERSON, OTHER)]);
        assert_eq!(tx.leads_of(&[PERSON, OTHER]).await.unwrap().into_iter().collect::<Vec<_>>(), [(OTHER, PERSON)]);
        assert_eq!(tx.current_engagements(PERSON).await.unwrap().len(), 2);
        assert_eq!(tx.current_engagements(OTHER).await.unwrap().len(), 0);
        assert_eq!(tx.merger_of(PAIR).await.unwrap(), Some(merger.clone()));
        tx.commit().await.unwrap();
        undo(&database.store, &merger).await;
        let mut tx = database.store.read().await.unwrap();
        assert_eq!(tx.merger_of(PAIR).await.unwrap(), None);
        assert_eq!(tx.current_engagements(PERSON).await.unwrap().len(), 1);
        assert_eq!(tx.current_engagements(OTHER).await.unwrap().len(), 1);
    }
}

both_engines! {
    async fn a_face_moves_where_there_is_none_and_one_enrolled_since_stays(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let face = enrol(&mut tx, OTHER, 1).await;
        tx.commit().await.unwrap();
        let merger = merge(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let moved = tx.face_template(PERSON).await.unwrap();
        assert_eq!(moved, Some(FaceTemplate { person: PERSON, ..face.clone() }));
        assert_eq!(tx.face_template(OTHER).await.unwrap(), None);
        tx.commit().await.unwrap();
        undo(&database.store, &merger).await;
        let mut tx = database.store.write().await.unwrap();
        assert_eq!(tx.face_template(OTHER).await.unwrap(), Some(face));
        assert_eq!(tx.face_template(PERSON).await.unwrap(), None);
    }
}
