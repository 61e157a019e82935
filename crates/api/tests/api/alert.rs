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

pub(crate) async fn listed(app: &TestApp, who: Who, query: &str) -> Vec<Value> {
    let list = app.get(who, &format!("/api/alerts{query}")).await.expect(200);
    list["items"].as_array().expect("items").clone()
}

/// Has the first worker begin at the second site as well.
pub(crate) async fn engage_elsewhere(app: &TestApp) -> Value {
    let draft = json!({ "name": "王建国", "document": identity_number(0) });
    let path = format!("/api/sites/{}/workers", app.sites[1]);
    app.post(Who::OtherSite, &path, draft).await.expect(201)
}

/// Closes an alert as it was read.
pub(crate) async fn close(app: &TestApp, who: Who, alert: &Value, outcome: &str) -> testkit::Reply {
    let temperature = (outcome == "fit").then_some(365);
    let done = json!({ "action": "坐下休息，再量一次", "outcome": outcome, "temperature": temperature });
    close_with(app, who, alert, done).await
}

/// Closes an alert as it was read, with what was done.
async fn close_with(app: &TestApp, who: Who, alert: &Value, mut done: Value) -> testkit::Reply {
    let path = format!("/api/alerts/{}/close", alert["id"].as_str().expect("an id"));
    done["as_of"] = alert["as_of"].clone();
    app.post(who, &path, done).await
}

