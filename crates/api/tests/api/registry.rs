//! The real-name registry, as its managers and officers meet it.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::identity::{identity_number, phone_number};
use testkit::{TestApp, Who, both_engines};

fn workers(app: &TestApp, site: usize) -> String {
    format!("/api/sites/{}/workers", app.sites[site])
}

fn fields(problem: &Value) -> Vec<&str> {
    problem["fields"]
        .as_array()
        .map(|fields| {
            fields
                .iter()
                .filter_map(|fault| fault["field"].as_str())
                .collect()
        })
        .unwrap_or_default()
}

fn names(list: &Value) -> Vec<&str> {
    list["items"]
        .as_array()
        .map(|items| items.iter().filter_map(|item| item["name"].as_str()).collect())
        .unwrap_or_default()
}

fn draft(number: u32, name: &str) -> Value {
    json!({
        "name": name,
        "document": identity_number(number),
        "phone": phone_number(number),
        "crew": "木工一班",
        "trade": "240",
    })
}

both_engines! {
    async fn a_manager_adds_a_worker_who_is_then_in_the_list_masked_and_on_hold_until_they_declare(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.forward(SignedDuration::from_secs(1));
        let row = app.post(Who::Site, &workers(&app, 0), draft(500, "欧阳建国")).await.expect(201);
        assert_eq!(row["name"], "欧**国");
        assert_eq!(row["document"], "4406**********".to_owned() + &identity_number(500)[14..]);
        assert_eq!(row["phone"], "139****0500");
        assert_eq!((row["crew"].as_str(), row["trade"].as_str()), (Some("木工一班"), Some("240")));
        assert_eq!((row["state"].as_str(), row["standing"].as_str()), (Some("active"), Some("hold")));
        assert_eq!(row["reasons"][0], "Not declared yet today. Fill it in on the phone.");
        assert_eq!((row["declared_today"].as_bool(), row["face"].as_str()), (Some(false), Some("none")));
        assert_eq!(row["entered_on"], "2020-02-17");

        let list = app.get(Who::Site, &workers(&app, 0)).await.expect(200);
        assert_eq!(names(&list), ["欧**国", "王*国"], "the newest first");
        let site = app.get(Who::Site, &format!("/api/sites/{}", app.sites[0])).await.expect(200);
        assert_eq!((site["people"].as_i64(), site["hold"].as_i64()), (Some(2), Some(2)));
        assert_eq!(site["crews"][0]["name"], "木工一班", "a crew that was new is made");
        assert_eq!(site["crews"][0]["people"], 1);
    }
}

both_engines! {
    async fn a_form_with_faults_is_refused_with_all_of_them_and_changes_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let form = json!({ "name": "", "document": "440605199003070011", "phone": "12", "crew": "=cmd()", "trade": "x" });
        let problem = app.post(Who::Site, &workers(&app, 0), form).await.expect(422);
        assert_eq!(fields(&problem), ["name", "document", "phone", "crew", "trade"]);
        assert!(!problem.to_string().contains("440605199003070011"), "what was typed is not repeated");
        let young = json!({ "name": "小明", "document_kind": "passport", "document": "E12345678", "birth_date": "2004-02-18" });
        let problem = app.post(Who::Site, &workers(&app, 0), young).await.expect(422);
        assert_eq!(problem["detail"], "Under 16: cannot be engaged.");
        assert_eq!(names(&app.get(Who::Site, &workers(&app, 0)).await.expect(200)).len(), 1);
    }
}

both_engines! {
    async fn the_same_person_at_two_sites_is_one_person(database: Database) {
        let app = TestApp::over(database).await;
        let first = app.post(Who::Site, &workers(&app, 0), draft(500, "阿依古丽·买买提")).await.expect(201);
        let again = app.post(Who::Site, &workers(&app, 0), draft(500, "阿依古丽·买买提")).await;
        assert_eq!(again.problem(409), "conflict");
        let second = app.post(Who::OtherSite, &workers(&app, 1), draft(500, "阿依古丽•买买提")).await.expect(201);
        assert_eq!(first["person"], second["person"], "whichever middle dot was typed");

        let look = format!("/api/workers/{}", first["person"].as_str().unwrap());
        let engagements = |detail: &Value| detail["engagements"].as_array().map_or(0, Vec::len);
        assert_eq!(engagements(&app.get(Who::Town, &look).await.expect(200)), 2, "the town sees both");
        assert_eq!(engagements(&app.get(Who::Site, &look).await.expect(200)), 1, "a site sees its own");
    }
}

