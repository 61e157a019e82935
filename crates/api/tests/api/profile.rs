//! Disease profiles in the hands of a district: read, tried, put in force, stood down.

use domain::profile::DiseaseProfile;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::{TestApp, Who, both_engines};
use uuid::Uuid;

use crate::alert::{declare, list_first_worker, listed};
use crate::gate_line::{page, standing_of};

/// The profile of February 2020 as the version after the two that stand, from today on.
pub(crate) fn next_version() -> Value {
    let mut profile: Value =
        serde_json::from_str(include_str!("../../../../profiles/covid-2020.json")).expect("a profile");
    profile["version"] = json!(3);
    profile["from"] = json!("2020-02-17");
    profile
}

/// The same with a question of its own.
fn asking() -> Value {
    let mut profile = next_version();
    profile["questions"] = json!([{
        "code": "rash_at_home",
        "ask": { "zh": "家里有人出疹子吗？", "en": "Has anyone at home a rash?" },
        "yes": { "zh": "家里有人出疹", "en": "a rash at home" },
        "effect": "hold",
    }]);
    profile
}

async fn put(app: &TestApp, profile: Value) -> testkit::Reply {
    let path = format!(
        "/api/profiles/{}/versions",
        profile["code"].as_str().expect("a code")
    );
    let sent = json!({ "profile": profile, "reason": "按新方案" });
    app.post(Who::District, &path, sent).await
}

async fn stand_down(app: &TestApp) -> Value {
    let sent = json!({ "reason": "疫情结束，区里通知停用" });
    let done = app
        .post(Who::District, "/api/profiles/covid-2020/stand-down", sent)
        .await;
    let done = done.expect(200);
    app.platform.settle_due().await.expect("everyone is settled");
    done
}

async fn tried(app: &TestApp, change: Value) -> Value {
    app.post(Who::District, "/api/profiles/covid-2020/preview", change)
        .await
        .expect(200)
}

async fn state(app: &TestApp, who: Who) -> String {
    let home = app.get(who, "/api/me").await.expect(200);
    home["standing"]["state"].as_str().expect("a state").to_owned()
}

both_engines! {
    async fn what_ships_waits_until_a_district_puts_it_in_force(database: Database) {
        let app = TestApp::over(database).await;
        let list = app.get(Who::Site, "/api/profiles").await.expect(200);
        let stands: Vec<(&str, &str)> = list.as_array().expect("profiles").iter()
            .map(|one| (one["code"].as_str().unwrap(), one["state"].as_str().unwrap()))
            .collect();
        assert_eq!(stands[0], ("covid-2020", "in_force"));
        assert_eq!(stands.len(), 8);
        assert!(stands[1..].iter().all(|(_, state)| *state == "prepared"), "{stands:?}");
        let dengue = app.get(Who::Town, "/api/profiles/dengue").await.expect(200);
        assert_eq!((&dengue["next_version"], &dengue["may_change"]), (&json!(1), &json!(false)));
        let mut profile = dengue["profile"].clone();
        profile["from"] = json!("2020-02-17");
        let put = put(&app, profile).await.expect(201);
        assert_eq!(put["state"], "in_force");
        assert_eq!((&put["versions"][0]["by"], &put["versions"][0]["reason"]), (&json!("district 的人"), &json!("按新方案")));
        assert_eq!(app.get(Who::District, "/api/profiles/plague").await.problem(404), "not_found");
    }
}

