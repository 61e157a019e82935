//! How a gate proves that it is one: enrolled once by a code, then by a signature for each session, with nothing that
//! could be sent again.

use domain::gate_key::session_statement;
use http::{Method, header};
use jiff::SignedDuration;
use seal::Signer;
use serde_json::{Value, json};
use testkit::{TestApp, Who, both_engines};

fn key(byte: u8) -> Signer {
    Signer::from_bytes(&[byte; 32])
}

/// A gate that its manager added; its id and its code.
async fn added(app: &TestApp) -> (String, String) {
    let path = format!("/api/sites/{}/gates", app.sites[0]);
    let made = app
        .post(Who::Site, &path, json!({ "name": "西门" }))
        .await
        .expect(201);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&made["gate"]["id"]), text(&made["code"]))
}

async fn status(app: &TestApp, token: &str) -> u16 {
    let shown = (header::AUTHORIZATION, format!("Bearer {token}"));
    let path = "/api/gate/roster?since=0";
    app.show(shown, Method::GET, path, None).await.status.as_u16()
}

async fn session(app: &TestApp, key: &Signer) -> String {
    let opened = app.gate_session(key).await.expect(201);
    opened["token"].as_str().unwrap().to_owned()
}

both_engines! {
    async fn a_code_enrols_one_key_once_and_the_key_opens_sessions(database: Database) {
        let app = TestApp::over(database).await;
        let (gate, code) = added(&app).await;
        assert_eq!(app.gate_session(&key(9)).await.problem(401), "gate_unknown");
        let enrolled = app.enrol(&key(9), &code).await.expect(201);
        assert_eq!((&enrolled["gate"], &enrolled["name"], &enrolled["site_name"]), (&json!(gate), &json!("西门"), &json!("桂城一号工地")));
        let again = app.enrol(&key(9), &code).await.expect(201);
        assert_eq!(again, enrolled, "the gate may not have heard the first answer");
        assert_eq!(app.enrol(&key(8), &code).await.problem(422), "code_used");
        assert_eq!(status(&app, &session(&app, &key(9)).await).await, 200);
        let gates = app.get(Who::Site, &format!("/api/sites/{}/gates", app.sites[0])).await.expect(200);
        let own = gates.as_array().unwrap().iter().find(|one| one["id"] == gate.as_str()).unwrap();
        assert_eq!((&own["enrolled"], &own["code_expires_at"]), (&json!(true), &Value::Null));
        assert!(!gates.to_string().contains(&code));
    }
}

both_engines! {
    async fn a_code_is_good_for_an_hour_and_a_new_one_takes_its_place(database: Database) {
        let app = TestApp::over(database).await;
        let (gate, code) = added(&app).await;
        app.clock.forward(SignedDuration::from_mins(60));
        assert_eq!(app.enrol(&key(9), &code).await.problem(422), "code_old");
        let staff = app.signed_in("site", testkit::district::PASSWORD).await;
        let renewed = app.show(staff, Method::POST, &format!("/api/gates/{gate}/code"), Some(json!({}))).await.expect(200);
        let renewed = renewed["code"].as_str().unwrap();
        assert_eq!(app.enrol(&key(9), &code).await.problem(422), "code_wrong");
        app.enrol(&key(9), renewed).await.expect(201);
    }
}

both_engines! {
    async fn a_lost_boxs_key_ends_when_its_gate_is_given_a_new_code(database: Database) {
        let app = TestApp::over(database).await;
        let (gate, code) = added(&app).await;
        app.enrol(&key(9), &code).await.expect(201);
        let open = session(&app, &key(9)).await;
        let renewed = app.post(Who::Site, &format!("/api/gates/{gate}/code"), json!({})).await.expect(200);
        assert_eq!(status(&app, &open).await, 401, "its session ends at once");
        assert_eq!(app.gate_session(&key(9)).await.problem(401), "gate_unknown");
        app.enrol(&key(7), renewed["code"].as_str().unwrap()).await.expect(201);
        assert_eq!(status(&app, &session(&app, &key(7)).await).await, 200);
        assert_eq!(app.gate_session(&key(9)).await.problem(401), "gate_unknown");
    }
}

