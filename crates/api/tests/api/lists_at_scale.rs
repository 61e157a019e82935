//! How long the first page of a site's list takes at the server, by what it is cut by: `make bench-lists`. What is
//! asserted holds at any speed.

use std::time::{Duration, Instant};

use domain::document::{Document, DocumentKind};
use domain::id::SiteId;
use domain::name::Name;
use domain::phone::Phone;
use domain::registry::{CheckedWorker, EngagementState, SiteKind};
use service::registry::load::{District, LoadedSite, LoadedWorker};
use testkit::identity::{identity_number, person_name, phone_number};
use testkit::{TestApp, Who, both_engines, district};

/// People of one site.
const AT_A_SITE: u32 = 30_000;
/// Rounds of which the median and the slowest are told.
const ROUNDS: usize = 15;

pub(crate) fn worker(number: u32) -> LoadedWorker {
    let document = Document::parse(DocumentKind::ResidentId, &identity_number(number)).expect("a number");
    LoadedWorker {
        worker: CheckedWorker {
            phone: Phone::parse(&phone_number(number)).ok(),
            crew: Some(format!("木工{}班", number % 60)),
            trade: Some("240".into()),
            ..CheckedWorker::of(Name::parse(&person_name(number)).expect("a name"), document)
        },
        state: EngagementState::Active,
        entered_on: Some("2020-02-10".parse().expect("a day")),
    }
}

/// So many sites, each with as many people as a large site has, one after another so that memory holds one.
async fn load(app: &TestApp, sites: u32) -> Vec<SiteId> {
    let mut ids = Vec::new();
    for site in 0..sites {
        let first = 10_000 + site * AT_A_SITE;
        let district = District {
            sites: vec![LoadedSite {
                kind: SiteKind::ConstructionProject,
                division: district::TOWN.parse().expect("a town"),
                name: format!("大工地{site}"),
                address: String::new(),
                crews: Vec::new(),
                contractors: Vec::new(),
                workers: (first..first + AT_A_SITE).map(worker).collect(),
            }],
            accounts: Vec::new(),
            ..district::small()
        };
        ids.extend(
            app.platform
                .load_district(&district, &mut |_| {})
                .await
                .expect("a site loads"),
        );
    }
    ids
}

/// What is asked for, and whether anyone is to be found.
const ASKED: [(&str, bool); 17] = [
    ("", true),
    ("?standing=hold", true),
    ("?standing=barred", false),
    ("?engagement=active", true),
    ("?engagement=pending", false),
    ("?engagement=ended", false),
    ("?face=none", true),
    ("?face=enrolled", false),
    ("?q=王", true),
    ("?q=建国", true),
    ("?q=wang", true),
    ("?q=wjg", true),
    ("?q=wangjianguo", true),
    ("?q=zhuxw", false),
    ("?q=wang&standing=barred", false),
    ("?q=678", true),
    ("?q=wang 678", true),
];

async fn first_page(app: &TestApp, site: SiteId, asked: &str) -> (Duration, usize) {
    let path = format!("/api/sites/{site}/workers{}", asked.replace(' ', "%20"));
    let started = Instant::now();
    let reply = app.get(Who::District, &path).await;
    let taken = started.elapsed();
    (taken, reply.expect(200)["items"].as_array().map_or(0, Vec::len))
}

async fn measure(app: &TestApp, site: SiteId) {
    for (asked, found) in ASKED {
        let mut taken = Vec::with_capacity(ROUNDS);
        let mut shown = 0;
        for _ in 0..ROUNDS {
            let (time, rows) = first_page(app, site, asked).await;
            taken.push(time);
            shown = rows;
        }
        taken.sort_unstable();
        println!(
            "{asked:28} {shown:3} rows  median {:>8.1?}  slowest {:>8.1?}",
            taken[ROUNDS / 2],
            taken[ROUNDS - 1]
        );
        assert!(!found || shown > 0, "{asked}");
        assert!(found || shown == 0, "{asked}");
    }
}

both_engines! {
    #[ignore = "takes minutes without optimisation; prints figures for a person to read"]
    async fn first_pages(database: Database) {
        let app = TestApp::over(database).await;
        let sites: u32 = std::env::var("LISTS_SITES").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
        let started = Instant::now();
        let ids = load(&app, sites).await;
        println!("{} people at {sites} sites, loaded in {:.1?}", sites * AT_A_SITE, started.elapsed());
        app.database.gather_statistics().await;
        measure(&app, *ids.last().expect("a site")).await;
    }
}
