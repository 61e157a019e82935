//! The ground that other tests stand on: two towns, two sites, people at work at them.

use domain::document::{Document, DocumentKind};
use domain::id::{AccountId, EngagementId, PersonId, SiteId};
use domain::name::Name;
use domain::registry::{EngagementState, SiteKind};
use domain::standing::Standing;
use domain::worker_kind::WorkerKind;
use jiff::Timestamp;
use store::engagement::NewEngagement;
use store::person::NewPerson;
use store::site::NewSite;
use store::{Store, Tx};
use uuid::Uuid;

pub(crate) const SITE: SiteId = SiteId(Uuid::from_u128(1));
pub(crate) const OTHER_SITE: SiteId = SiteId(Uuid::from_u128(2));
pub(crate) const PERSON: PersonId = PersonId(Uuid::from_u128(11));
pub(crate) const OTHER: PersonId = PersonId(Uuid::from_u128(12));
pub(crate) const MANAGER: AccountId = AccountId(Uuid::from_u128(21));

pub(crate) fn start() -> Timestamp {
    "2020-02-17T00:00:00Z".parse().unwrap()
}

/// One site in each of two towns, a person at work at each, and the manager of the first.
pub(crate) async fn ground(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let division = |code: &str| code.parse().unwrap();
    let site = |id, code: &str, token: &str| NewSite {
        id,
        kind: SiteKind::ConstructionProject,
        name: format!("工地 {token}"),
        division: division(code),
        address: String::new(),
        join_token: token.into(),
        organisation: None,
    };
    let sites = [site(SITE, "440605011", "a"), site(OTHER_SITE, "440605125", "b")];
    tx.insert_sites(&sites, start()).await.unwrap();
    add(&mut tx, PERSON, 1, SITE, EngagementState::Active).await;
    add(&mut tx, OTHER, 2, OTHER_SITE, EngagementState::Active).await;
    let manager = store::account::Account {
        id: MANAGER,
        sign_in_name: Some("manager".into()),
        shown_name: "陈经理".into(),
        password_hash: None,
        initial_password: false,
        password_set_at: None,
        second_factor: false,
        scope: domain::account::Scope::Site { site: SITE },
        disabled_at: None,
        unlocks: 0,
    };
    tx.insert_account(&manager, start()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Adds a made-up person to a site.
pub(crate) async fn add(tx: &mut Tx, person: PersonId, number: u32, site: SiteId, state: EngagementState) {
    let document = Document::parse(
        DocumentKind::ResidentId,
        &testkit::identity::identity_number(number),
    )
    .unwrap();
    let new = NewPerson {
        id: person,
        document: document.clone(),
        name: Name::parse("王建国").unwrap(),
        phone: None,
        birth_date: document.birth_date(),
        standing: Standing {
            state: domain::standing::State::Clear,
            reasons: Vec::new(),
            changes_at: None,
        },
        created_at: start(),
    };
    tx.insert_people(&[new]).await.unwrap();
    let engagement = NewEngagement {
        id: EngagementId(Uuid::from_u128(person.0.as_u128() + 1000)),
        site,
        person,
        document,
        crew: None,
        contractor: None,
        kind: WorkerKind::Worker,
        trade: None,
        state,
        entered_on: None,
        created_at: start(),
    };
    tx.insert_engagements(&[engagement]).await.unwrap();
}
