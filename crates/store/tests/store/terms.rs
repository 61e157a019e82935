//! Who was in which crew, with whom and as what, also on a day that is past.

use domain::contractor::ContractorKind;
use domain::id::{ContractorId, CrewId, EngagementId, OrganisationId};
use domain::worker_kind::WorkerKind;
use jiff::civil::{Date, date};
use store::contractor::NewContractor;
use store::crew::NewCrew;
use store::organisation::Organisation;
use store::terms::{Since, Terms};
use store::worker::WorkerFilter;
use store::{Store, Tx};
use testkit::both_engines;
use uuid::Uuid;

use crate::ground::{PERSON, SITE, ground, start};

const STEEL: CrewId = CrewId(Uuid::from_u128(31));
const WOOD: CrewId = CrewId(Uuid::from_u128(32));
const COMPANY: ContractorId = ContractorId(Uuid::from_u128(41));
const ENGAGEMENT: EngagementId = EngagementId(Uuid::from_u128(1011));

async fn with_crews(store: &Store) {
    ground(store).await;
    let mut tx = store.write().await.unwrap();
    let crew = |id, name: &str| NewCrew {
        id,
        name: name.to_owned(),
        contractor: None,
    };
    tx.insert_crews(SITE, &[crew(STEEL, "钢筋"), crew(WOOD, "木工")])
        .await
        .unwrap();
    let company = Organisation {
        id: OrganisationId(Uuid::from_u128(51)),
        uscc: "91350100M000100Y43".parse().unwrap(),
        name: "佛山劳务".into(),
    };
    let organisation = tx.organisation_or(&company, start()).await.unwrap();
    let new = NewContractor {
        id: COMPANY,
        site: SITE,
        organisation: organisation.id,
        kind: ContractorKind::named("006").unwrap(),
        entered_on: date(2020, 2, 1),
    };
    tx.insert_contractor(&new).await.unwrap();
    assert!(tx.put_entered_on(ENGAGEMENT, date(2020, 2, 1)).await.unwrap());
    tx.commit().await.unwrap();
}

async fn put(tx: &mut Tx, crew: Option<CrewId>, kind: WorkerKind, day: i8, at: i8) {
    let terms = Terms {
        crew,
        contractor: None,
        kind,
        trade: Some("020".into()),
    };
    let since = Since {
        day: date(2020, 2, day),
        at: start() + jiff::SignedDuration::from_secs(i64::from(at)),
    };
    tx.put_terms(ENGAGEMENT, &terms, since).await.unwrap();
}

/// Whether the person is among those of the crew on a day.
async fn in_crew(tx: &mut Tx, crew: CrewId, day: Date) -> bool {
    let filter = WorkerFilter {
        crew: Some(crew),
        day: Some(day),
        ..WorkerFilter::of(SITE, date(2020, 2, 17))
    };
    let found = tx.workers(&filter).await.unwrap();
    found.iter().any(|worker| worker.person.id == PERSON)
}

both_engines! {
    async fn who_was_in_a_crew_on_a_past_day_is_found_though_they_are_in_another_now(database: Database) {
        with_crews(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        put(&mut tx, Some(STEEL), WorkerKind::Worker, 5, 0).await;
        put(&mut tx, Some(WOOD), WorkerKind::Worker, 10, 1).await;
        put(&mut tx, None, WorkerKind::Manager, 14, 2).await;
        let mut days = Vec::new();
        for day in [4, 5, 9, 10, 13, 14] {
            let day = date(2020, 2, day);
            days.push((in_crew(&mut tx, STEEL, day).await, in_crew(&mut tx, WOOD, day).await));
        }
        let (none, steel, wood) = ((false, false), (true, false), (false, true));
        assert_eq!(days, [none, steel, steel, wood, wood, none]);
        let managers = |day| WorkerFilter {
            kind: Some(WorkerKind::Manager),
            day: Some(date(2020, 2, day)),
            ..WorkerFilter::of(SITE, date(2020, 2, 17))
        };
        assert_eq!(tx.workers(&managers(13)).await.unwrap().len(), 0);
        assert_eq!(tx.workers(&managers(14)).await.unwrap().len(), 1);
    }
}

both_engines! {
    async fn of_two_changes_on_one_day_the_last_holds_and_the_days_before_are_as_they_were(database: Database) {
        with_crews(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        put(&mut tx, Some(STEEL), WorkerKind::Worker, 5, 0).await;
        put(&mut tx, None, WorkerKind::Worker, 10, 1).await;
        // At the same instant as the one before.
        put(&mut tx, Some(WOOD), WorkerKind::Worker, 10, 1).await;
        assert!(in_crew(&mut tx, STEEL, date(2020, 2, 9)).await);
        assert!(in_crew(&mut tx, WOOD, date(2020, 2, 10)).await);
        assert!(!in_crew(&mut tx, STEEL, date(2020, 2, 10)).await);
    }
}

both_engines! {
    async fn whose_someone_was_stays_when_their_crew_goes_to_another_company(database: Database) {
        with_crews(&database.store).await;
        let mut tx = database.store.write().await.unwrap();
        put(&mut tx, Some(STEEL), WorkerKind::Worker, 5, 0).await;
        let since = Since { day: date(2020, 2, 10), at: start() };
        tx.put_crew_contractor(STEEL, Some(COMPANY), since).await.unwrap();
        let with = |day| WorkerFilter {
            contractor: Some(COMPANY),
            day: Some(date(2020, 2, day)),
            ..WorkerFilter::of(SITE, date(2020, 2, 17))
        };
        assert_eq!(tx.workers(&with(9)).await.unwrap().len(), 0);
        assert_eq!(tx.workers(&with(10)).await.unwrap().len(), 1);
        // Said once more, nothing changed: no day of its own.
        let later = Since { day: date(2020, 2, 12), at: start() };
        tx.put_crew_contractor(STEEL, Some(COMPANY), later).await.unwrap();
        assert_eq!(tx.workers(&with(11)).await.unwrap().len(), 1);
    }
}
