//! A worker declares: once, corrected by newer versions, and what follows from it at site and gate.

use std::sync::Arc;

use domain::profile::DiseaseProfile;
use domain::roster::PassCode;
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::Platform;
use testkit::{Dice, TestApp, Who, both_engines};
use uuid::Uuid;

use crate::alert::close;
use crate::gate_line::{page, standing_of};

fn declaration(number: u128, temperature: i32) -> Value {
    json!({
        "id": Uuid::from_u128(number),
        "text_version": "declaration-1",
        "answers": { "temperature": temperature, "promise": true },
    })
}

/// Over since yesterday.
fn ended(profile: DiseaseProfile) -> DiseaseProfile {
    DiseaseProfile {
        to: "2020-02-16".parse().ok(),
        ..profile
    }
}

fn correction(number: u128, of: u128, temperature: i32) -> Value {
    let mut sent = declaration(number, temperature);
    sent["corrects"] = json!(Uuid::from_u128(of));
    sent
}

both_engines! {
    async fn a_quiet_declaration_opens_the_gate_until_midnight(database: Database) {
        let app = TestApp::over(database).await;
        let before = app.get(Who::Worker, "/api/me").await.expect(200);
        assert_eq!((before["standing"]["state"].as_str(), before["declared_today"].as_str()), (Some("hold"), None));
        let done = app.post(Who::Worker, "/api/me/declarations", declaration(1, 366)).await.expect(201);
        assert_eq!(done["standing"], json!({ "state": "clear", "reasons": [], "until": "2020-02-17T16:00:00Z" }));
        assert_eq!(done["declaration"]["day"], "2020-02-17");
        let home = app.get(Who::Worker, "/api/me").await.expect(200);
        assert_eq!(home["declared_today"], json!(Uuid::from_u128(1)));
        assert_eq!((home["look_back_days"].as_i64(), home["name"].as_str()), (Some(14), Some("王建国")));
        let consents = app.get(Who::Worker, "/api/me/consents").await.expect(200);
        let given = consents.as_array().expect("consents").iter().find(|one| one["purpose"] == "declaration");
        assert_eq!(given.expect("a consent")["text_version"], "declaration-1");
    }
}

both_engines! {
    async fn sent_twice_it_is_one(database: Database) {
        let app = TestApp::over(database).await;
        let first = app.post(Who::Worker, "/api/me/declarations", declaration(1, 366)).await.expect(201);
        let again = app.post(Who::Worker, "/api/me/declarations", declaration(1, 366)).await.expect(200);
        assert_eq!(first, again);
        let list = app.get(Who::Worker, "/api/me/declarations").await.expect(200);
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
        let other = app.post(Who::OtherWorker, "/api/me/declarations", declaration(1, 366)).await;
        assert_eq!(other.problem(403), "denied", "an id of someone else's declaration");
    }
}

both_engines! {
    async fn something_else_under_the_same_id_is_told_and_changes_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let send = async |body: Value| app.post(Who::Worker, "/api/me/declarations", body).await;
        let mut first = declaration(1, 366);
        first["answers"]["trips"] = json!([{ "mode": "train", "number": " G1001", "day": "2020-02-10" }]);
        send(first.clone()).await.expect(201);
        send(first).await.expect(200);
        let other = send(declaration(1, 382)).await;
        assert_eq!(other.problem(409), "conflict");
        assert!(other.json()["detail"].as_str().unwrap().contains("correct it"), "{}", other.text());
        assert_eq!(send(correction(1, 1, 366)).await.problem(409), "conflict");
        let list = app.get(Who::Worker, "/api/me/declarations").await.expect(200);
        assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(list["items"][0]["answers"]["temperature"], 366);
        assert_eq!(list["items"][0]["answers"]["trips"][0]["number"], "G1001");
    }
}

