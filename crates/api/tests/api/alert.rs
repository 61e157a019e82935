//! Alerts from the declaration that raises them to the closing that lifts the hold.

use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::{TestApp, Who, both_engines};
use uuid::Uuid;

/// The worker declares a temperature, in tenths of a degree.
pub(crate) async fn declare(app: &TestApp, who: Who, number: u128, temperature: i32) -> Value {
    let body = json!({
        "id": Uuid::from_u128(number),
        "text_version": "declaration-1",
        "answers": { "temperature": temperature, "promise": true },
    });
    app.post(who, "/api/me/declarations", body).await.expect(201)
}

async fn listed(app: &TestApp, who: Who, query: &str) -> Vec<Value> {
    let list = app.get(who, &format!("/api/alerts{query}")).await.expect(200);
    list["items"].as_array().expect("items").clone()
}

both_engines! {
    async fn a_fever_is_seen_at_once_by_site_town_and_district_and_by_nobody_else(database: Database) {
        let app = TestApp::over(database).await;
        app.platform.install_profiles().await.unwrap();
        declare(&app, Who::Worker, 1, 378).await;
        for who in [Who::Site, Who::Town, Who::District] {
            let alerts = listed(&app, who, "?state=open").await;
            assert_eq!(alerts.len(), 1, "{who:?}");
            let alert = &alerts[0];
            assert_eq!((&alert["kind"], &alert["kind_text"]), (&json!("fever"), &json!("Fever")));
            assert_eq!((&alert["state"], &alert["overdue"]), (&json!("open"), &json!(false)));
            let text = alert["text"].as_str().unwrap();
            assert!(text.contains("37.8") && !text.contains("王建国"), "the name is masked: {text}");
        }
        for who in [Who::OtherSite, Who::OtherTown] {
            assert_eq!(listed(&app, who, "").await, Vec::<Value>::new(), "{who:?}");
        }
        declare(&app, Who::Worker, 2, 380).await;
        assert_eq!(listed(&app, Who::Site, "").await.len(), 1, "the same fever is one alert");
    }
}

both_engines! {
    async fn an_alert_is_taken_and_closed_with_what_was_done_and_found_fit_the_worker_is_clear(database: Database) {
        let app = TestApp::over(database).await;
        app.platform.install_profiles().await.unwrap();
        declare(&app, Who::Worker, 1, 378).await;
        let state = async || app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["state"].clone();
        assert_eq!(state().await, "hold");
        let alert = listed(&app, Who::Town, "").await[0]["id"].as_str().unwrap().to_owned();
        let acknowledge = format!("/api/alerts/{alert}/acknowledge");
        assert_eq!(app.post(Who::OtherSite, &acknowledge, json!({})).await.problem(403), "denied");
        for _ in 0..3 {
            // In steps: an hour without use would sign them out.
            app.clock.forward(SignedDuration::from_mins(41));
            listed(&app, Who::Site, "").await;
            listed(&app, Who::Town, "").await;
        }
        assert_eq!(listed(&app, Who::Town, "").await[0]["overdue"], true);
        let taken = app.post(Who::Site, &acknowledge, json!({})).await.expect(200);
        assert_eq!((&taken["state"], &taken["overdue"]), (&json!("acknowledged"), &json!(false)));
        assert_eq!(app.post(Who::Town, &acknowledge, json!({})).await.problem(409), "conflict");

        let close = format!("/api/alerts/{alert}/close");
        let bare = app.post(Who::Site, &close, json!({ "action": " 好 ", "outcome": "fit" })).await;
        assert_eq!(bare.expect(422)["fields"][0]["field"], "action", "what was done has to be said");
        app.clock.forward(SignedDuration::from_mins(1));
        let done = json!({ "action": "现场复测 36.5 ℃", "outcome": "fit" });
        let closed = app.post(Who::Site, &close, done.clone()).await.expect(200);
        assert_eq!((&closed["state"], &closed["action"]), (&json!("closed"), &done["action"]));
        assert_eq!(app.post(Who::Site, &close, done).await.problem(409), "conflict");
        assert_eq!(state().await, "clear");
        let log = app.get(Who::Site, "/api/audit").await.expect(200).to_string();
        assert!(log.contains("Took an alert") && log.contains("Closed an alert"));
    }
}
