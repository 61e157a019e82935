//! Consent and faces, with the real models and real pictures.

use std::pin::pin;
use std::time::Duration;

use domain::consent::Purpose;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::{Database, Reply, TestApp, Who, both_engines};

use crate::faces::{DRAWING, FRAMES, SOMEONE_ELSE, app_with_faces, picture, send};

fn frames(of: std::ops::Range<usize>) -> Vec<Vec<u8>> {
    FRAMES[of].iter().map(|name| picture(name)).collect()
}

async fn agree(app: &TestApp, who: Who) -> Value {
    let body = json!({ "text_version": "face-1" });
    app.put(who, "/api/me/consents/face", body).await.expect(200)
}

fn faults(reply: &Reply) -> Vec<String> {
    let problem = reply.expect(422);
    let fields = problem["fields"].as_array().expect("fields").iter();
    fields
        .map(|fault| fault["field"].as_str().expect("a field").to_owned())
        .collect()
}

/// Whether a template of this worker lies in the database, and whether the gate's roster carries one.
async fn kept(app: &TestApp, worker: usize, gate: Who) -> (bool, bool) {
    let mut tx = app.database.store.read().await.unwrap();
    let stored = tx.face_template(app.workers[worker]).await.unwrap().is_some();
    let signed = app.get(gate, "/api/gate/roster?since=0").await.expect(200);
    let page: Value = serde_json::from_str(signed["page"].as_str().unwrap()).unwrap();
    let entries = page["entries"].as_array().unwrap();
    let person = app.workers[worker].to_string();
    let entry = entries.iter().find(|entry| entry["person"] == person.as_str());
    (stored, entry.is_some_and(|entry| !entry["template"].is_null()))
}

both_engines! {
    async fn no_picture_is_taken_before_consent_and_three_frames_of_one_person_enrol(database: Database) {
        let app = app_with_faces(database).await;
        let path = "/api/me/face?source=camera";
        let early = send(&app, Who::Worker, path, &frames(0..3)).await;
        assert_eq!(early.problem(409), "conflict");
        assert_eq!(kept(&app, 0, Who::Gate).await, (false, false));

        let old = app.put(Who::Worker, "/api/me/consents/face", json!({ "text_version": "face-0" })).await;
        assert_eq!(old.problem(409), "conflict", "a text that is not in force is not agreed to");
        assert_eq!(agree(&app, Who::Worker).await["state"], "consented");
        let enrolled = send(&app, Who::Worker, path, &frames(0..3)).await.expect(200);
        assert_eq!(enrolled["state"], "enrolled");
        assert_eq!(kept(&app, 0, Who::Gate).await, (true, true));

        let consents = app.get(Who::Worker, "/api/me/consents").await.expect(200);
        let face: Vec<_> = consents.as_array().unwrap().iter().filter(|one| one["purpose"] == "face").collect();
        assert_eq!(face.len(), 1);
        assert_eq!((&face[0]["text_version"], &face[0]["witnessed"]), (&json!("face-1"), &json!(false)));
    }
}

both_engines! {
    async fn withdrawing_deletes_the_template_everywhere_and_keeps_the_history(database: Database) {
        let app = app_with_faces(database).await;
        let witness = format!("/api/workers/{}/consents/face", app.workers[0]);
        app.put(Who::Site, &witness, json!({ "text_version": "face-1" })).await.expect(200);
        let face = format!("/api/workers/{}/face?source=upload", app.workers[0]);
        send(&app, Who::Site, &face, &frames(0..1)).await.expect(200);
        assert_eq!(kept(&app, 0, Who::Gate).await, (true, true));

        app.delete(Who::Worker, "/api/me/consents/face").await.expect(204);
        app.delete(Who::Worker, "/api/me/consents/face").await.expect(204);
        assert_eq!(kept(&app, 0, Who::Gate).await, (false, false));
        let consents = app.get(Who::Worker, "/api/me/consents").await.expect(200);
        assert_eq!(consents[0]["witnessed"], true);
        assert!(consents[0]["withdrawn_at"].is_string());
        let again = send(&app, Who::Site, &face, &frames(0..1)).await;
        assert_eq!(again.problem(409), "conflict", "a new picture needs a new consent");

        // The face is free again: someone else may have it, as after a mix-up at the desk.
        agree(&app, Who::OtherWorker).await;
        send(&app, Who::OtherWorker, "/api/me/face?source=upload", &frames(1..2)).await.expect(200);
    }
}

