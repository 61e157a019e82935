//! Alerts from the declaration that raises them to the closing that lifts the hold.

use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::identity::identity_number;
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

/// Has the first worker begin at the second site as well.
async fn engage_elsewhere(app: &TestApp) -> Value {
    let draft = json!({ "name": "王建国", "document": identity_number(0) });
    let path = format!("/api/sites/{}/workers", app.sites[1]);
    app.post(Who::OtherSite, &path, draft).await.expect(201)
}

async fn close(app: &TestApp, who: Who, alert: &Value, outcome: &str) -> testkit::Reply {
    let path = format!("/api/alerts/{}/close", alert["id"].as_str().expect("an id"));
    let done = json!({ "action": "现场复测 36.5 ℃", "outcome": outcome });
    app.post(who, &path, done).await
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

both_engines! {
    async fn a_fever_told_again_is_one_alert_that_shows_the_last_of_it(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        let first = listed(&app, Who::Site, "").await.remove(0);
        assert_eq!((&first["times"], &first["told_at"]), (&json!(1), &first["raised_at"]));
        let acknowledge = format!("/api/alerts/{}/acknowledge", first["id"].as_str().unwrap());
        app.post(Who::Site, &acknowledge, json!({})).await.expect(200);
        app.clock.forward(SignedDuration::from_mins(20));
        declare(&app, Who::Worker, 2, 391).await;
        let alerts = listed(&app, Who::Site, "").await;
        assert_eq!(alerts.len(), 1);
        let again = &alerts[0];
        assert_eq!((&again["id"], &again["state"]), (&first["id"], &json!("acknowledged")));
        assert_eq!((&again["times"], &again["told_at"]), (&json!(2), &json!("2020-02-16T23:20:00Z")));
        let text = again["text"].as_str().unwrap();
        assert!(text.contains("39.1") && text.contains("told 2 times") && !text.contains("37.8"), "{text}");
    }
}

both_engines! {
    async fn found_fit_at_one_site_is_answered_at_the_other_which_sees_where(database: Database) {
        let app = TestApp::over(database).await;
        engage_elsewhere(&app).await;
        declare(&app, Who::Worker, 1, 378).await;
        let here = listed(&app, Who::Site, "").await.remove(0);
        let there = listed(&app, Who::OtherSite, "").await.remove(0);
        assert_ne!(here["id"], there["id"]);
        app.clock.forward(SignedDuration::from_mins(5));
        let closed = close(&app, Who::Site, &here, "fit").await.expect(200);
        assert_eq!(closed["checked_at_site"], Value::Null);
        assert_eq!(listed(&app, Who::OtherSite, "?state=open").await, Vec::<Value>::new());
        let answered = listed(&app, Who::OtherSite, "?state=closed").await.remove(0);
        assert_eq!((&answered["id"], &answered["outcome"]), (&there["id"], &json!("fit")));
        assert_eq!((&answered["checked_at_site"], &answered["action"]), (&json!("桂城一号工地"), &json!("现场复测 36.5 ℃")));
        assert_eq!(answered["closed_by"], "site 的人");
        let log = app.get(Who::OtherSite, "/api/audit").await.expect(200).to_string();
        assert!(log.contains("alert.close_by_check"), "{log}");

        app.clock.forward(SignedDuration::from_mins(5));
        declare(&app, Who::Worker, 2, 385).await;
        for who in [Who::Site, Who::OtherSite] {
            let open = listed(&app, who, "?state=open").await;
            assert_eq!(open.len(), 1, "{who:?}");
            assert!(open[0]["text"].as_str().unwrap().contains("38.5"));
            assert_eq!(open[0]["times"], 1, "what was answered is not counted");
        }
    }
}

both_engines! {
    async fn a_check_leaves_a_match_with_a_list_to_be_acted_upon(database: Database) {
        let app = TestApp::over(database).await;
        let file = format!("证件号码,姓名,类别,原因,到期\n{},王建国,密接,同车,2020-03-01\n", identity_number(0));
        let import = "/api/watchlists/import?dry_run=false&name=x&source=y&expires_on=2020-03-01";
        app.send_bytes(Who::District, http::Method::POST, import, "text/csv", file.into_bytes()).await.expect(200);
        app.clock.forward(SignedDuration::from_mins(1));
        declare(&app, Who::Worker, 1, 378).await;
        let alerts = listed(&app, Who::Site, "").await;
        let kinds: Vec<_> = alerts.iter().map(|alert| alert["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["fever", "hit"]);
        close(&app, Who::Site, &alerts[0], "fit").await.expect(200);
        let open = listed(&app, Who::Site, "?state=open").await;
        assert_eq!((open.len(), &open[0]["kind"]), (1, &json!("hit")));
    }
}

both_engines! {
    async fn however_an_alert_was_closed_a_later_fever_raises_a_new_one(database: Database) {
        let app = TestApp::over(database).await;
        engage_elsewhere(&app).await;
        declare(&app, Who::Worker, 1, 378).await;
        for (number, outcome) in [(2, "sent_to_clinic"), (3, "observed"), (4, "handed_over"), (5, "fit")] {
            let open = listed(&app, Who::Site, "?state=open").await;
            app.clock.forward(SignedDuration::from_mins(5));
            close(&app, Who::Site, &open[0], outcome).await.expect(200);
            let mut tx = app.platform.store().write().await.unwrap();
            app.platform.settle(&mut tx, &[app.workers[0]]).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(listed(&app, Who::Site, "?state=open").await, Vec::<Value>::new(), "{outcome}: nothing new was told");
            app.clock.forward(SignedDuration::from_mins(5));
            declare(&app, Who::Worker, number, 380 + i32::try_from(number).unwrap()).await;
            let new = listed(&app, Who::Site, "?state=open").await;
            assert_eq!(new.len(), 1, "{outcome}");
            assert_ne!(new[0]["id"], open[0]["id"]);
        }
        let there = listed(&app, Who::OtherSite, "").await;
        let course: Vec<_> = there.iter().map(|alert| (alert["state"].clone(), alert["times"].clone())).collect();
        assert_eq!(course, [(json!("open"), json!(1)), (json!("closed"), json!(4))], "one went on until the check");
    }
}

both_engines! {
    async fn who_leaves_with_an_open_alert_is_not_lost_sight_of(database: Database) {
        let app = TestApp::over(database).await;
        engage_elsewhere(&app).await;
        declare(&app, Who::Worker, 1, 378).await;
        app.post(Who::Site, &format!("/api/engagements/{}/end", app.engagements[0]), json!({})).await.expect(204);
        app.clock.forward(SignedDuration::from_mins(5));
        declare(&app, Who::Worker, 2, 391).await;
        for who in [Who::Site, Who::Town, Who::District] {
            let open = listed(&app, who, &format!("?state=open&site={}", app.sites[0])).await;
            assert_eq!((open.len(), &open[0]["at_work"]), (1, &json!(false)), "{who:?}");
            let text = open[0]["text"].as_str().unwrap();
            assert!(text.contains("37.8") && !text.contains("39.1"), "what was told since is not theirs: {text}");
            assert_eq!(open[0]["outcomes"], json!(["sent_to_clinic", "observed", "handed_over"]));
        }
        let left = listed(&app, Who::Site, "").await.remove(0);
        assert_eq!(close(&app, Who::Site, &left, "fit").await.problem(409), "conflict");
        let closed = close(&app, Who::Site, &left, "handed_over").await.expect(200);
        assert_eq!((&closed["state"], &closed["checked_at_site"]), (&json!("closed"), &Value::Null));
        let there = listed(&app, Who::OtherSite, "?state=open").await.remove(0);
        assert_eq!((&there["at_work"], &there["times"]), (&json!(true), &json!(2)));
        assert_eq!(there["outcomes"].as_array().map(Vec::len), Some(4));
    }
}

both_engines! {
    async fn who_comes_back_brings_what_stands(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        let first = listed(&app, Who::Site, "").await.remove(0);
        close(&app, Who::Site, &first, "sent_to_clinic").await.expect(200);
        app.post(Who::Site, &format!("/api/engagements/{}/end", app.engagements[0]), json!({})).await.expect(204);
        app.clock.forward(SignedDuration::from_mins(5));
        let draft = json!({ "name": "王建国", "document": identity_number(0) });
        app.post(Who::Site, &format!("/api/sites/{}/workers", app.sites[0]), draft).await.expect(201);
        let open = listed(&app, Who::Site, "?state=open").await;
        assert_eq!((open.len(), &open[0]["at_work"]), (1, &json!(true)), "they can be found fit there again");
    }
}
