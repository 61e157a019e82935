//! The second factor: set up, asked for, used once, and no way round it.

use std::sync::Arc;

use api::Api;
use domain::account::SecondFactor;
use http::{HeaderName, Method, header};
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::Platform;
use testkit::district::PASSWORD;
use testkit::{Dice, Reply, TestApp, Who, both_engines};

/// What the app on the phone of someone of staff shows now.
async fn code(app: &TestApp, who: Who) -> String {
    let account = app.caller(who).await.actor.account;
    let mut tx = app.database.store.read().await.unwrap();
    let found = tx.second_factor(account).await.unwrap().expect("it was begun");
    found.secret.code(app.platform.now().as_second())
}

/// Sets it up for the site's manager; answers the recovery codes.
async fn set_up(app: &TestApp) -> Vec<String> {
    let begin = json!({ "password": PASSWORD });
    app.post(Who::Site, "/api/account/second-factor", begin)
        .await
        .expect(200);
    let confirm = json!({ "code": code(app, Who::Site).await });
    let made = app
        .post(Who::Site, "/api/account/second-factor/confirm", confirm)
        .await
        .expect(200);
    app.clock.forward(SignedDuration::from_secs(30));
    serde_json::from_value(made["codes"].clone()).unwrap()
}

/// Gives name and password; answers the ticket for the second half.
async fn half(app: &TestApp) -> Value {
    let name = json!({ "name": "site", "password": PASSWORD });
    let answer = app.post(Who::Nobody, "/api/sessions", name).await;
    assert!(answer.headers.get(header::SET_COOKIE).is_none(), "no session yet");
    answer.expect(202)["ticket"].clone()
}

async fn enters(app: &TestApp, ticket: &Value, code: &str) -> Reply {
    let body = json!({ "ticket": ticket, "code": code });
    app.post(Who::Nobody, "/api/sessions/second-factor", body).await
}

fn fault(problem: &Value) -> &str {
    problem["fields"][0]["field"].as_str().unwrap()
}

both_engines! {
    async fn once_confirmed_it_is_asked_for_and_sign_ins_made_without_it_end(database: Database) {
        let app = TestApp::over(database).await;
        let wrong = json!({ "password": "wrong-2020" });
        let refused = app.post(Who::Site, "/api/account/second-factor", wrong).await.expect(422);
        assert_eq!(fault(&refused), "password");
        let begun = app.post(Who::Site, "/api/account/second-factor", json!({ "password": PASSWORD })).await.expect(200);
        let uri = begun["uri"].as_str().unwrap();
        assert!(uri.starts_with("otpauth://totp/") && uri.contains(begun["secret"].as_str().unwrap()), "{uri}");
        assert!(begun["svg"].as_str().unwrap().contains("<svg"));

        let elsewhere = app.signed_in("site", PASSWORD).await;
        let refused = app.post(Who::Site, "/api/account/second-factor/confirm", json!({ "code": "abc" })).await.expect(422);
        assert_eq!(fault(&refused), "code");
        let codes = set_up(&app).await;
        assert_eq!(codes.len(), 10);
        app.show(elsewhere, Method::GET, "/api/sites", None).await.expect(401);
        let own = app.get(Who::Site, "/api/account").await.expect(200);
        assert_eq!((own["second_factor"].clone(), own["recovery_codes_left"].clone()), (json!(true), json!(10)));

        let ticket = half(&app).await;
        let me = enters(&app, &ticket, &code(&app, Who::Site).await).await.expect(201);
        assert_eq!(me["role"], "site");
    }
}

both_engines! {
    async fn a_ticket_opens_nothing_by_itself_and_runs_out(database: Database) {
        let app = TestApp::over(database).await;
        set_up(&app).await;
        let ticket = half(&app).await;
        let text = ticket.as_str().unwrap();
        let shown: [(HeaderName, String); 2] = [
            (header::COOKIE, format!("sitewarden_session={text}")),
            (header::AUTHORIZATION, format!("Bearer {text}")),
        ];
        for shown in shown {
            app.show(shown, Method::GET, "/api/sites", None).await.expect(401);
        }
        app.clock.forward(SignedDuration::from_mins(5));
        let late = enters(&app, &ticket, &code(&app, Who::Site).await).await.expect(422);
        assert_eq!(fault(&late), "ticket");
    }
}

