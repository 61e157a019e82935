//! How long it takes until everybody whom a change of outbreak areas touches is judged anew, and whether the real areas of
//! 2020 to 2022 can be taken whole: `make bench-areas`. What is asserted holds at any speed.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

use domain::declaration::{Answers, Stay, Tenths};
use domain::id::{DeclarationId, PersonId, SiteId};
use http::Method;
use jiff::civil::date;
use serde_json::Value;
use service::registry::load::{District, LoadedSite};
use store::declaration::Declaration;
use testkit::{TestApp, Who, both_engines, district};
use uuid::Uuid;

use crate::area::import;
use crate::lists_at_scale::worker;

const PEOPLE: u32 = 30_000;

/// Loads a site with so many people, each of whom told today of a stay in Wuhan.
async fn travelled(app: &TestApp) {
    let district = District {
        sites: vec![LoadedSite {
            workers: (10_000..10_000 + PEOPLE).map(worker).collect(),
            crews: Vec::new(),
            ..district::small().sites.remove(0)
        }],
        accounts: Vec::new(),
        ..district::small()
    };
    let loaded = app.platform.load_district(&district, &mut |_| {}).await;
    let site: SiteId = loaded.expect("a site loads")[0];
    let mut tx = app.platform.store().write().await.expect("a transaction");
    let newest = tx
        .roster_version(site)
        .await
        .expect("a roster")
        .expect("the site");
    let rows = tx.roster_rows(site, 0, newest, i64::from(PEOPLE)).await;
    let people: Vec<PersonId> = rows.expect("rows").iter().map(|row| row.person).collect();
    for (at, part) in people.chunks(500).enumerate() {
        for (number, person) in (0..).zip(tx.people(part).await.expect("people")) {
            let declaration = told(at as u128 * 500 + number, person.id);
            tx.insert_declaration(&person, &declaration).await.expect("taken");
        }
    }
    tx.make_due(&people, app.platform.now()).await.expect("due");
    tx.commit().await.expect("committed");
    app.platform.settle_due().await.expect("settled");
}

fn told(number: u128, person: PersonId) -> Declaration {
    Declaration {
        id: DeclarationId(Uuid::from_u128(number + 1)),
        person,
        at: "2020-02-16T23:00:00Z".parse().expect("an instant"),
        day: date(2020, 2, 17),
        corrects: None,
        superseded: false,
        verified: false,
        text_version: "declaration-1".into(),
        answers: Answers {
            temperature: Some(Tenths(366)),
            symptoms: Vec::new(),
            stays: vec![Stay {
                division: "420106".parse().expect("a division"),
                from: date(2020, 2, 8),
                to: date(2020, 2, 10),
            }],
            trips: Vec::new(),
            contact: None,
            questions: std::collections::BTreeMap::new(),
            promise: true,
        },
    }
}

both_engines! {
    #[ignore = "takes minutes without optimisation; prints figures for a person to read"]
    async fn thirty_thousand_people(database: Database) {
        let app = TestApp::over(database).await;
        travelled(&app).await;
        app.database.gather_statistics().await;
        let rows = "420100,,高,2020-01-23,\n";
        for (what, dry_run) in [("dry run", true), ("import", false)] {
            let started = Instant::now();
            let done = import(&app, dry_run, "2020-02-17", "ends", rows).await;
            println!("{what}: {PEOPLE} people in {:.2?}", started.elapsed());
            assert_eq!(done["effect"]["held"], PEOPLE);
        }
        let lists = app.get(Who::District, "/api/area-lists").await.expect(200);
        let path = format!("/api/area-lists/{}", lists["items"][0]["id"].as_str().expect("a list"));
        let started = Instant::now();
        let freed = app.delete(Who::District, &path).await.expect(200);
        println!("taken back: {PEOPLE} people in {:.2?}", started.elapsed());
        assert_eq!(freed["freed"], PEOPLE);
    }
}

/// A folder of `shared/data` beside the project or beside a folder above it; none, and a line that says so, where it is
/// absent.
fn shared(path: &str) -> Option<PathBuf> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|above| above.join("shared/data").join(path))
        .find(|path| path.exists());
    if found.is_none() {
        eprintln!("SKIPPED: shared/data/{path} is absent");
    }
    found
}