/// Puts the first worker on a list.
pub(crate) async fn list_first_worker(app: &TestApp) {
    let file = format!(
        "证件号码,姓名,类别,原因,到期\n{},王建国,密接,同车,2020-03-01\n",
        identity_number(0)
    );
    let import = "/api/watchlists/import?dry_run=false&name=x&source=y&expires_on=2020-03-01";
    let sent = app.send_bytes(
        Who::District,
        http::Method::POST,
        import,
        "text/csv",
        file.into_bytes(),
    );
    sent.await.expect(200);
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
        let alert = listed(&app, Who::Town, "").await.remove(0);
        let acknowledge = format!("/api/alerts/{}/acknowledge", alert["id"].as_str().unwrap());
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

        let bare = close_with(&app, Who::Site, &alert, json!({ "action": " 好 ", "outcome": "fit" })).await.expect(422);
        assert_eq!((&bare["fields"][0]["field"], &bare["fields"][1]["field"]), (&json!("action"), &json!("temperature")));
        app.clock.forward(SignedDuration::from_mins(1));
        let closed = close(&app, Who::Site, &alert, "fit").await.expect(200);
        assert_eq!((&closed["state"], &closed["action"]), (&json!("closed"), &json!("坐下休息，再量一次")));
        assert_eq!((&closed["closed_by"], &closed["measured"]), (&json!("site 的人"), &json!(365)));
        let text = closed["text"].as_str().unwrap();
        assert!(text.contains("37.8") && !text.contains("Measure"), "what is done is not asked for: {text}");
        assert_eq!(close(&app, Who::Site, &alert, "fit").await.problem(409), "conflict");
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
        assert_eq!((&answered["checked_at_site"], &answered["measured"]), (&json!("桂城一号工地"), &json!(365)));
        assert_eq!((&answered["action"], &answered["closed_by"]), (&Value::Null, &Value::Null), "what was written down there is theirs");
        let log = app.get(Who::OtherSite, "/api/audit").await.expect(200).to_string();
        assert!(log.contains("alert.close_together"), "{log}");

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
    async fn being_on_a_list_is_not_answered_by_a_look_and_a_fever_not_by_what_is_done_about_a_list(database: Database) {
        let app = TestApp::over(database).await;
        list_first_worker(&app).await;
        app.clock.forward(SignedDuration::from_mins(1));
        declare(&app, Who::Worker, 1, 378).await;
        let alerts = listed(&app, Who::Site, "").await;
        let (fever, hit) = (&alerts[0], &alerts[1]);
        assert_eq!((&fever["kind"], &hit["kind"]), (&json!("fever"), &json!("hit")));
        assert_eq!(fever["outcomes"], json!(["fit", "sent_to_clinic", "observed", "handed_over"]));
        assert_eq!(hit["outcomes"], json!(["sent_to_clinic", "observed", "handed_over"]));
        app.clock.forward(SignedDuration::from_mins(1));
        let refused = close(&app, Who::Site, hit, "fit").await;
        assert_eq!(refused.problem(409), "conflict");
        assert!(refused.text().contains("list"), "{}", refused.text());

        close(&app, Who::Site, hit, "handed_over").await.expect(200);
        let open = listed(&app, Who::Site, "?state=open").await;
        assert_eq!((open.len(), &open[0]["id"]), (1, &fever["id"]), "the fever is nobody's answer to a list");
        close(&app, Who::Site, fever, "fit").await.expect(200);
        let reasons = app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["reasons"].clone();
        let codes: Vec<_> = reasons.as_array().unwrap().iter().map(|reason| reason["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["hit"]);
    }
}

both_engines! {
    async fn nobody_is_found_fit_with_a_fever_or_without_being_measured(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        let alert = listed(&app, Who::Site, "").await.remove(0);
        for (outcome, temperature) in [
            ("fit", json!(373)),
            ("fit", json!(200)),
            ("fit", Value::Null),
            ("sent_to_clinic", json!(385)),
        ] {
            let done = json!({ "action": "再量一次", "outcome": outcome, "temperature": temperature });
            let refused = close_with(&app, Who::Site, &alert, done).await.expect(422);
            assert_eq!(refused["fields"][0]["field"], "temperature", "{outcome}: {temperature}");
        }
        assert_eq!(listed(&app, Who::Site, "?state=open").await.len(), 1, "nothing was done");
    }
}

both_engines! {
    async fn what_was_told_while_someone_wrote_is_looked_at_before_anything_is_closed(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        let seen = listed(&app, Who::Site, "").await.remove(0);
        app.clock.forward(SignedDuration::from_mins(2));
        declare(&app, Who::Worker, 2, 395).await;
        app.clock.forward(SignedDuration::from_mins(2));
        for outcome in ["fit", "observed"] {
            assert_eq!(close(&app, Who::Site, &seen, outcome).await.problem(409), "conflict", "{outcome}");
        }
        let again = listed(&app, Who::Site, "?state=open").await.remove(0);
        assert_eq!(again["id"], seen["id"]);
        assert!(again["text"].as_str().unwrap().contains("39.5"));
        close(&app, Who::Site, &again, "fit").await.expect(200);
    }
}

both_engines! {
    async fn another_symptom_told_meanwhile_keeps_them_from_being_found_fit_and_no_other_closing(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        let fever = listed(&app, Who::Site, "").await.remove(0);
        app.clock.forward(SignedDuration::from_mins(2));
        let cough = json!({
            "id": Uuid::from_u128(2),
            "text_version": "declaration-1",
            "answers": { "temperature": 366, "symptoms": ["cough"], "promise": true },
        });
        app.post(Who::Worker, "/api/me/declarations", cough).await.expect(201);
        assert_eq!(close(&app, Who::Site, &fever, "fit").await.problem(409), "conflict");
        close(&app, Who::Site, &fever, "sent_to_clinic").await.expect(200);
        let open = listed(&app, Who::Site, "?state=open").await;
        assert_eq!((open.len(), &open[0]["kind"]), (1, &json!("symptom")));
    }
}

both_engines! {
    async fn of_two_who_close_at_once_one_is_told_that_it_is_done(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        let alert = listed(&app, Who::Site, "").await.remove(0);
        app.clock.forward(SignedDuration::from_mins(2));
        let (site, town) = tokio::join!(
            close(&app, Who::Site, &alert, "fit"),
            close(&app, Who::Town, &alert, "sent_to_clinic"),
        );
        let mut statuses = [site.status.as_u16(), town.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        let closed = listed(&app, Who::Site, "?state=closed").await.remove(0);
        let (outcome, by) = if site.status == 200 { ("fit", "site 的人") } else { ("sent_to_clinic", "town 的人") };
        assert_eq!((&closed["outcome"], &closed["closed_by"]), (&json!(outcome), &json!(by)));
        let state = app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["state"].clone();
        assert_eq!(state, if outcome == "fit" { "clear" } else { "hold" });
    }
}

both_engines! {
    async fn a_fever_declared_as_someone_closes_is_never_answered_unseen(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.run();
        for round in 0..6 {
            declare(&app, Who::Worker, 2 * round, 378).await;
            let alert = listed(&app, Who::Site, "?state=open").await.remove(0);
            app.clock.forward(SignedDuration::from_mins(2));
            let (closed, _) = tokio::join!(
                close(&app, Who::Site, &alert, "fit"),
                declare(&app, Who::Worker, 2 * round + 1, 391),
            );
            assert!(matches!(closed.status.as_u16(), 200 | 409), "{}", closed.text());
            let open = listed(&app, Who::Site, "?state=open").await;
            // Declared after the check it holds; declared before it nobody closes over it unread.
            let standing = app.get(Who::Worker, "/api/me").await.expect(200)["standing"].clone();
            assert_eq!((open.len(), &standing["state"]), (1, &json!("hold")), "{}", closed.text());
            assert!(open[0]["text"].as_str().unwrap().contains("39.1"));
            app.clock.forward(SignedDuration::from_mins(2));
            let again = listed(&app, Who::Site, "?state=open").await.remove(0);
            close(&app, Who::Site, &again, "fit").await.expect(200);
            app.clock.forward(SignedDuration::from_mins(2));
        }
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

both_engines! {
    async fn what_waits_is_read_by_its_deadline_and_what_is_done_from_the_newest(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        app.clock.forward(SignedDuration::from_mins(5));
        list_first_worker(&app).await;
        let kinds = async |query: &str| -> Vec<Value> {
            listed(&app, Who::Site, query).await.iter().map(|alert| alert["kind"].clone()).collect()
        };
        let mut open = listed(&app, Who::Site, "?state=open").await;
        assert!(open.len() > 1);
        assert!(open.is_sorted_by_key(|alert| alert["acknowledge_by"].as_str().unwrap().to_owned()));
        assert_eq!(kinds("?state=open").await[0], "hit", "though the fever came before it");
        let page = app.get(Who::Site, "/api/alerts?state=open&limit=1").await.expect(200);
        let after = page["next"].as_str().unwrap();
        let rest = app.get(Who::Site, &format!("/api/alerts?state=open&limit=1&after={after}")).await.expect(200);
        assert_eq!((&page["items"][0], &rest["items"][0]), (&open[0], &open[1]));
        for alert in open.drain(..) {
            app.clock.forward(SignedDuration::from_mins(1));
            close(&app, Who::Site, &alert, "handed_over").await.expect(200);
        }
        assert!(listed(&app, Who::Site, "?state=closed").await.is_sorted_by(|one, next| one["raised_at"].as_str() >= next["raised_at"].as_str()));
    }
}
