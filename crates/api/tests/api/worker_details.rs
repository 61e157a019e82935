//! What is kept of a worker beyond who they are: certificate, emergency contact, room; by form and by sheet.

use http::Method;
use serde_json::{Value, json};
use testkit::identity::{identity_number, phone_number};
use testkit::{TestApp, Who, both_engines, district};

fn at(app: &TestApp, what: &str) -> String {
    format!("/api/sites/{}/{what}", app.sites[0])
}

fn full(number: u32) -> Value {
    json!({
        "name": "张三", "document": identity_number(number), "phone": phone_number(number),
        "certificate_number": "粤A012020000123", "certificate_issued_on": "2020-01-02", "certificate_expires_on": "2020-03-01",
        "emergency_name": "李梅", "emergency_relation": "妻子", "emergency_phone": "13900001111",
        "building": "3号楼", "room": "302室",
    })
}

async fn import(app: &TestApp, file: Vec<u8>) -> Value {
    let path = format!("{}?dry_run=false", at(app, "worker-imports"));
    app.send_bytes(Who::Site, Method::POST, &path, "application/octet-stream", file)
        .await
        .expect(200)
}

async fn detail(app: &TestApp, person: &Value) -> Value {
    let path = format!("/api/workers/{}", person.as_str().unwrap());
    app.get(Who::Site, &path).await.expect(200)
}

fn counts(report: &Value) -> [i64; 3] {
    ["added", "changed", "unchanged"].map(|count| report[count].as_i64().unwrap())
}

both_engines! {
    async fn details_of_a_form_stand_in_the_drawer_masked_and_in_full_for_a_reason(database: Database) {
        let mut app = TestApp::over(database).await;
        let added = app.post(Who::Site, &at(&app, "workers"), full(700)).await.expect(201);
        let shown = detail(&app, &added["person"]).await;
        assert_eq!(shown["certificates"][0]["number"], "**********0123");
        assert_eq!(shown["certificates"][0]["kind"], "electrician", "its number tells it");
        assert_eq!((&shown["certificates"][0]["state"], &shown["certificates"][0]["text"]), (&json!("expires_soon"), &json!("expires soon")));
        assert_eq!(shown["emergency"], json!({ "name": "李*", "relation": "spouse", "text": "spouse", "number": "139******11" }));
        assert_eq!(shown["room"], json!({ "building": "3", "room": "302", "since": "2020-02-17" }));

        app.days_later(14).await;
        let later = detail(&app, &added["person"]).await;
        assert_eq!(later["certificates"][0]["text"], "expired");

        let path = format!("/api/workers/{}/unmask", added["person"].as_str().unwrap());
        let seen = app.post(Who::Site, &path, json!({ "reason": "联系家属" })).await.expect(200);
        assert_eq!(seen["emergency"], json!({ "name": "李梅", "relation": "spouse", "number": "13900001111" }));
        assert_eq!(seen["certificates"][0]["number"], "粤A012020000123");
    }
}

both_engines! {
    async fn details_filled_in_by_half_are_named_field_by_field(database: Database) {
        let app = TestApp::over(database).await;
        let mut draft = full(700);
        draft["certificate_expires_on"] = json!("");
        draft["emergency_relation"] = json!("邻居");
        draft["emergency_phone"] = json!(phone_number(700));
        draft["building"] = json!("");
        let problem = app.post(Who::Site, &at(&app, "workers"), draft).await.expect(422);
        let fields: Vec<&str> = problem["fields"].as_array().unwrap().iter().map(|fault| fault["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["certificate_expires_on", "emergency_relation", "emergency_phone", "building"]);
        assert!(!problem.to_string().contains(&phone_number(700)));
    }
}

both_engines! {
    async fn a_sheet_with_details_changes_what_it_says_and_the_same_again_nothing(database: Database) {
        let app = TestApp::over(database).await;
        app.post(Who::Site, &at(&app, "workers"), full(700)).await.expect(201);
        let row = |rest: &str| {
            format!(
                "姓名,身份证号,证书编号,发证日期,证书到期,紧急联系人,紧急联系人关系,紧急联系人电话,宿舍楼,房间\n张三,{},{rest}\n",
                identity_number(700)
            )
            .into_bytes()
        };
        let same = row("粤A012020000123,2020.1.2,2020年3月1日,李梅,配偶,139 0000 1111,三栋,302");
        assert_eq!(counts(&import(&app, same).await), [0, 0, 1], "however it is written");
        let renewed = row("粤A012020000123,2020-01-02,2022-03-01,,,,3,303");
        assert_eq!(counts(&import(&app, renewed.clone()).await), [0, 1, 0]);
        assert_eq!(counts(&import(&app, renewed).await), [0, 0, 1]);
        let faulty = row("粤A012020000123,2020-01-02,2/3/2022,,,,3,303");
        let report = import(&app, faulty).await;
        assert_eq!(report["faults"][0]["field"], "certificate_expires_on");
        assert!(report["faults"][1].is_null(), "a day that cannot be read is one fault: {report}");

        for format in ["csv", "xlsx"] {
            let order = json!({ "format": format, "password": district::PASSWORD, "reason": "交接名册" });
            let sheet = app.post(Who::Site, &at(&app, "worker-exports"), order).await;
            assert_eq!(counts(&import(&app, sheet.body).await), [0, 0, 2], "what is exported is what is imported");
        }
    }
}

both_engines! {
    async fn who_slept_in_a_room_on_a_night_is_one_question(database: Database) {
        let mut app = TestApp::over(database).await;
        let first = app.post(Who::Site, &at(&app, "workers"), full(700)).await.expect(201);
        app.days_later(2).await;
        app.post(Who::Site, &at(&app, "workers"), full(701)).await.expect(201);
        app.days_later(1).await;
        let end = format!("/api/engagements/{}/end", first["engagement"].as_str().unwrap());
        app.post(Who::Site, &end, json!({})).await.expect(204);

        let rooms = app.get(Who::Town, &at(&app, "rooms")).await.expect(200);
        assert_eq!((&rooms[0]["building"], &rooms[0]["room"], &rooms[0]["people"]), (&json!("3"), &json!("302"), &json!(1)));
        let lodgers = format!("/api/rooms/{}/lodgers", rooms[0]["id"].as_str().unwrap());
        let slept = async |night: &str| {
            let found = app.get(Who::Site, &format!("{lodgers}?night={night}")).await.expect(200);
            found.as_array().unwrap().len()
        };
        assert_eq!(slept("2020-02-16").await, 0);
        assert_eq!(slept("2020-02-17").await, 1);
        assert_eq!(slept("2020-02-19").await, 2, "both in the last night before one left");
        assert_eq!(slept("2020-02-20").await, 1);
        assert_eq!(app.get(Who::OtherSite, &lodgers).await.problem(403), "denied");
    }
}
