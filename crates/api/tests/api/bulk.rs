//! How long a whole district takes: run by hand, `cargo nextest run -p api --run-ignored only bulk --no-capture`.

use std::fmt::Write;
use std::time::Instant;

use domain::registry::{EngagementState, SiteKind};
use http::Method;
use service::registry::load::{District, LoadedSite, LoadedWorker};
use testkit::identity::identity_number;
use testkit::{TestApp, Who, both_engines, district};

const SITES: u32 = 60;
const AT_EACH: u32 = 500;

/// A district of so many sites with so many people at each, numbered from 1,000 on.
pub(crate) fn whole(sites: u32, at_each: u32) -> District {
    let sites = (0..sites).map(|site| LoadedSite {
        kind: SiteKind::ConstructionProject,
        division: district::TOWN.parse().expect("a town"),
        name: format!("第 {site} 工地"),
        address: "海八路".into(),
        crews: vec!["钢筋一班".into()],
        contractors: Vec::new(),
        workers: (0..at_each)
            .map(|number| LoadedWorker {
                worker: district::worker(1_000 + site * at_each + number),
                state: EngagementState::Active,
                entered_on: None,
            })
            .collect(),
    });
    District {
        sites: sites.collect(),
        accounts: Vec::new(),
        ..district::small()
    }
}

both_engines! {
    #[ignore = "takes minutes without optimisation; prints figures for a person to read"]
    async fn thirty_thousand_people(database: Database) {
        let app = TestApp::over(database).await;
        let started = Instant::now();
        app.platform.load_district(&whole(SITES, AT_EACH), &mut |_| {}).await.expect("it loads");
        println!("load 30,000: {:.1?}", started.elapsed());

        let mut file = "证件号码,姓名,类别,到期\n".to_owned();
        for number in 0..10_000 {
            writeln!(file, "{},王建国,一般接触,2020-03-01", identity_number(1_000 + number * 6)).expect("a text");
        }
        let path = "/api/watchlists/import?dry_run=false&name=x&source=y&expires_on=2020-03-31";
        let started = Instant::now();
        let done = app.send_bytes(Who::District, Method::POST, path, "text/csv", file.into_bytes()).await.expect(200);
        println!("list of 10,000 lines, {} found: {:.1?}", done["matches"], started.elapsed());
        assert_eq!(done["matches"], 5_000);

        app.platform.put_profile(&app.profile().await).await.expect("written");
        let started = Instant::now();
        let settled = app.platform.settle_due().await.expect("settled");
        println!("settle {settled}: {:.1?}", started.elapsed());
        assert_eq!(settled, (SITES * AT_EACH) as usize + 3);
    }
}
