//! Outbreak areas: imported, counted, revised, taken back, read by a person, and whom each of that holds and frees.

use http::Method;
use serde_json::{Value, json};
use testkit::{TestApp, Who, both_engines};
use uuid::Uuid;

use crate::gate_line::{page, standing_of};

const HEAD: &str = "地区代码,地点,风险等级,开始,结束\n";

/// Imports a list of the health commission.
pub(crate) async fn import(app: &TestApp, dry_run: bool, as_of: &str, revision: &str, rows: &str) -> Value {
    let path = format!(
        "/api/area-lists/import?dry_run={dry_run}&source=nhc&disease=covid-2020&as_of={as_of}&revision={revision}"
    );
    let file = format!("{HEAD}{rows}").into_bytes();
    app.send_bytes(Who::District, Method::POST, &path, "text/csv", file)
        .await
        .expect(200)
}

async fn declare(app: &TestApp, who: Who, number: u128, answers: Value) {
    let mut answers = answers;
    answers["promise"] = json!(true);
    answers["temperature"] = json!(366);
    let sent = json!({ "id": Uuid::from_u128(number), "text_version": "declaration-1", "answers": answers });
    app.post(who, "/api/me/declarations", sent).await.expect(201);
}

fn stay(division: &str, from: &str, to: &str) -> Value {
    json!({ "stays": [{ "division": division, "from": from, "to": to }] })
}

fn ride(from: &str, to: &str) -> Value {
    json!({ "trips": [{ "mode": "train", "number": "G1001", "day": "2020-02-15", "from": from, "to": to }] })
}

/// State and codes of the reasons that a worker reads.
async fn standing(app: &TestApp, who: Who) -> String {
    let standing = app.get(who, "/api/me").await.expect(200)["standing"].clone();
    let reasons = standing["reasons"].as_array().expect("reasons").iter();
    let codes: Vec<&str> = reasons
        .map(|reason| reason["code"].as_str().expect("a code"))
        .collect();
    format!(
        "{} {}",
        standing["state"].as_str().expect("a state"),
        codes.join(", ")
    )
}

async fn list(app: &TestApp, path: &str) -> Vec<Value> {
    let page = app.get(Who::District, path).await.expect(200);
    page["items"].as_array().expect("items").clone()
}

both_engines! {
    async fn a_list_holds_who_was_there_and_taken_back_frees_them_at_once(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, stay("420106", "2020-02-08", "2020-02-10")).await;
        declare(&app, Who::OtherWorker, 2, stay("430102", "2020-02-08", "2020-02-10")).await;
        let tried = import(&app, true, "2020-02-17", "ends", ",湖北省武汉市,高风险,2020-01-23,\n").await;
        assert_eq!((&tried["effect"]["held"], &tried["effect"]["freed"]), (&json!(1), &json!(0)));
        assert_eq!(tried["effect"]["sites"], json!([{ "site": app.sites[0], "site_name": "桂城一号工地", "held": 1, "freed": 0 }]));
        assert_eq!((&tried["list"], &tried["whole"]), (&Value::Null, &json!(1)));
        assert_eq!(list(&app, "/api/areas").await.len(), 0, "a dry run writes nothing");
        assert_eq!(standing(&app, Who::Worker).await, "clear ");

        let before = page(&app, Who::Gate, 0).await;
        let done = import(&app, false, "2020-02-17", "ends", ",湖北省武汉市,高风险,2020-01-23,\n").await;
        assert_eq!(done["effect"]["held"], 1);
        assert_eq!(standing(&app, Who::Worker).await, "hold area");
        assert_eq!(standing(&app, Who::OtherWorker).await, "clear ");
        let after = page(&app, Who::Gate, before.version).await;
        assert_eq!(standing_of(&after, app.workers[0]), "hold: area");
        let areas = list(&app, "/api/areas?day=2020-02-10").await;
        assert_eq!((areas.len(), &areas[0]["division"], &areas[0]["level_text"]), (1, &json!("4201"), &json!("high")));
        assert_eq!(list(&app, "/api/areas?day=2020-01-22").await.len(), 0);

        let path = format!("/api/area-lists/{}", done["list"].as_str().expect("a list"));
        let freed = app.delete(Who::District, &path).await.expect(200);
        assert_eq!((&freed["held"], &freed["freed"]), (&json!(0), &json!(1)));
        assert_eq!(standing(&app, Who::Worker).await, "clear ");
        assert_eq!(standing_of(&page(&app, Who::Gate, after.version).await, app.workers[0]), "clear");
        assert_eq!(app.delete(Who::District, &path).await.problem(404), "not_found");
        let lists = list(&app, "/api/area-lists").await;
        assert!(lists[0]["retracted_at"].is_string() && lists[0]["areas"] == 1, "what was there stays on record");
    }
}

