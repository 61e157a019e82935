//! A whole crew or contractor leaves in one act, which can be undone for a while; and who was here on a past day.

use domain::consent::Purpose;
use domain::id::PersonId;
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::face::FaceTemplate;
use testkit::identity::identity_number;
use testkit::{TestApp, Who, both_engines};

fn at(app: &TestApp, what: &str) -> String {
    format!("/api/sites/{}/{what}", app.sites[0])
}

/// Has three people begin in a crew of a contractor; tells the crew and the contractor.
async fn crew_of_three(app: &TestApp) -> (Value, Value) {
    let company = json!({ "uscc": "91350100M000100Y43", "name": "佛山劳务", "kind": "006" });
    let company = app
        .post(Who::Site, &at(app, "contractors"), company)
        .await
        .expect(201);
    let mut file = "姓名,身份证号,班组,参建单位,宿舍楼,房间\n".to_owned();
    for number in 600..603 {
        file.push_str(&["张三,", &identity_number(number), ",木工九班,佛山劳务,3,302\n"].concat());
    }
    let path = format!("{}?dry_run=false", at(app, "worker-imports"));
    let report = app
        .send_bytes(Who::Site, Method::POST, &path, "text/csv", file.into_bytes())
        .await
        .expect(200);
    assert_eq!(report["added"], 3);
    let site = app
        .get(Who::Site, &format!("/api/sites/{}", app.sites[0]))
        .await
        .expect(200);
    let crews = site["crews"].as_array().unwrap();
    let crew = crews.iter().find(|crew| crew["name"] == "木工九班").unwrap();
    (crew["id"].clone(), company["id"].clone())
}

async fn listed(app: &TestApp, query: &str) -> usize {
    let list = app
        .get(Who::Site, &format!("{}?{query}", at(app, "workers")))
        .await
        .expect(200);
    list["items"].as_array().unwrap().len()
}

/// How many of a site's people a gate knows, asking for everything.
async fn rostered(app: &TestApp) -> usize {
    let page = app.get(Who::Gate, "/api/gate/roster?since=0").await.expect(200);
    let page: Value = serde_json::from_str(page["page"].as_str().unwrap()).unwrap();
    page["entries"].as_array().unwrap().len()
}

both_engines! {
    async fn a_crew_leaves_in_one_act_and_comes_back_by_another(database: Database) {
        let app = TestApp::over(database).await;
        let (crew, _) = crew_of_three(&app).await;
        assert_eq!((listed(&app, "").await, rostered(&app).await), (4, 4));
        let left = app.post(Who::Site, &at(&app, "departures"), json!({ "crew": crew })).await.expect(201);
        assert_eq!((&left["name"], &left["people"]), (&json!("木工九班"), &json!(3)));
        assert_eq!(left["undo_until"], "2020-02-16T23:30:00Z");
        assert_eq!((listed(&app, "").await, rostered(&app).await), (1, 1), "the gates follow at once");
        assert_eq!((listed(&app, "q=zhangsan").await, listed(&app, "q=zhangsan&engagement=ended").await), (0, 3));
        let rooms = app.get(Who::Site, &at(&app, "rooms")).await.expect(200);
        assert_eq!(rooms[0]["people"], 0, "they sleep there no more");
        let again = app.post(Who::Site, &at(&app, "departures"), json!({ "crew": crew })).await;
        assert_eq!(again.problem(409), "conflict");

        let open = app.get(Who::Town, &at(&app, "departures")).await.expect(200);
        assert_eq!(open, json!([left]));
        let undo = format!("/api/departures/{}/undo", left["id"].as_str().unwrap());
        assert_eq!(app.post(Who::OtherSite, &undo, json!({})).await.problem(403), "denied");
        assert_eq!(app.post(Who::Site, &undo, json!({})).await.expect(200), json!({ "people": 3 }));
        assert_eq!((listed(&app, "").await, rostered(&app).await), (4, 4));
        assert_eq!(listed(&app, "q=zhangsan&standing=hold").await, 3);
        assert_eq!(app.get(Who::Site, &at(&app, "rooms")).await.expect(200)[0]["people"], 3);
        assert_eq!(app.post(Who::Site, &undo, json!({})).await.problem(409), "conflict", "once");
    }
}

