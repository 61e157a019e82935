//! Consents and the faces that hang on them.

use domain::consent::Purpose;
use jiff::SignedDuration;
use store::consent::Consent;
use store::face::FaceTemplate;
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{MANAGER, OTHER, PERSON, ground, start};

fn consent(number: u128, hours: i64) -> Consent {
    Consent {
        id: Uuid::from_u128(number),
        person: PERSON,
        purpose: Purpose::Face,
        text_version: format!("face-{number}"),
        given_at: start() + SignedDuration::from_hours(hours),
        withdrawn_at: None,
        witness: Some(MANAGER),
    }
}

both_engines! {
    async fn the_newest_consent_not_withdrawn_stands_and_the_history_is_kept(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        assert_eq!(tx.standing_consent(PERSON, Purpose::Face).await.unwrap(), None);
        tx.insert_consent(&consent(1, 0)).await.unwrap();
        tx.insert_consent(&consent(2, 1)).await.unwrap();
        let both = [PERSON, OTHER];
        assert_eq!(tx.standing_consents(&both, Purpose::Face).await.unwrap(), [consent(2, 1)]);
        assert_eq!(tx.standing_consent(PERSON, Purpose::Declaration).await.unwrap(), None);

        let later = start() + SignedDuration::from_hours(2);
        assert!(tx.withdraw_consents(PERSON, Purpose::Face, later).await.unwrap());
        assert!(!tx.withdraw_consents(PERSON, Purpose::Face, later).await.unwrap(), "once");
        assert_eq!(tx.standing_consent(PERSON, Purpose::Face).await.unwrap(), None);
        let history = tx.consents(PERSON).await.unwrap();
        assert_eq!(history.iter().map(|consent| consent.withdrawn_at).collect::<Vec<_>>(), [Some(later); 2]);
        assert_eq!(history[0].id, consent(2, 1).id, "newest first");
    }
}

fn face(person: domain::id::PersonId, hours: i64) -> FaceTemplate {
    FaceTemplate {
        person,
        model: "a model".into(),
        vector: vec![7; 512],
        enrolled_at: start() + SignedDuration::from_hours(hours),
    }
}

both_engines! {
    async fn a_person_has_one_face_and_it_opens_for_them_alone(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        tx.put_face(&face(PERSON, 0)).await.unwrap();
        tx.put_face(&face(PERSON, 1)).await.unwrap();
        tx.put_face(&face(OTHER, 2)).await.unwrap();
        assert_eq!(tx.face_template(PERSON).await.unwrap(), Some(face(PERSON, 1)));
        assert_eq!(tx.face_templates(&[PERSON, OTHER]).await.unwrap().len(), 2);
        let when = tx.enrolled_at(&[OTHER]).await.unwrap();
        assert_eq!(when, [(OTHER, face(OTHER, 2).enrolled_at)]);

        let all = tx.faces_since((start(), PERSON), 1).await.unwrap();
        assert_eq!(all, [face(PERSON, 1)]);
        let rest = tx.faces_since((all[0].enrolled_at, PERSON), 10).await.unwrap();
        assert_eq!(rest, [face(OTHER, 2)]);

        assert!(tx.delete_face(PERSON).await.unwrap());
        assert!(!tx.delete_face(PERSON).await.unwrap());
        assert_eq!(tx.face_template(PERSON).await.unwrap(), None);
    }
}
