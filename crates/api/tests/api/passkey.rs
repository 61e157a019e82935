//! Passkeys: added, shown at sign-in after the password or alone, and what does not do in their place.

use std::sync::Arc;

use api::Api;
use domain::account::SecondFactor;
use http::{Method, header};
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::Platform;
use testkit::authenticator::{PRESENT, Says, VERIFIED};
use testkit::district::PASSWORD;
use testkit::{Authenticator, Dice, ORIGIN, Reply, TestApp, Who, both_engines};

const PASSKEYS: &str = "/api/account/passkeys";

fn fault(problem: &Value) -> &str {
    problem["fields"][0]["field"].as_str().unwrap_or_default()
}

/// Has someone be asked for a passkey.
async fn begun(app: &TestApp, who: Who) -> Value {
    let body = json!({ "password": PASSWORD });
    app.post(who, "/api/account/passkey-challenges", body)
        .await
        .expect(200)
}

async fn adds(app: &TestApp, who: Who, mut made: Value) -> Reply {
    made["name"] = json!("办公室电脑");
    app.post(who, PASSKEYS, made).await
}

/// Adds a passkey that a device makes.
async fn added(app: &TestApp, who: Who, device: &mut Authenticator) -> Value {
    let asked = begun(app, who).await;
    adds(app, who, device.makes(&asked, ORIGIN)).await.expect(201)
}

/// What is to be signed: in the second half of a sign-in by a ticket, or to sign in by it alone.
async fn asked(app: &TestApp, ticket: Option<&Value>) -> Value {
    let body = json!({ "ticket": ticket });
    app.post(Who::Nobody, "/api/sessions/passkey-challenges", body)
        .await
        .expect(200)
}

async fn enters(app: &TestApp, asked: &Value, mut signed: Value) -> Reply {
    signed["ticket"] = asked["ticket"].clone();
    app.post(Who::Nobody, "/api/sessions/passkey", signed).await
}

/// Gives name and password; what waits for a second factor.
async fn half(app: &TestApp) -> Value {
    let body = json!({ "name": "site", "password": PASSWORD });
    app.post(Who::Nobody, "/api/sessions", body).await.expect(202)
}

/// The newest act of an account in the log.
async fn last_act(app: &TestApp, who: Who) -> Value {
    let account = app.caller(who).await.actor.account;
    let log = app
        .get(Who::Auditor, &format!("/api/audit?actor={account}&limit=1"))
        .await
        .expect(200);
    log["items"][0]["action"].clone()
}

both_engines! {
    async fn a_passkey_is_added_by_password_named_and_listed(database: Database) {
        let app = TestApp::over(database).await;
        let wrong = json!({ "password": "wrong-2020" });
        let refused = app.post(Who::Site, "/api/account/passkey-challenges", wrong).await.expect(422);
        assert_eq!(fault(&refused), "password");
        let elsewhere = app.signed_in("site", PASSWORD).await;

        let asked = begun(&app, Who::Site).await;
        assert_eq!((&asked["host"], &asked["sign_in_name"]), (&json!("sitewarden.test"), &json!("site")));
        assert_eq!((&asked["algorithms"], &asked["known"]), (&json!([-8, -7, -257]), &json!([])));
        let mut device = Authenticator::usual();
        let made = adds(&app, Who::Site, device.makes(&asked, ORIGIN)).await.expect(201);
        assert_eq!(made["recovery_codes"].as_array().unwrap().len(), 10);
        app.show(elsewhere, Method::GET, "/api/sites", None).await.expect(401);
        assert_eq!(begun(&app, Who::Site).await["known"], json!([device.credential()]));

        app.clock.forward(SignedDuration::from_mins(1));
        let mut second = Authenticator::numbered(2);
        assert_eq!(added(&app, Who::Site, &mut second).await["recovery_codes"], json!([]), "those there are stay");
        let id = made["passkey"]["id"].as_str().unwrap();
        let one = format!("{PASSKEYS}/{id}");
        app.put(Who::Site, &one, json!({ "name": "  门卫室  " })).await.expect(204);
        assert_eq!(fault(&app.put(Who::Site, &one, json!({ "name": " " })).await.expect(422)), "name");
        app.put(Who::OtherSite, &one, json!({ "name": "x" })).await.expect(404);
        let list = app.get(Who::Site, PASSKEYS).await.expect(200);
        assert_eq!((&list[0]["name"], &list[1]["name"]), (&json!("门卫室"), &json!("办公室电脑")));
        assert_eq!((&list[0]["created_at"], &list[0]["last_used_at"]), (&json!("2020-02-16T23:00:00Z"), &Value::Null));
        let own = app.get(Who::Site, "/api/account").await.expect(200);
        assert_eq!((&own["second_factor"], &own["app"]), (&json!(true), &json!(false)));
    }
}

