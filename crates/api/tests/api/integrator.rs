//! Outside systems: a token is shown once, stands for a year at most, opens its part of the district, and everything
//! that it asks for is on record.

use domain::integrator::Permission;
use http::{HeaderName, Method, header};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::identity::identity_number;
use testkit::{Reply, TestApp, Who, both_engines};

fn bearer(token: &str) -> (HeaderName, String) {
    (header::AUTHORIZATION, format!("Bearer {token}"))
}

async fn ask(app: &TestApp, token: &str, path: &str) -> Reply {
    app.show(bearer(token), Method::GET, path, None).await
}

async fn send(app: &TestApp, token: &str, path: &str, body: Value) -> Reply {
    app.show(bearer(token), Method::POST, path, Some(body)).await
}

fn draft(app: &TestApp) -> Value {
    json!({ "name": "区数据平台", "purpose": "每天汇总各场所人数", "area": { "kind": "site", "site": app.sites[0] },
        "permissions": ["figures.read", "sites.read"], "expires_on": "2020-12-31" })
}

/// A company at the first site with one of its workers; its token.
async fn company(app: &TestApp, permissions: &[Permission]) -> (String, String) {
    let site = format!("/api/sites/{}", app.sites[0]);
    let new = json!({ "uscc": "91350100M000100Y43", "name": "佛山劳务", "kind": "006" });
    app.post(Who::Site, &format!("{site}/contractors"), new)
        .await
        .expect(201);
    let area = json!({ "kind": "contractor", "site": app.sites[0], "uscc": "91350100M000100Y43" });
    (app.token(area, permissions).await, site)
}

both_engines! {
    async fn a_token_is_shown_once_and_told_apart_by_how_it_begins(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.forward(SignedDuration::from_secs(1));
        let made = app.post(Who::SystemAdmin, "/api/integrators", draft(&app)).await.expect(201);
        let token = made["token"].as_str().unwrap();
        assert!(token.starts_with(made["integrator"]["prefix"].as_str().unwrap()));
        let list = app.get(Who::SystemAdmin, "/api/integrators").await;
        assert!(!list.text().contains(token));
        let row = &list.expect(200)["items"][0];
        assert_eq!((&row["name"], &row["area_name"], &row["state"]), (&json!("区数据平台"), &json!("桂城一号工地"), &json!("standing")));
        assert_eq!((&row["expires_on"], &row["last_used_on"]), (&json!("2020-12-31"), &Value::Null));
        assert_eq!(row["permissions"], json!(["sites.read", "figures.read"]));
        let kept = app.database.contents().await;
        assert!(!kept.windows(token.len()).any(|window| window == token.as_bytes()), "only its hash is kept");
        assert_eq!(ask(&app, token, "/api/overview").await.expect(200)["people"], 1);
        let own = ask(&app, token, "/api/integrators/current").await.expect(200);
        assert_eq!((&own["id"], &own["last_used_on"]), (&row["id"], &json!("2020-02-17")));
    }
}

both_engines! {
    async fn a_token_that_is_over_says_in_which_way(database: Database) {
        let mut app = TestApp::over(database).await;
        let short = draft(&app).as_object().unwrap().clone().into_iter()
            .map(|(name, value)| if name == "expires_on" { (name, json!("2020-02-18")) } else { (name, value) })
            .collect::<Value>();
        let made = app.post(Who::SystemAdmin, "/api/integrators", short).await.expect(201);
        let short = made["token"].as_str().unwrap().to_owned();
        let made = app.post(Who::SystemAdmin, "/api/integrators", draft(&app)).await.expect(201);
        let (long, id) = (made["token"].as_str().unwrap().to_owned(), made["integrator"]["id"].as_str().unwrap().to_owned());
        app.clock.set("2020-02-18T23:59:59+08:00");
        ask(&app, &short, "/api/overview").await.expect(200);
        app.clock.forward(SignedDuration::from_secs(1));
        assert_eq!(ask(&app, &short, "/api/overview").await.problem(401), "token_expired");
        ask(&app, &long, "/api/overview").await.expect(200);
        app.days_later(1).await;
        app.delete(Who::SystemAdmin, &format!("/api/integrators/{id}")).await.expect(204);
        assert_eq!(ask(&app, &long, "/api/overview").await.problem(401), "token_revoked");
        assert_eq!(app.delete(Who::SystemAdmin, &format!("/api/integrators/{id}")).await.problem(409), "conflict");
        let mut mistyped = long.clone();
        mistyped.replace_range(10..11, if &long[10..11] == "0" { "1" } else { "0" });
        for wrong in [mistyped.as_str(), "swi_", "", &"0".repeat(64)] {
            assert_eq!(ask(&app, wrong, "/api/overview").await.problem(401), "token_unknown");
        }
    }
}

