//! Sites, crews, people and engagements.

use domain::document::{Document, DocumentKind};
use domain::id::{AuditId, CrewId, EngagementId, PersonId, SiteId};
use domain::name::Name;
use domain::phone::Phone;
use domain::registry::{EngagementState, SiteKind};
use domain::standing::{Standing, State};
use domain::worker_kind::WorkerKind;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::Tx;
use store::crew::NewCrew;
use store::engagement::{Engagement, NewEngagement};
use store::face::FaceStage;
use store::person::NewPerson;
use store::site::{Headcount, NewSite, SiteFilter};
use store::terms::{Since, Terms};
use store::worker::WorkerFilter;
use testkit::both_engines;
use testkit::identity::{identity_number, phone_number};
use uuid::Uuid;

fn start() -> Timestamp {
    "2020-02-17T00:00:00Z".parse().unwrap()
}

fn today() -> Date {
    date(2020, 2, 17)
}

fn site_id(number: u128) -> SiteId {
    SiteId(Uuid::from_u128(number))
}

fn person_id(number: u32) -> PersonId {
    PersonId(Uuid::from_u128(1000 + u128::from(number)))
}

fn document(number: u32) -> Document {
    Document::parse(DocumentKind::ResidentId, &identity_number(number)).unwrap()
}

fn person(number: u32, name: &str) -> NewPerson {
    NewPerson {
        id: person_id(number),
        document: document(number),
        name: Name::parse(name).unwrap(),
        phone: Phone::parse(&phone_number(number)).ok(),
        birth_date: document(number).birth_date(),
        standing: Standing {
            state: State::Hold,
            reasons: vec![],
            changes_at: None,
        },
        created_at: start(),
    }
}

fn engagement(number: u32, site: SiteId, crew: Option<CrewId>) -> NewEngagement {
    NewEngagement {
        id: EngagementId(Uuid::from_u128(2000 + u128::from(number))),
        site,
        person: person_id(number),
        document: document(number),
        crew,
        contractor: None,
        kind: WorkerKind::Worker,
        trade: Some("020".into()),
        state: EngagementState::Active,
        entered_on: Some(today()),
        created_at: start(),
    }
}

async fn stored(tx: &mut Tx, engagement: EngagementId) -> Engagement {
    tx.engagement(engagement).await.unwrap().expect("an engagement")
}

async fn with_sites(tx: &mut Tx) {
    let site = |number: u128, name: &str, town: &str| NewSite {
        id: site_id(number),
        kind: SiteKind::ConstructionProject,
        name: name.into(),
        division: town.parse().unwrap(),
        address: "海八路 1 号".into(),
        join_token: format!("token-{number}"),
        organisation: None,
    };
    let sites = [
        site(1, "乙工地", "440605011"),
        site(2, "甲_工地", "440605011"),
        site(3, "丙工地", "440605125"),
    ];
    tx.insert_sites(&sites, start()).await.unwrap();
}

both_engines! {
    async fn a_person_comes_back_as_they_were_written(database: Database) {
        let written = person(1, "阿卜杜拉·买买提");
        let mut tx = database.store.write().await.unwrap();
        tx.insert_people(std::slice::from_ref(&written)).await.unwrap();
        tx.commit().await.unwrap();

        let mut tx = database.store.read().await.unwrap();
        let read = tx.person(written.id).await.unwrap().expect("the person is there");
        assert_eq!((read.document, read.name, read.phone, read.birth_date),
            (written.document, written.name, written.phone, written.birth_date));
        let index = tx.vault().document_index(&document(1));
        assert_eq!(tx.person_by_document(&index).await.unwrap(), Some(written.id));
        let other = tx.vault().document_index(&document(2));
        assert_eq!(tx.person_by_document(&other).await.unwrap(), None);
        assert!(tx.person(person_id(2)).await.unwrap().is_none());
    }
}

both_engines! {
    async fn one_document_is_one_person_and_a_second_is_refused_with_all_it_came_with(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        tx.insert_people(&[person(1, "王建国")]).await.unwrap();
        tx.commit().await.unwrap();

        let twin = NewPerson { document: document(1), ..person(2, "王建国") };
        let mut tx = database.store.write().await.unwrap();
        let refused = tx.insert_people(&[person(3, "李四"), twin]).await;
        assert!(matches!(refused, Err(store::Error::Conflict(_))));
        drop(tx);
        let mut tx = database.store.read().await.unwrap();
        assert!(tx.people(&[person_id(2), person_id(3)]).await.unwrap().is_empty());
    }
}