both_engines! {
    async fn a_profile_switched_off_frees_everyone_and_starts_its_clock(database: Database) {
        let app = TestApp::over(database).await;
        list_first_worker(&app).await;
        declare(&app, Who::OtherWorker, 1, 382).await;
        assert_eq!((state(&app, Who::Worker).await, state(&app, Who::OtherWorker).await), ("barred".into(), "hold".into()));
        let raised = listed(&app, Who::District, "?state=open").await.len();
        assert_eq!(raised, 2, "a match and a fever");

        let done = stand_down(&app).await;
        assert_eq!((&done["state"], &done["stand_downs"][0]["retained_until"]), (&json!("stood_down"), &json!("2020-04-17")));
        assert_eq!(done["stand_downs"][0]["reason"], "疫情结束，区里通知停用");
        for who in [Who::Worker, Who::OtherWorker] {
            assert_eq!(state(&app, who).await, "clear", "{who:?}");
        }
        let roster = page(&app, Who::Gate, 0).await;
        assert_eq!(standing_of(&roster, app.workers[0]), "clear", "the gate is told");
        let open = listed(&app, Who::District, "?state=open").await;
        assert_eq!(open, Vec::<Value>::new(), "nobody is left to be looked after");
        let closed = listed(&app, Who::District, "?state=closed").await;
        assert!(closed.iter().all(|alert| alert["outcome"] == "lapsed" && alert["closed_by"] == Value::Null), "{closed:?}");
        let again = app.post(Who::District, "/api/profiles/covid-2020/stand-down", json!({ "reason": "再停一次" })).await;
        assert_eq!(again.problem(409), "conflict");

        let log = app.get(Who::District, "/api/audit").await.expect(200);
        let entry = log["items"].as_array().unwrap().iter().find(|one| one["action"] == "profile.stand_down");
        let entry = entry.expect("an entry");
        assert_eq!(entry["reason"], "covid-2020: 疫情结束，区里通知停用");
    }
}

both_engines! {
    async fn put_in_force_again_it_holds_again_and_the_clock_stops(database: Database) {
        let app = TestApp::over(database).await;
        stand_down(&app).await;
        assert_eq!(state(&app, Who::Worker).await, "clear");
        app.clock.forward(SignedDuration::from_secs(1));
        let page = put(&app, next_version()).await.expect(201);
        assert_eq!(page["state"], "in_force");
        assert!(page["stand_downs"][0]["resumed_at"].is_string(), "{}", page["stand_downs"]);
        app.platform.settle_due().await.expect("everyone is settled");
        assert_eq!(state(&app, Who::Worker).await, "hold");
    }
}

both_engines! {
    async fn a_version_ends_the_one_before_it_and_the_old_one_stays_readable(database: Database) {
        let app = TestApp::over(database).await;
        let mut later = next_version();
        later["from"] = json!("2020-02-25");
        later["observation_days"] = json!(21);
        let page = put(&app, later).await.expect(201);
        let versions: Vec<[&Value; 3]> = page["versions"].as_array().unwrap().iter()
            .map(|one| ["version", "to", "observation_days"].map(|field| &one["profile"][field]))
            .collect();
        assert_eq!(
            versions,
            [
                [&json!(3), &Value::Null, &json!(21)],
                [&json!(2), &json!("2020-02-24"), &json!(14)],
                [&json!(1), &json!("2020-02-20"), &json!(14)],
            ]
        );
        assert_eq!(page["state"], "in_force", "the one before it goes on until then");
        let quicker = put(&app, next_version()).await;
        assert_eq!(quicker.problem(409), "conflict", "someone else had put the third in force");
    }
}

both_engines! {
    async fn what_a_profile_may_not_say_is_named_by_field_and_changes_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let mut bad = next_version();
        bad["spread"] = json!("vector");
        bad["fever_from"] = json!(3730);
        let sent = json!({ "profile": bad, "reason": "好" });
        let problem = app.post(Who::District, "/api/profiles/covid-2020/versions", sent).await.expect(422);
        let fields: Vec<&str> = problem["fields"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
        for field in ["profile.fever_from", "profile.observation_days", "profile.contact_effect", "reason"] {
            assert!(fields.contains(&field), "{fields:?}");
        }
        let mut past = next_version();
        past["from"] = json!("2020-02-16");
        assert_eq!(put(&app, past).await.expect(422)["fields"][0]["field"], "profile.from");
        let page = app.get(Who::District, "/api/profiles/covid-2020").await.expect(200);
        assert_eq!(page["next_version"], 3);
    }
}

