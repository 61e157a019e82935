//! A site's list leaves as a sheet as it is shown: the same people, the same columns, and on record.

use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::identity::{identity_number, phone_number};
use testkit::{Reply, TestApp, Who, both_engines};

async fn export(app: &TestApp, list: Value) -> Reply {
    let path = format!("/api/sites/{}/worker-exports", app.sites[0]);
    let order = json!({ "format": "csv", "password": testkit::district::PASSWORD, "reason": "交接名册", "list": list });
    app.post(Who::Site, &path, order).await
}

/// The lines of a sheet, without the mark before the first.
fn lines(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply
        .text()
        .trim_start_matches('\u{feff}')
        .lines()
        .map(str::to_owned)
        .collect()
}

async fn add(app: &TestApp, number: u32, name: &str, crew: &str) {
    let draft = json!({
        "name": name, "document": identity_number(number), "phone": phone_number(number), "crew": crew, "trade": "030",
    });
    let path = format!("/api/sites/{}/workers", app.sites[0]);
    app.clock.forward(SignedDuration::from_secs(1));
    app.post(Who::Site, &path, draft).await.expect(201);
}

both_engines! {
    async fn the_sheet_holds_whom_the_list_shows_in_its_columns_and_in_full(database: Database) {
        let app = TestApp::over(database).await;
        add(&app, 70, "李青山", "木工一班").await;
        add(&app, 71, "赵远", "木工一班").await;
        let list = json!({ "filter": { "q": "李青山" }, "columns": ["name", "crew", "phone"] });
        let sheet = lines(&export(&app, list).await);
        assert_eq!(sheet[0], "Name,Engagement,Crew,Company,Kind,Trade,Phone");
        assert_eq!(sheet.len(), 2, "whom the search finds: {sheet:?}");
        assert!(sheet[1].starts_with("李青山,At work,木工一班,,worker,") && sheet[1].contains(&phone_number(70)));

        let site = app.get(Who::Site, &format!("/api/sites/{}", app.sites[0])).await.expect(200);
        let crews = site["crews"].as_array().unwrap();
        let crew = crews.iter().find(|crew| crew["name"] == "木工一班").unwrap()["id"].clone();
        let list = json!({ "filter": { "crew": crew, "standing": "hold" }, "columns": ["name", "document", "standing"] });
        let sheet = lines(&export(&app, list).await);
        assert_eq!(sheet.len(), 3, "{sheet:?}");
        assert!(sheet[1].contains(&identity_number(71)) && sheet[1].ends_with("Wait first"), "the newest first");
        assert!(!sheet.concat().contains("declared"), "why someone stands so stays on the page");
    }
}

both_engines! {
    async fn what_left_is_on_record_with_how_many_and_by_which_kinds_of_filters(database: Database) {
        let app = TestApp::over(database).await;
        let list = json!({ "filter": { "q": "王建国", "kind": "worker" }, "columns": ["name"] });
        assert_eq!(lines(&export(&app, list).await).len(), 2);
        let log = app.get(Who::Site, "/api/audit").await.expect(200);
        let entries = log["items"].as_array().unwrap();
        let entry = entries.iter().find(|entry| entry["action"] == "worker.export").unwrap();
        assert_eq!(entry["reason"], "交接名册");
        assert_eq!(entry["list"]["text"], "people: 1, filtered by kind, name, pinyin or last digits");
        assert!(!log.to_string().contains("王建国"));
    }
}

both_engines! {
    async fn a_list_of_another_site_or_without_the_password_does_not_leave(database: Database) {
        let app = TestApp::over(database).await;
        let path = format!("/api/sites/{}/worker-exports", app.sites[0]);
        let order = |password: &str| json!({
            "password": password, "reason": "交接名册", "list": { "filter": {}, "columns": ["name"] },
        });
        assert_eq!(app.post(Who::OtherSite, &path, order(testkit::district::PASSWORD)).await.problem(403), "denied");
        assert_eq!(app.post(Who::Site, &path, order("wrong-2020-word")).await.expect(422)["fields"][0]["field"], "password");
        let log = app.get(Who::Site, "/api/audit").await.expect(200);
        assert!(!log.to_string().contains("worker.export"));
    }
}