both_engines! {
    async fn a_code_is_good_once_whether_of_the_app_or_for_recovery(database: Database) {
        let app = TestApp::over(database).await;
        let recovery = set_up(&app).await;
        let now = code(&app, Who::Site).await;
        let ticket = half(&app).await;
        enters(&app, &ticket, &now).await.expect(201);
        assert_eq!(fault(&enters(&app, &ticket, &now).await.expect(422)), "ticket", "a sign-in goes on once");
        let ticket = half(&app).await;
        assert_eq!(fault(&enters(&app, &ticket, &now).await.expect(422)), "code", "seen over a shoulder");
        let typed = recovery[3].to_lowercase().replace('-', " ");
        enters(&app, &ticket, &typed).await.expect(201);
        let ticket = half(&app).await;
        assert_eq!(fault(&enters(&app, &ticket, &recovery[3]).await.expect(422)), "code");
        let own = app.get(Who::Site, "/api/account").await.expect(200);
        assert_eq!(own["recovery_codes_left"], 9);
    }
}

both_engines! {
    async fn codes_are_not_guessed_through_by_beginning_again(database: Database) {
        let app = TestApp::over(database).await;
        set_up(&app).await;
        for _ in 0..5 {
            let ticket = half(&app).await;
            assert_eq!(fault(&enters(&app, &ticket, "abcdef").await.expect(422)), "code");
        }
        let ticket = half(&app).await;
        let right = code(&app, Who::Site).await;
        assert_eq!(enters(&app, &ticket, &right).await.problem(429), "too_many");
        app.clock.forward(SignedDuration::from_mins(15));
        let ticket = half(&app).await;
        enters(&app, &ticket, &code(&app, Who::Site).await).await.expect(201);
    }
}

both_engines! {
    async fn it_is_switched_off_by_password_and_code_together(database: Database) {
        let app = TestApp::over(database).await;
        let recovery = set_up(&app).await;
        let off = "/api/account/second-factor/off";
        let now = code(&app, Who::Site).await;
        let refused = app.post(Who::Site, off, json!({ "password": "wrong-2020", "code": now })).await.expect(422);
        assert_eq!(fault(&refused), "password");
        let refused = app.post(Who::Site, off, json!({ "password": PASSWORD, "code": "abcdef" })).await.expect(422);
        assert_eq!(fault(&refused), "code");
        let begin = json!({ "password": PASSWORD });
        assert_eq!(app.post(Who::Site, "/api/account/second-factor", begin).await.problem(409), "conflict");

        let renewed = json!({ "password": PASSWORD, "code": recovery[0] });
        let renewed = app.post(Who::Site, "/api/account/recovery-codes", renewed).await.expect(200);
        assert_eq!(renewed["codes"].as_array().unwrap().len(), 10);
        let old = json!({ "password": PASSWORD, "code": recovery[1] });
        assert_eq!(fault(&app.post(Who::Site, off, old).await.expect(422)), "code", "new ones end the old");
        app.post(Who::Site, off, json!({ "password": PASSWORD, "code": now })).await.expect(204);
        let name = json!({ "name": "site", "password": PASSWORD });
        app.post(Who::Nobody, "/api/sessions", name).await.expect(201);
    }
}

both_engines! {
    async fn where_the_district_asks_for_it_nothing_else_is_open_before(database: Database) {
        let mut app = TestApp::over(database).await;
        let mut settings = app.platform.settings().clone();
        settings.second_factor = SecondFactor::Required;
        let store = app.database.store.clone();
        app.platform = Platform::new(store, app.clock.clone(), Arc::new(Dice::new(9)), settings);
        app.router = api::router(Api::new(app.platform.clone(), true));
        app.get(Who::Site, "/api/sites").await.expect(200);
        assert_eq!(app.get(Who::Town, "/api/sites").await.problem(403), "enrol_second_factor");
        assert_eq!(app.get(Who::Town, "/api/sessions/current").await.expect(200)["duty"], "enrol_second_factor");
        let begin = json!({ "password": PASSWORD });
        app.post(Who::Town, "/api/account/second-factor", begin).await.expect(200);
        let confirm = json!({ "code": code(&app, Who::Town).await });
        app.post(Who::Town, "/api/account/second-factor/confirm", confirm).await.expect(200);
        app.get(Who::Town, "/api/sites").await.expect(200);
    }
}
