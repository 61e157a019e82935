//! Who is found in a site's list, and by what.

use domain::document::{Document, DocumentKind};
use domain::id::{EngagementId, PersonId, SiteId};
use domain::name::Name;
use domain::phone::Phone;
use domain::registry::EngagementState;
use domain::search::Query;
use domain::standing::{Standing, State};
use domain::worker_kind::WorkerKind;
use store::Tx;
use store::correction::{Corrected, Identity};
use store::engagement::NewEngagement;
use store::person::NewPerson;
use store::worker::WorkerFilter;
use testkit::both_engines;
use testkit::identity::{identity_number, phone_number};
use uuid::Uuid;

use crate::ground::{MANAGER, OTHER_SITE, SITE, ground, start};

fn person_id(number: u32) -> PersonId {
    PersonId(Uuid::from_u128(100 + u128::from(number)))
}

fn engagement_id(number: u32) -> EngagementId {
    EngagementId(Uuid::from_u128(90_000 + u128::from(number)))
}

async fn engage(tx: &mut Tx, number: u32, name: &str, site: SiteId) {
    let engagement = person_to_engage(tx, number, name, site).await;
    tx.insert_engagements(&[engagement]).await.unwrap();
}

/// Adds a person, and says how they are to be engaged.
async fn person_to_engage(tx: &mut Tx, number: u32, name: &str, site: SiteId) -> NewEngagement {
    let document = Document::parse(DocumentKind::ResidentId, &identity_number(number)).unwrap();
    let person = NewPerson {
        id: person_id(number),
        document: document.clone(),
        name: Name::parse(name).unwrap(),
        phone: Phone::parse(&phone_number(number)).ok(),
        birth_date: document.birth_date(),
        standing: Standing {
            state: State::Hold,
            reasons: Vec::new(),
            changes_at: None,
        },
        created_at: start(),
    };
    tx.insert_people(&[person]).await.unwrap();
    NewEngagement {
        id: engagement_id(number),
        site,
        person: person_id(number),
        document,
        crew: None,
        contractor: None,
        kind: WorkerKind::Worker,
        trade: None,
        state: EngagementState::Active,
        entered_on: None,
        created_at: start(),
    }
}

fn of(site: SiteId, text: &str) -> WorkerFilter {
    WorkerFilter {
        sought: Some(Query::parse(text).unwrap()),
        ..WorkerFilter::of(site, "2020-02-17".parse().unwrap())
    }
}

async fn found(tx: &mut Tx, filter: &WorkerFilter) -> Vec<PersonId> {
    let workers = tx.workers(filter).await.unwrap();
    workers.into_iter().map(|worker| worker.person.id).collect()
}

both_engines! {
    async fn people_are_found_by_name_pinyin_initials_and_tails_at_their_site_alone(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        engage(&mut tx, 101, "阿卜杜拉·买买提", SITE).await;
        engage(&mut tx, 5002, "李䶮", SITE).await;
        engage(&mut tx, 103, "单雄信", OTHER_SITE).await;
        for (text, number) in [
            ("阿卜杜拉•买买提", 101),
            ("abudula", 101),
            ("买买提", 101),
            ("mmt", 101),
            (&identity_number(101)[14..], 101),
            ("5002", 5002),
            ("李", 5002),
            ("li yan", 5002),
            ("ly", 5002),
            ("李 5002", 5002),
        ] {
            assert_eq!(found(&mut tx, &of(SITE, text)).await, [person_id(number)], "{text}");
        }
        for text in ["shanxx", "9999", "王 5002", "liyang"] {
            assert!(found(&mut tx, &of(SITE, text)).await.is_empty(), "{text}");
        }
        assert_eq!(found(&mut tx, &of(OTHER_SITE, "shanxx")).await, [person_id(103)]);
    }
}

both_engines! {
    async fn what_is_sought_is_cut_by_the_other_filters_and_goes_on_by_key(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        for number in 200..205 {
            engage(&mut tx, number, "张伟", SITE).await;
        }
        let first = WorkerFilter { limit: 2, ..of(SITE, "zhangwei") };
        assert_eq!(found(&mut tx, &first).await, [person_id(204), person_id(203)], "the newest first");
        let next = WorkerFilter { before: Some(engagement_id(203)), ..first.clone() };
        assert_eq!(found(&mut tx, &next).await, [person_id(202), person_id(201)]);
        let barred = WorkerFilter { standing: Some(State::Barred), ..first };
        assert!(found(&mut tx, &barred).await.is_empty());
    }
}