both_engines! {
    async fn a_contractor_leaves_with_its_people_and_who_came_anew_is_left_as_they_are(database: Database) {
        let app = TestApp::over(database).await;
        let (_, contractor) = crew_of_three(&app).await;
        let left = app.post(Who::Site, &at(&app, "departures"), json!({ "contractor": contractor })).await.expect(201);
        assert_eq!((&left["name"], &left["people"]), (&json!("佛山劳务"), &json!(3)));
        let contractors = app.get(Who::Site, &at(&app, "contractors")).await.expect(200);
        assert_eq!(contractors[0]["ended_on"], "2020-02-17");
        app.clock.forward(SignedDuration::from_mins(5));
        let again = json!({ "name": "张三", "document": identity_number(600) });
        app.post(Who::Site, &at(&app, "workers"), again).await.expect(201);
        let undo = format!("/api/departures/{}/undo", left["id"].as_str().unwrap());
        assert_eq!(app.post(Who::Site, &undo, json!({})).await.expect(200), json!({ "people": 2 }));
        assert_eq!(listed(&app, "").await, 4);
        let contractors = app.get(Who::Site, &at(&app, "contractors")).await.expect(200);
        assert_eq!((&contractors[0]["ended_on"], &contractors[0]["people"]), (&Value::Null, &json!(2)));
    }
}

both_engines! {
    async fn what_was_not_undone_in_time_stays(database: Database) {
        let app = TestApp::over(database).await;
        let (crew, _) = crew_of_three(&app).await;
        let left = app.post(Who::Site, &at(&app, "departures"), json!({ "crew": crew })).await.expect(201);
        app.clock.forward(SignedDuration::from_mins(30));
        assert_eq!(app.get(Who::Site, &at(&app, "departures")).await.expect(200), json!([]));
        let undo = format!("/api/departures/{}/undo", left["id"].as_str().unwrap());
        assert_eq!(app.post(Who::Site, &undo, json!({})).await.problem(409), "conflict");
        assert_eq!(app.platform.settle_departures().await.unwrap(), 1);
        assert_eq!(app.platform.settle_departures().await.unwrap(), 0);
    }
}

/// Has someone of the crew agree to face use and be enrolled, as a face that was taken long ago.
async fn with_a_face(app: &TestApp) -> PersonId {
    let list = app
        .get(Who::Site, &format!("{}?q=zhangsan", at(app, "workers")))
        .await
        .expect(200);
    let person: PersonId = serde_json::from_value(list["items"][0]["person"].clone()).unwrap();
    let witness = format!("/api/workers/{person}/consents/face");
    app.put(Who::Site, &witness, json!({ "text_version": "face-1" }))
        .await
        .expect(200);
    let mut tx = app.database.store.write().await.unwrap();
    let face = FaceTemplate {
        person,
        model: "sface".to_owned(),
        vector: vec![0; 512],
        enrolled_at: app.platform.now(),
    };
    tx.put_face(&face).await.unwrap();
    tx.commit().await.unwrap();
    person
}

/// Whether a face is kept, and a consent to it stands.
async fn face_of(app: &TestApp, person: PersonId) -> (bool, bool) {
    let mut tx = app.database.store.read().await.unwrap();
    let kept = tx.face_template(person).await.unwrap().is_some();
    (
        kept,
        tx.standing_consent(person, Purpose::Face)
            .await
            .unwrap()
            .is_some(),
    )
}

both_engines! {
    async fn the_face_of_who_left_waits_for_the_undoing_and_is_deleted_when_its_time_is_over(database: Database) {
        let app = TestApp::over(database).await;
        let (crew, _) = crew_of_three(&app).await;
        let person = with_a_face(&app).await;
        let (leave, of) = (at(&app, "departures"), json!({ "crew": crew }));
        let left = app.post(Who::Site, &leave, of.clone()).await.expect(201);
        app.clock.forward(SignedDuration::from_mins(29));
        app.platform.settle_departures().await.unwrap();
        assert_eq!(face_of(&app, person).await, (true, true));
        let undo = format!("/api/departures/{}/undo", left["id"].as_str().unwrap());
        app.post(Who::Site, &undo, json!({})).await.expect(200);
        app.clock.forward(SignedDuration::from_mins(5));
        app.platform.settle_departures().await.unwrap();
        assert_eq!(face_of(&app, person).await, (true, true), "who came back keeps it");
        app.post(Who::Site, &leave, of).await.expect(201);
        app.clock.forward(SignedDuration::from_mins(30));
        assert_eq!(app.platform.settle_departures().await.unwrap(), 1);
        assert_eq!(face_of(&app, person).await, (false, false));
    }
}

both_engines! {
    async fn who_was_here_on_a_past_day_is_one_question(database: Database) {
        let mut app = TestApp::over(database).await;
        let (crew, _) = crew_of_three(&app).await;
        app.days_later(2).await;
        app.post(Who::Site, &at(&app, "departures"), json!({ "crew": crew })).await.expect(201);
        app.days_later(1).await;
        for (day, people) in [("2020-02-09", 0), ("2020-02-10", 1), ("2020-02-17", 4), ("2020-02-19", 4), ("2020-02-20", 1)] {
            assert_eq!(listed(&app, &format!("day={day}")).await, people, "{day}");
        }
        assert_eq!(listed(&app, "day=2020-02-18&q=zhangsan").await, 3, "also by name");
        assert_eq!(listed(&app, "day=2020-02-18&engagement=active").await, 1);
    }
}
