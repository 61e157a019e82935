//! Workers sign in with a code sent to their phone, and whoever asks for one learns nothing of whose phone it is.

use connect::Outbox;
use domain::message::Message;
use http::{Method, StatusCode, header};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::identity::{identity_number, phone_number};
use testkit::{Reply, TestApp, Who, both_engines};

const STRANGER: &str = "13999999999";

async fn asks(app: &TestApp, phone: &str) -> Reply {
    app.post(Who::Nobody, "/api/me/phone-codes", json!({ "phone": phone }))
        .await
}

async fn enters(app: &TestApp, phone: &str, code: &str) -> Reply {
    let body = json!({ "phone": phone, "code": code });
    app.post(Who::Nobody, "/api/me/sessions", body).await
}

/// What lies in the outbox for a phone, newest first.
fn codes(outbox: &Outbox, of: &str) -> Vec<String> {
    let codes = outbox.sent().into_iter().filter_map(|sent| {
        let Message::SignInCode { phone, code } = sent.message;
        (phone.as_str() == of).then_some(code)
    });
    codes.collect()
}

/// Asks for a code and reads it off the phone.
async fn code_of(app: &TestApp, phone: &str) -> String {
    asks(app, phone).await.expect(202);
    app.platform.send_messages().await.expect("the messages go");
    codes(&app.outbox, phone).remove(0)
}

/// Another code than this one.
fn other_than(code: &str) -> String {
    let digits = code.parse::<u32>().expect("six digits");
    format!("{:06}", (digits + 1) % 1_000_000)
}

fn fault(reply: &Reply) -> String {
    reply.expect(422)["fields"][0]["message"]
        .as_str()
        .unwrap()
        .to_owned()
}

both_engines! {
    async fn a_worker_signs_in_with_the_code_on_their_phone_and_it_is_good_once(database: Database) {
        let app = TestApp::over(database).await;
        let phone = phone_number(0);
        let code = code_of(&app, &phone).await;
        let entered = enters(&app, &phone, &code).await;
        assert_eq!(entered.expect(201)["person"], app.workers[0].to_string());
        let cookies = entered.headers.get_all(header::SET_COOKIE).iter();
        assert!(cookies.into_iter().any(|cookie| cookie.to_str().unwrap().starts_with("sitewarden_worker=")));
        assert!(fault(&enters(&app, &phone, &code).await).contains("not right"));
    }
}

both_engines! {
    async fn a_code_is_good_for_five_minutes(database: Database) {
        let app = TestApp::over(database).await;
        let phone = phone_number(0);
        let code = code_of(&app, &phone).await;
        app.clock.forward(SignedDuration::from_secs(299));
        let wrong = fault(&enters(&app, &phone, &other_than(&code)).await);
        assert!(wrong.contains("not right"), "{wrong}");
        app.clock.forward(SignedDuration::from_secs(1));
        let late = fault(&enters(&app, &phone, &code).await);
        assert!(late.contains("five minutes"), "{late}");
    }
}

both_engines! {
    async fn after_five_wrong_tries_the_right_code_is_good_no_more_and_a_new_one_is(database: Database) {
        let app = TestApp::over(database).await;
        let phone = phone_number(0);
        let code = code_of(&app, &phone).await;
        for _ in 0..5 {
            assert!(fault(&enters(&app, &phone, &other_than(&code)).await).contains("not right"));
        }
        assert!(fault(&enters(&app, &phone, &code).await).contains("Five wrong tries"));
        app.clock.forward(SignedDuration::from_mins(1));
        let code = code_of(&app, &phone).await;
        enters(&app, &phone, &code).await.expect(201);
    }
}