both_engines! {
    async fn hundreds_of_people_go_in_and_are_found_by_their_documents(database: Database) {
        let people: Vec<NewPerson> = (0..450).map(|number| person(number, "王建国")).collect();
        let mut tx = database.store.write().await.unwrap();
        tx.insert_people(&people).await.unwrap();
        let indexes: Vec<String> = (440..460).map(|number| tx.vault().document_index(&document(number))).collect();
        let found = tx.people_by_documents(&indexes).await.unwrap();
        assert_eq!(found.len(), 10, "those that are there");
        for (index, person) in found {
            assert_eq!(index, tx.vault().document_index(&person.document));
        }
    }
}

both_engines! {
    async fn people_who_share_a_phone_are_all_found_by_it_and_a_new_phone_replaces_the_old(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        let shared = NewPerson { phone: Phone::parse(&phone_number(1)).ok(), ..person(2, "李四") };
        tx.insert_people(&[person(1, "王建国"), shared]).await.unwrap();
        let old = tx.vault().phone_index(&Phone::parse(&phone_number(1)).unwrap());
        assert_eq!(tx.people_by_phone(&old).await.unwrap(), [person_id(1), person_id(2)]);

        let changed = tx.person(person_id(2)).await.unwrap().unwrap();
        let phone = Phone::parse("13700000000").unwrap();
        tx.put_phone(&changed, Some(&phone)).await.unwrap();
        assert_eq!(tx.people_by_phone(&old).await.unwrap(), [person_id(1)]);
        let new = tx.vault().phone_index(&phone);
        assert_eq!(tx.people_by_phone(&new).await.unwrap(), [person_id(2)]);
        assert_eq!(tx.person(person_id(2)).await.unwrap().unwrap().phone, Some(phone));
    }
}

both_engines! {
    async fn an_engagement_goes_from_pending_to_active_to_ended_and_once_each(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        with_sites(&mut tx).await;
        tx.insert_people(&[person(1, "王建国")]).await.unwrap();
        let pending = NewEngagement { state: EngagementState::Pending, entered_on: None, ..engagement(1, site_id(1), None) };
        tx.insert_engagements(std::slice::from_ref(&pending)).await.unwrap();
        assert!(tx.active_sites_of(&[person_id(1)]).await.unwrap().is_empty(), "not at work yet");

        assert!(tx.confirm_engagement(pending.id, today()).await.unwrap());
        assert!(!tx.confirm_engagement(pending.id, today()).await.unwrap(), "once");
        assert_eq!(tx.active_sites_of(&[person_id(1)]).await.unwrap(), [(person_id(1), site_id(1))]);
        let current = tx.current_engagements(person_id(1)).await.unwrap();
        assert_eq!((current[0].state, current[0].entered_on, current[0].site_name.as_str()),
            (EngagementState::Active, Some(today()), "乙工地"));

        let waiting = stored(&mut tx, pending.id).await;
        assert!(tx.end_engagement(&waiting, today()).await.unwrap());
        assert!(!tx.end_engagement(&waiting, today()).await.unwrap(), "once");
        assert!(tx.current_engagements(person_id(1)).await.unwrap().is_empty());
        assert!(tx.active_sites_of(&[person_id(1)]).await.unwrap().is_empty());
        assert_eq!(tx.engagements(person_id(1)).await.unwrap()[0].ended_on, Some(today()), "the history stays");
    }
}

both_engines! {
    async fn nobody_is_engaged_twice_at_one_site_and_may_be_at_two(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        with_sites(&mut tx).await;
        tx.insert_people(&[person(1, "王建国")]).await.unwrap();
        let elsewhere = NewEngagement { id: EngagementId(Uuid::from_u128(1)), site: site_id(2), ..engagement(1, site_id(1), None) };
        tx.insert_engagements(&[engagement(1, site_id(1), None), elsewhere]).await.unwrap();
        assert_eq!(tx.current_engagements(person_id(1)).await.unwrap().len(), 2);
        let here = tx.engagements_at(site_id(2), &[person_id(1), person_id(9)]).await.unwrap();
        assert_eq!(here.len(), 1);

        let twice = NewEngagement { id: EngagementId(Uuid::from_u128(2)), ..engagement(1, site_id(1), None) };
        assert!(matches!(tx.insert_engagements(&[twice]).await, Err(store::Error::Conflict(_))));
    }
}

