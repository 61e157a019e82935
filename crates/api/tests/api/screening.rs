//! Watchlists: whom they find, when, and what lifts it.

use domain::alert::Outcome;
use http::Method;
use serde_json::{Value, json};
use store::alert::AlertFilter;
use testkit::identity::identity_number;
use testkit::{TestApp, Who, both_engines};

use crate::gate_line::{page, standing_of};

const HEAD: &str = "证件号码,姓名,类别,原因,到期\n";

async fn import(app: &TestApp, dry_run: bool, rows: &str) -> Value {
    let path =
        format!("/api/watchlists/import?dry_run={dry_run}&name=close&source=cdc&expires_on=2020-03-31");
    let file = format!("{HEAD}{rows}").into_bytes();
    app.send_bytes(Who::District, Method::POST, &path, "text/csv", file)
        .await
        .expect(200)
}

fn line(number: u32, name: &str, until: &str) -> String {
    format!("{},{name},密接,同一车厢,{until}\n", identity_number(number))
}

async fn hits(app: &TestApp, who: Who) -> Vec<Value> {
    let list = app.get(who, "/api/hits").await.expect(200);
    list["items"].as_array().expect("items").clone()
}

async fn home(app: &TestApp) -> Value {
    app.get(Who::Worker, "/api/me").await.expect(200)["standing"].clone()
}

both_engines! {
    async fn a_list_finds_who_is_here_and_who_comes_later(database: Database) {
        let app = TestApp::over(database).await;
        let rows = line(0, "王建国", "2020-03-01") + &line(700, "李四", "2020-03-01") + &line(701, "无此人", "2020-03-01");
        let tried = import(&app, true, &rows).await;
        assert_eq!((tried["matches"].as_i64(), tried["added"].as_i64(), &tried["watchlist"]), (Some(1), Some(3), &Value::Null));
        assert_eq!(hits(&app, Who::District).await.len(), 0, "a dry run writes nothing");

        let before = page(&app, Who::Gate, 0).await;
        let done = import(&app, false, &rows).await;
        assert_eq!(done["matches"], 1);
        let found = hits(&app, Who::Site).await;
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0]["person"], found[0]["category_text"].as_str()), (&json!(app.workers[0]), Some("close contact")));
        assert_eq!((found[0]["name_agrees"].as_bool(), found[0]["sites"][0]["site"].clone()), (Some(true), json!(app.sites[0])));
        assert_eq!(home(&app).await["state"], "barred");
        let after = page(&app, Who::Gate, before.version).await;
        assert_eq!(standing_of(&after, app.workers[0]), "barred: hit, no_declaration");

        let draft = json!({ "name": "李四", "document": identity_number(700) });
        let path = format!("/api/sites/{}/workers", app.sites[1]);
        let added = app.post(Who::OtherSite, &path, draft).await.expect(201);
        assert_eq!(added["standing"], "barred");
        let alerts = app.get(Who::OtherSite, "/api/alerts").await.expect(200);
        assert_eq!((alerts["items"][0]["kind"].as_str(), alerts["items"][0]["severity"].as_str()), (Some("hit"), Some("critical")));
        assert_eq!(hits(&app, Who::District).await.len(), 2);
        assert_eq!(hits(&app, Who::OtherTown).await.len(), 0);
    }
}

both_engines! {
    async fn a_list_taken_back_lifts_what_it_found(database: Database) {
        let app = TestApp::over(database).await;
        let done = import(&app, false, &line(0, "王建国", "2020-03-01")).await;
        let before = page(&app, Who::Gate, 0).await;
        let path = format!("/api/watchlists/{}", done["watchlist"].as_str().expect("a list"));
        assert_eq!(app.delete(Who::District, &path).await.status, 204);
        assert_eq!(hits(&app, Who::Site).await.len(), 0);
        assert_eq!(home(&app).await["reasons"][0]["code"], "no_declaration");
        let after = page(&app, Who::Gate, before.version).await;
        assert_eq!(standing_of(&after, app.workers[0]), "hold: no_declaration");
        let alert = app.get(Who::Site, "/api/alerts").await.expect(200)["items"][0].clone();
        assert_eq!((&alert["state"], &alert["outcome"]), (&json!("closed"), &json!("lapsed")), "nobody is to be reached any more");
        assert_eq!((&alert["closed_by"], &alert["action"]), (&Value::Null, &Value::Null));
        let lists = app.get(Who::District, "/api/watchlists").await.expect(200);
        assert_eq!((lists["items"][0]["entries"].as_i64(), lists["items"][0]["hits"].as_i64()), (Some(1), Some(0)));
        assert!(lists["items"][0]["retired_at"].is_string());
        assert_eq!(app.delete(Who::District, &path).await.problem(404), "not_found");
    }
}

both_engines! {
    async fn a_line_lifts_by_itself_as_it_ends(database: Database) {
        let app = TestApp::over(database).await;
        import(&app, false, &line(0, "王建国", "2020-02-18")).await;
        assert_eq!(home(&app).await["until"], "2020-02-18T16:00:00Z");
        let ended = async || {
            let mut tx = app.platform.store().read().await.unwrap();
            let all = AlertFilter { limit: 10, ..AlertFilter::default() };
            let alert = tx.alerts(&all).await.unwrap().remove(0);
            alert.closing.map(|closing| closing.outcome)
        };
        assert_eq!(ended().await, None);
        app.clock.set("2020-02-19T00:00:00+08:00");
        assert_eq!(app.platform.settle_due().await.expect("settled"), 1);
        assert_eq!(home(&app).await["reasons"][0]["code"], "no_declaration");
        assert_eq!(ended().await, Some(Outcome::Lapsed));
    }
}

both_engines! {
    async fn another_name_on_the_line_holds_and_says_so(database: Database) {
        let app = TestApp::over(database).await;
        import(&app, false, &line(0, "王建军", "2020-03-01")).await;
        assert_eq!(home(&app).await["state"], "hold");
        assert_eq!(hits(&app, Who::Site).await[0]["name_agrees"], false);
    }
}

both_engines! {
    async fn bad_rows_come_back_with_reasons_and_the_others_are_taken(database: Database) {
        let app = TestApp::over(database).await;
        let rows = line(0, "王建国", "2020-03-01") + "440605199003070011,李四,密接,,2020-03-01\n";
        let done = import(&app, false, &rows).await;
        assert_eq!((done["rows"].as_i64(), done["added"].as_i64()), (Some(2), Some(1)));
        assert_eq!((done["faults"][0]["row"].as_i64(), done["faults"][0]["field"].as_str()), (Some(3), Some("document")));
        let sheet = String::from_utf8(crate::import::file_in(&done["error_sheet"])).expect("a text");
        assert!(sheet.contains("李四") && !sheet.contains("王建国"));

        let gb: &[u8] = b"\xd6\xa4\xbc\xfe\xba\xc5\xc2\xeb,\xd0\xd5\xc3\xfb,\xc0\xe0\xb1\xf0,\xb5\xbd\xc6\xda\n";
        let mut file = gb.to_vec();
        file.extend(identity_number(1).as_bytes());
        file.extend(b",\xcd\xf5\xce\xb0,\xc3\xdc\xbd\xd3,2020-03-01\n");
        let path = "/api/watchlists/import?dry_run=true&name=x&source=y&expires_on=2020-03-31";
        let tried = app.send_bytes(Who::District, Method::POST, path, "text/csv", file).await.expect(200);
        assert_eq!((tried["added"].as_i64(), tried["matches"].as_i64()), (Some(1), Some(1)), "GB 18030 as well: {tried}");
    }
}