both_engines! {
    async fn after_the_password_a_passkey_does_in_place_of_a_code(database: Database) {
        let app = TestApp::over(database).await;
        let mut device = Authenticator::usual();
        let codes = added(&app, Who::Site, &mut device).await["recovery_codes"].clone();
        let waits = half(&app).await;
        assert_eq!((&waits["app"], &waits["passkey"]), (&json!(false), &json!(true)));
        let question = asked(&app, Some(&waits["ticket"])).await;
        assert_eq!(question["passkeys"], json!([device.credential()]));
        assert_eq!((&question["verified"], &question["ticket"]), (&json!(false), &waits["ticket"]));
        app.clock.forward(SignedDuration::from_mins(1));
        // A security key without a PIN: the password was the other half.
        let signed = device.signs_as(&question, ORIGIN, |says| {
            says.flags = PRESENT;
            says.user = None;
        });
        let entered = enters(&app, &question, signed.clone()).await;
        assert_eq!(entered.expect(201)["role"], "site");
        let cookies: Vec<_> = entered.headers.get_all(header::SET_COOKIE).iter().collect();
        assert_eq!(cookies.len(), 2, "a session, and the device is known from now on");
        assert_eq!(app.get(Who::Site, PASSKEYS).await.expect(200)[0]["last_used_at"], "2020-02-16T23:01:00Z");
        assert_eq!(fault(&enters(&app, &question, signed).await.expect(422)), "passkey", "a challenge is answered once");

        let waits = half(&app).await;
        let by_code = json!({ "ticket": waits["ticket"], "code": codes[0] });
        app.post(Who::Nobody, "/api/sessions/second-factor", by_code).await.expect(201);
        let gone = json!({ "ticket": waits["ticket"] });
        let gone = app.post(Who::Nobody, "/api/sessions/passkey-challenges", gone).await.expect(422);
        assert_eq!(fault(&gone), "passkey", "a sign-in goes on once");
    }
}

both_engines! {
    async fn a_passkey_alone_signs_in_whoever_it_knows(database: Database) {
        let app = TestApp::over(database).await;
        let mut device = Authenticator::numbered(1);
        added(&app, Who::Site, &mut device).await;
        let question = asked(&app, None).await;
        assert_eq!((&question["passkeys"], &question["verified"]), (&json!([]), &json!(true)));
        app.clock.forward(SignedDuration::from_secs(20));
        let me = enters(&app, &question, device.signs(&question, ORIGIN)).await.expect(201);
        assert_eq!((&me["role"], &me["duty"]), (&json!("site"), &Value::Null));
        assert_eq!(last_act(&app, Who::Site).await, "session.open");

        let signs: [fn(&mut Says); 2] = [|says| says.flags = PRESENT, |says| says.user = None];
        for says in signs {
            let question = asked(&app, None).await;
            let signed = device.signs_as(&question, ORIGIN, says);
            assert_eq!(fault(&enters(&app, &question, signed).await.expect(422)), "passkey");
        }
    }
}