both_engines! {
    async fn who_ended_may_begin_again(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        with_sites(&mut tx).await;
        tx.insert_people(&[person(1, "王建国")]).await.unwrap();
        let first = engagement(1, site_id(1), None);
        tx.insert_engagements(std::slice::from_ref(&first)).await.unwrap();
        let engaged = stored(&mut tx, first.id).await;
        tx.end_engagement(&engaged, today()).await.unwrap();
        let again = NewEngagement { id: EngagementId(Uuid::from_u128(2)), ..first };
        tx.insert_engagements(&[again]).await.unwrap();
        assert_eq!(tx.engagements(person_id(1)).await.unwrap().len(), 2);
    }
}

both_engines! {
    async fn crews_are_known_by_name_within_their_site(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        with_sites(&mut tx).await;
        let crew = |number: u128, name: &str| NewCrew {
            id: CrewId(Uuid::from_u128(number)),
            name: name.to_owned(),
            contractor: None,
        };
        assert_eq!(tx.insert_crews(site_id(1), &[crew(1, "钢筋"), crew(2, "木工")]).await.unwrap(), 2);
        assert_eq!(tx.insert_crews(site_id(1), &[crew(3, "钢筋")]).await.unwrap(), 0, "it is there already");
        assert_eq!(tx.insert_crews(site_id(2), &[crew(4, "钢筋")]).await.unwrap(), 1, "another site's");
        tx.insert_people(&[person(1, "王建国")]).await.unwrap();
        let engaged = engagement(1, site_id(1), Some(CrewId(Uuid::from_u128(1))));
        tx.insert_engagements(std::slice::from_ref(&engaged)).await.unwrap();
        let crews: Vec<(String, i64)> =
            tx.crews(site_id(1)).await.unwrap().into_iter().map(|crew| (crew.name, crew.people)).collect();
        assert_eq!(crews, [("木工".to_owned(), 0), ("钢筋".to_owned(), 1)]);

        let terms = Terms {
            crew: Some(CrewId(Uuid::from_u128(2))),
            contractor: None,
            kind: WorkerKind::Manager,
            trade: Some("240".into()),
        };
        let since = Since { day: today(), at: "2020-02-17T00:00:00Z".parse().unwrap() };
        tx.put_terms(engaged.id, &terms, since).await.unwrap();
        let moved = tx.engagement(engaged.id).await.unwrap().unwrap();
        assert_eq!((moved.crew_name.as_deref(), moved.trade.as_deref()), (Some("木工"), Some("240")));
        assert_eq!(moved.kind, WorkerKind::Manager);
    }
}

both_engines! {
    async fn sites_are_listed_by_name_within_a_division_and_counted(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        with_sites(&mut tx).await;
        tx.insert_people(&[person(1, "王建国"), person(2, "李四")]).await.unwrap();
        let pending = NewEngagement { state: EngagementState::Pending, ..engagement(2, site_id(1), None) };
        tx.insert_engagements(&[engagement(1, site_id(1), None), pending]).await.unwrap();

        let of_town = SiteFilter { division: Some("440605011".into()), limit: 10, ..SiteFilter::default() };
        let names = |sites: Vec<store::site::Site>| -> Vec<String> { sites.into_iter().map(|site| site.name).collect() };
        let found = tx.sites(&of_town).await.unwrap();
        assert_eq!(found[0].town.as_str(), "440605011");
        assert_eq!(names(found.clone()), ["乙工地", "甲_工地"]);
        let after = SiteFilter { after: Some((found[0].name.clone(), found[0].id)), ..of_town.clone() };
        assert_eq!(names(tx.sites(&after).await.unwrap()), ["甲_工地"]);
        let underscore = SiteFilter { named: Some("_".into()), ..of_town };
        assert_eq!(names(tx.sites(&underscore).await.unwrap()), ["甲_工地"], "a sign of the pattern is only a sign");

        let counts = tx.headcounts(&[site_id(1), site_id(2)], None).await.unwrap();
        assert_eq!(counts.get(&site_id(1)), Some(&Headcount { people: 1, hold: 1, pending: 1, ..Headcount::default() }));
        assert_eq!(counts.get(&site_id(2)), None);
        let towns: Vec<(String, i64, i64)> = tx.towns(Some("440605"), None).await.unwrap()
            .into_iter().map(|town| (town.division.to_string(), town.sites, town.people)).collect();
        assert_eq!(towns, [("440605011".to_owned(), 2, 1), ("440605125".to_owned(), 1, 0)]);
        assert_eq!(tx.towns(None, Some(site_id(3))).await.unwrap().len(), 1);
        assert_eq!(tx.site_by_join_token("token-2").await.unwrap().map(|site| site.id), Some(site_id(2)));
        assert_eq!(tx.site_by_join_token("token").await.unwrap(), None);
    }
}

