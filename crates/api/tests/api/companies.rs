//! Accounts of companies: a clerk sees and keeps the company's own people at one site, a head office sees them wherever
//! they work; neither sees anybody else's.

use domain::integrator::Permission;
use http::Method;
use serde_json::{Value, json};
use testkit::companies::{OTHER_USCC, USCC};
use testkit::district::TOWN;
use testkit::identity::identity_number;
use testkit::{TestApp, Who, both_engines};
use uuid::Uuid;

const COMPANIES: [(Who, Who, &str); 2] = [
    (Who::Contractor, Who::Enterprise, "王*国"),
    (Who::OtherContractor, Who::OtherEnterprise, "陈*生"),
];

fn at(app: &TestApp, what: &str) -> String {
    format!("/api/sites/{}{what}", app.sites[0])
}

fn all<'a>(list: &'a Value, field: &str) -> Vec<&'a str> {
    let items = list.get("items").unwrap_or(list).as_array();
    items
        .into_iter()
        .flatten()
        .filter_map(|one| one[field].as_str())
        .collect()
}

async fn passes(app: &TestApp, number: u128, person: Value) {
    let batch = json!({ "queue": 0, "passages": [{
        "id": Uuid::from_u128(number), "gate": app.gates[0], "person": person, "at": "2020-02-16T22:59:00Z",
        "direction": "in", "way": "qr", "answer": "hold", "grounds": [], "temperature": 372, "roster_version": 1,
    }] });
    app.post(Who::Gate, "/api/gate/passages", batch).await.expect(200);
}

both_engines! {
    async fn a_company_sees_its_own_people_at_a_site_and_nobody_elses(database: Database) {
        let app = TestApp::over(database).await.with_companies().await;
        assert_eq!(all(&app.get(Who::Site, &at(&app, "/workers")).await.expect(200), "name").len(), 2);
        for (clerk, office, name) in COMPANIES {
            for who in [clerk, office] {
                let own = app.get(who, &at(&app, "/workers")).await.expect(200);
                assert_eq!(all(&own, "name"), [name], "{who:?}");
                assert_eq!(own["items"][0]["reasons"], json!(["Not declared yet today. Fill it in on the phone."]), "{who:?}: why, in words");
                let on_a_day = app.get(who, &at(&app, "/workers?day=2020-02-17")).await.expect(200);
                assert_eq!(all(&on_a_day, "name"), [name], "{who:?}");
                let site = app.get(who, &at(&app, "")).await.expect(200);
                assert_eq!((&site["people"], &site["hold"], &site["gates"]), (&json!(1), &json!(1), &json!([])), "{who:?}");
                assert_eq!(all(&site["crews"], "name").len(), 1, "{who:?}");
                assert_eq!((&site["passages_today"], &site["open_alerts"]), (&json!(0), &Value::Null));
                assert_eq!(all(&app.get(who, &at(&app, "/contractors")).await.expect(200), "id").len(), 1, "{who:?}");
                let figures = app.get(who, "/api/overview").await.expect(200);
                assert_eq!((&figures["people"], &figures["hold"]), (&json!(1), &json!(1)), "{who:?}");
                assert_eq!((&figures["open_alerts"], &figures["gates"]), (&Value::Null, &Value::Null), "{who:?}");
                assert_eq!(all(&app.get(who, "/api/sites").await.expect(200), "name"), ["桂城一号工地"], "{who:?}");
            }
        }
        let list = app.get(Who::Site, &at(&app, "/contractors")).await.expect(200);
        let others = list.as_array().unwrap().iter().find(|one| one["organisation"]["uscc"] == OTHER_USCC);
        let of_other = format!("/workers?contractor={}", others.unwrap()["id"].as_str().unwrap());
        assert_eq!(app.get(Who::Contractor, &at(&app, &of_other)).await.problem(403), "denied");
    }
}

both_engines! {
    async fn passages_reach_the_company_whose_worker_it_was(database: Database) {
        let app = TestApp::over(database).await.with_companies().await;
        app.get(Who::Gate, "/api/gate/roster?since=0").await.expect(200);
        passes(&app, 1, json!(app.workers[0])).await;
        passes(&app, 2, Value::Null).await;
        assert_eq!(all(&app.get(Who::Site, "/api/passages").await.expect(200), "id").len(), 2);
        for who in [Who::Contractor, Who::Enterprise] {
            let own = app.get(who, "/api/passages").await.expect(200);
            assert_eq!(all(&own, "name"), ["王*国"], "{who:?}");
            assert_eq!(app.get(who, "/api/overview").await.expect(200)["passages_today"]["hold"], 1, "{who:?}");
        }
        for who in [Who::OtherContractor, Who::OtherEnterprise] {
            assert_eq!(all(&app.get(who, "/api/passages").await.expect(200), "id"), [""; 0], "{who:?}");
            assert_eq!(app.get(who, "/api/overview").await.expect(200)["passages_today"]["hold"], 0, "{who:?}");
        }
    }
}