both_engines! {
    async fn lists_that_are_too_long_and_places_that_are_none_are_named_by_their_own_field(database: Database) {
        let app = TestApp::over(database).await;
        let refused = async |answers: Value| -> Vec<String> {
            let mut sent = declaration(1, 366);
            sent["answers"] = answers;
            let problem = app.post(Who::Worker, "/api/me/declarations", sent).await.expect(422);
            let fields = problem["fields"].as_array().expect("fields").iter();
            fields.map(|one| one["field"].as_str().unwrap().to_owned()).collect()
        };
        let trip = json!({ "mode": "train", "day": "2020-02-10" });
        let long = json!({ "symptoms": vec!["cough"; 41], "trips": vec![trip; 41], "promise": true });
        assert_eq!(refused(long).await, ["symptoms", "trips"]);
        let stay = |code: &str| json!({ "division": code, "from": "2020-02-01", "to": "2020-02-02" });
        let nowhere = json!({ "stays": [stay("420106"), stay("990000")], "promise": true });
        assert_eq!(refused(nowhere).await, ["stays[1]"]);
    }
}

both_engines! {
    async fn a_correction_is_a_new_version_and_only_the_newest_can_be_corrected(database: Database) {
        let app = TestApp::over(database).await;
        app.post(Who::Worker, "/api/me/declarations", declaration(1, 382)).await.expect(201);
        let done = app.post(Who::Worker, "/api/me/declarations", correction(2, 1, 366)).await.expect(201);
        assert_eq!(done["standing"]["reasons"][0]["code"], "fever", "a correction does not lift a fever");
        let late = app.post(Who::Worker, "/api/me/declarations", correction(3, 1, 365)).await;
        assert_eq!(late.problem(409), "conflict");
        assert_eq!(late.json()["detail"], "This one was corrected already. Correct the newest one instead.");
        let list = app.get(Who::Worker, "/api/me/declarations").await.expect(200);
        let superseded: Vec<_> = list["items"].as_array().expect("items").iter().map(|one| one["superseded"].clone()).collect();
        assert_eq!(superseded.len(), 2);
        assert_eq!(superseded.iter().filter(|one| **one == json!(true)).count(), 1);
        let foreign = app.post(Who::OtherWorker, "/api/me/declarations", correction(4, 2, 366)).await;
        assert_eq!(foreign.problem(403), "denied");
    }
}

/// Two versions of one declaration: a contact told, and taken back five minutes later.
async fn take_a_contact_back(app: &TestApp) -> Value {
    let mut first = declaration(1, 366);
    first["answers"]["contact"] = json!("2020-02-12");
    let done = app
        .post(Who::Worker, "/api/me/declarations", first)
        .await
        .expect(201);
    assert_eq!(done["standing"]["reasons"][0]["code"], "contact");
    app.clock.forward(SignedDuration::from_mins(5));
    app.post(Who::Worker, "/api/me/declarations", correction(2, 1, 366))
        .await
        .expect(201)
}

both_engines! {
    async fn a_contact_that_was_taken_back_holds_until_the_site_has_looked_into_it(database: Database) {
        let app = TestApp::over(database).await;
        let before = page(&app, Who::Gate, 0).await;
        let done = take_a_contact_back(&app).await;
        let reason = &done["standing"]["reasons"][0];
        assert_eq!((&done["standing"]["state"], &reason["code"]), (&json!("hold"), &json!("taken_back")));
        assert_eq!(standing_of(&page(&app, Who::Gate, before.version).await, app.workers[0]), "hold: taken_back");
        let alert = app.get(Who::Site, "/api/alerts").await.expect(200)["items"][0].clone();
        assert_eq!((&alert["kind"], alert["text"].as_str().unwrap().contains("contact with a case on 2020-02-12")), (&json!("taken_back"), true));
        assert_eq!(alert["outcomes"], json!(["mistyped", "sent_to_clinic", "observed", "handed_over"]));
        app.clock.forward(SignedDuration::from_mins(5));
        assert_eq!(close(&app, Who::Site, &alert, "fit").await.problem(409), "conflict", "no temperature says where someone was");
        close(&app, Who::Site, &alert, "mistyped").await.expect(200);
        let home = app.get(Who::Worker, "/api/me").await.expect(200);
        assert_eq!(home["standing"]["state"], "clear");
        let detail = app.get(Who::Site, &format!("/api/workers/{}", app.workers[0])).await.expect(200);
        let verified: Vec<_> = detail["declarations"].as_array().unwrap().iter().map(|one| one["verified"].clone()).collect();
        assert_eq!(verified, [json!(true), json!(false)]);
    }
}