/// What a cheat is called, and what it changes of an answer.
type Cheat = (&'static str, fn(&mut Says));

const CHEATS: &[Cheat] = &[
    ("another page", |says| {
        says.origin = "https://sitewarden.test.evil.example".into();
    }),
    ("another port", |says| {
        says.origin = "https://sitewarden.test:8443".into();
    }),
    ("without TLS", |says| {
        says.origin = "http://sitewarden.test".into();
    }),
    ("within another page", |says| says.embedded = true),
    ("another host", |says| says.host = "evil.example".into()),
    ("another challenge", |says| says.challenge = "A".repeat(43)),
    ("no challenge", |says| says.challenge = String::new()),
    ("another kind of act", |says| says.kind = "payment.get".into()),
    ("nobody there", |says| says.flags = VERIFIED),
    ("a copy of what may not be copied", |says| says.flags |= 1 << 4),
    ("bytes that are not there", |says| says.flags |= 1 << 7),
];

both_engines! {
    async fn an_answer_that_is_not_to_what_was_asked_here_opens_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let mut device = Authenticator::numbered(1);
        added(&app, Who::Site, &mut device).await;
        let account = app.caller(Who::Site).await.actor.account;
        for (cheat, says) in CHEATS {
            let question = asked(&app, None).await;
            let signed = device.signs_as(&question, ORIGIN, says);
            assert_eq!(fault(&enters(&app, &question, signed).await.expect(422)), "passkey", "{cheat}");
            let mut tx = app.database.store.write().await.unwrap();
            tx.unlock_account(account).await.unwrap();
            tx.commit().await.unwrap();
            app.clock.forward(SignedDuration::from_secs(12));
        }
        let question = asked(&app, None).await;
        let mut signed = device.signs(&question, ORIGIN);
        let mut other = Authenticator::numbered(1);
        signed["signature"] = other.signs_as(&question, ORIGIN, |says| says.count = 99)["signature"].clone();
        assert_eq!(fault(&enters(&app, &question, signed).await.expect(422)), "passkey", "another signature");
        let question = asked(&app, None).await;
        enters(&app, &question, device.signs(&question, ORIGIN)).await.expect(201);
    }
}

both_engines! {
    async fn what_an_authenticator_made_elsewhere_is_not_added(database: Database) {
        let app = TestApp::over(database).await;
        let create: Cheat = ("a signature", |says| says.kind = "webauthn.get".into());
        for (cheat, says) in CHEATS.iter().chain([&create]) {
            let asked = begun(&app, Who::Site).await;
            let made = Authenticator::numbered(1).makes_as(&asked, ORIGIN, says);
            assert_eq!(fault(&adds(&app, Who::Site, made).await.expect(422)), "passkey", "{cheat}");
        }
        let asked = begun(&app, Who::Site).await;
        let mut device = Authenticator::numbered(1);
        let made = device.makes(&asked, ORIGIN);
        assert_eq!(fault(&adds(&app, Who::OtherSite, made.clone()).await.expect(422)), "passkey", "asked of another");
        adds(&app, Who::Site, made.clone()).await.expect(201);
        assert_eq!(fault(&adds(&app, Who::Site, made).await.expect(422)), "passkey", "once");
        let asked = begun(&app, Who::OtherSite).await;
        let again = adds(&app, Who::OtherSite, device.makes(&asked, ORIGIN)).await;
        assert_eq!(again.problem(409), "conflict", "it is someone else's");
        let asked = begun(&app, Who::Site).await;
        app.clock.forward(SignedDuration::from_mins(5));
        let late = Authenticator::numbered(2).makes(&asked, ORIGIN);
        assert_eq!(fault(&adds(&app, Who::Site, late).await.expect(422)), "passkey", "too late");
    }
}