both_engines! {
    async fn a_document_under_another_name_is_refused_without_showing_that_name(database: Database) {
        let app = TestApp::over(database).await;
        let problem = app.post(Who::OtherSite, &workers(&app, 1), draft(0, "李四")).await.expect(422);
        assert_eq!(fields(&problem), ["name"]);
        assert!(problem["detail"].as_str().unwrap().contains("another name"));
        assert!(!problem.to_string().contains("王建国"));
    }
}

both_engines! {
    async fn a_site_sees_its_own_people_and_sites_and_nobody_elses(database: Database) {
        let app = TestApp::over(database).await;
        let sites = app.get(Who::Site, "/api/sites").await.expect(200);
        assert_eq!(names(&sites), ["桂城一号工地"]);
        assert_eq!(names(&app.get(Who::Town, "/api/sites").await.expect(200)), ["桂城一号工地", "桂城二号工地"]);
        assert_eq!(names(&app.get(Who::OtherTown, "/api/sites").await.expect(200)), ["大沥一号工地"]);
        assert_eq!(names(&app.get(Who::District, "/api/sites").await.expect(200)).len(), 3);
        let towns = app.get(Who::District, "/api/towns").await.expect(200);
        assert_eq!(towns, json!([
            {
                "code": "440605011", "name": "桂城街道", "sites": 2, "people": 2,
                "clear": 0, "hold": 2, "barred": 0, "open_alerts": 0,
            },
            {
                "code": "440605125", "name": "大沥镇", "sites": 1, "people": 1,
                "clear": 0, "hold": 1, "barred": 0, "open_alerts": 0,
            },
        ]));
        let unseen = app.get(Who::SystemAdmin, "/api/towns").await.expect(200);
        assert_eq!((&unseen[0]["people"], &unseen[0]["hold"], &unseen[0]["open_alerts"]), (&json!(2), &Value::Null, &Value::Null));
        let not_there = "/api/sites/00000000-0000-7000-8000-000000000000";
        assert_eq!(app.get(Who::Site, not_there).await.problem(403), "denied", "as if it were someone else's");
    }
}

both_engines! {
    async fn lists_are_paged_by_key_to_their_end(database: Database) {
        let app = TestApp::over(database).await;
        let mut seen = Vec::new();
        let mut path = "/api/sites?limit=2".to_owned();
        loop {
            let page = app.get(Who::District, &path).await.expect(200);
            seen.extend(names(&page).into_iter().map(str::to_owned));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/sites?limit=2&after={next}");
        }
        assert_eq!(seen, ["大沥一号工地", "桂城一号工地", "桂城二号工地"]);
        assert_eq!(app.get(Who::District, "/api/sites?after=nonsense").await.problem(422), "invalid");
    }
}

both_engines! {
    async fn people_are_found_in_their_sites_list_as_people_look_for_each_other(database: Database) {
        let app = TestApp::over(database).await;
        app.post(Who::Site, &workers(&app, 0), draft(501, "单雄信")).await.expect(201);
        app.post(Who::Site, &workers(&app, 0), draft(502, "Nguyen Van An")).await.expect(201);
        let found = async |query: &str| {
            let path = format!("{}?q={query}", workers(&app, 0));
            names(&app.get(Who::Site, &path).await.expect(200)).join(" ")
        };
        for (query, name) in [
            ("shanxiongxin", "单*信"),
            ("sxx", "单*信"),
            ("xiongxin", "单*信"),
            ("0501", "单*信"),
            ("nguyen%20an", "N***n"),
            ("wangjg", "王*国"),
        ] {
            assert_eq!(found(query).await, name, "{query}");
        }
        assert_eq!(found("zhang").await, "");
        for too_little in ["w", "12"] {
            let path = format!("{}?q={too_little}", workers(&app, 0));
            let problem = app.get(Who::Site, &path).await.expect(422);
            assert_eq!(fields(&problem), ["q"], "half the list would answer");
        }
    }
}