both_engines! {
    async fn observed_after_all_they_stay_held_and_told_again_the_alert_is_over(database: Database) {
        let app = TestApp::over(database).await;
        take_a_contact_back(&app).await;
        let alerts = async || app.get(Who::Site, "/api/alerts").await.expect(200)["items"].clone();
        app.clock.forward(SignedDuration::from_mins(5));
        let mut again = correction(3, 2, 366);
        again["answers"]["contact"] = json!("2020-02-12");
        let done = app.post(Who::Worker, "/api/me/declarations", again).await.expect(201);
        assert_eq!(done["standing"]["reasons"].as_array().unwrap().len(), 1);
        assert_eq!(done["standing"]["reasons"][0]["code"], "contact");
        let alert = alerts().await[0].clone();
        assert_eq!((&alert["state"], &alert["outcome"]), (&json!("closed"), &json!("lapsed")));
        app.clock.forward(SignedDuration::from_mins(5));
        app.post(Who::Worker, "/api/me/declarations", correction(4, 3, 366)).await.expect(201);
        let open: Vec<Value> = alerts().await.as_array().unwrap().iter().filter(|one| one["state"] == "open").cloned().collect();
        assert_eq!(open.len(), 1, "taken back once more, it is told once more");
        app.clock.forward(SignedDuration::from_mins(5));
        close(&app, Who::Site, &open[0], "observed").await.expect(200);
        let home = app.get(Who::Worker, "/api/me").await.expect(200);
        assert_eq!(home["standing"]["reasons"][0]["code"], "taken_back");
    }
}

