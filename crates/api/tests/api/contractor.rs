//! Contractors and crews: who works at a site for whom, by form and by sheet.

use http::Method;
use serde_json::{Value, json};
use testkit::identity::identity_number;
use testkit::{TestApp, Who, both_engines, district};

const USCC: &str = "91350100M000100Y43";
const OTHER_USCC: &str = "91440605MA4UHTXK19";

fn company(uscc: &str, name: &str) -> Value {
    json!({ "uscc": uscc, "name": name, "kind": "labour_subcontractor" })
}

/// A code with the check character it has to have.
fn other_uscc() -> String {
    let front = &OTHER_USCC[..17];
    let check = domain::organisation::check_character(front).unwrap();
    format!("{front}{check}")
}

fn at(app: &TestApp, place: usize, what: &str) -> String {
    format!("/api/sites/{}/{what}", app.sites[place])
}

async fn import(app: &TestApp, file: &str, dry_run: bool) -> Value {
    let path = format!("{}?dry_run={dry_run}", at(app, 0, "worker-imports"));
    app.send_bytes(
        Who::Site,
        Method::POST,
        &path,
        "text/csv",
        file.as_bytes().to_vec(),
    )
    .await
    .expect(200)
}

fn counts(report: &Value) -> [i64; 3] {
    ["added", "changed", "unchanged"].map(|count| report[count].as_i64().unwrap())
}

