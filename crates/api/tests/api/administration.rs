//! Keeping other people's accounts: what a security administrator does, and what nobody can do by it.

use http::{HeaderName, Method};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::district::{PASSWORD, TOWN};
use testkit::{Reply, TestApp, Who, both_engines};

use Who::{Nobody, SecurityAdmin};

fn town() -> Value {
    json!({ "kind": "town", "division": TOWN })
}

async fn makes(app: &TestApp, name: &str, scope: Value) -> Reply {
    let draft = json!({ "name": name, "title": "桂城街道专员", "scope": scope });
    app.post(SecurityAdmin, "/api/accounts", draft).await
}

/// An account by its sign-in name, as the list shows it.
async fn listed(app: &TestApp, name: &str) -> Value {
    let found = app
        .get(SecurityAdmin, &format!("/api/accounts?q={name}"))
        .await
        .expect(200);
    let items = found["items"].as_array().unwrap();
    items
        .iter()
        .find(|one| one["sign_in_name"] == name)
        .expect(name)
        .clone()
}

async fn act(app: &TestApp, name: &str, verb: &str, body: Value) -> Reply {
    let id = listed(app, name).await["id"].as_str().unwrap().to_owned();
    app.post(SecurityAdmin, &format!("/api/accounts/{id}/{verb}"), body)
        .await
}

async fn signs_in(app: &TestApp, name: &str, password: &str) -> Reply {
    app.post(
        Nobody,
        "/api/sessions",
        json!({ "name": name, "password": password }),
    )
    .await
}

async fn asks(app: &TestApp, shown: &(HeaderName, String), path: &str) -> Reply {
    app.show(shown.clone(), Method::GET, path, None).await
}

fn fault(problem: &Value) -> &str {
    problem["fields"][0]["field"].as_str().unwrap()
}

/// The newest entry of the audit log.
async fn last_entry(app: &TestApp) -> Value {
    let log = app.get(Who::Auditor, "/api/audit?limit=1").await.expect(200);
    log["items"][0].clone()
}

both_engines! {
    async fn an_account_is_added_with_a_password_shown_once_and_its_owner_makes_it_their_own(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.forward(SignedDuration::from_mins(1));
        let made = makes(&app, "guicheng-2", town()).await.expect(201);
        assert_eq!(made["account"]["role"], "town");
        assert_eq!(made["account"]["scope_name"], "桂城街道");
        let password = made["password"].as_str().unwrap();
        let row = listed(&app, "guicheng-2").await;
        assert_eq!((row["initial_password"].clone(), row.get("password")), (json!(true), None));
        let entry = last_entry(&app).await;
        assert_eq!((entry["action"].clone(), entry["account"].clone()), (json!("account.add"), json!("guicheng-2")));
        let me = signs_in(&app, "guicheng-2", password).await.expect(201);
        assert_eq!(me["duty"], "change_password");
    }
}

both_engines! {
    async fn nobody_makes_who_watches_over_them_nor_reaches_out_of_the_district(database: Database) {
        let app = TestApp::over(database).await;
        for scope in [
            json!({ "kind": "administration", "office": "security", "division": "440605" }),
            json!({ "kind": "administration", "office": "audit", "division": "440605" }),
            json!({ "kind": "town", "division": "440606001" }),
            json!({ "kind": "district", "division": "440606" }),
            json!({ "kind": "person", "person": app.workers[0] }),
            json!({ "kind": "site", "site": app.workers[0] }),
        ] {
            assert_eq!(makes(&app, "new", scope.clone()).await.problem(403), "denied", "{scope}");
        }
        for scope in [json!({ "kind": "town", "division": "440605" }), json!({ "kind": "district", "division": TOWN })] {
            assert_eq!(makes(&app, "new", scope).await.expect(422)["fields"][0]["field"], "scope", "not of its level");
        }
        let nowhere = makes(&app, "new", json!({ "kind": "town", "division": "440605999" })).await.expect(422);
        assert_eq!(fault(&nowhere), "scope");
        assert_eq!(fault(&makes(&app, "site", town()).await.expect(422)), "name", "taken");
        let office = json!({ "kind": "administration", "office": "system", "division": "440605" });
        makes(&app, "system-2", office).await.expect(201);
        makes(&app, "site-2", json!({ "kind": "site", "site": app.sites[0] })).await.expect(201);
        for name in ["security", "audit"] {
            for verb in ["disable", "reset-password", "unlock"] {
                assert_eq!(act(&app, name, verb, json!({})).await.problem(403), "denied", "{name} {verb}");
            }
        }
    }
}

both_engines! {
    async fn a_reset_password_ends_the_sessions_and_changes_nothing_else(database: Database) {
        let app = TestApp::over(database).await;
        let before = listed(&app, "site").await;
        let account = app.caller(Who::Site).await.actor.account;
        let mut tx = app.database.store.write().await.unwrap();
        tx.begin_second_factor(account, &seal::TotpSecret::from_bytes(&[7; 20]).unwrap()).await.unwrap();
        tx.confirm_second_factor(account, app.platform.now()).await.unwrap();
        tx.commit().await.unwrap();

        let made = act(&app, "site", "reset-password", json!({})).await.expect(200);
        app.get(Who::Site, "/api/sites").await.expect(401);
        signs_in(&app, "site", PASSWORD).await.expect(401);
        let half = signs_in(&app, "site", made["password"].as_str().unwrap()).await.expect(202);
        assert!(half["ticket"].is_string(), "the second factor is asked for as before");
        assert_eq!((&made["account"]["scope"], &made["account"]["second_factor"]), (&before["scope"], &json!(true)));
        assert_eq!(made["account"]["initial_password"], true);
    }
}