both_engines! {
    async fn answers_that_cannot_be_are_handed_back_by_field_and_nothing_is_kept(database: Database) {
        let app = TestApp::over(database).await;
        let mut sent = declaration(1, 366);
        sent["answers"] = json!({ "temperature": 3660, "symptoms": ["sparkle"], "contact": "2020-02-18", "promise": false });
        let problem = app.post(Who::Worker, "/api/me/declarations", sent).await.expect(422);
        let fields: Vec<_> = problem["fields"].as_array().expect("fields").iter().map(|one| one["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["temperature", "symptoms[0]", "contact", "promise"]);
        let mut old_text = declaration(1, 366);
        old_text["text_version"] = json!("declaration-0");
        assert_eq!(app.post(Who::Worker, "/api/me/declarations", old_text).await.problem(409), "conflict");
        let list = app.get(Who::Worker, "/api/me/declarations").await.expect(200);
        assert_eq!(list["items"], json!([]));
    }
}

both_engines! {
    async fn a_fever_holds_raises_an_alert_and_reaches_the_gate(database: Database) {
        let app = TestApp::over(database).await;
        let before = page(&app, Who::Gate, 0).await;
        app.post(Who::Worker, "/api/me/declarations", declaration(1, 382)).await.expect(201);
        let alerts = app.get(Who::Site, "/api/alerts").await.expect(200);
        assert_eq!(alerts["items"].as_array().map(Vec::len), Some(1));
        assert_eq!(alerts["items"][0]["kind"], "fever");
        let after = page(&app, Who::Gate, before.version).await;
        assert!(after.version > before.version);
        assert_eq!(standing_of(&after, app.workers[0]), "hold: fever");
        let elsewhere = page(&app, Who::OtherGate, 0).await;
        assert!(elsewhere.entries.iter().all(|entry| entry.person != app.workers[0]));

        app.clock.forward(SignedDuration::from_mins(5));
        close(&app, Who::Site, &alerts["items"][0], "fit").await.expect(200);
        let fit = page(&app, Who::Gate, after.version).await;
        assert_eq!(standing_of(&fit, app.workers[0]), "clear");
        assert_eq!(app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["state"], "clear");
    }
}

both_engines! {
    async fn staff_read_in_words_what_a_worker_declared(database: Database) {
        let app = TestApp::over(database).await;
        let mut sent = declaration(1, 366);
        sent["answers"]["symptoms"] = json!(["cough"]);
        app.post(Who::Worker, "/api/me/declarations", sent).await.expect(201);
        let detail = app.get(Who::Site, &format!("/api/workers/{}", app.workers[0])).await.expect(200);
        assert_eq!(detail["declarations"][0]["summary"], json!(["Temperature 36.6 ℃", "cough"]));
        assert_eq!(detail["standing"]["reasons"][0]["code"], "symptom");
    }
}

both_engines! {
    async fn a_pass_is_signed_and_good_for_two_minutes(database: Database) {
        let app = TestApp::over(database).await;
        let pass = app.get(Who::Worker, "/api/me/pass").await.expect(200);
        assert_eq!(pass["expires_at"], "2020-02-16T23:02:00Z");
        assert_eq!(pass["sites"][0]["site"], json!(app.sites[0]));
        let text = pass["code"].as_str().expect("a code");
        let (code, signed, signature) = PassCode::split(text).expect("a code");
        assert_eq!(code.person, app.workers[0]);
        let key = seal::PublicKey::from_text(&page(&app, Who::Gate, 0).await.pass_key).expect("a key");
        assert!(key.verifies(signed, signature), "by the key that gates are given");
    }
}

both_engines! {
    async fn a_rule_that_another_process_changes_is_the_rule_of_everyone_made_due(database: Database) {
        let app = TestApp::over(database).await;
        let over = ended(app.profile().await);
        app.get(Who::Worker, "/api/me/form").await.expect(200);
        let store = testkit::database::open(&app.database.url).await;
        let other = Platform::new(store, app.clock.clone(), Arc::new(Dice::new(8)), app.platform.settings().clone());
        other.put_profile(&over).await.expect("it is written");
        assert_eq!(app.platform.settle_due().await.expect("everyone is settled"), 3);
        assert_eq!(app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["state"], "clear");
        assert_eq!(page(&app, Who::Gate, 0).await.entries.len(), 1);
    }
}

both_engines! {
    async fn whoever_cannot_be_settled_keeps_nobody_else_waiting(database: Database) {
        let app = TestApp::over(database).await;
        let over = ended(app.profile().await);
        app.platform.put_profile(&over).await.expect("it is written");
        app.database.damage("person", "standing", app.workers[1]).await;
        assert_eq!(app.platform.settle_due().await.expect("everyone is looked at"), 3);
        assert_eq!(app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["state"], "clear");
        assert_eq!(app.platform.settle_due().await.expect("nobody is due"), 0);
        app.clock.forward(SignedDuration::from_mins(10));
        assert_eq!(app.platform.settle_due().await.expect("tried again"), 1);
    }
}

both_engines! {
    async fn the_form_asks_what_the_profiles_in_force_know(database: Database) {
        let app = TestApp::over(database).await;
        let form = app.get(Who::Worker, "/api/me/form").await.expect(200);
        assert_eq!((form["day"].as_str(), form["fever_from"].as_i64()), (Some("2020-02-17"), Some(373)));
        assert_eq!(form["symptoms"][0], json!({ "code": "cough", "text": "cough" }));
        let over = ended(app.profile().await);
        app.platform.put_profile(&over).await.expect("it is written");
        let form = app.get(Who::Worker, "/api/me/form").await.expect(200);
        assert_eq!(form["symptoms"], json!([]), "read again at once after a change");
        assert_eq!(app.platform.settle_due().await.expect("everyone is settled"), 3);
        assert_eq!(app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["state"], "clear");
    }
}