both_engines! {
    async fn who_leaves_is_gone_from_the_list_and_may_come_back(database: Database) {
        let app = TestApp::over(database).await;
        let end = format!("/api/engagements/{}/end", app.engagements[0]);
        assert_eq!(app.post(Who::OtherSite, &end, json!({})).await.problem(403), "denied");
        app.post(Who::Site, &end, json!({})).await.expect(204);
        assert_eq!(app.post(Who::Site, &end, json!({})).await.problem(409), "conflict");
        assert!(names(&app.get(Who::Site, &workers(&app, 0)).await.expect(200)).is_empty());
        let ended = format!("{}?engagement=ended", workers(&app, 0));
        assert_eq!(names(&app.get(Who::Site, &ended).await.expect(200)), ["王*国"], "the history stays");
        let look = format!("/api/workers/{}", app.workers[0]);
        assert_eq!(app.get(Who::Site, &look).await.problem(403), "denied", "but not their page");
        app.post(Who::Site, &workers(&app, 0), draft(0, "王建国")).await.expect(201);
        app.get(Who::Site, &look).await.expect(200);
    }
}

both_engines! {
    async fn an_identity_is_shown_in_full_for_a_reason_that_is_recorded(database: Database) {
        let app = TestApp::over(database).await;
        let unmask = format!("/api/workers/{}/unmask", app.workers[0]);
        app.clock.forward(SignedDuration::from_secs(1));
        let problem = app.post(Who::Site, &unmask, json!({ "reason": "看" })).await.expect(422);
        assert_eq!(fields(&problem), ["reason"]);
        let shown = app.post(Who::Site, &unmask, json!({ "reason": "核对身份证原件" })).await.expect(200);
        assert_eq!(shown, json!({
            "name": "王建国",
            "document": identity_number(0),
            "phone": phone_number(0),
            "birth_date": "1960-01-01",
            "earlier": [],
            "emergency": null,
            "certificates": [],
        }));
        app.clock.forward(SignedDuration::from_secs(1));
        app.get(Who::Site, &format!("/api/workers/{}", app.workers[0])).await.expect(200);
        let log = app.get(Who::Site, &format!("/api/audit?person={}", app.workers[0])).await.expect(200);
        let acts: Vec<_> = log["items"].as_array().unwrap().iter()
            .map(|entry| (entry["action"].as_str().unwrap(), entry["reason"].as_str()))
            .filter(|(action, _)| action.starts_with("worker."))
            .collect();
        assert_eq!(acts[..2], [("worker.look", None), ("worker.unmask", Some("核对身份证原件"))]);

        let theirs = format!("/api/audit?actor={}", log["items"][0]["actor"].as_str().unwrap());
        let actors = |log: &Value| -> BTreeSet<String> {
            log["items"].as_array().unwrap().iter().map(|entry| entry["actor"].to_string()).collect()
        };
        app.get(Who::District, "/api/audit").await.expect(200);
        assert_eq!(actors(&app.get(Who::District, &theirs).await.expect(200)).len(), 1, "by one account alone");
        let nobody = format!("/api/audit?actor={}", app.workers[0]);
        assert!(actors(&app.get(Who::District, &nobody).await.expect(200)).is_empty());
    }
}

both_engines! {
    async fn a_crew_is_made_once(database: Database) {
        let app = TestApp::over(database).await;
        let crews = format!("/api/sites/{}/crews", app.sites[0]);
        let crew = app.post(Who::Site, &crews, json!({ "name": " 木工一班 " })).await.expect(201);
        assert_eq!((crew["name"].as_str(), crew["people"].as_i64()), (Some("木工一班"), Some(0)));
        assert_eq!(app.post(Who::Site, &crews, json!({ "name": "木工一班" })).await.problem(409), "conflict");
        assert_eq!(app.post(Who::Site, &crews, json!({ "name": "=1+1" })).await.problem(422), "invalid");
    }
}