both_engines! {
    async fn what_a_worker_told_of_their_health_is_not_for_whom_they_work(database: Database) {
        let app = TestApp::over(database).await.with_companies().await;
        let answers = json!({ "temperature": 365, "symptoms": [], "stays": [], "trips": [], "contact": null, "promise": true });
        let told = json!({ "id": Uuid::from_u128(5), "corrects": null, "text_version": "declaration-1", "answers": answers });
        app.post(Who::Worker, "/api/me/declarations", told).await.expect(201);
        let worker = format!("/api/workers/{}", app.workers[0]);
        let seen = |detail: &Value| detail["declarations"].as_array().map_or(0, Vec::len);
        assert_eq!(seen(&app.get(Who::Site, &worker).await.expect(200)), 1);
        for who in [Who::Contractor, Who::Enterprise] {
            let detail = app.get(who, &worker).await.expect(200);
            assert_eq!((seen(&detail), &detail["standing"]["state"]), (0, &json!("clear")), "{who:?}");
            assert_eq!((&detail["edit"], &detail["check"], &detail["checks"]), (&Value::Null, &Value::Null, &json!([])));
            assert_eq!(all(&detail["engagements"], "contractor"), ["佛山劳务"], "{who:?}");
        }
    }
}

both_engines! {
    async fn a_clerk_brings_own_people_and_ends_own_crews(database: Database) {
        let app = TestApp::over(database).await.with_companies().await;
        let file = format!("姓名,身份证号,班组\n赵一,{},木工一班\n钱二,{},机电一班\n", identity_number(60), identity_number(61));
        let import = at(&app, "/worker-imports?dry_run=false");
        let imported = app.send_bytes(Who::Contractor, Method::POST, &import, "text/csv", file.into_bytes());
        let report = imported.await.expect(200);
        assert_eq!((&report["added"], &report["faults"][0]["field"]), (&json!(1), &json!("contractor")), "the second crew is another's");
        let new = json!({ "name": "孙三", "document": identity_number(62), "crew": "木工一班" });
        let added = app.post(Who::Contractor, &at(&app, "/workers"), new).await.expect(201);
        assert_eq!(added["contractor"], "佛山劳务");

        let crews = app.get(Who::Site, &at(&app, "")).await.expect(200)["crews"].clone();
        let crew = |name: &str| crews.as_array().unwrap().iter().find(|crew| crew["name"] == name).unwrap()["id"].clone();
        let leave = |crew: Value| json!({ "crew": crew });
        let departures = at(&app, "/departures");
        assert_eq!(app.post(Who::Contractor, &departures, leave(crew("机电一班"))).await.problem(403), "denied");
        assert_eq!(app.post(Who::Enterprise, &departures, leave(crew("木工一班"))).await.problem(403), "denied");
        let company = app.get(Who::Contractor, &at(&app, "/contractors")).await.expect(200)[0]["id"].clone();
        let whole = app.post(Who::Contractor, &departures, json!({ "contractor": company })).await;
        assert_eq!(whole.problem(403), "denied", "that the company leaves is for the site to say");
        let left = app.post(Who::Contractor, &departures, leave(crew("木工一班"))).await.expect(201);
        assert_eq!(left["people"], 2);
        assert_eq!(all(&app.get(Who::OtherContractor, &departures).await.expect(200), "id"), [""; 0]);
        let undo = format!("/api/departures/{}/undo", left["id"].as_str().unwrap());
        assert_eq!(app.post(Who::OtherContractor, &undo, json!({})).await.problem(403), "denied");
        assert_eq!(app.post(Who::Contractor, &undo, json!({})).await.expect(200)["people"], 2);

        let sent_away = app.post(Who::Site, &departures, leave(crew("木工一班"))).await.expect(201);
        let undo = format!("/api/departures/{}/undo", sent_away["id"].as_str().unwrap());
        assert_eq!(app.post(Who::Contractor, &undo, json!({})).await.problem(403), "denied", "whom the site sent away stays away");
    }
}