both_engines! {
    async fn the_list_of_workers_is_cut_by_what_is_asked(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        with_sites(&mut tx).await;
        let crew = CrewId(Uuid::from_u128(1));
        let new = NewCrew { id: crew, name: "钢筋".into(), contractor: None };
        tx.insert_crews(site_id(1), &[new]).await.unwrap();
        tx.insert_people(&[person(1, "甲"), person(2, "乙"), person(3, "丙")]).await.unwrap();
        let pending = NewEngagement { state: EngagementState::Pending, ..engagement(2, site_id(1), None) };
        let elsewhere = engagement(3, site_id(2), None);
        tx.insert_engagements(&[engagement(1, site_id(1), Some(crew)), pending, elsewhere]).await.unwrap();
        let everyone = WorkerFilter::of(site_id(1), today());
        let mut listed = async |filter: WorkerFilter| -> Vec<PersonId> {
            tx.workers(&filter).await.unwrap().into_iter().map(|worker| worker.person.id).collect()
        };
        assert_eq!(listed(everyone.clone()).await, [person_id(2), person_id(1)], "the newest first, this site's only");
        assert_eq!(listed(WorkerFilter { crew: Some(crew), ..everyone.clone() }).await, [person_id(1)]);
        assert_eq!(listed(WorkerFilter { state: Some(EngagementState::Pending), ..everyone.clone() }).await, [person_id(2)]);
        assert_eq!(listed(WorkerFilter { standing: Some(State::Hold), ..everyone.clone() }).await.len(), 2);
        assert!(listed(WorkerFilter { standing: Some(State::Clear), ..everyone.clone() }).await.is_empty());
        assert_eq!(listed(WorkerFilter { face: Some(FaceStage::None), ..everyone.clone() }).await.len(), 2);
        assert!(listed(WorkerFilter { face: Some(FaceStage::Consented), ..everyone.clone() }).await.is_empty());
        assert!(listed(WorkerFilter { face: Some(FaceStage::Enrolled), ..everyone.clone() }).await.is_empty());
        let first = EngagementId(Uuid::from_u128(2002));
        assert_eq!(listed(WorkerFilter { before: Some(first), ..everyone }).await, [person_id(1)]);
    }
}

both_engines! {
    async fn a_code_works_once_for_its_person_and_not_after_five_wrong_tries(database: Database) {
        let mut tx = database.store.write().await.unwrap();
        tx.insert_people(&[person(1, "王建国")]).await.unwrap();
        let later = start() + jiff::SignedDuration::from_mins(30);
        tx.put_sign_in_code(person_id(1), "right", later).await.unwrap();
        assert!(!tx.use_sign_in_code(person_id(1), "right", later).await.unwrap(), "out of date");
        assert!(tx.use_sign_in_code(person_id(1), "right", start()).await.unwrap());
        assert!(!tx.use_sign_in_code(person_id(1), "right", start()).await.unwrap(), "once");

        tx.put_sign_in_code(person_id(1), "right", later).await.unwrap();
        for _ in 0..5 {
            assert!(!tx.use_sign_in_code(person_id(1), "wrong", start()).await.unwrap());
            tx.count_code_failures(&[person_id(1)]).await.unwrap();
        }
        assert!(!tx.use_sign_in_code(person_id(1), "right", start()).await.unwrap(), "tried too often");
    }
}

both_engines! {
    async fn audit_entries_go_in_many_at_once(database: Database) {
        use domain::account::{Role, Scope};
        let account = store::account::Account {
            id: domain::id::AccountId(Uuid::from_u128(1)),
            sign_in_name: None,
            shown_name: "桂城街道".into(),
            password_hash: None,
            initial_password: false,
            password_set_at: None,
            second_factor: false,
            scope: Scope::Town { division: "440605011".parse().unwrap() },
            disabled_at: None,
            unlocks: 0,
        };
        let mut tx = database.store.write().await.unwrap();
        tx.insert_account(&account, start()).await.unwrap();
        let entries: Vec<_> = (0..250).map(|number| store::audit::AuditEntry {
            id: AuditId(Uuid::from_u128(number)),
            at: start(),
            account: account.id,
            role: Role::Town,
            action: "worker.add".into(),
            person: None,
            site: None,
            subject: None,
            reason: Some("核对".into()),
            list: None,
        }).collect();
        tx.insert_audits(&entries).await.unwrap();
        let filter = store::audit::AuditFilter { limit: 1000, ..store::audit::AuditFilter::default() };
        let read = tx.audit(&filter).await.unwrap();
        assert_eq!(read.len(), 250);
        assert_eq!(read[0].0.reason.as_deref(), Some("核对"));
    }
}