both_engines! {
    async fn what_is_wrong_with_a_new_token_is_said_by_field(database: Database) {
        let app = TestApp::over(database).await;
        let company = json!({ "kind": "contractor", "site": app.sites[0], "uscc": "91350100M000100Y43" });
        for (field, value) in [
            ("name", json!("=1+1")),
            ("purpose", json!("无")),
            ("permissions", json!([])),
            ("expires_on", json!("2020-02-16")),
            ("expires_on", json!("2021-02-18")),
            ("area", json!({ "kind": "town", "division": "440605999" })),
            ("area", json!({ "kind": "district", "division": "440606" })),
            ("area", json!({ "kind": "site", "site": uuid::Uuid::from_u128(9) })),
            ("uscc", company),
        ] {
            let mut sent = draft(&app);
            sent[if field == "uscc" { "area" } else { field }] = value.clone();
            let problem = app.post(Who::SystemAdmin, "/api/integrators", sent).await.expect(422);
            assert_eq!(problem["fields"][0]["field"], field, "{value}");
        }
        let (_, site) = self::company(&app, &[Permission::ReadWorkers]).await;
        assert!(!site.is_empty());
        let mut sent = draft(&app);
        sent["area"] = json!({ "kind": "contractor", "site": app.sites[0], "uscc": "91350100M000100Y43" });
        let problem = app.post(Who::SystemAdmin, "/api/integrators", sent).await.expect(422);
        assert_eq!(problem["fields"][0]["field"], "permissions", "figures are not one company's");
    }
}

both_engines! {
    async fn a_token_opens_nothing_that_a_session_is_meant_for_and_a_cookie_beside_it_helps_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let area = json!({ "kind": "district", "division": "440605" });
        let token = app.token(area, &Permission::ALL).await;
        let person = app.workers[0];
        for (method, path) in [
            (Method::GET, "/api/account".to_owned()),
            (Method::GET, "/api/sessions/current".to_owned()),
            (Method::GET, "/api/alerts".to_owned()),
            (Method::GET, "/api/audit".to_owned()),
            (Method::GET, "/api/events".to_owned()),
            (Method::GET, format!("/api/workers/{person}")),
            (Method::POST, format!("/api/workers/{person}/unmask")),
            (Method::POST, format!("/api/workers/{person}/sign-in-code")),
            (Method::GET, "/api/me".to_owned()),
            (Method::GET, "/api/gate/roster?since=0".to_owned()),
        ] {
            let body = (method == Method::POST).then(|| json!({ "reason": "核对证件" }));
            let reply = app.show(bearer(&token), method, &path, body).await;
            assert_eq!(reply.problem(401), "signed_out", "{path}");
            assert!(reply.headers.get(header::SET_COOKIE).is_none());
        }
        let cookie = (header::COOKIE, format!("sitewarden_session={token}"));
        assert_eq!(app.show(cookie, Method::GET, "/api/sites", None).await.problem(401), "signed_out");
        let (_, session) = app.shown(Who::Site);
        let session = session.split_once('=').unwrap().1;
        assert_eq!(ask(&app, session, "/api/sites").await.problem(401), "token_unknown");
    }
}

