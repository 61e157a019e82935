//! How long a change of a disease profile takes for a whole district: tried, put in force, stood down: `make
//! bench-profiles`. What is asserted holds at any speed.

use std::time::Instant;

use domain::declaration::{Answers, Tenths};
use domain::id::PersonId;
use domain::registry::{EngagementState, SiteKind};
use jiff::SignedDuration;
use serde_json::json;
use service::registry::load::{District, LoadedSite, LoadedWorker};
use store::declaration::Declaration;
use testkit::{TestApp, Who, both_engines, district};
use uuid::Uuid;

use crate::profile::next_version;

const AT_EACH: u32 = 500;
/// People whose declarations are written in one transaction.
const PART: usize = 1_000;

/// A district of so many sites, in parts so that memory holds one.
async fn load(app: &TestApp, sites: u32) {
    for first in (0..sites).step_by(20) {
        let part = (first..sites.min(first + 20)).map(|site| LoadedSite {
            kind: SiteKind::ConstructionProject,
            division: district::TOWN.parse().expect("a town"),
            name: format!("第 {site} 工地"),
            address: "海八路".into(),
            contractors: Vec::new(),
            crews: vec!["钢筋一班".into()],
            workers: (0..AT_EACH)
                .map(|number| LoadedWorker {
                    worker: district::worker(1_000 + site * AT_EACH + number),
                    state: EngagementState::Active,
                    entered_on: None,
                })
                .collect(),
        });
        let part = District {
            sites: part.collect(),
            accounts: Vec::new(),
            ..district::small()
        };
        app.platform
            .load_district(&part, &mut |_| {})
            .await
            .expect("it loads");
    }
}

/// Everyone declared yesterday and today; one in a hundred has a temperature that another profile calls a fever.
async fn declare(app: &TestApp) -> usize {
    let now = app.platform.local_now();
    let mut tx = app.database.store.read().await.expect("a reader");
    let people: Vec<PersonId> = tx
        .people_at_work()
        .await
        .expect("people")
        .into_iter()
        .map(|(person, _)| person)
        .collect();
    drop(tx);
    for (part, chunk) in people.chunks(PART).enumerate() {
        let mut tx = app.database.store.write().await.expect("a writer");
        for (at, person) in tx.people(chunk).await.expect("people").iter().enumerate() {
            let number = (part * PART + at) as u128;
            for (day, hours) in [(0, 24), (1, 1)] {
                let told = now.timestamp() - SignedDuration::from_hours(hours);
                let declaration = Declaration {
                    id: Uuid::from_u128(number * 2 + day).into(),
                    person: person.id,
                    at: told,
                    day: told.to_zoned(now.time_zone().clone()).date(),
                    corrects: None,
                    superseded: false,
                    verified: false,
                    text_version: "declaration-1".into(),
                    answers: Answers {
                        temperature: Some(Tenths(if number.is_multiple_of(100) { 372 } else { 366 })),
                        symptoms: Vec::new(),
                        stays: Vec::new(),
                        trips: Vec::new(),
                        contact: None,
                        questions: std::collections::BTreeMap::new(),
                        promise: true,
                    },
                };
                tx.insert_declaration(person, &declaration)
                    .await
                    .expect("declared");
            }
        }
        tx.commit().await.expect("committed");
    }
    app.platform.put_profile(&app.profile().await).await.expect("due");
    app.platform.settle_due().await.expect("settled");
    people.len()
}

/// How many pass, wait and do not enter.
async fn counted(app: &TestApp) -> String {
    let figures = app.get(Who::District, "/api/overview").await.expect(200);
    ["clear", "hold", "barred"]
        .map(|state| format!("{} {state}", figures[state]))
        .join(", ")
}

both_engines! {
    #[ignore = "takes minutes without optimisation; prints figures for a person to read"]
    async fn a_whole_district(database: Database) {
        let app = TestApp::over(database).await;
        let sites: u32 = std::env::var("PROFILES_SITES").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
        load(&app, sites).await;
        let people = declare(&app).await;
        app.database.gather_statistics().await;
        println!("{people} people at {sites} sites: {}", counted(&app).await);

        let mut stricter = next_version();
        stricter["fever_from"] = json!(370);
        for (what, change) in [("a lower fever", json!({ "profile": stricter })), ("standing down", json!({}))] {
            let started = Instant::now();
            let tried = app.post(Who::District, "/api/profiles/covid-2020/preview", change).await.expect(200);
            println!("tried: {what}: {:.2?}, {}", started.elapsed(), tried["effects"]);
        }
        for (what, path, sent) in [
            ("a lower fever put in force", "versions", json!({ "profile": stricter, "reason": "按新方案" })),
            ("stood down", "stand-down", json!({ "reason": "疫情结束" })),
        ] {
            let started = Instant::now();
            let done = app.post(Who::District, &format!("/api/profiles/covid-2020/{path}"), sent).await;
            assert!(done.status.is_success(), "{}", done.text());
            let written = started.elapsed();
            let settled = app.platform.settle_due().await.expect("settled");
            println!("{what}: written in {written:.2?}, {settled} re-assessed by {:.2?}: {}", started.elapsed(), counted(&app).await);
            assert!(settled >= people);
        }
    }
}