both_engines! {
    async fn nobody_goes_on_by_the_passkey_of_another_or_by_one_that_was_removed(database: Database) {
        let app = TestApp::over(database).await;
        let (mut own, mut others, mut spare) =
            (Authenticator::numbered(1), Authenticator::numbered(2), Authenticator::numbered(3));
        let made = added(&app, Who::Site, &mut own).await;
        added(&app, Who::OtherSite, &mut others).await;
        added(&app, Who::Site, &mut spare).await;
        let waits = half(&app).await;
        let question = asked(&app, Some(&waits["ticket"])).await;
        let signed = others.signs(&question, ORIGIN);
        assert_eq!(fault(&enters(&app, &question, signed).await.expect(422)), "passkey");
        let question = asked(&app, None).await;
        let mut posing = others.signs(&question, ORIGIN);
        posing["user"] = own.signs(&question, ORIGIN)["user"].clone();
        assert_eq!(fault(&enters(&app, &question, posing).await.expect(422)), "passkey", "it says it is another's");

        let removed = format!("{PASSKEYS}/{}/remove", made["passkey"]["id"].as_str().unwrap());
        app.post(Who::OtherSite, &removed, json!({ "password": PASSWORD })).await.expect(404);
        let refused = app.post(Who::Site, &removed, json!({ "password": "wrong-2020" })).await.expect(422);
        assert_eq!(fault(&refused), "password");
        app.post(Who::Site, &removed, json!({ "password": PASSWORD })).await.expect(204);
        let question = asked(&app, None).await;
        let signed = own.signs(&question, ORIGIN);
        assert_eq!(fault(&enters(&app, &question, signed).await.expect(422)), "passkey");
        let question = asked(&app, None).await;
        enters(&app, &question, spare.signs(&question, ORIGIN)).await.expect(201);
    }
}

both_engines! {
    async fn one_that_counts_back_was_copied_and_is_on_record(database: Database) {
        let app = TestApp::over(database).await;
        let mut device = Authenticator::numbered(1);
        added(&app, Who::Site, &mut device).await;
        for (count, act) in [(7, "session.open"), (7, "passkey.count_back"), (6, "passkey.count_back"), (8, "session.open")] {
            app.clock.forward(SignedDuration::from_mins(1));
            let question = asked(&app, None).await;
            let signed = device.signs_as(&question, ORIGIN, |says| says.count = count);
            let answer = enters(&app, &question, signed).await;
            answer.expect(if act == "session.open" { 201 } else { 422 });
            assert_eq!(last_act(&app, Who::Site).await, act, "{count}");
        }
    }
}

both_engines! {
    async fn the_last_second_factor_goes_by_a_code_too_and_a_reset_takes_passkeys(database: Database) {
        let app = TestApp::over(database).await;
        let mut device = Authenticator::numbered(1);
        let made = added(&app, Who::Site, &mut device).await;
        let remove = format!("{PASSKEYS}/{}/remove", made["passkey"]["id"].as_str().unwrap());
        let refused = app.post(Who::Site, &remove, json!({ "password": PASSWORD })).await.expect(422);
        assert_eq!(fault(&refused), "code");
        let both = json!({ "password": PASSWORD, "code": made["recovery_codes"][0] });
        app.post(Who::Site, &remove, both).await.expect(204);
        let name = json!({ "name": "site", "password": PASSWORD });
        app.post(Who::Nobody, "/api/sessions", name.clone()).await.expect(201);

        added(&app, Who::Site, &mut device).await;
        app.post(Who::Nobody, "/api/sessions", name.clone()).await.expect(202);
        let account = app.caller(Who::Site).await.actor.account;
        let reset = format!("/api/accounts/{account}/reset-second-factor");
        let why = json!({ "password": PASSWORD, "reason": "手机丢了，本人来过" });
        assert_eq!(app.post(Who::SecurityAdmin, &reset, why).await.expect(200)["second_factor"], false);
        let question = asked(&app, None).await;
        let signed = device.signs(&question, ORIGIN);
        assert_eq!(fault(&enters(&app, &question, signed).await.expect(422)), "passkey");
        app.post(Who::Nobody, "/api/sessions", name).await.expect(201);
    }
}