both_engines! {
    async fn a_lost_second_factor_is_taken_away_by_own_password_and_for_a_reason(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.forward(SignedDuration::from_mins(1));
        let body = |password: &str, reason: &str| json!({ "password": password, "reason": reason });
        let reset = "reset-second-factor";
        assert_eq!(act(&app, "site", reset, body(PASSWORD, "手机丢了")).await.problem(409), "conflict", "none there");
        let account = app.caller(Who::Site).await.actor.account;
        let mut tx = app.database.store.write().await.unwrap();
        tx.begin_second_factor(account, &seal::TotpSecret::from_bytes(&[7; 20]).unwrap()).await.unwrap();
        tx.confirm_second_factor(account, app.platform.now()).await.unwrap();
        tx.commit().await.unwrap();
        let refused = act(&app, "site", reset, body("wrong-2020", "手机丢了")).await.expect(422);
        assert_eq!(fault(&refused), "password");
        assert_eq!(fault(&act(&app, "site", reset, body(PASSWORD, "丢")).await.expect(422)), "reason");
        app.clock.forward(SignedDuration::from_mins(1));
        let row = act(&app, "site", reset, body(PASSWORD, "手机丢了，本人来过")).await.expect(200);
        assert_eq!(row["second_factor"], false);
        let entry = last_entry(&app).await;
        assert_eq!(entry["reason"], "手机丢了，本人来过");
        assert_eq!((entry["action"].clone(), entry["account"].clone()), (json!("account.reset_second_factor"), json!("site")));
        app.get(Who::Site, "/api/sites").await.expect(401);
        signs_in(&app, "site", PASSWORD).await.expect(201);
    }
}

both_engines! {
    async fn an_account_that_is_switched_off_opens_nothing_until_it_is_on_again(database: Database) {
        let app = TestApp::over(database).await;
        assert!(act(&app, "site", "disable", json!({})).await.expect(200)["disabled_at"].is_string());
        app.get(Who::Site, "/api/sites").await.expect(401);
        signs_in(&app, "site", PASSWORD).await.expect(401);
        assert_eq!(act(&app, "site", "disable", json!({})).await.problem(409), "conflict");
        act(&app, "site", "enable", json!({})).await.expect(200);
        app.get(Who::Site, "/api/sites").await.expect(401);
        signs_in(&app, "site", PASSWORD).await.expect(201);
    }
}

both_engines! {
    async fn a_lock_is_seen_and_opened(database: Database) {
        let app = TestApp::over(database).await;
        for _ in 0..6 {
            signs_in(&app, "site", "wrong-2020").await;
        }
        assert_eq!(signs_in(&app, "site", PASSWORD).await.problem(429), "too_many");
        assert_eq!(listed(&app, "site").await["locked_until"], "2020-02-16T23:15:00Z");
        let row = act(&app, "site", "unlock", json!({})).await.expect(200);
        assert_eq!(row["locked_until"], Value::Null);
        signs_in(&app, "site", PASSWORD).await.expect(201);
    }
}

both_engines! {
    async fn the_sessions_of_others_are_seen_and_ended(database: Database) {
        let app = TestApp::over(database).await;
        let elsewhere = app.signed_in("site", PASSWORD).await;
        let id = listed(&app, "site").await["id"].as_str().unwrap().to_owned();
        let path = format!("/api/accounts/{id}/sessions");
        let found = app.get(SecurityAdmin, &path).await.expect(200);
        assert_eq!(found["items"].as_array().unwrap().len(), 2);
        app.delete(SecurityAdmin, &path).await.expect(204);
        asks(&app, &elsewhere, "/api/sites").await.expect(401);
        app.get(Who::Site, "/api/sites").await.expect(401);
        app.get(Who::OtherSite, "/api/sites").await.expect(200);
    }
}

both_engines! {
    async fn accounts_are_paged_by_name_searched_and_narrowed_by_role(database: Database) {
        let app = TestApp::over(database).await;
        let mut names = Vec::new();
        let mut path = "/api/accounts?limit=3".to_owned();
        loop {
            let page = app.get(SecurityAdmin, &path).await.expect(200);
            let items = page["items"].as_array().unwrap();
            names.extend(items.iter().map(|one| one["sign_in_name"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => path = format!("/api/accounts?limit=3&after={next}"),
                None => break,
            }
        }
        let all = [
            "audit", "community", "district", "other-community", "other-site", "other-town", "security", "site", "system",
            "town",
        ];
        assert_eq!(names, all);
        let found = async |query: &str| {
            let page = app.get(SecurityAdmin, &format!("/api/accounts?{query}")).await.expect(200);
            page["items"].as_array().unwrap().len()
        };
        assert_eq!(found("role=site").await, 2);
        assert_eq!(found("q=other").await, 3);
        assert_eq!(found("q=%25").await, 0, "a sign is a sign");
    }
}

both_engines! {
    async fn an_administrator_sees_sites_and_not_how_their_people_stand(database: Database) {
        let app = TestApp::over(database).await;
        for who in [Who::SystemAdmin, SecurityAdmin] {
            let sites = app.get(who, "/api/sites").await.expect(200);
            let first = &sites["items"][0];
            assert!(first["people"].is_number());
            for figure in ["clear", "hold", "barred"] {
                assert_eq!(first[figure], Value::Null, "{who:?} {figure}");
            }
            let detail = app.get(who, &format!("/api/sites/{}", app.sites[0])).await.expect(200);
            assert_eq!((&detail["open_alerts"], &detail["passages_today"]), (&Value::Null, &Value::Null));
        }
        assert!(app.get(Who::District, "/api/sites").await.expect(200)["items"][0]["hold"].is_number());
    }
}
