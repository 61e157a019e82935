//! What staff change of their own account: the password, and where they are signed in.

use domain::clock::Clock;
use http::{HeaderName, Method, header};
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::account::NewAccount;
use testkit::district::PASSWORD;
use testkit::{Reply, TestApp, Who, both_engines};

const NEW: &str = "own-2020-password";

async fn changes(app: &TestApp, shown: &(HeaderName, String), password: &str, new: &str) -> Reply {
    let body = json!({ "password": password, "new_password": new });
    app.show(shown.clone(), Method::PUT, "/api/account/password", Some(body))
        .await
}

async fn asks(app: &TestApp, shown: &(HeaderName, String), path: &str) -> Reply {
    app.show(shown.clone(), Method::GET, path, None).await
}

fn faults(problem: &Value) -> Vec<&str> {
    let fields = problem["fields"].as_array().unwrap().iter();
    fields.map(|fault| fault["field"].as_str().unwrap()).collect()
}

both_engines! {
    async fn whoever_changes_their_password_stays_and_everyone_who_had_the_old_one_is_out(database: Database) {
        let app = TestApp::over(database).await;
        let elsewhere = app.signed_in("site", PASSWORD).await;
        let here = app.shown(Who::Site);
        for (password, new, field) in [
            ("wrong-2020", NEW, "password"),
            (PASSWORD, "short-1", "new_password"),
            (PASSWORD, "onlyletters", "new_password"),
            (PASSWORD, PASSWORD, "new_password"),
        ] {
            let refused = changes(&app, &here, password, new).await.expect(422);
            assert_eq!(faults(&refused), [field], "{new}");
        }
        asks(&app, &elsewhere, "/api/sites").await.expect(200);
        changes(&app, &here, PASSWORD, NEW).await.expect(204);
        asks(&app, &here, "/api/sites").await.expect(200);
        assert_eq!(asks(&app, &elsewhere, "/api/sites").await.problem(401), "signed_out");
        let with = |password: &str| json!({ "name": "site", "password": password });
        app.post(Who::Nobody, "/api/sessions", with(PASSWORD)).await.expect(401);
        app.post(Who::Nobody, "/api/sessions", with(NEW)).await.expect(201);
        let log = app.get(Who::District, "/api/audit").await.expect(200);
        let acts: Vec<_> = log["items"].as_array().unwrap().iter().map(|entry| &entry["action"]).collect();
        assert!(acts.contains(&&json!("password.change")), "{acts:?}");
    }
}

both_engines! {
    async fn a_page_left_open_is_not_enough_to_guess_the_password_by(database: Database) {
        let app = TestApp::over(database).await;
        for _ in 0..5 {
            changes(&app, &app.shown(Who::Site), "wrong-2020", NEW).await.expect(422);
        }
        assert_eq!(changes(&app, &app.shown(Who::Site), PASSWORD, NEW).await.problem(429), "too_many");
    }
}

both_engines! {
    async fn a_password_that_someone_else_made_opens_its_change_and_then_the_account(database: Database) {
        let app = TestApp::over(database).await;
        let new = NewAccount {
            sign_in_name: "new".into(),
            shown_name: "新来的".into(),
            password: PASSWORD.into(),
            scope: app.caller(Who::Town).await.actor.scope,
        };
        app.platform.add_account(&new).await.unwrap();
        let shown = app.signed_in("new", PASSWORD).await;
        assert_eq!(asks(&app, &shown, "/api/sessions/current").await.expect(200)["duty"], "change_password");
        assert_eq!(asks(&app, &shown, "/api/sites").await.problem(403), "change_password");
        assert_eq!(asks(&app, &shown, "/api/sessions").await.problem(403), "change_password");
        changes(&app, &shown, PASSWORD, NEW).await.expect(204);
        assert_eq!(asks(&app, &shown, "/api/sessions/current").await.expect(200)["duty"], Value::Null);
        asks(&app, &shown, "/api/sites").await.expect(200);
    }
}

both_engines! {
    async fn a_password_of_ninety_days_is_changed_at_the_next_sign_in_and_stops_nobody_at_work(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.forward(SignedDuration::from_hours(90 * 24) - SignedDuration::from_mins(10));
        let at_work = app.signed_in("site", PASSWORD).await;
        let own = asks(&app, &at_work, "/api/account").await.expect(200);
        assert_eq!(own["password_ends_at"], json!(app.clock.now() + SignedDuration::from_mins(10)));
        app.clock.forward(SignedDuration::from_mins(20));
        asks(&app, &at_work, "/api/sites").await.expect(200);
        let shown = app.signed_in("site", PASSWORD).await;
        assert_eq!(asks(&app, &shown, "/api/sessions/current").await.expect(200)["duty"], "renew_password");
        assert_eq!(asks(&app, &shown, "/api/sites").await.problem(403), "renew_password");
        changes(&app, &shown, PASSWORD, NEW).await.expect(204);
        asks(&app, &shown, "/api/sites").await.expect(200);
    }
}

both_engines! {
    async fn the_sessions_of_an_account_are_listed_and_all_others_ended_at_once(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.forward(SignedDuration::from_mins(1));
        let elsewhere = app.signed_in("site", PASSWORD).await;
        let listed = app.get(Who::Site, "/api/sessions").await.expect(200);
        let items = listed["items"].as_array().unwrap();
        let of = |key: &str| items.iter().map(|one| one[key].clone()).collect::<Vec<_>>();
        assert_eq!((of("device"), of("current")), (vec![json!("another"), json!("test")], vec![json!(false), json!(true)]));
        app.delete(Who::Site, "/api/sessions").await.expect(204);
        assert_eq!(asks(&app, &elsewhere, "/api/sites").await.problem(401), "signed_out");
        app.get(Who::Site, "/api/sites").await.expect(200);
        app.get(Who::OtherSite, "/api/sites").await.expect(200);
    }
}

both_engines! {
    async fn a_page_that_asks_by_itself_keeps_no_session_alive(database: Database) {
        let app = TestApp::over(database).await;
        let (_, session) = app.shown(Who::Site);
        let by_itself = |path: &'static str| {
            let request = http::Request::builder().uri(path);
            let request = request.header(header::COOKIE, &session).header("sitewarden-unattended", "1");
            tower::ServiceExt::oneshot(app.router.clone(), request.body(axum::body::Body::empty()).unwrap())
        };
        for _ in 0..3 {
            app.clock.forward(SignedDuration::from_mins(15));
            assert_eq!(by_itself("/api/sites").await.unwrap().status(), 200);
        }
        app.clock.forward(SignedDuration::from_mins(15));
        assert_eq!(app.get(Who::Site, "/api/sites").await.problem(401), "signed_out", "an hour without use");
    }
}