both_engines! {
    async fn a_phone_that_nobody_has_is_answered_as_one_that_somebody_has_and_gets_no_message(database: Database) {
        let app = TestApp::over(database).await;
        let mut told: Vec<Vec<(StatusCode, Value)>> = Vec::new();
        for phone in [phone_number(0), STRANGER.to_owned()] {
            let mut answers = Vec::new();
            for pause in [0, 0, 60, 60, 60, 60, 60, 3600] {
                app.clock.forward(SignedDuration::from_secs(pause));
                let reply = asks(&app, &phone).await;
                answers.push((reply.status, reply.json()));
            }
            for _ in 0..7 {
                let reply = enters(&app, &phone, "wrong").await;
                answers.push((reply.status, reply.json()));
            }
            told.push(answers);
        }
        assert_eq!(told[0], told[1]);
        let statuses: Vec<u16> = told[0].iter().map(|(status, _)| status.as_u16()).take(8).collect();
        assert_eq!(statuses, [202, 429, 202, 202, 202, 202, 429, 202], "one a minute and five an hour");
        while app.platform.send_messages().await.unwrap() > 0 {}
        assert!(codes(&app.outbox, STRANGER).is_empty());
    }
}

both_engines! {
    async fn the_new_code_takes_the_place_of_the_one_before(database: Database) {
        let app = TestApp::over(database).await;
        let phone = phone_number(0);
        let first = code_of(&app, &phone).await;
        app.clock.forward(SignedDuration::from_mins(1));
        let second = code_of(&app, &phone).await;
        assert_ne!(first, second);
        fault(&enters(&app, &phone, &first).await);
        enters(&app, &phone, &second).await.expect(201);
    }
}

both_engines! {
    async fn those_who_share_a_phone_say_who_they_are_by_masked_name_and_the_end_of_their_document(database: Database) {
        let app = TestApp::over(database).await;
        let phone = phone_number(0);
        let wife = json!({ "name": "何小梅", "document": identity_number(500), "phone": phone });
        let list = format!("/api/sites/{}/workers", app.sites[0]);
        let wife = app.post(Who::Site, &list, wife).await.expect(201)["person"].clone();
        let code = code_of(&app, &phone).await;
        let asked = enters(&app, &phone, &code).await;
        assert!(asked.headers.get(header::SET_COOKIE).is_none(), "nobody is signed in yet");
        let asked = asked.expect(202);
        let shown = |number: u32| identity_number(number)[14..].to_owned();
        let people = asked["people"].as_array().unwrap();
        let of = |person: &Value| people.iter().find(|one| &one["person"] == person).unwrap();
        assert_eq!(of(&wife)["name"], "何*梅");
        assert_eq!(of(&wife)["document_tail"], shown(500));
        assert_eq!(of(&json!(app.workers[0]))["document_tail"], shown(0));
        assert_eq!(people.len(), 2);

        let says = |ticket: &Value, person: &Value| {
            json!({ "phone": phone, "ticket": ticket, "person": person })
        };
        let who = "/api/me/sessions/who";
        let other = json!(app.workers[1]);
        app.post(Who::Nobody, who, says(&asked["ticket"], &other)).await.expect(403);
        fault(&app.post(Who::Nobody, who, says(&json!(code), &wife)).await);
        let entered = app.post(Who::Nobody, who, says(&asked["ticket"], &wife)).await;
        assert_eq!(entered.expect(201)["person"], wife);
        fault(&app.post(Who::Nobody, who, says(&asked["ticket"], &wife)).await);
    }
}

both_engines! {
    async fn a_ticket_waits_five_minutes_and_is_not_guessed(database: Database) {
        let app = TestApp::over(database).await;
        let phone = phone_number(0);
        let wife = json!({ "name": "何小梅", "document": identity_number(500), "phone": phone });
        let list = format!("/api/sites/{}/workers", app.sites[0]);
        app.post(Who::Site, &list, wife).await.expect(201);
        for late in [false, true] {
            app.clock.forward(SignedDuration::from_mins(1));
            let code = code_of(&app, &phone).await;
            let asked = enters(&app, &phone, &code).await.expect(202);
            if late {
                app.clock.forward(SignedDuration::from_mins(5));
            } else {
                for _ in 0..5 {
                    let wrong = json!({ "phone": phone, "ticket": "x", "person": app.workers[0] });
                    app.post(Who::Nobody, "/api/me/sessions/who", wrong).await.expect(422);
                }
            }
            let right = json!({ "phone": phone, "ticket": asked["ticket"], "person": app.workers[0] });
            app.post(Who::Nobody, "/api/me/sessions/who", right).await.expect(422);
        }
    }
}

