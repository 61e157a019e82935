//! A wrong name on record is put right by whoever may, with a reason, and what stood before is kept.

use std::fmt::Write as _;

use domain::document::{Document, DocumentKind};
use domain::id::EngagementId;
use domain::registry::EngagementState;
use domain::worker_kind::WorkerKind;
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::engagement::NewEngagement;
use store::face::FaceTemplate;
use testkit::identity::identity_number;
use testkit::{Reply, TestApp, Who, both_engines};
use uuid::Uuid;

use crate::gate_line::page;

const REASON: &str = "核对了身份证原件";

async fn correct(app: &TestApp, who: Who, person: &str, body: Value) -> Reply {
    let path = format!("/api/workers/{person}");
    app.send(who, Method::PATCH, &path, Some(body)).await
}

fn name(name: &str) -> Value {
    json!({ "name": name, "same_person": true, "reason": REASON })
}

fn fields(problem: &Value) -> Vec<&str> {
    let fields = problem["fields"].as_array().expect("fields").iter();
    fields
        .map(|fault| fault["field"].as_str().expect("a field"))
        .collect()
}

async fn found(app: &TestApp, sought: &str) -> usize {
    let mut encoded = String::new();
    for byte in sought.bytes() {
        write!(encoded, "%{byte:02X}").expect("a string takes it");
    }
    let list = app
        .get(
            Who::Site,
            &format!("/api/sites/{}/workers?q={encoded}", app.sites[0]),
        )
        .await
        .expect(200);
    list["items"].as_array().map_or(0, Vec::len)
}

/// Has the first worker begin at another site as well.
async fn engage(app: &TestApp, site: usize) {
    let mut tx = app.database.store.write().await.unwrap();
    let engagement = NewEngagement {
        id: EngagementId(Uuid::from_u128(5)),
        site: app.sites[site],
        person: app.workers[0],
        document: Document::parse(DocumentKind::ResidentId, &identity_number(0)).unwrap(),
        crew: None,
        contractor: None,
        kind: WorkerKind::Worker,
        trade: None,
        state: EngagementState::Active,
        entered_on: None,
        created_at: app.platform.now(),
    };
    tx.insert_engagements(&[engagement]).await.unwrap();
    tx.commit().await.unwrap();
}

both_engines! {
    async fn a_manager_corrects_a_name_and_the_old_one_is_kept_for_who_sees_the_whole(database: Database) {
        let app = TestApp::over(database).await;
        let person = app.workers[0].to_string();
        let before = page(&app, Who::Gate, 0).await;
        app.clock.forward(SignedDuration::from_secs(1));
        correct(&app, Who::Site, &person, name("王建业")).await.expect(204);

        let shown = app.get(Who::Site, &format!("/api/workers/{person}")).await.expect(200);
        assert_eq!((&shown["name"], &shown["birth_year"]), (&json!("王*业"), &json!(1960)));
        assert_eq!((found(&app, "王建业").await, found(&app, "王建国").await), (1, 0));
        let after = page(&app, Who::Gate, before.version).await;
        assert_eq!(after.entries[0].shown_name, "王*业", "the gates show it");
        let me = app.get(Who::Worker, "/api/me/sessions/current").await.expect(200);
        assert!(me.to_string().contains("王*业") && !me.to_string().contains("王*国"), "{me}");

        app.clock.forward(SignedDuration::from_secs(1));
        correct(&app, Who::Site, &person, name("王建设")).await.expect(204);
        let unmask = format!("/api/workers/{person}/unmask");
        let full = app.post(Who::Site, &unmask, json!({ "reason": "核对证件" })).await.expect(200);
        assert_eq!(full["name"], "王建设");
        let earlier: Vec<_> = full["earlier"].as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
        assert_eq!(earlier, [json!("王建业"), json!("王建国")], "the last first");
        assert_eq!(full["earlier"][1]["replaced_at"], "2020-02-16T23:00:01Z");

        let log = app.get(Who::Site, &format!("/api/audit?person={person}")).await.expect(200);
        let entry = log["items"].as_array().unwrap().iter().find(|entry| entry["action"] == "worker.correct").unwrap();
        assert_eq!((&entry["reason"], &entry["site"]), (&json!(REASON), &json!(app.sites[0])));
    }
}

both_engines! {
    async fn someone_at_two_sites_of_a_town_is_for_the_town_to_correct(database: Database) {
        let app = TestApp::over(database).await;
        let person = app.workers[0].to_string();
        assert_eq!(correct(&app, Who::OtherSite, &person, name("王建业")).await.problem(403), "denied");
        engage(&app, 1).await;
        for who in [Who::Site, Who::OtherSite] {
            let refused = correct(&app, who, &person, name("王建业")).await.expect(409);
            assert!(refused["detail"].as_str().unwrap().contains("ask the town's office"), "{refused}");
        }
        assert_eq!(correct(&app, Who::OtherTown, &person, name("王建业")).await.problem(403), "denied");
        correct(&app, Who::Town, &person, name("王建业")).await.expect(204);
        for who in [Who::Site, Who::OtherSite] {
            let log = app.get(who, &format!("/api/audit?person={person}")).await.expect(200);
            assert!(log.to_string().contains("worker.correct"), "{who:?} finds it in its own log");
        }
    }
}