both_engines! {
    async fn one_area_taken_back_leaves_the_others(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, stay("420106", "2020-02-08", "2020-02-10")).await;
        declare(&app, Who::OtherWorker, 2, stay("430102", "2020-02-08", "2020-02-10")).await;
        import(&app, false, "2020-02-01", "ends", "420100,,高,,\n430100,,中,,\n").await;
        assert_eq!((standing(&app, Who::Worker).await, standing(&app, Who::OtherWorker).await), ("hold area".into(), "hold area".into()));
        let areas = list(&app, "/api/areas?level=medium").await;
        let path = format!("/api/areas/{}", areas[0]["id"].as_str().expect("an area"));
        assert_eq!(app.delete(Who::District, &path).await.expect(200)["freed"], 1);
        assert_eq!((standing(&app, Who::Worker).await, standing(&app, Who::OtherWorker).await), ("hold area".into(), "clear ".into()));
    }
}

both_engines! {
    async fn what_a_later_list_names_no_more_ends_or_never_was_as_it_says(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, stay("420106", "2020-02-08", "2020-02-10")).await;
        declare(&app, Who::OtherWorker, 2, stay("420106", "2020-02-13", "2020-02-14")).await;
        import(&app, false, "2020-02-01", "ends", "420100,,高,,\n430100,,高,,\n").await;
        assert_eq!(standing(&app, Who::OtherWorker).await, "hold area");

        let done = import(&app, false, "2020-02-12", "ends", "430100,,高,,\n").await;
        assert_eq!(done["effect"]["freed"], 1, "whoever came after it had ended");
        assert_eq!((standing(&app, Who::Worker).await, standing(&app, Who::OtherWorker).await), ("hold area".into(), "clear ".into()));
        let wuhan = list(&app, "/api/areas").await.into_iter().find(|area| area["division"] == "4201").expect("the area");
        assert_eq!(wuhan["to"], "2020-02-11");

        let path = format!("/api/area-lists/{}", done["list"].as_str().expect("a list"));
        app.delete(Who::District, &path).await.expect(200);
        assert_eq!(standing(&app, Who::OtherWorker).await, "hold area", "what the source named before stands again");

        let done = import(&app, false, "2020-02-12", "retracts", "430100,,高,,\n").await;
        assert_eq!(done["effect"]["freed"], 2, "it never was an area");
        assert_eq!(standing(&app, Who::Worker).await, "clear ");
        let changsha = list(&app, "/api/areas?day=2020-02-05").await;
        assert_eq!((changsha.len(), &changsha[0]["division"]), (1, &json!("4301")), "what is still named stands as it was");
    }
}

both_engines! {
    async fn daily_counts_make_areas_and_revised_downwards_take_them_back(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, stay("420106", "2020-02-08", "2020-02-10")).await;
        let count = async |rows: &str| {
            let path = "/api/area-lists/count?source=counts&disease=covid-2020&new_cases=10&within_days=14&level=high";
            let file = format!("日期,城市,累计确诊\n{rows}").into_bytes();
            app.send_bytes(Who::District, Method::POST, path, "text/csv", file).await.expect(200)
        };
        let done = count("2020-02-08,武汉市,9\n2020-02-09,武汉市,12\n2020-02-09,长沙市,3\n").await;
        assert_eq!((&done["rows"], &done["effect"]["held"]), (&json!(3), &json!(1)));
        let areas = list(&app, "/api/areas?day=2020-02-09").await;
        assert_eq!((areas.len(), &areas[0]["from"], &areas[0]["to"]), (1, &json!("2020-02-09"), &Value::Null));
        assert_eq!(standing(&app, Who::Worker).await, "hold area");
        let revised = count("2020-02-08,武汉市,9\n2020-02-09,武汉市,8\n").await;
        assert_eq!(revised["effect"]["freed"], 1);
        assert_eq!(standing(&app, Who::Worker).await, "clear ");
    }
}

both_engines! {
    async fn a_trips_end_that_nobody_can_read_holds_until_someone_says_where_it_is(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, ride("老 家", "佛山西")).await;
        declare(&app, Who::OtherWorker, 2, ride("老家", "佛山西")).await;
        assert_eq!(standing(&app, Who::Worker).await, "clear ", "while there is no area that it could be in");
        import(&app, false, "2020-02-01", "ends", "420100,,高,,\n").await;
        assert_eq!((standing(&app, Who::Worker).await, standing(&app, Who::OtherWorker).await), ("hold place".into(), "hold place".into()));
        let places = list(&app, "/api/unread-places").await;
        assert_eq!((places.len(), &places[0]["people"], &places[0]["areas"]), (1, &json!(2), &json!(0)), "written alike is one");

        let path = format!("/api/unread-places/{}", places[0]["id"].as_str().expect("a place"));
        let wrong = app.put(Who::District, &path, json!({ "division": "429999" })).await;
        assert_eq!(wrong.problem(422), "invalid");
        let read = app.put(Who::District, &path, json!({ "division": "430500" })).await.expect(200);
        assert_eq!(read["freed"], 2, "for everybody who wrote it");
        assert_eq!((standing(&app, Who::Worker).await, list(&app, "/api/unread-places").await.len()), ("clear ".into(), 0));
        app.put(Who::District, &path, json!({ "division": "420106" })).await.expect(200);
        assert_eq!(standing(&app, Who::Worker).await, "hold area", "said again, the last counts");
        app.put(Who::District, &path, json!({})).await.expect(200);
        assert_eq!(standing(&app, Who::Worker).await, "clear ", "abroad");
    }
}

