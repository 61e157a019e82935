//! Workers from a file.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Value, json};
use testkit::identity::{identity_number, phone_number};
use testkit::{Reply, TestApp, Who, both_engines};

async fn send(app: &TestApp, file: impl Into<Vec<u8>>, dry_run: bool) -> Reply {
    let path = format!("/api/sites/{}/worker-imports?dry_run={dry_run}", app.sites[0]);
    app.send_bytes(Who::Site, Method::POST, &path, "text/csv", file.into())
        .await
}

async fn people(app: &TestApp) -> i64 {
    let site = app
        .get(Who::Site, &format!("/api/sites/{}", app.sites[0]))
        .await
        .expect(200);
    site["people"].as_i64().unwrap()
}

fn counts(report: &Value) -> [i64; 4] {
    ["rows", "added", "changed", "unchanged"].map(|count| report[count].as_i64().unwrap())
}

fn faults(report: &Value) -> Vec<(i64, &str)> {
    report["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| (fault["row"].as_i64().unwrap(), fault["field"].as_str().unwrap()))
        .collect()
}

/// The bytes of a file within an answer.
pub(crate) fn file_in(sheet: &Value) -> Vec<u8> {
    STANDARD.decode(sheet["base64"].as_str().unwrap()).unwrap()
}

fn row(number: u32, name: &str, crew: &str) -> String {
    format!(
        "{name},{},{},{crew}\n",
        identity_number(number),
        phone_number(number)
    )
}

const HEADER: &str = "姓名,身份证号,手机号,班组\n";

both_engines! {
    async fn a_file_is_tried_out_taken_in_and_sent_again_without_harm(database: Database) {
        let app = TestApp::over(database).await;
        let file = format!("{HEADER}{}{}", row(800, "张三", "木工一班"), row(801, "李䶮", "木工一班"));
        let tried = send(&app, file.clone(), true).await.expect(200);
        assert_eq!((tried["dry_run"].as_bool(), counts(&tried)), (Some(true), [2, 2, 0, 0]));
        assert_eq!(people(&app).await, 1, "nothing was written");

        assert_eq!(counts(&send(&app, file.clone(), false).await.expect(200)), [2, 2, 0, 0]);
        assert_eq!(people(&app).await, 3);
        assert_eq!(counts(&send(&app, file, false).await.expect(200)), [2, 0, 0, 2], "the same again changes nothing");

        let moved = format!("{HEADER}{}", row(800, "张三", "泥工一班"));
        assert_eq!(counts(&send(&app, moved, false).await.expect(200)), [1, 0, 1, 0]);
        let without_crew = format!("姓名,身份证号\n张三,{}\n", identity_number(800));
        assert_eq!(counts(&send(&app, without_crew, false).await.expect(200)), [1, 0, 0, 1], "what is left empty stays");
        let list = app.get(Who::Site, &format!("/api/sites/{}/workers?q=张三", app.sites[0])).await.expect(200);
        assert_eq!(list["items"][0]["crew"], "泥工一班");
    }
}

both_engines! {
    async fn faulty_rows_are_handed_back_in_words_and_the_others_are_taken(database: Database) {
        let app = TestApp::over(database).await;
        let mut file = HEADER.to_owned();
        file += &row(800, "张三", "木工一班");
        file += "李四,440605199003070011,12,木工一班\n";
        file += &row(801, "=HYPERLINK(1)", "木工一班");
        file += &row(0, "别人", "木工一班");
        file += &row(800, "张三", "木工一班");
        let report = send(&app, file, false).await.expect(200);
        assert_eq!(counts(&report), [5, 1, 0, 0]);
        assert_eq!(faults(&report), [(3, "document"), (3, "phone"), (4, "name"), (5, "name"), (6, "document")]);
        assert_eq!(report["faults"][4]["message"], "The same document as in row 2. Keep one of the two.");
        assert!(!report["faults"].to_string().contains("440605199003070011"), "faults do not repeat what was typed");

        let sheet = String::from_utf8(file_in(&report["error_sheet"])).unwrap();
        assert_eq!(sheet.lines().count(), 5, "the header and four rows");
        let corrected = sheet
            .replace("440605199003070011,12", &format!("{},{}", identity_number(802), phone_number(802)))
            .replace("'=HYPERLINK(1)", "王五")
            .replace("别人", "王建国");
        let again = send(&app, corrected, false).await.expect(200);
        assert_eq!((counts(&again), again["faults"].as_array().unwrap().len()), ([4, 2, 1, 1], 0));
        assert_eq!(again["error_sheet"], Value::Null);
    }
}

both_engines! {
    async fn someone_who_registered_themself_is_confirmed_by_the_sites_own_list(database: Database) {
        let app = TestApp::over(database).await;
        let link = app.get(Who::Site, &format!("/api/sites/{}/join-link", app.sites[0])).await.expect(200);
        let token = link["url"].as_str().unwrap().rsplit_once('/').unwrap().1.to_owned();
        let sent = serde_json::json!({
            "worker": { "name": "赵六", "document": identity_number(900), "phone": phone_number(900) },
            "declaration_text_version": "declaration-1",
        });
        app.post(Who::Nobody, &format!("/api/join/{token}"), sent).await.expect(201);
        let report = send(&app, format!("{HEADER}{}", row(900, "赵六", "")), false).await.expect(200);
        assert_eq!(counts(&report), [1, 0, 1, 0]);
        assert_eq!(people(&app).await, 2);
    }
}

both_engines! {
    async fn a_file_as_old_spreadsheets_save_it_is_read(database: Database) {
        let app = TestApp::over(database).await;
        // 姓名,身份证号 and 张三 in GB 18030.
        let mut file = b"\xd0\xd5\xc3\xfb,\xc9\xed\xb7\xdd\xd6\xa4\xba\xc5\r\n\xd5\xc5\xc8\xfd,".to_vec();
        file.extend(identity_number(800).bytes());
        let report = send(&app, file, false).await.expect(200);
        assert_eq!(counts(&report), [1, 1, 0, 0]);
        let list = app.get(Who::Site, &format!("/api/sites/{}/workers?q=张三", app.sites[0])).await.expect(200);
        assert_eq!(list["items"].as_array().unwrap().len(), 1);
    }
}

both_engines! {
    async fn a_file_that_is_none_is_refused_whole(database: Database) {
        let app = TestApp::over(database).await;
        for file in ["", "手机号,班组\n13800000000,x\n", "\u{0}\u{1}\u{2}"] {
            let problem = send(&app, file, false).await.expect(422);
            assert_eq!(problem["fields"][0]["field"], "file");
        }
        let template = app.get(Who::Nobody, "/api/worker-import-template?format=csv").await;
        let report = send(&app, template.body, false).await.expect(200);
        assert_eq!((counts(&report), faults(&report)), ([0, 0, 0, 0], vec![]), "the example is no row");
    }
}

both_engines! {
    async fn a_workbook_is_read_as_a_sheet_and_its_faulty_rows_come_back_as_one(database: Database) {
        let app = TestApp::over(database).await;
        let template = app.get(Who::Site, "/api/worker-import-template?format=xlsx").await;
        let kind = template.headers["content-type"].to_str().unwrap().to_owned();
        assert!(kind.contains("spreadsheetml"), "{kind}");
        assert_eq!(counts(&send(&app, template.body, true).await.expect(200)), [0, 0, 0, 0], "the example is no row");

        let (good, bad) = (identity_number(800), "440605199003070011");
        let file = workbook(&[["班组", "证件号码", "姓名"], ["木工一班", &good, "张三"], ["木工一班", bad, "李四"]]);
        let report = send(&app, file, false).await.expect(200);
        assert_eq!((counts(&report), faults(&report)), ([2, 1, 0, 0], vec![(3, "document")]));
        assert_eq!(report["faults"][0]["cell"], "B3");
        assert_eq!(report["error_sheet"]["file_name"], "rows-to-correct.xlsx");
        let uncorrected = send(&app, file_in(&report["error_sheet"]), false).await.expect(200);
        assert_eq!((counts(&uncorrected), faults(&uncorrected)), ([1, 0, 0, 0], vec![(2, "document")]));
    }
}

both_engines! {
    async fn a_list_that_was_exported_and_is_imported_again_changes_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let mut file = HEADER.to_owned();
        for number in 800..803 {
            file += &row(number, "买买提·艾力", "木工一班");
        }
        file += "Øyvind O'Neil,E1234567,,\n";
        let file = file.replace("班组\n", "班组,证件类型,出生日期,工种\n").replace("E1234567,,", "E1234567,,,护照,1990-03-07,020");
        assert_eq!(counts(&send(&app, file, false).await.expect(200)), [4, 4, 0, 0]);
        for format in ["csv", "xlsx"] {
            let sheet = export(&app, format, testkit::district::PASSWORD).await;
            assert_eq!(sheet.status, 200, "{}", sheet.text());
            assert_eq!(sheet.headers["cache-control"], "no-store");
            assert_eq!(counts(&send(&app, sheet.body, false).await.expect(200)), [5, 0, 0, 5], "{format}");
        }
    }
}