both_engines! {
    async fn who_is_corrected_or_gets_another_phone_is_found_by_what_holds_now(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        engage(&mut tx, 101, "赵志明", SITE).await;
        let person = tx.person(person_id(101)).await.unwrap().unwrap();
        let correction = Corrected { id: Uuid::from_u128(1), at: start(), by: MANAGER };
        let identity = Identity { name: Name::parse("汪建业").unwrap(), birth_date: person.birth_date };
        tx.correct_person(&person, &identity, correction).await.unwrap();
        assert_eq!(found(&mut tx, &of(SITE, "汪")).await, [person_id(101)]);
        assert!(found(&mut tx, &of(SITE, "志明")).await.is_empty());

        let corrected = tx.person(person_id(101)).await.unwrap().unwrap();
        tx.put_phone(&corrected, Phone::parse("13900007777").ok().as_ref()).await.unwrap();
        assert_eq!(found(&mut tx, &of(SITE, "7777")).await, [person_id(101)]);
        assert!(found(&mut tx, &of(SITE, &phone_number(101)[7..])).await.is_empty());
        tx.cut_off(person_id(101), start()).await.unwrap();
        assert!(found(&mut tx, &of(SITE, "7777")).await.is_empty());
    }
}

both_engines! {
    async fn who_left_is_found_among_those_who_left(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        engage(&mut tx, 101, "单雄信", SITE).await;
        let engagement = tx.engagement(engagement_id(101)).await.unwrap().unwrap();
        tx.end_engagement(&engagement, "2020-02-17".parse().unwrap()).await.unwrap();
        assert!(found(&mut tx, &of(SITE, "单雄信")).await.is_empty());
        let left = WorkerFilter { state: Some(EngagementState::Ended), ..of(SITE, "单雄信") };
        assert_eq!(found(&mut tx, &left).await, [person_id(101)]);
        tx.release_person(person_id(101), start()).await.unwrap();
        assert!(found(&mut tx, &left).await.is_empty());
    }
}

both_engines! {
    async fn who_came_by_a_list_is_found_after_its_end_by_what_holds_then(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let first = person_to_engage(&mut tx, 101, "赵志明", SITE).await;
        let second = person_to_engage(&mut tx, 102, "钱小满", SITE).await;
        tx.insert_newcomers(&[first, second], start()).await.unwrap();
        assert!(found(&mut tx, &of(SITE, "志明")).await.is_empty());
        let before = start() - jiff::SignedDuration::from_secs(1);
        assert!(tx.newcomers(before, 10).await.unwrap().is_empty());

        let person = tx.person(person_id(102)).await.unwrap().unwrap();
        tx.put_phone(&person, Phone::parse("13900007777").ok().as_ref()).await.unwrap();
        let newcomers = tx.newcomers(start(), 10).await.unwrap();
        let people = tx.people(&[person_id(101), person_id(102)]).await.unwrap();
        tx.list_newcomers(&newcomers, &people).await.unwrap();
        assert_eq!(found(&mut tx, &of(SITE, "志明")).await, [person_id(101)]);
        assert_eq!(found(&mut tx, &of(SITE, "7777")).await, [person_id(102)]);
        assert!(found(&mut tx, &of(SITE, &phone_number(102)[7..])).await.is_empty());
        assert!(tx.newcomers(start(), 10).await.unwrap().is_empty());
    }
}

both_engines! {
    async fn of_a_long_list_everyone_is_found_though_one_stood_in_the_index_before(database: Database) {
        ground(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        let mut engagements = Vec::new();
        for number in 1_000..1_450 {
            engagements.push(person_to_engage(&mut tx, number, "赵志明", SITE).await);
        }
        tx.insert_newcomers(&engagements, start()).await.unwrap();
        let person = tx.person(person_id(1_200)).await.unwrap().unwrap();
        tx.put_phone(&person, Phone::parse("13900007777").ok().as_ref()).await.unwrap();

        let newcomers = tx.newcomers(start(), 1_000).await.unwrap();
        let ids: Vec<PersonId> = (1_000..1_450).map(person_id).collect();
        let people = tx.people(&ids).await.unwrap();
        tx.list_newcomers(&newcomers, &people).await.unwrap();
        let everyone = WorkerFilter { limit: 1_000, ..of(SITE, "志明") };
        assert_eq!(found(&mut tx, &everyone).await.len(), 450);
        assert_eq!(found(&mut tx, &of(SITE, "7777")).await, [person_id(1_200)]);
        tx.commit().await.unwrap();
    }
}