both_engines! {
    async fn the_districts_messages_of_an_hour_have_an_end(database: Database) {
        let app = TestApp::over(database).await;
        let list = format!("/api/sites/{}/workers", app.sites[0]);
        let most = app.platform.settings().messages_an_hour;
        for number in 0..most {
            let phone = phone_number(1_000 + number);
            let worker = json!({ "name": "何小梅", "document": identity_number(1_000 + number), "phone": phone });
            app.post(Who::Site, &list, worker).await.expect(201);
            app.platform.ask_phone_code(&phone).await.expect("a code is on its way");
        }
        while app.platform.send_messages().await.unwrap() > 0 {}
        assert_eq!(asks(&app, &phone_number(0)).await.problem(503), "unavailable");
        app.clock.forward(SignedDuration::from_hours(1));
        asks(&app, &phone_number(0)).await.expect(202);
    }
}

both_engines! {
    async fn without_anybody_to_carry_messages_codes_are_not_offered_and_a_sites_code_still_opens(database: Database) {
        let app = TestApp::over(database).await;
        let ways = app.get(Who::Nobody, "/api/me/sign-in-ways").await.expect(200);
        assert_eq!(ways, json!({ "phone_code": true }));
        let app = app.without_sender();
        let ways = app.get(Who::Nobody, "/api/me/sign-in-ways").await.expect(200);
        assert_eq!(ways, json!({ "phone_code": false }));
        assert_eq!(asks(&app, &phone_number(0)).await.problem(503), "unavailable");
        let given = format!("/api/workers/{}/sign-in-code", app.workers[0]);
        let given = app.post(Who::Site, &given, json!({})).await.expect(200);
        enters(&app, &phone_number(0), given["code"].as_str().unwrap()).await.expect(201);
    }
}

both_engines! {
    async fn one_network_does_not_ask_for_everyone(database: Database) {
        let app = TestApp::over(database).await;
        let mut refused = 0;
        for number in 0..40 {
            let reply = asks(&app, &phone_number(2_000 + number)).await;
            refused += u32::from(reply.status == StatusCode::TOO_MANY_REQUESTS);
        }
        assert_eq!(refused, 10, "thirty at once");
        let nothing = app.send(Who::Nobody, Method::POST, "/api/me/phone-codes", None).await;
        assert!(nothing.status.is_client_error());
    }
}

both_engines! {
    async fn strangers_who_register_with_a_phone_keep_nobody_from_signing_in_by_it(database: Database) {
        let app = TestApp::over(database).await;
        let phone = phone_number(0);
        let link = app.get(Who::Site, &format!("/api/sites/{}/join-link", app.sites[0])).await.expect(200);
        let join = format!("/api/join/{}", link["url"].as_str().unwrap().rsplit('/').next().unwrap());
        for number in 600..621 {
            let worker = json!({ "name": "赵六", "document": identity_number(number), "phone": phone });
            let sent = json!({ "worker": worker, "declaration_text_version": "declaration-1" });
            app.post(Who::Nobody, &join, sent).await.expect(201);
        }
        let code = code_of(&app, &phone).await;
        let asked = enters(&app, &phone, &code).await.expect(202);
        let people = asked["people"].as_array().unwrap();
        assert_eq!(people.len(), 20);
        assert_eq!(people[0]["person"], json!(app.workers[0]), "whom a site knows comes first");
    }
}