both_engines! {
    async fn what_is_not_in_the_form_asked_for_is_a_problem_too(database: Database) {
        let app = TestApp::over(database).await;
        assert_eq!(app.get(Who::Site, "/api/workers/not-an-id").await.problem(400), "invalid");
        assert_eq!(app.get(Who::Site, "/api/nowhere").await.problem(404), "not_found");
        assert_eq!(app.delete(Who::Site, "/api/sites").await.problem(405), "invalid");
        let body = b"{".to_vec();
        let reply = app.send_bytes(Who::Site, http::Method::POST, &workers(&app, 0), "application/json", body).await;
        assert_eq!(reply.problem(400), "invalid");
    }
}

both_engines! {
    async fn the_district_opens_a_site_that_its_town_sees_at_once(database: Database) {
        let app = TestApp::over(database).await;
        let site = json!({ "kind": "enterprise", "name": "九江酒厂", "town": "440605121" });
        let made = app.post(Who::District, "/api/sites", site.clone()).await.expect(201);
        assert_eq!((made["town_name"].as_str(), made["people"].as_i64()), (Some("九江镇"), Some(0)));
        assert_eq!(app.post(Who::District, "/api/sites", site).await.problem(409), "conflict");
        let enterprises = app.get(Who::District, "/api/sites?kind=enterprise").await.expect(200);
        assert_eq!(names(&enterprises), ["九江酒厂"]);
        let elsewhere = json!({ "kind": "enterprise", "name": "广州某厂", "town": "440106001" });
        let problem = app.post(Who::District, "/api/sites", elsewhere).await.expect(422);
        assert_eq!(fields(&problem), ["town"]);
        let nowhere = json!({ "kind": "enterprise", "name": "某厂", "town": "440605999" });
        let problem = app.post(Who::District, "/api/sites", nowhere).await.expect(422);
        assert_eq!(fields(&problem), ["town"], "no such town in the list");
    }
}

both_engines! {
    async fn a_look_at_a_list_stands_in_the_log_of_everyone_it_may_have_shown(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.forward(SignedDuration::from_mins(1));
        let lists = [
            (Who::Town, format!("{}?q=%E7%8E%8B%E5%BB%BA%E5%9B%BD&standing=hold", workers(&app, 0)), "worker.list"),
            (Who::Town, "/api/alerts?state=open".into(), "alert.list"),
            (Who::Town, format!("/api/passages?site={}&day=2020-02-17", app.sites[0]), "passage.list"),
            (Who::District, "/api/hits".into(), "hit.list"),
        ];
        for (who, path, _) in &lists {
            app.clock.forward(SignedDuration::from_secs(1));
            app.get(*who, path).await.expect(200);
        }
        let log = async |who: Who, place: usize| {
            let log = app.get(who, &format!("/api/audit?person={}", app.workers[place])).await;
            log.expect(200)["items"].as_array().expect("items").clone()
        };
        let of_worker = log(Who::District, 0).await;
        let actions: Vec<_> = of_worker.iter().filter(|entry| !entry["list"].is_null()).map(|entry| entry["action"].as_str().unwrap()).collect();
        assert_eq!(actions[..4], ["hit.list", "passage.list", "alert.list", "worker.list"]);
        let look = of_worker.iter().find(|entry| entry["action"] == "worker.list").expect("the look");
        assert_eq!((look["actor_name"].as_str(), look["site"].clone()), (Some("town 的人"), json!(app.sites[0])));
        assert_eq!(look["list"], json!({
            "division": null, "filters": ["sought", "standing"], "people": 1,
            "text": "people: 1, filtered by name, pinyin or last digits, standing",
        }));
        assert!(!of_worker.iter().any(|entry| entry.to_string().contains("王建国")), "never what was sought");
        let elsewhere = log(Who::District, 2).await;
        assert!(elsewhere.iter().all(|entry| entry["action"] != "passage.list"), "not of another town's worker");
        assert!(elsewhere.iter().any(|entry| entry["action"] == "hit.list"), "a list of the whole district may have shown them");
    }
}