both_engines! {
    async fn a_consent_withdrawn_while_the_pictures_are_looked_at_keeps_no_face(database: Database) {
        let app = app_with_faces(database).await;
        agree(&app, Who::Worker).await;
        let mut withdrawing = app.database.store.write().await.unwrap();
        withdrawing.hold_people(&[app.workers[0]]).await.unwrap();
        withdrawing.withdraw_consents(app.workers[0], Purpose::Face, app.platform.now()).await.unwrap();
        let pictures = frames(0..3);
        let mut enrolling = pin!(send(&app, Who::Worker, "/api/me/face?source=camera", &pictures));
        // Long enough for the pictures to be looked at: from then on it waits for the withdrawal.
        let early = tokio::time::timeout(Duration::from_secs(3), &mut enrolling).await;
        assert!(early.is_err(), "it does not go by a consent that is being withdrawn");
        withdrawing.commit().await.unwrap();
        assert_eq!(enrolling.await.problem(409), "conflict");
        assert_eq!(kept(&app, 0, Who::Gate).await, (false, false));
    }
}

both_engines! {
    async fn a_face_is_never_enrolled_under_two_people(database: Database) {
        let app = app_with_faces(database).await;
        agree(&app, Who::Worker).await;
        agree(&app, Who::OtherWorker).await;
        send(&app, Who::Worker, "/api/me/face?source=camera", &frames(0..3)).await.expect(200);
        let second = send(&app, Who::OtherWorker, "/api/me/face?source=camera", &frames(3..6)).await;
        assert_eq!(second.problem(409), "conflict");
        let said = second.text();
        assert!(!said.contains(&app.workers[0].to_string()), "it does not say who");
        assert_eq!(kept(&app, 1, Who::OtherGate).await, (false, false));
        let again = send(&app, Who::Worker, "/api/me/face?source=camera", &frames(3..6)).await;
        again.expect(200);

        let log = app.get(Who::District, "/api/audit").await.expect(200);
        let of = |action: &str| log["items"].as_array().unwrap().iter()
            .find(|entry| entry["action"] == action).map(|entry| entry["person"].clone());
        assert_eq!(of("face.duplicate"), Some(json!(app.workers[1])));
        assert_eq!(of("face.duplicate_of"), Some(json!(app.workers[0])));
        let site = app.get(Who::OtherSite, "/api/audit").await.expect(200);
        assert!(!site.to_string().contains("face.duplicate_of"), "whose face it is stays with the district");
        let pairs = app.get(Who::District, "/api/likenesses").await.expect(200);
        assert_eq!(pairs["items"][0]["evidence"][0]["code"], "face");
        assert_eq!(pairs["items"][0]["numbers_differ"], true);
        let pairs = app.get(Who::OtherSite, "/api/likenesses").await.expect(200);
        assert_eq!(pairs["items"].as_array().map(Vec::len), Some(0), "nor is the pair shown to who sees one of them");
    }
}

both_engines! {
    async fn pictures_that_come_slowly_keep_nobody_else_out(database: Database) {
        let app = app_with_faces(database).await;
        agree(&app, Who::Worker).await;
        agree(&app, Who::OtherWorker).await;
        // A phone that has begun to send and does not end holds the leave it was given.
        let caller = app.caller(Who::Worker).await;
        let slow = app.platform.leave_to_enrol(&caller, app.workers[0]).await.expect("a place");
        let path = "/api/me/face?source=camera";
        let again = send(&app, Who::Worker, path, &frames(0..3)).await;
        assert!(again.expect(409)["detail"].as_str().unwrap().contains("still being taken in"));
        let by_the_site = format!("/api/workers/{}/face?source=upload", app.workers[0]);
        assert_eq!(send(&app, Who::Site, &by_the_site, &frames(0..1)).await.problem(409), "conflict");
        send(&app, Who::OtherWorker, path, &frames(0..3)).await.expect(200);
        drop(slow);
        assert_eq!(send(&app, Who::Worker, path, &frames(3..6)).await.problem(409), "conflict", "the face is another's");
        app.delete(Who::OtherWorker, "/api/me/consents/face").await.expect(204);
        send(&app, Who::Worker, path, &frames(0..3)).await.expect(200);
    }
}