both_engines! {
    async fn each_part_of_the_district_sees_its_own_and_no_more(database: Database) {
        let app = TestApp::over(database).await;
        let town = |division: &str| json!({ "kind": "town", "division": division });
        let district = app.token(json!({ "kind": "district", "division": "440605" }), &Permission::ALL).await;
        let own = app.token(town("440605011"), &Permission::ALL).await;
        let other = app.token(town("440605125"), &Permission::ALL).await;
        for (token, sites) in [(&district, 3), (&own, 2), (&other, 1)] {
            assert_eq!(ask(&app, token, "/api/sites").await.expect(200)["items"].as_array().unwrap().len(), sites);
            assert_eq!(ask(&app, token, "/api/overview").await.expect(200)["people"], sites);
        }
        let workers = format!("/api/sites/{}/workers", app.sites[0]);
        assert_eq!(ask(&app, &own, &workers).await.expect(200)["items"][0]["name"], "王*国");
        assert_eq!(ask(&app, &other, &workers).await.problem(403), "denied");
        let figures = format!("/api/overview?site={}", app.sites[0]);
        assert_eq!(ask(&app, &other, &figures).await.problem(403), "denied");
        assert_eq!(ask(&app, &own, "/api/overview?town=440605125").await.problem(403), "denied");
    }
}

both_engines! {
    async fn an_outside_system_learns_whether_someone_may_work_and_never_why_not(database: Database) {
        let app = TestApp::over(database).await;
        let area = json!({ "kind": "site", "site": app.sites[0] });
        let token = app.token(area, &[Permission::ReadWorkers, Permission::ReadPassages]).await;
        let fever = json!({ "id": uuid::Uuid::from_u128(1), "text_version": "declaration-1", "answers": { "temperature": 385, "promise": true } });
        app.post(Who::Worker, "/api/me/declarations", fever).await.expect(201);
        let workers = format!("/api/sites/{}/workers", app.sites[0]);
        let theirs = app.get(Who::Site, &workers).await.expect(200)["items"][0].clone();
        let seen = ask(&app, &token, &workers).await.expect(200)["items"][0].clone();
        assert_eq!(theirs["reasons"].as_array().map(Vec::len), Some(1));
        assert_eq!((&seen["standing"], &seen["reasons"]), (&theirs["standing"], &json!([])));
        let passage = json!({ "id": uuid::Uuid::from_u128(2), "gate": app.gates[0], "person": app.workers[0],
            "at": "2020-02-16T22:50:00Z", "direction": "in", "way": "face", "answer": "hold",
            "grounds": [{ "kind": "unsure" }], "temperature": 385, "roster_version": 1 });
        let batch = json!({ "passages": [passage], "queue": 0 });
        app.post(Who::Gate, "/api/gate/passages", batch).await.expect(200);
        let seen = ask(&app, &token, "/api/passages").await.expect(200)["items"][0].clone();
        assert_eq!((&seen["answer"], &seen["reasons"], &seen["temperature"]), (&json!("hold"), &json!([]), &Value::Null));
    }
}

both_engines! {
    async fn a_companys_system_keeps_its_own_people_and_touches_nobody_elses(database: Database) {
        let app = TestApp::over(database).await;
        let granted = [Permission::ReadWorkers, Permission::AddWorkers, Permission::EndEngagements, Permission::ReadPassages];
        let (token, site) = company(&app, &granted).await;
        let workers = format!("{site}/workers");
        assert_eq!(ask(&app, &token, &workers).await.expect(200)["items"], json!([]), "others' are not shown");
        let new = json!({ "name": "张三", "document": identity_number(50) });
        let added = send(&app, &token, &workers, new).await.expect(201);
        assert_eq!(added["contractor"], "佛山劳务", "whose they are needs no saying");
        let seen = ask(&app, &token, &workers).await.expect(200);
        assert_eq!(seen["items"].as_array().map(Vec::len), Some(1));
        // The site's own worker is registered there without this company.
        let others = json!({ "name": "王建国", "document": identity_number(0), "trade": "050" });
        let refused = send(&app, &token, &workers, others).await.expect(422);
        assert_eq!(refused["fields"][0]["field"], "contractor");
        let of_another = json!({ "name": "李四", "document": identity_number(51), "contractor": "别家公司" });
        send(&app, &token, &workers, of_another).await.expect(422);
        let end = |engagement: &Value| format!("/api/engagements/{}/end", engagement.as_str().unwrap());
        assert_eq!(send(&app, &token, &end(&json!(app.engagements[0])), json!({})).await.problem(403), "denied");
        send(&app, &token, &end(&added["engagement"]), json!({})).await.expect(204);
        let elsewhere = format!("/api/sites/{}/workers", app.sites[1]);
        assert_eq!(ask(&app, &token, &elsewhere).await.problem(403), "denied");
        let passages = format!("/api/passages?site={}", app.sites[1]);
        assert_eq!(ask(&app, &token, &passages).await.problem(403), "denied");
    }
}