both_engines! {
    async fn an_export_asks_for_the_password_again_and_is_on_record(database: Database) {
        let app = TestApp::over(database).await;
        let exports = async || {
            let audit = app.get(Who::Site, "/api/audit").await.expect(200);
            let entries = audit["items"].as_array().unwrap().clone();
            entries.into_iter().filter(|entry| entry["action"] == "worker.export").collect::<Vec<_>>()
        };
        let refused = export(&app, "csv", "not-the-password").await.expect(422);
        assert_eq!(refused["fields"][0]["field"], "password");
        assert!(exports().await.is_empty());
        assert_eq!(export(&app, "csv", testkit::district::PASSWORD).await.status, 200);
        assert_eq!(exports().await[0]["reason"], "交接名册");
        for _ in 0..5 {
            export(&app, "csv", "not-the-password").await.expect(422);
        }
        assert_eq!(export(&app, "csv", testkit::district::PASSWORD).await.problem(429), "too_many");
    }
}

async fn export(app: &TestApp, format: &str, password: &str) -> Reply {
    let path = format!("/api/sites/{}/worker-exports", app.sites[0]);
    let order = serde_json::json!({ "format": format, "password": password, "reason": "交接名册" });
    app.post(Who::Site, &path, order).await
}

fn workbook(rows: &[[&str; 3]]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (number, row) in (0..).zip(rows) {
        sheet.write_row(number, 0, row.iter().copied()).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

both_engines! {
    async fn thousands_of_rows_go_in_while_others_go_on_writing(database: Database) {
        let app = TestApp::over(database).await;
        let mut file = HEADER.to_owned();
        for number in 10_000..12_000 {
            write!(file, "{}", row(number, "张三", "木工一班")).unwrap();
        }
        let crews = format!("/api/sites/{}/crews", app.sites[0]);
        let importing = send(&app, file.clone(), false);
        let writing = async {
            let mut written = 0;
            for number in 0..5 {
                let body = serde_json::json!({ "name": format!("班 {number}") });
                written += usize::from(app.post(Who::Site, &crews, body).await.status.is_success());
            }
            written
        };
        let (report, written) = tokio::join!(importing, writing);
        assert_eq!(counts(&report.expect(200)), [2000, 2000, 0, 0]);
        assert_eq!(written, 5);
        assert_eq!(people(&app).await, 2001);
        assert_eq!(counts(&send(&app, file, false).await.expect(200)), [2000, 0, 0, 2000]);
    }
}

both_engines! {
    async fn two_imports_of_the_same_people_at_once_make_each_person_once(database: Database) {
        let app = TestApp::over(database).await;
        let file: String = HEADER.to_owned() + &(800..1400).map(|number| row(number, "张三", "木工一班")).collect::<String>();
        let (first, second) = tokio::join!(send(&app, file.clone(), false), send(&app, file, false));
        let added = [first, second].map(|reply| counts(&reply.expect(200))[1]);
        assert_eq!(added.iter().sum::<i64>(), 600);
        assert_eq!(people(&app).await, 601);
    }
}

both_engines! {
    async fn two_sites_that_import_the_same_people_in_opposite_order_both_come_to_an_end(database: Database) {
        let app = TestApp::over(database).await;
        let rows: Vec<String> = (800..2000).map(|number| row(number, "张三", "木工一班")).collect();
        let forth = HEADER.to_owned() + &rows.concat();
        let back = HEADER.to_owned() + &rows.iter().rev().cloned().collect::<String>();
        let path = format!("/api/sites/{}/worker-imports?dry_run=false", app.sites[1]);
        let (here, there) = tokio::join!(
            send(&app, forth, false),
            app.send_bytes(Who::OtherSite, Method::POST, &path, "text/csv", back.into_bytes()),
        );
        for reply in [here, there] {
            assert_eq!(counts(&reply.expect(200)), [1200, 1200, 0, 0], "each person once, at work at both sites");
        }
    }
}

both_engines! {
    async fn however_often_another_site_sends_its_sheet_the_phone_and_contact_that_are_known_stay(database: Database) {
        let app = TestApp::over(database).await;
        let own = json!({
            "name": "张三", "document": identity_number(650), "phone": phone_number(650),
            "emergency_name": "李梅", "emergency_relation": "妻子", "emergency_phone": "13900001111",
        });
        let first = format!("/api/sites/{}/workers", app.sites[0]);
        let person = app.post(Who::Site, &first, own).await.expect(201)["person"].clone();
        let worker = format!("/api/workers/{}", person.as_str().unwrap());
        let known = |read: Value| (read["phone_masked"].clone(), read["emergency"].clone());
        let before = known(app.get(Who::Site, &worker).await.expect(200));
        let row = ["张三,", &identity_number(650), ",", &phone_number(651), ",王强,弟弟,13900002222\n"].concat();
        let file = format!("姓名,身份证号,手机号,紧急联系人,与本人关系,紧急联系人电话\n{row}");
        let path = format!("/api/sites/{}/worker-imports?dry_run=false", app.sites[1]);
        for expected in [[1, 0, 0], [0, 0, 1], [0, 0, 1]] {
            let report = app.send_bytes(Who::OtherSite, Method::POST, &path, "text/csv", file.clone().into_bytes()).await.expect(200);
            let counts = ["added", "changed", "unchanged"].map(|count| report[count].as_i64().unwrap());
            assert_eq!(counts, expected);
            assert_eq!(known(app.get(Who::Site, &worker).await.expect(200)), before);
        }
        let file = file.replace(&phone_number(651), &phone_number(652));
        let path = format!("/api/sites/{}/worker-imports?dry_run=false", app.sites[0]);
        let own_site = app.send_bytes(Who::Site, Method::POST, &path, "text/csv", file.into_bytes()).await.expect(200);
        assert_eq!(own_site["unchanged"], 1, "nor does the first site replace them while both have them");
    }
}