both_engines! {
    async fn an_account_that_is_off_opens_nothing_and_a_password_of_others_is_changed_first(database: Database) {
        let app = TestApp::over(database).await;
        let mut device = Authenticator::numbered(1);
        added(&app, Who::Site, &mut device).await;
        let account = app.caller(Who::Site).await.actor.account;
        let act = async |what: &str| app.post(Who::SecurityAdmin, &format!("/api/accounts/{account}/{what}"), json!({})).await.expect(200);
        act("disable").await;
        let question = asked(&app, None).await;
        let signed = device.signs(&question, ORIGIN);
        assert_eq!(fault(&enters(&app, &question, signed).await.expect(422)), "passkey");
        act("enable").await;
        act("reset-password").await;
        let question = asked(&app, None).await;
        let me = enters(&app, &question, device.signs(&question, ORIGIN)).await.expect(201);
        assert_eq!(me["duty"], "change_password");
    }
}

both_engines! {
    async fn wrong_answers_lock_as_wrong_codes_do(database: Database) {
        let app = TestApp::over(database).await;
        let mut device = Authenticator::numbered(1);
        added(&app, Who::Site, &mut device).await;
        for _ in 0..5 {
            let question = asked(&app, None).await;
            let signed = device.signs_as(&question, ORIGIN, |says| says.flags = PRESENT);
            assert_eq!(fault(&enters(&app, &question, signed).await.expect(422)), "passkey");
        }
        let question = asked(&app, None).await;
        assert_eq!(enters(&app, &question, device.signs(&question, ORIGIN)).await.problem(429), "too_many");
        app.clock.forward(SignedDuration::from_mins(15));
        let question = asked(&app, None).await;
        enters(&app, &question, device.signs(&question, ORIGIN)).await.expect(201);
    }
}

both_engines! {
    async fn whoever_only_asks_is_slowed_down_as_whoever_tries_passwords(database: Database) {
        let app = TestApp::over(database).await;
        for _ in 0..20 {
            asked(&app, None).await;
        }
        let more = app.post(Who::Nobody, "/api/sessions/passkey-challenges", json!({})).await;
        assert_eq!(more.problem(429), "too_many");
    }
}

both_engines! {
    async fn where_the_district_asks_for_a_second_factor_a_passkey_is_one(database: Database) {
        let mut app = TestApp::over(database).await;
        let mut settings = app.platform.settings().clone();
        settings.second_factor = SecondFactor::Required;
        let store = app.database.store.clone();
        app.platform = Platform::new(store, app.clock.clone(), Arc::new(Dice::new(9)), settings);
        app.router = api::router(Api::new(app.platform.clone(), true));
        assert_eq!(app.get(Who::Town, "/api/sites").await.problem(403), "enrol_second_factor");
        let mut device = Authenticator::numbered(1);
        added(&app, Who::Town, &mut device).await;
        app.get(Who::Town, "/api/sites").await.expect(200);
        let question = asked(&app, None).await;
        let me = enters(&app, &question, device.signs(&question, ORIGIN)).await.expect(201);
        assert_eq!(me["duty"], Value::Null);
    }
}

both_engines! {
    async fn at_an_address_that_is_not_the_platforms_nothing_is_asked(database: Database) {
        let app = TestApp::over(database).await;
        for origin in [None, Some("https://sitewarden.test:8443"), Some("http://sitewarden.test"), Some("null")] {
            let asked = app.platform.ask_passkey(None, origin).await;
            assert!(matches!(asked, Err(service::Error::Conflict(_))), "{origin:?}");
            let caller = app.caller(Who::Site).await;
            let begun = app.platform.begin_passkey(&caller, PASSWORD, origin).await;
            assert!(matches!(begun, Err(service::Error::Conflict(_))), "{origin:?}");
        }
    }
}
