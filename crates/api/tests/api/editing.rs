//! What is on record of someone at work is edited by form: changed, emptied, and never over what someone else wrote.

use http::Method;
use serde_json::{Value, json};
use testkit::{Reply, TestApp, Who, both_engines};

use crate::gate_line::page;

async fn read(app: &TestApp) -> Value {
    let path = format!("/api/workers/{}", app.workers[0]);
    app.get(Who::Site, &path).await.expect(200)
}

async fn send(app: &TestApp, read: &Value, changes: Value) -> Reply {
    let path = format!("/api/engagements/{}", app.engagements[0]);
    let body = json!({ "changes": changes, "as_read": read["edit"]["as_read"] });
    app.send(Who::Site, Method::PATCH, &path, Some(body)).await
}

/// Reads and edits at once.
async fn edit(app: &TestApp, changes: Value) -> Reply {
    let now = read(app).await;
    send(app, &now, changes).await
}

fn faults(reply: &Reply, status: u16) -> Vec<(String, String)> {
    let problem = reply.expect(status);
    let fields = problem["fields"].as_array().expect("fields").iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    fields
        .map(|fault| (text(&fault["field"]), text(&fault["message"])))
        .collect()
}

fn fields(reply: &Reply, status: u16) -> Vec<String> {
    faults(reply, status)
        .into_iter()
        .map(|(field, _)| field)
        .collect()
}

fn contact(name: &str, number: &str) -> Value {
    json!({ "emergency_name": name, "emergency_relation": "妻子", "emergency_phone": number })
}

both_engines! {
    async fn everything_on_record_is_changed_by_one_form_and_emptied_by_another(database: Database) {
        let app = TestApp::over(database).await;
        let before = page(&app, Who::Gate, 0).await;
        let mut changes = contact("李梅", "13900000000");
        let more = json!({
            "phone": "13712345678", "crew": "木工一班", "worker_kind": "manager", "trade": "030",
            "entered_on": "2020-02-11", "building": "3栋", "room": "302", "moved_on": "2020-02-12",
            "certificates": [
                { "number": "粤A012020000123", "issued_on": "2020-01-02", "expires_on": "2022-01-01" },
                { "kind": "scaffolder", "number": "SC-2020-77", "issued_on": "2020-01-02", "expires_on": "2020-02-01" },
            ],
        });
        changes.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        edit(&app, changes).await.expect(204);

        let shown = read(&app).await;
        assert_eq!(shown["phone"], "137****5678");
        let engaged = &shown["engagements"][0];
        assert_eq!(
            (&engaged["crew"], &engaged["kind"], &engaged["trade"], &engaged["entered_on"]),
            (&json!("木工一班"), &json!("manager"), &json!("030"), &json!("2020-02-11"))
        );
        assert_eq!((&shown["room"]["building"], &shown["room"]["since"]), (&json!("3"), &json!("2020-02-12")));
        assert_eq!(shown["emergency"]["number"], "139******00");
        let states: Vec<&Value> = shown["certificates"].as_array().unwrap().iter().map(|one| &one["state"]).collect();
        assert_eq!(states, ["valid", "expired"], "the one that is valid longest first");
        assert!(page(&app, Who::Gate, before.version).await.entries.len() == 1, "the gates hear of it");
        let log = app.get(Who::Site, &format!("/api/audit?person={}", app.workers[0])).await.expect(200);
        assert!(log.to_string().contains("worker.change"));

        let gone = shown["certificates"][1]["id"].clone();
        let renewed = shown["certificates"][0]["id"].clone();
        edit(&app, json!({
            "phone": "", "crew": "", "trade": "", "emergency_name": "", "emergency_relation": "", "emergency_phone": "",
            "building": "", "room": "", "moved_on": "2020-02-15",
            "certificates": [
                { "id": gone, "removed": true },
                { "id": renewed, "issued_on": "2022-01-02", "expires_on": "2024-01-01" },
            ],
        })).await.expect(204);
        let shown = read(&app).await;
        for emptied in ["phone", "emergency", "room"] {
            assert_eq!(shown[emptied], Value::Null, "{emptied}");
        }
        assert_eq!((&shown["engagements"][0]["crew"], &shown["engagements"][0]["trade"]), (&Value::Null, &Value::Null));
        let held = shown["certificates"].as_array().unwrap();
        assert_eq!((held.len(), &held[0]["expires_on"]), (1, &json!("2024-01-01")), "renewed without its number");
    }
}

both_engines! {
    async fn who_slept_where_and_who_was_in_which_crew_is_known_for_the_days_before(database: Database) {
        let mut app = TestApp::over(database).await;
        edit(&app, json!({ "building": "3栋", "room": "302", "moved_on": "2020-02-12" })).await.expect(204);
        app.days_later(3).await;
        edit(&app, json!({ "crew": "木工一班", "building": "1栋", "room": "101" })).await.expect(204);
        let site = app.sites[0];
        let rooms = app.get(Who::Site, &format!("/api/sites/{site}/rooms?night=2020-02-19")).await.expect(200);
        let slept: Vec<(&Value, &Value)> =
            rooms.as_array().unwrap().iter().map(|room| (&room["building"], &room["people"])).collect();
        assert_eq!(slept, [(&json!("1"), &json!(0)), (&json!("3"), &json!(1))]);
        let crews = app.get(Who::Site, &format!("/api/sites/{site}")).await.expect(200)["crews"].clone();
        for crew in crews.as_array().unwrap() {
            let list = format!("/api/sites/{site}/workers?crew={}&day=2020-02-18", crew["id"].as_str().unwrap());
            let people = app.get(Who::Site, &list).await.expect(200)["items"].as_array().unwrap().len();
            assert_eq!(people, usize::from(crew["name"] == "钢筋一班"), "{crew}");
        }
    }
}