/// A snapshot of the State Council's client as a sheet, with the day it speaks for.
fn snapshot(file: &Path) -> (String, String) {
    let text = std::fs::read_to_string(file).expect("a text");
    let whole: Value = serde_json::from_str(&text).expect("JSON");
    let data = whole.get("data").unwrap_or(&whole);
    let name = file.file_name().and_then(|name| name.to_str()).expect("a name");
    let as_of = format!("{}-{}-{}", &name[..4], &name[4..6], &name[6..8]);
    let mut sheet = "省,市,区县,地点,风险等级\n".to_owned();
    for (list, level) in [("highlist", "高"), ("middlelist", "中"), ("lowlist", "低")] {
        for area in data[list].as_array().into_iter().flatten() {
            let part = |name: &str| area[name].as_str().unwrap_or_default().to_owned();
            for place in area["communitys"].as_array().expect("places") {
                let place = place.as_str().unwrap_or_default().replace('"', "");
                let _ = writeln!(
                    sheet,
                    "{},{},{},\"{place}\",{level}",
                    part("province"),
                    part("city"),
                    part("county")
                );
            }
        }
    }
    (as_of, sheet)
}

async fn send(app: &TestApp, path: &str, sheet: String) -> Value {
    let started = Instant::now();
    let reply = app.send_bytes(Who::District, Method::POST, path, "text/csv", sheet.into_bytes());
    let done = reply.await.expect(200);
    let figures =
        ["rows", "added", "whole", "within", "unread"].map(|figure| format!("{figure} {}", done[figure]));
    println!("{path}: {} in {:.2?}", figures.join(", "), started.elapsed());
    done
}

both_engines! {
    #[ignore = "takes minutes without optimisation; prints figures for a person to read"]
    async fn the_real_areas(database: Database) {
        let (Some(counts), Some(county_days), Some(snapshots)) = (
            shared("daily_counts/china_city_daily_to_2020-03-31.csv"),
            shared("risk_areas/county_day_to_2022-03.csv"),
            shared("risk_areas/state_council_snapshots"),
        ) else {
            return;
        };
        let app = TestApp::over(database).await;
        let mut sheet = "日期,地区代码,省,市,累计确诊\n".to_owned();
        for row in std::fs::read_to_string(counts).expect("a text").lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            if cells[2] == "CN" && !cells[5].is_empty() {
                let code = if cells[6].ends_with("0000") { "" } else { cells[6] };
                let _ = writeln!(sheet, "{},{code},{},{},{}", cells[0], cells[3], cells[5], cells[7]);
            }
        }
        let path = "/api/area-lists/count?source=counts&disease=covid-2020&new_cases=10&within_days=14&level=high";
        let done = send(&app, path, sheet).await;
        assert!(done["added"].as_i64() > Some(30_000), "{}", done["faults"]);

        app.clock.set("2022-04-15T07:00:00+08:00");
        let mut days: BTreeMap<String, String> = BTreeMap::new();
        for row in std::fs::read_to_string(county_days).expect("a text").lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            let level = if cells[6] == "1" { "高" } else if cells[7] == "1" { "中" } else { "低" };
            let sheet = days.entry(cells[0].to_owned()).or_insert_with(|| "地区代码,省,市,区县,风险等级,范围\n".to_owned());
            let city = if cells[2] == cells[3] { "" } else { cells[3] };
            let _ = writeln!(sheet, "{},{},{city},{},{level},部分", cells[1], cells[2], cells[4]);
        }
        let started = Instant::now();
        let lists = days.len();
        for (as_of, sheet) in days {
            let path = format!("/api/area-lists/import?source=days&disease=covid-2020&as_of={as_of}&revision=ends");
            app.send_bytes(Who::District, Method::POST, &path, "text/csv", sheet.into_bytes()).await.expect(200);
        }
        println!("{lists} daily lists of counties in {:.2?}", started.elapsed());

        app.clock.set("2022-10-28T07:00:00+08:00");
        let mut files: Vec<_> = std::fs::read_dir(snapshots).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        files.sort();
        for file in files {
            let (as_of, sheet) = snapshot(&file);
            let path = format!("/api/area-lists/import?source=council&disease=covid-2020&as_of={as_of}&revision=ends");
            let done = send(&app, &path, sheet).await;
            assert!(done["added"].as_i64() > Some(0), "{}", done["faults"]);
        }
    }
}