both_engines! {
    async fn a_company_is_one_at_every_site_and_at_work_at_a_site_once(database: Database) {
        let app = TestApp::over(database).await;
        let added = app.post(Who::Site, &at(&app, 0, "contractors"), company(" 91350100m000100y43 ", "佛山劳务")).await.expect(201);
        assert_eq!(added["organisation"], json!({ "uscc": USCC, "name": "佛山劳务" }));
        assert_eq!((&added["kind"], &added["entered_on"]), (&json!("labour_subcontractor"), &json!("2020-02-17")));
        let again = app.post(Who::Site, &at(&app, 0, "contractors"), company(USCC, "佛山劳务")).await;
        assert_eq!(again.problem(409), "conflict");
        let elsewhere = app.post(Who::OtherSite, &at(&app, 1, "contractors"), company(USCC, "另一个名字")).await.expect(201);
        assert_eq!(elsewhere["organisation"]["name"], "佛山劳务", "one site does not rename it for another");

        let faulty = json!({ "uscc": "91350100M000100Y44", "name": "=1", "kind": "路人" });
        let problem = app.post(Who::Site, &at(&app, 0, "contractors"), faulty).await.expect(422);
        let fields: Vec<&str> = problem["fields"].as_array().unwrap().iter().map(|fault| fault["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["uscc", "name", "kind"]);

        let end = format!("/api/contractors/{}/end", added["id"].as_str().unwrap());
        assert_eq!(app.post(Who::OtherSite, &end, json!({})).await.problem(403), "denied");
        app.post(Who::Site, &end, json!({})).await.expect(204);
        let left = app.get(Who::Town, &at(&app, 0, "contractors")).await.expect(200);
        assert_eq!(left[0]["ended_on"], "2020-02-17");
        app.post(Who::Site, &at(&app, 0, "contractors"), company(USCC, "佛山劳务")).await.expect(201);
    }
}

both_engines! {
    async fn a_crew_is_someones_with_everyone_in_it(database: Database) {
        let app = TestApp::over(database).await;
        let company = app.post(Who::Site, &at(&app, 0, "contractors"), company(USCC, "佛山劳务")).await.expect(201);
        let site = format!("/api/sites/{}", app.sites[0]);
        let crew = app.get(Who::Site, &site).await.expect(200)["crews"][0]["id"].clone();
        let assign = format!("/api/crews/{}", crew.as_str().unwrap());
        app.send(Who::Site, Method::PATCH, &assign, Some(json!({ "contractor": company["id"] }))).await.expect(204);

        let of_it = format!("{}?contractor={}", at(&app, 0, "workers"), company["id"].as_str().unwrap());
        let listed = app.get(Who::Site, &of_it).await.expect(200);
        assert_eq!(listed["items"][0]["contractor"], "佛山劳务");
        let end = format!("/api/contractors/{}/end", company["id"].as_str().unwrap());
        assert_eq!(app.post(Who::Site, &end, json!({})).await.problem(409), "conflict", "its people are still at work");

        let theirs = app.post(Who::OtherSite, &at(&app, 1, "contractors"), self::company(USCC, "佛山劳务")).await.expect(201);
        let not_here = app.send(Who::Site, Method::PATCH, &assign, Some(json!({ "contractor": theirs["id"] }))).await;
        assert_eq!(not_here.problem(403), "denied");
        app.send(Who::Site, Method::PATCH, &assign, Some(json!({ "contractor": null }))).await.expect(204);
        assert_eq!(app.get(Who::Site, &of_it).await.expect(200)["items"], json!([]));
    }
}

both_engines! {
    async fn a_sheet_says_whose_people_are_whose_and_a_fault_is_named(database: Database) {
        let app = TestApp::over(database).await;
        let other = other_uscc();
        for (uscc, name) in [(USCC, "佛山劳务"), (&*other, "南海钢构")] {
            app.post(Who::Site, &at(&app, 0, "contractors"), company(uscc, name)).await.expect(201);
        }
        let person = |number: u32, rest: &str| format!("张三,{},{rest}\n", identity_number(number));
        let file = [
            "姓名,身份证号,班组,参建单位,人员类型\n".to_owned(),
            person(600, "木工九班,佛山劳务,20"),
            person(601, &format!("木工九班,{USCC},管理人员")),
            person(602, "木工九班,,"),
            person(603, ",南海钢构,"),
            person(604, "木工九班,南海钢构,"),
            person(605, ",路边公司,"),
            person(606, ",,老板"),
        ]
        .concat();
        for dry_run in [true, false] {
            let report = import(&app, &file, dry_run).await;
            let faults: Vec<(i64, &str)> = report["faults"].as_array().unwrap().iter()
                .map(|fault| (fault["row"].as_i64().unwrap(), fault["field"].as_str().unwrap()))
                .collect();
            assert_eq!(faults, [(3, "contractor"), (6, "contractor"), (7, "contractor"), (8, "worker_kind")], "{report}");
            assert_eq!(counts(&report), [3, 0, 0]);
        }
        assert_eq!(counts(&import(&app, &file, false).await), [0, 0, 3], "the same file changes nothing");
        let list = app.get(Who::Site, &format!("{}?q=zhangsan", at(&app, 0, "workers"))).await.expect(200);
        let mut companies: Vec<&str> = list["items"].as_array().unwrap().iter()
            .map(|row| row["contractor"].as_str().unwrap_or("—"))
            .collect();
        companies.sort_unstable();
        assert_eq!(companies, ["佛山劳务", "佛山劳务", "南海钢构"], "a crew's people are with whom the crew is");
        let managers = app.get(Who::Site, &format!("{}?kind=manager", at(&app, 0, "workers"))).await.expect(200);
        assert_eq!(managers["items"], json!([]));
    }
}

both_engines! {
    async fn what_is_exported_with_companies_and_kinds_imported_changes_nothing(database: Database) {
        let app = TestApp::over(database).await;
        app.post(Who::Site, &at(&app, 0, "contractors"), company(USCC, "佛山劳务")).await.expect(201);
        let file = format!(
            "姓名,身份证号,班组,参建单位,人员类型\n张三,{},木工九班,佛山劳务,管理人员\n",
            identity_number(600)
        );
        assert_eq!(counts(&import(&app, &file, false).await), [1, 0, 0]);
        let order = json!({ "format": "csv", "password": district::PASSWORD, "reason": "交接名册" });
        let sheet = app.post(Who::Site, &at(&app, 0, "worker-exports"), order).await;
        assert!(sheet.text().contains("佛山劳务") && sheet.text().contains("manager"), "{}", sheet.text());
        assert_eq!(counts(&import(&app, &sheet.text(), false).await), [0, 0, 2]);
    }
}

both_engines! {
    async fn a_site_belongs_to_an_organisation(database: Database) {
        let app = TestApp::over(database).await;
        let site = json!({
            "kind": "enterprise", "name": "南海纺织厂", "town": district::TOWN,
            "organisation_uscc": USCC, "organisation_name": "南海纺织有限公司",
        });
        let made = app.post(Who::District, "/api/sites", site.clone()).await.expect(201);
        assert_eq!(made["organisation"], json!({ "uscc": USCC, "name": "南海纺织有限公司" }));
        let mut faulty = site;
        faulty["name"] = json!("另一个厂");
        faulty["organisation_uscc"] = json!("12");
        let problem = app.post(Who::District, "/api/sites", faulty).await.expect(422);
        assert_eq!(problem["fields"][0]["field"], "organisation_uscc");
    }
}

both_engines! {
    async fn code_lists_come_in_the_readers_language(database: Database) {
        let app = TestApp::over(database).await;
        let codes = app.get(Who::Nobody, "/api/registry-codes").await.expect(200);
        assert_eq!(codes["worker_kinds"], json!([{ "code": "manager", "name": "manager" }, { "code": "worker", "name": "worker" }]));
        assert_eq!(codes["contractor_kinds"].as_array().unwrap().len(), 12);
        assert!(codes["trades"].as_array().unwrap().contains(&json!({ "code": "020", "name": "Steel fixer" })));
    }
}