both_engines! {
    async fn one_picture_sent_three_times_is_one_picture(database: Database) {
        let app = app_with_faces(database).await;
        agree(&app, Who::Worker).await;
        let same = vec![picture(FRAMES[0]); 3];
        for source in ["camera", "upload"] {
            let reply = send(&app, Who::Worker, &format!("/api/me/face?source={source}"), &same).await;
            assert_eq!(faults(&reply), ["pictures"]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_that_will_not_do_are_refused_each_with_what_to_do() {
    let app = app_with_faces(Database::fresh(store::Engine::Sqlite).await).await;
    agree(&app, Who::Worker).await;
    let camera = "/api/me/face?source=camera";
    let upload = "/api/me/face?source=upload";
    let good = frames(0..3);
    let mixed = [good[0].clone(), good[1].clone(), picture(SOMEONE_ELSE)];
    assert_eq!(
        faults(&send(&app, Who::Worker, camera, &mixed).await),
        ["pictures"]
    );
    assert_eq!(
        faults(&send(&app, Who::Worker, upload, &[picture(DRAWING)]).await),
        ["pictures[0]"]
    );
    let damaged = [good[0].clone(), good[1][..9_000].to_vec(), Vec::new()];
    assert_eq!(
        faults(&send(&app, Who::Worker, camera, &damaged).await),
        ["pictures[1]", "pictures[2]"]
    );
    assert_eq!(
        faults(&send(&app, Who::Worker, camera, &good[..2]).await),
        ["pictures"]
    );
    assert_eq!(faults(&send(&app, Who::Worker, upload, &[]).await), ["pictures"]);
    assert_eq!(
        faults(&send(&app, Who::Worker, upload, &vec![good[0].clone(); 6]).await),
        ["pictures"]
    );
    let heavy = vec![0; (8 << 20) + 1];
    assert_eq!(
        faults(&send(&app, Who::Worker, upload, &[good[0].clone(), heavy]).await),
        ["pictures[1]"]
    );
    assert_eq!(kept(&app, 0, Who::Gate).await, (false, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_child_is_never_enrolled_and_cannot_agree() {
    let app = app_with_faces(Database::fresh(store::Engine::Sqlite).await).await;
    agree(&app, Who::Worker).await;
    // Thirteen years after the birth of the first worker.
    app.clock.set("1973-06-01T07:00:00+08:00");
    let young = send(&app, Who::Worker, "/api/me/face?source=upload", &frames(0..1)).await;
    assert_eq!(young.problem(409), "conflict");
    let consent = app
        .put(
            Who::Worker,
            "/api/me/consents/face",
            json!({ "text_version": "face-1" }),
        )
        .await;
    assert_eq!(consent.problem(409), "conflict");
    app.clock.forward(SignedDuration::from_hours(24 * 366));
    send(&app, Who::Worker, "/api/me/face?source=upload", &frames(0..1))
        .await
        .expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn faces_read_at_start_are_known_and_without_models_enrolment_says_so() {
    let app = app_with_faces(Database::fresh(store::Engine::Sqlite).await).await;
    agree(&app, Who::Worker).await;
    send(&app, Who::Worker, "/api/me/face?source=upload", &frames(0..1))
        .await
        .expect(200);
    // The same database under a platform that has just started, without models.
    let settings = app.platform.settings().clone();
    let bare = service::Platform::new(
        app.database.store.clone(),
        app.clock.clone(),
        std::sync::Arc::new(testkit::Dice::new(9)),
        settings,
    );
    assert_eq!(bare.load_faces().await.unwrap(), 0);
    let refused = bare
        .leave_to_enrol(&app.caller(Who::Worker).await, app.workers[0])
        .await;
    assert!(matches!(refused, Err(service::Error::Unavailable(_))));
    assert_eq!(app.platform.load_faces().await.unwrap(), 1);
}