both_engines! {
    async fn what_someone_else_changed_since_it_was_read_is_told_and_not_written_over(database: Database) {
        let app = TestApp::over(database).await;
        let mine = read(&app).await;
        let theirs = read(&app).await;
        let mut changes = contact("李梅", "13900000000");
        changes["phone"] = json!("13712345678");
        changes["crew"] = json!("木工一班");
        send(&app, &theirs, changes).await.expect(204);

        let mut over = contact("王芳", "13911112222");
        over["phone"] = json!("13800009999");
        over["trade"] = json!("030");
        let refused = send(&app, &mine, over.clone()).await;
        assert_eq!(refused.problem(409), "conflict");
        assert_eq!(faults(&refused, 409), [
            ("phone".into(), "Someone else changed this just now. It is: 137****5678".into()),
            ("emergency".into(), "Someone else changed this just now. It is: 李* 139******00".into()),
        ], "masked, and without the trade, which nobody else touched");
        assert_eq!(read(&app).await["engagements"][0]["trade"], "020", "nothing was written");

        send(&app, &mine, json!({ "trade": "030" })).await.expect(204);
        let shown = read(&app).await;
        assert_eq!((&shown["phone"], &shown["engagements"][0]["crew"]), (&json!("137****5678"), &json!("木工一班")),
            "what the edit did not name is as the other left it");
        edit(&app, over).await.expect(204);
        assert_eq!(read(&app).await["phone"], "138****9999", "who has seen it may change it");

        let stale = json!({ "changes": { "phone": "" }, "as_read": {} });
        let path = format!("/api/engagements/{}", app.engagements[0]);
        assert_eq!(app.send(Who::Site, Method::PATCH, &path, Some(stale)).await.problem(409), "conflict",
            "nobody changes what they have not read");
    }
}

both_engines! {
    async fn what_cannot_be_is_named_field_by_field_and_nothing_is_written(database: Database) {
        let app = TestApp::over(database).await;
        let refused = edit(&app, json!({
            "phone": "12", "trade": "钢筋", "worker_kind": "老板", "entered_on": "2020-02-18",
            "emergency_phone": "13911112222", "building": "3栋", "room": "",
            "certificates": [{ "kind": "electrician", "number": "SC-2020-77", "issued_on": "2020-01-02" }],
        })).await;
        assert_eq!(fields(&refused, 422), [
            "phone", "worker_kind", "trade", "entered_on", "emergency_name", "emergency_relation", "room",
            "certificates[0].expires_on",
        ]);
        assert_eq!(fields(&edit(&app, json!({ "contractor": "没有这家" })).await, 422), ["contractor"]);
        assert_eq!(read(&app).await["phone"], "139****0000");

        edit(&app, json!({ "building": "3栋", "room": "302", "moved_on": "2020-02-12" })).await.expect(204);
        let early = edit(&app, json!({ "building": "1栋", "room": "101", "moved_on": "2020-02-11" })).await;
        assert_eq!(faults(&early, 422), [("moved_on".into(), "Not before 2020-02-12, when they moved last.".into())]);
        edit(&app, json!({ "building": "3栋", "room": "302", "moved_on": "2020-02-11" })).await.expect(204);
        assert_eq!(read(&app).await["room"]["since"], "2020-02-11", "the day of moving in is corrected");
    }
}

both_engines! {
    async fn a_crew_says_with_whom_its_people_are(database: Database) {
        let app = TestApp::over(database).await;
        let site = format!("/api/sites/{}", app.sites[0]);
        let new = json!({ "uscc": "91350100M000100Y43", "name": "佛山劳务", "kind": "006" });
        let company = app.post(Who::Site, &format!("{site}/contractors"), new).await.expect(201)["id"].clone();
        let crew = app.post(Who::Site, &format!("{site}/crews"), json!({ "name": "木工一班" })).await.expect(201);
        let path = format!("/api/crews/{}", crew["id"].as_str().unwrap());
        app.send(Who::Site, Method::PATCH, &path, Some(json!({ "contractor": company }))).await.expect(204);

        edit(&app, json!({ "crew": "木工一班" })).await.expect(204);
        assert_eq!(read(&app).await["engagements"][0]["contractor"], "佛山劳务");
        assert_eq!(fields(&edit(&app, json!({ "contractor": "" })).await, 422), ["contractor"], "the crew is theirs");
        edit(&app, json!({ "crew": "", "contractor": "" })).await.expect(204);
        assert_eq!(read(&app).await["engagements"][0]["contractor"], Value::Null);
    }
}

both_engines! {
    async fn who_left_is_not_edited_and_who_came_back_did_not_come_before_they_left(database: Database) {
        let mut app = TestApp::over(database).await;
        let old = read(&app).await;
        let end = format!("/api/engagements/{}/end", app.engagements[0]);
        app.post(Who::Site, &end, json!({})).await.expect(204);
        assert_eq!(send(&app, &old, json!({ "trade": "030" })).await.problem(409), "conflict");
        app.days_later(3).await;
        let again = json!({ "name": "王建国", "document": testkit::identity::identity_number(0) });
        let path = format!("/api/sites/{}/workers", app.sites[0]);
        let row = app.post(Who::Site, &path, again).await.expect(201);
        app.engagements[0] = row["engagement"].as_str().unwrap().parse().unwrap();
        assert_eq!(fields(&edit(&app, json!({ "entered_on": "2020-02-16" })).await, 422), ["entered_on"]);
        edit(&app, json!({ "entered_on": "2020-02-18" })).await.expect(204);
    }
}