both_engines! {
    async fn a_change_is_tried_on_everyone_and_says_at_which_sites_whom_it_would_hold_or_clear(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 366).await;
        let off = tried(&app, json!({})).await;
        assert_eq!(off["people"], 3);
        assert_eq!(off["effects"], json!({ "held": 0, "cleared": 2, "changed": 0 }), "who has not declared waits now");
        assert_eq!(off["sites"].as_array().map(Vec::len), Some(2), "the first site's worker passes as before");

        let mut stricter = next_version();
        stricter["fever_from"] = json!(365);
        let tried_now = tried(&app, json!({ "profile": stricter })).await;
        assert_eq!(tried_now["effects"], json!({ "held": 1, "cleared": 0, "changed": 0 }));
        let first = &tried_now["sites"][0];
        assert_eq!((&first["site"], &first["people"]), (&json!(app.sites[0]), &json!(1)));
        assert_eq!(first["effects"]["held"], 1);
        assert_eq!(tried(&app, json!({ "profile": next_version() })).await["sites"], json!([]), "another number alone changes nothing");

        assert_eq!(state(&app, Who::Worker).await, "clear", "nothing was changed");
        assert_eq!(app.platform.settle_due().await.expect("nobody is due"), 0);
        let log = app.get(Who::District, "/api/audit").await.expect(200);
        assert!(log["items"].as_array().unwrap().iter().any(|one| one["action"] == "profile.preview"), "who looked stands in the log");
    }
}

both_engines! {
    async fn a_new_question_is_asked_at_once_and_a_yes_holds(database: Database) {
        let app = TestApp::over(database).await;
        put(&app, asking()).await.expect(201);
        let form = app.get(Who::Worker, "/api/me/form").await.expect(200);
        assert_eq!(form["questions"], json!([{ "code": "rash_at_home", "text": "Has anyone at home a rash?", "yes_text": "a rash at home" }]));
        let send = async |number: u128, questions: Value| {
            let answers = json!({ "temperature": 366, "promise": true, "questions": questions });
            let body = json!({ "id": Uuid::from_u128(number), "text_version": "declaration-1", "answers": answers });
            app.post(Who::Worker, "/api/me/declarations", body).await
        };
        for unanswered in [json!({}), json!({ "rash_at_home": true, "unheard_of": false })] {
            assert_eq!(send(1, unanswered).await.expect(422)["fields"][0]["field"], "questions");
        }
        let done = send(2, json!({ "rash_at_home": true })).await.expect(201);
        assert_eq!(done["standing"]["state"], "hold");
        let text = done["standing"]["reasons"][0]["text"].as_str().unwrap();
        assert!(text.contains("a rash at home"), "{text}");
        let alerts = listed(&app, Who::Site, "").await;
        assert_eq!((&alerts[0]["kind"], alerts.len()), (&json!("symptom"), 1));
        let worker = app.get(Who::Site, &format!("/api/workers/{}", app.workers[0])).await.expect(200);
        let summary = worker["declarations"][0]["summary"].to_string();
        assert!(summary.contains("a rash at home: yes"), "{summary}");
        let mut over = asking();
        over["version"] = json!(4);
        over["questions"] = json!([]);
        put(&app, over).await.expect(201);
        app.platform.settle_due().await.expect("everyone is settled");
        assert_eq!(state(&app, Who::Worker).await, "clear", "nobody asks any more");
        assert_eq!(listed(&app, Who::Site, "?state=open").await, Vec::<Value>::new());
    }
}

#[test]
fn the_next_version_of_these_tests_is_sound() {
    let profile: DiseaseProfile = serde_json::from_value(asking()).expect("it reads");
    assert_eq!(profile.check(), Ok(()));
}
