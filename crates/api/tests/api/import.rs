//! Workers from a file.

use std::fmt::Write;

use http::Method;
use serde_json::Value;
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

        let sheet = report["error_sheet"].as_str().unwrap().to_owned();
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
        let template = app.get(Who::Nobody, "/api/worker-import-template.csv").await;
        let report = send(&app, template.body, false).await.expect(200);
        assert_eq!((counts(&report), faults(&report)), ([1, 0, 0, 0], vec![(2, "name")]), "the example is not taken");
    }
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
    #[ignore = "takes a minute without optimisation; prints figures for a person to read"]
    async fn thirty_thousand_rows(database: Database) {
        let app = TestApp::over(database).await;
        let mut file = HEADER.to_owned();
        for number in 10_000..40_000 {
            write!(file, "{}", row(number, "张三", "木工一班")).unwrap();
        }
        for (what, dry_run) in [("dry run", true), ("import", false), ("the same again", false)] {
            let started = std::time::Instant::now();
            let report = send(&app, file.clone(), dry_run).await.expect(200);
            println!("{what}, {:?}: {:.1?}", counts(&report), started.elapsed());
        }
        assert_eq!(people(&app).await, 30_001);
    }
}