both_engines! {
    async fn an_area_whose_name_nobody_can_read_is_listed_and_possible_where_it_may_lie(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, stay("420106", "2020-02-08", "2020-02-10")).await;
        declare(&app, Who::OtherWorker, 2, stay("430102", "2020-02-08", "2020-02-10")).await;
        let rows = ",湖北省武汉市高新区某小区,高,2020-02-01,\n,某地,高,2020-02-01,\n,湖南省长沙市芙蓉区某小区,高,2020-02-01,\n";
        let done = import(&app, false, "2020-02-17", "ends", rows).await;
        assert_eq!((&done["whole"], &done["within"], &done["unread"]), (&json!(0), &json!(1), &json!(2)));
        assert_eq!((standing(&app, Who::Worker).await, standing(&app, Who::OtherWorker).await), ("hold area".into(), "hold area".into()));
        let reason = app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["reasons"][0]["text"].clone();
        assert!(reason.as_str().expect("words").contains("where there is an outbreak area"), "{reason}");
        assert_eq!(list(&app, "/api/areas?unread=true").await.len(), 2);
        let places = list(&app, "/api/unread-places").await;
        let place = places.iter().find(|place| place["text"] == "湖北省武汉市高新区某小区").expect("its name");
        let path = format!("/api/unread-places/{}", place["id"].as_str().expect("a place"));
        let read = app.put(Who::District, &path, json!({ "division": "420111001" })).await.expect(200);
        assert_eq!(read["freed"], 1, "it lies elsewhere in the city");
        let again = import(&app, true, "2020-02-18", "ends", rows).await;
        assert_eq!((&again["within"], &again["unread"]), (&json!(2), &json!(1)), "what was read once is read from then on");
    }
}

both_engines! {
    async fn bad_rows_come_back_with_reasons_and_an_unknown_disease_is_not_taken(database: Database) {
        let app = TestApp::over(database).await;
        let rows = "420100,,很高,,\n,,高,,\n999999,,高,,\n420100,,高,2020-02-02,2020-02-01\n420100,,高,,\n420100,,高,,\n";
        let done = import(&app, false, "2020-02-01", "ends", rows).await;
        let faults = done["faults"].as_array().expect("faults").iter();
        let named: Vec<(i64, &str)> = faults.map(|fault| (fault["row"].as_i64().unwrap(), fault["field"].as_str().unwrap())).collect();
        assert_eq!(named, [(2, "level"), (3, "division"), (4, "division"), (5, "to"), (7, "place")]);
        assert_eq!(done["added"], 1);
        let sheet = String::from_utf8(crate::import::file_in(&done["error_sheet"])).expect("a text");
        assert!(sheet.contains("很高"));
        let path = "/api/area-lists/import?source=nhc&disease=measles&as_of=2020-02-01&revision=ends";
        let file = format!("{HEAD}420100,,高,,\n").into_bytes();
        let reply = app.send_bytes(Who::District, Method::POST, path, "text/csv", file).await;
        assert_eq!(reply.problem(422), "invalid");
    }
}

both_engines! {
    async fn the_templates_are_taken_as_they_are_and_their_example_is_no_row(database: Database) {
        let app = TestApp::over(database).await;
        let places = "/api/area-lists/import?dry_run=true&source=x&disease=covid-2020&as_of=2020-02-17&revision=ends";
        let counts = "/api/area-lists/count?dry_run=true&source=x&disease=covid-2020&new_cases=1&within_days=14&level=low";
        for (template, sent) in [("area-template", places), ("area-count-template", counts)] {
            for format in ["csv", "xlsx"] {
                let file = app.get(Who::District, &format!("/api/{template}?format={format}")).await;
                assert_eq!(file.status, 200);
                let done = app.send_bytes(Who::District, Method::POST, sent, "text/csv", file.body).await.expect(200);
                assert_eq!((&done["rows"], &done["faults"]), (&json!(0), &json!([])), "{template} {format}");
            }
        }
    }
}
