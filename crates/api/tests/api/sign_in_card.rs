//! Workers sign in with the card they carry and the last four signs of their document.

use domain::document::Document;
use http::header;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::{Reply, TestApp, Who, both_engines};

use crate::alert::engage_elsewhere;

async fn cards(app: &TestApp, who: Who, people: Value) -> Reply {
    let path = format!("/api/sites/{}/sign-in-cards", app.sites[0]);
    app.post(who, &path, json!({ "people": people })).await
}

/// The code of a card that the first site's manager makes for its worker.
async fn card(app: &TestApp) -> String {
    let made = cards(app, Who::Site, json!([app.workers[0]])).await.expect(201);
    made["items"][0]["code"].as_str().expect("a code").to_owned()
}

async fn enters(app: &TestApp, code: &str, tail: &str) -> Reply {
    let body = json!({ "code": code, "document_tail": tail });
    app.post(Who::Nobody, "/api/me/sessions/card", body).await
}

async fn document(app: &TestApp) -> Document {
    let mut tx = app.platform.store().read().await.unwrap();
    tx.person(app.workers[0]).await.unwrap().unwrap().document
}

async fn tail(app: &TestApp) -> String {
    let number = document(app).await.number().to_owned();
    number[number.len() - 4..].to_owned()
}

both_engines! {
    async fn a_card_and_the_last_four_signs_open_the_workers_page_as_often_as_they_like(database: Database) {
        let app = TestApp::over(database).await;
        let (code, tail) = (card(&app).await, tail(&app).await);
        for typed in [code.clone(), code.to_lowercase().replace('-', " ")] {
            let entered = enters(&app, &typed, &format!(" {} ", tail.to_lowercase())).await;
            assert_eq!(entered.expect(201)["person"], app.workers[0].to_string());
            let cookies = entered.headers.get_all(header::SET_COOKIE).iter();
            assert!(cookies.into_iter().any(|cookie| cookie.to_str().unwrap().starts_with("sitewarden_worker=")));
        }
        let seen = app.get(Who::Site, &format!("/api/workers/{}", app.workers[0])).await.expect(200);
        assert!(seen["sign_in_card"].is_string());
    }
}

both_engines! {
    async fn a_found_card_is_good_for_five_wrong_tries_and_then_for_nobody(database: Database) {
        let app = TestApp::over(database).await;
        let (code, tail) = (card(&app).await, tail(&app).await);
        let other = if tail == "0000" { "1111" } else { "0000" };
        for wrong in [other, "", other, document(&app).await.number(), other] {
            assert_eq!(enters(&app, &code, wrong).await.expect(422)["fields"][0]["field"], "document_tail");
        }
        assert_eq!(enters(&app, &code, &tail).await.expect(422)["fields"][0]["field"], "document_tail");
        enters(&app, &card(&app).await, &tail).await.expect(201);
    }
}

both_engines! {
    async fn a_new_card_takes_the_place_of_the_old_and_a_lost_one_is_ended(database: Database) {
        let app = TestApp::over(database).await;
        let tail = tail(&app).await;
        let old = card(&app).await;
        let new = card(&app).await;
        enters(&app, &old, &tail).await.expect(422);
        enters(&app, &new, &tail).await.expect(201);
        let path = format!("/api/workers/{}/sign-in-card", app.workers[0]);
        app.delete(Who::Site, &path).await.expect(204);
        enters(&app, &new, &tail).await.expect(422);
        app.delete(Who::Site, &path).await.expect(404);
    }
}

both_engines! {
    async fn cards_are_made_for_those_at_work_at_ones_own_site_and_for_all_of_them_or_nobody(database: Database) {
        let app = TestApp::over(database).await;
        let tail = tail(&app).await;
        cards(&app, Who::OtherSite, json!([app.workers[0]])).await.problem(403);
        cards(&app, Who::Site, json!([])).await.expect(422);
        let code = card(&app).await;
        let with_another = cards(&app, Who::Site, json!([app.workers[0], app.workers[1]])).await;
        assert_eq!(with_another.expect(422)["fields"][0]["field"], "people");
        enters(&app, &code, &tail).await.expect(201);
        let log = app.get(Who::Site, "/api/audit").await.expect(200)["items"].clone();
        let made = log.as_array().unwrap().iter().filter(|entry| entry["action"] == "worker.sign_in_card");
        assert_eq!(made.count(), 1, "what was refused is not recorded");
    }
}

both_engines! {
    async fn who_adds_someone_of_another_site_by_name_and_number_does_not_get_onto_their_page(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.forward(SignedDuration::from_mins(1));
        engage_elsewhere(&app).await;
        let code = format!("/api/workers/{}/sign-in-code", app.workers[0]);
        let cards = format!("/api/sites/{}/sign-in-cards", app.sites[1]);
        let people = json!({ "people": [app.workers[0]] });
        for refused in [
            app.post(Who::OtherSite, &code, json!({})).await,
            app.post(Who::OtherSite, &cards, people.clone()).await,
        ] {
            assert_eq!(refused.problem(409), "conflict");
            assert!(refused.text().contains("came to another site first"), "{}", refused.text());
        }
        app.post(Who::Site, &code, json!({})).await.expect(200);
    }
}