both_engines! {
    async fn someone_in_two_towns_or_engaged_nowhere_is_for_the_district_to_correct(database: Database) {
        let app = TestApp::over(database).await;
        let person = app.workers[0].to_string();
        engage(&app, 2).await;
        for who in [Who::Site, Who::Town, Who::OtherTown] {
            let refused = correct(&app, who, &person, name("王建业")).await.expect(409);
            assert!(refused["detail"].as_str().unwrap().contains("ask the district's office"), "{who:?}: {refused}");
        }
        correct(&app, Who::District, &person, name("王建业")).await.expect(204);

        let nowhere = app.workers[1].to_string();
        app.post(Who::OtherSite, &format!("/api/engagements/{}/end", app.engagements[1]), json!({})).await.expect(204);
        for who in [Who::OtherSite, Who::Town] {
            assert_eq!(correct(&app, who, &nowhere, name("张三")).await.problem(403), "denied");
        }
        correct(&app, Who::District, &nowhere, name("张三")).await.expect(204);
        let right = json!({ "name": "张三", "document": identity_number(1) });
        let again = app.post(Who::Site, &format!("/api/sites/{}/workers", app.sites[0]), right).await.expect(201);
        assert_eq!(again["person"], json!(nowhere), "the document is theirs under their own name");
    }
}

both_engines! {
    async fn a_document_that_was_registered_for_someone_else_leaves_nothing_of_theirs_with_it(database: Database) {
        let app = TestApp::over(database).await;
        let person = app.workers[0].to_string();
        app.put(Who::Worker, "/api/me/consents/face", json!({ "text_version": "face-1" })).await.expect(200);
        let face = FaceTemplate {
            person: app.workers[0],
            model: "some".into(),
            vector: vec![0; 8],
            enrolled_at: app.platform.now(),
        };
        let mut tx = app.database.store.write().await.unwrap();
        tx.put_face(&face).await.unwrap();
        tx.commit().await.unwrap();
        correct(&app, Who::Site, &person, name("王建业")).await.expect(204);
        let kept = app.get(Who::Site, &format!("/api/workers/{person}")).await.expect(200);
        assert_eq!(kept["face"]["state"], "enrolled", "of the same person everything stays");

        let other = json!({ "name": "张三", "same_person": false, "reason": "原来登记的是另一个人" });
        correct(&app, Who::Site, &person, other).await.expect(204);
        let now = app.get(Who::Site, &format!("/api/workers/{person}")).await.expect(200);
        assert_eq!((&now["name"], &now["phone"], &now["face"]["state"]), (&json!("张*"), &Value::Null, &json!("no_consent")));
        assert!(app.database.store.read().await.unwrap().face_template(app.workers[0]).await.unwrap().is_none());
        assert_eq!(app.get(Who::Worker, "/api/me").await.problem(401), "signed_out", "the other one is signed out");
    }
}

both_engines! {
    async fn a_correction_with_faults_is_refused_with_all_of_them_and_changes_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let person = app.workers[0].to_string();
        let bad = json!({ "name": "=1+1", "birth_date": "1990-01-01", "same_person": true, "reason": "改" });
        let problem = correct(&app, Who::Site, &person, bad).await.expect(422);
        assert_eq!(fields(&problem), ["name", "birth_date", "reason"], "the card tells the day of birth");
        let same = correct(&app, Who::Site, &person, name("王建国")).await;
        assert_eq!(same.problem(409), "conflict");
        assert_eq!(found(&app, "王建国").await, 1);

        let draft = json!({ "name": "安娜", "document_kind": "passport", "document": "E12345678", "birth_date": "1990-01-01" });
        let added = app.post(Who::Site, &format!("/api/sites/{}/workers", app.sites[0]), draft).await.expect(201);
        let person = added["person"].as_str().unwrap();
        let birth = json!({ "name": "安娜", "birth_date": "1989-01-01", "same_person": true, "reason": REASON });
        correct(&app, Who::Site, person, birth).await.expect(204);
        app.clock.forward(SignedDuration::from_mins(1));
        correct(&app, Who::Site, person, name("安妮")).await.expect(204);
        let unmask = format!("/api/workers/{person}/unmask");
        let full = app.post(Who::Site, &unmask, json!({ "reason": "核对证件" })).await.expect(200);
        assert_eq!((&full["name"], &full["birth_date"]), (&json!("安妮"), &json!("1989-01-01")), "left empty, it stays");
        let born: Vec<_> = full["earlier"].as_array().unwrap().iter().map(|one| one["birth_date"].clone()).collect();
        assert_eq!(born, [json!("1989-01-01"), json!("1990-01-01")]);

        let other = json!({ "name": "玛丽", "same_person": false, "reason": "原来登记的是另一个人" });
        let problem = correct(&app, Who::Site, person, other).await.expect(422);
        assert_eq!(fields(&problem), ["birth_date"], "another person was not born when the first was");
    }
}

both_engines! {
    async fn matches_with_lists_are_compared_with_the_name_as_corrected(database: Database) {
        let app = TestApp::over(database).await;
        let file = format!("证件号码,姓名,类别,原因,到期\n{},王建业,确诊,确诊病例,2020-03-01\n", identity_number(0));
        let import = "/api/watchlists/import?dry_run=false&name=x&source=y&expires_on=2020-03-01";
        app.send_bytes(Who::District, Method::POST, import, "text/csv", file.into_bytes()).await.expect(200);
        let person = app.workers[0].to_string();
        let agrees = async || app.get(Who::District, "/api/hits").await.expect(200)["items"][0]["name_agrees"].clone();
        let state = async || {
            let shown = app.get(Who::Site, &format!("/api/workers/{person}")).await.expect(200);
            shown["standing"]["state"].clone()
        };
        assert_eq!((agrees().await, state().await), (json!(false), json!("hold")), "another name holds and asks");
        correct(&app, Who::Site, &person, name("王建业")).await.expect(204);
        assert_eq!((agrees().await, state().await), (json!(true), json!("barred")));
        correct(&app, Who::Site, &person, name("王大力")).await.expect(204);
        assert_eq!((agrees().await, state().await), (json!(true), json!("barred")), "no site weakens what a list says");
    }
}