both_engines! {
    async fn a_head_office_sees_everyone_at_a_site_of_its_own_and_its_people_at_others(database: Database) {
        let app = TestApp::over(database).await.with_companies().await;
        let own = json!({ "kind": "enterprise", "name": "劳务公司基地", "town": TOWN, "organisation_uscc": USCC, "organisation_name": "佛山劳务" });
        let own = app.post(Who::District, "/api/sites", own).await.expect(201)["id"].as_str().unwrap().to_owned();
        let scope = json!({ "kind": "site", "site": own });
        let token = app.token(scope, &[Permission::AddWorkers]).await;
        let new = json!({ "name": "李四", "document": identity_number(70) });
        let shown = (http::header::AUTHORIZATION, format!("Bearer {token}"));
        let workers = format!("/api/sites/{own}/workers");
        let person = app.show(shown, Method::POST, &workers, Some(new)).await.expect(201)["person"].as_str().unwrap().to_owned();
        let sites = app.get(Who::Enterprise, "/api/sites").await.expect(200);
        assert_eq!(all(&sites, "name"), ["劳务公司基地", "桂城一号工地"]);
        let counts: Vec<&Value> = sites["items"].as_array().unwrap().iter().map(|site| &site["people"]).collect();
        assert_eq!(counts, [&json!(1), &json!(1)]);
        assert_eq!(app.get(Who::Enterprise, "/api/overview").await.expect(200)["people"], 2);
        assert_eq!(app.get(Who::Enterprise, &format!("/api/overview?site={own}")).await.expect(200)["gates"], 0);
        app.get(Who::Enterprise, &format!("/api/workers/{person}")).await.expect(200);
        for (who, path) in [
            (Who::OtherEnterprise, format!("/api/sites/{own}/workers")),
            (Who::OtherEnterprise, format!("/api/workers/{person}")),
            (Who::Contractor, format!("/api/sites/{own}")),
            (Who::Enterprise, format!("/api/sites/{}/workers", app.sites[1])),
        ] {
            assert_eq!(app.get(who, &path).await.problem(403), "denied", "{who:?} {path}");
        }
    }
}

both_engines! {
    async fn whoever_keeps_accounts_makes_them_for_companies_that_are_at_work(database: Database) {
        let app = TestApp::over(database).await.with_companies().await;
        let known = app.get(Who::SecurityAdmin, "/api/organisations?q=劳务").await.expect(200);
        assert_eq!(all(&known, "uscc"), [USCC]);
        let account = |name: &str, scope: Value| json!({ "name": name, "title": "劳务公司", "scope": scope });
        let office = json!({ "kind": "enterprise", "organisation": known["items"][0]["id"] });
        let made = app.post(Who::SecurityAdmin, "/api/accounts", account("office", office)).await.expect(201);
        assert_eq!((&made["account"]["role"], &made["account"]["scope_name"]), (&json!("enterprise"), &json!("佛山劳务")));
        let there = app.get(Who::SecurityAdmin, &at(&app, "/contractors")).await.expect(200);
        let company = there.as_array().unwrap().iter().find(|one| one["organisation"]["uscc"] == USCC).unwrap()["id"].clone();
        let clerk = |site: usize| json!({ "kind": "contractor", "site": app.sites[site], "contractor": company });
        let made = app.post(Who::SecurityAdmin, "/api/accounts", account("clerk", clerk(0))).await.expect(201);
        assert_eq!(made["account"]["scope_name"], "佛山劳务 · 桂城一号工地");
        let password = made["password"].as_str().unwrap();
        let first = app.signed_in("clerk", password).await;
        let reply = app.show(first, Method::GET, &at(&app, "/workers"), None).await;
        assert_eq!(reply.problem(403), "change_password");
        assert_eq!(app.post(Who::SecurityAdmin, "/api/accounts", account("wrong", clerk(1))).await.problem(403), "denied");

        let leave = json!({ "contractor": company });
        app.post(Who::Site, &at(&app, "/departures"), leave).await.expect(201);
        let problem = app.post(Who::SecurityAdmin, "/api/accounts", account("late", clerk(0))).await.expect(422);
        assert_eq!(problem["fields"][0]["field"], "scope");
        assert_eq!(all(&app.get(Who::Enterprise, "/api/sites").await.expect(200), "name"), [""; 0]);
        let refused = app.post(Who::Contractor, &at(&app, "/workers"), json!({ "name": "周五", "document": identity_number(63) })).await;
        assert_eq!(refused.problem(409), "conflict");
    }
}