both_engines! {
    async fn a_gate_out_of_service_opens_no_session_and_its_code_enrols_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let (gate, code) = added(&app).await;
        app.enrol(&key(9), &code).await.expect(201);
        app.delete(Who::Site, &format!("/api/gates/{gate}")).await.expect(204);
        assert_eq!(app.gate_session(&key(9)).await.problem(401), "gate_unknown");
        assert_eq!(app.enrol(&key(9), &code).await.problem(422), "code_wrong");
    }
}

both_engines! {
    async fn nothing_that_a_gate_signed_can_be_sent_again(database: Database) {
        let app = TestApp::over(database).await;
        let (_, code) = added(&app).await;
        app.enrol(&key(9), &code).await.expect(201);
        let drawn = app.post(Who::Nobody, "/api/gate/challenge", json!({})).await.expect(200);
        let challenge = drawn["challenge"].as_str().unwrap();
        let sent = |signature: String| json!({ "public_key": key(9).public().to_text(), "challenge": challenge, "signature": signature });
        let open = async |body| app.post(Who::Nobody, "/api/gate/session", body).await;
        assert_eq!(open(sent(key(8).sign(&session_statement(challenge)))).await.problem(401), "gate_unknown", "another's signature");
        let own = sent(key(9).sign(&session_statement(challenge)));
        let first = open(own.clone()).await.expect(201)["token"].as_str().unwrap().to_owned();
        assert_eq!(open(own.clone()).await.problem(401), "signed_out", "the same once more");
        assert_eq!(status(&app, &first).await, 200, "which ends nothing");
        app.clock.forward(SignedDuration::from_mins(5));
        assert_eq!(open(own).await.problem(401), "signed_out", "also when it was forgotten that it was answered");
    }
}

both_engines! {
    async fn a_challenge_of_nobodys_making_or_too_old_opens_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let (_, code) = added(&app).await;
        app.enrol(&key(9), &code).await.expect(201);
        let drawn = app.post(Who::Nobody, "/api/gate/challenge", json!({})).await.expect(200);
        let drawn = drawn["challenge"].as_str().unwrap().to_owned();
        let later = format!("9{drawn}");
        for challenge in ["", "x", "1.2.3", later.as_str()] {
            let sent = json!({ "public_key": key(9).public().to_text(), "challenge": challenge,
                "signature": key(9).sign(&session_statement(challenge)) });
            assert_eq!(app.post(Who::Nobody, "/api/gate/session", sent).await.problem(401), "signed_out", "{challenge}");
        }
        app.clock.forward(SignedDuration::from_secs(121));
        let sent = json!({ "public_key": key(9).public().to_text(), "challenge": drawn,
            "signature": key(9).sign(&session_statement(&drawn)) });
        assert_eq!(app.post(Who::Nobody, "/api/gate/session", sent).await.problem(401), "signed_out");
    }
}

both_engines! {
    async fn a_session_is_short_and_only_one_stands(database: Database) {
        let app = TestApp::over(database).await;
        let (_, code) = added(&app).await;
        app.enrol(&key(9), &code).await.expect(201);
        let first = session(&app, &key(9)).await;
        let second = session(&app, &key(9)).await;
        assert_eq!((status(&app, &first).await, status(&app, &second).await), (401, 200));
        app.clock.forward(SignedDuration::from_mins(15));
        assert_eq!(status(&app, &second).await, 401);
        let cookie = (header::COOKIE, format!("sitewarden_session={}", session(&app, &key(9)).await));
        assert_eq!(app.show(cookie, Method::GET, "/api/sites", None).await.problem(401), "signed_out");
    }
}

both_engines! {
    async fn a_key_is_enrolled_by_whoever_holds_its_other_half(database: Database) {
        let app = TestApp::over(database).await;
        let (_, code) = added(&app).await;
        let sent = json!({ "code": code, "public_key": key(9).public().to_text(), "signature": key(8).sign("x") });
        let refused = app.post(Who::Nobody, "/api/gate/enrolment", sent).await.expect(422);
        assert_eq!(refused["fields"][0]["field"], "public_key");
        app.enrol(&key(9), &code).await.expect(201);
    }
}

both_engines! {
    async fn codes_are_not_guessed(database: Database) {
        let app = TestApp::over(database).await;
        // The two gates of the district enrolled already.
        for _ in 0..18 {
            assert_eq!(app.enrol(&key(9), "0000-0000-0000").await.problem(422), "code_wrong");
        }
        assert_eq!(app.enrol(&key(9), "0000-0000-0000").await.problem(429), "too_many");
    }
}