both_engines! {
    async fn a_companys_system_sees_passages_of_its_own_people_from_the_days_they_were_its_own(database: Database) {
        let app = TestApp::over(database).await;
        let (token, site) = company(&app, &[Permission::AddWorkers, Permission::ReadPassages]).await;
        let new = json!({ "name": "张三", "document": identity_number(50) });
        let added = send(&app, &token, &format!("{site}/workers"), new).await.expect(201);
        let passage = |number: u128, person: &Value, at: &str| json!({ "id": uuid::Uuid::from_u128(number), "gate": app.gates[0],
            "person": person, "at": at, "direction": "in", "way": "face", "answer": "pass", "grounds": [{ "kind": "clear" }],
            "temperature": null, "roster_version": 1 });
        let batch = json!({ "queue": 0, "passages": [
            passage(1, &added["person"], "2020-02-16T23:00:00Z"),
            passage(2, &added["person"], "2020-02-15T23:00:00Z"),
            passage(3, &json!(app.workers[0]), "2020-02-16T23:00:00Z"),
        ] });
        app.post(Who::Gate, "/api/gate/passages", batch).await.expect(200);
        let seen = ask(&app, &token, "/api/passages").await.expect(200);
        let seen: Vec<&str> = seen["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(seen, [uuid::Uuid::from_u128(1).to_string()]);
        assert_eq!(ask(&app, &token, &format!("/api/passages?person={}", app.workers[0])).await.problem(403), "denied");
    }
}

both_engines! {
    async fn every_use_is_on_record_under_the_systems_own_name(database: Database) {
        let app = TestApp::over(database).await;
        let area = json!({ "kind": "site", "site": app.sites[0] });
        let token = app.token(area, &Permission::ALL).await;
        let site = format!("/api/sites/{}", app.sites[0]);
        for path in ["/api/integrators/current", "/api/towns", "/api/sites", &site, "/api/overview", "/api/passages", &format!("{site}/workers")] {
            ask(&app, &token, path).await.expect(200);
        }
        send(&app, &token, &format!("{site}/workers"), json!({ "name": "张三", "document": identity_number(50) })).await.expect(201);
        let log = app.get(Who::Auditor, "/api/audit").await.expect(200);
        let mut told: Vec<&str> = log["items"].as_array().unwrap().iter()
            .filter(|entry| entry["role"] == "integrator")
            .map(|entry| entry["action"].as_str().unwrap())
            .collect();
        told.sort_unstable();
        assert_eq!(told, ["figures.look", "integrator.look", "passage.list", "site.list", "site.list", "site.look", "worker.add", "worker.list"]);
        let own = log["items"].as_array().unwrap().iter().filter(|entry| entry["role"] == "integrator");
        assert!(own.clone().all(|entry| entry.to_string().contains("区数据平台")), "{:?}", own.collect::<Vec<_>>());
    }
}

both_engines! {
    async fn asking_too_often_and_guessing_are_slowed_down(database: Database) {
        let app = TestApp::over(database).await;
        let area = json!({ "kind": "site", "site": app.sites[0] });
        let token = app.token(area.clone(), &Permission::ALL).await;
        let other = app.token(area, &Permission::ALL).await;
        for _ in 0..300 {
            ask(&app, &token, "/api/integrators/current").await.expect(200);
        }
        let slow = ask(&app, &token, "/api/integrators/current").await;
        assert_eq!(slow.problem(429), "too_many");
        assert_eq!(slow.headers["retry-after"], "1");
        ask(&app, &other, "/api/integrators/current").await.expect(200);
        app.clock.forward(SignedDuration::from_secs(1));
        ask(&app, &token, "/api/integrators/current").await.expect(200);
        let guess = |byte| domain::integrator::token_text(&[byte; 20]);
        for byte in 0..20 {
            assert_eq!(ask(&app, &guess(byte), "/api/sites").await.problem(401), "token_unknown");
        }
        assert_eq!(ask(&app, &guess(20), "/api/sites").await.problem(429), "too_many");
    }
}
