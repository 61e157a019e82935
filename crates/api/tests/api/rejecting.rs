//! A registration that a site rejects: a document typed wrongly, or someone else's, is not stuck under that name.

use domain::declaration::{Answers, Tenths};
use domain::document::{Document, DocumentKind};
use domain::id::DeclarationId;
use domain::language::Language;
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::declaration::NewDeclaration;
use service::{Caller, Error};
use testkit::identity::{identity_number, phone_number};
use testkit::{Reply, TestApp, Who, both_engines};
use uuid::Uuid;

const NUMBER: u32 = 700;

/// Someone opens the first site's link and registers with the document.
async fn join(app: &TestApp, name: &str) -> Reply {
    let link = format!("/api/sites/{}/join-link", app.sites[0]);
    let url = app.get(Who::Site, &link).await.expect(200)["url"].clone();
    let (_, token) = url.as_str().and_then(|url| url.rsplit_once('/')).expect("a link");
    let sent = json!({
        "worker": { "name": name, "document": identity_number(NUMBER), "phone": phone_number(NUMBER) },
        "declaration_text_version": "declaration-1",
    });
    app.post(Who::Nobody, &format!("/api/join/{token}"), sent).await
}

/// Who has just registered, as a caller of their own page.
async fn caller(app: &TestApp, joined: &Reply) -> Result<Caller, Error> {
    let cookie = joined.headers["set-cookie"].to_str().expect("a cookie");
    let (_, rest) = cookie.split_once('=').expect("a value");
    let (token, _) = rest.split_once(';').expect("an end");
    let found = app
        .platform
        .caller(token, Language::English, service::account::Attendance::Attended)
        .await;
    found.map(|held| held.caller)
}

/// The row of whoever waits to be confirmed at the first site.
async fn waiting(app: &TestApp) -> Value {
    let path = format!("/api/sites/{}/workers?engagement=pending", app.sites[0]);
    app.get(Who::Site, &path).await.expect(200)["items"][0].clone()
}

async fn reject(app: &TestApp) {
    let row = waiting(app).await;
    let end = format!(
        "/api/engagements/{}/end",
        row["engagement"].as_str().expect("an engagement")
    );
    app.post(Who::Site, &end, json!({})).await.expect(204);
}

async fn known(app: &TestApp) -> bool {
    let mut tx = app.database.store.read().await.unwrap();
    let document = Document::parse(DocumentKind::ResidentId, &identity_number(NUMBER)).unwrap();
    let index = tx.vault().document_index(&document);
    tx.person_by_document(&index).await.unwrap().is_some()
}

async fn listed(app: &TestApp) {
    let file = format!(
        "证件号码,姓名,类别,原因,到期\n{},钱七,密接,同车,2020-03-01\n",
        identity_number(NUMBER)
    );
    let import = "/api/watchlists/import?dry_run=false&name=x&source=y&expires_on=2020-03-01";
    app.send_bytes(Who::District, Method::POST, import, "text/csv", file.into_bytes())
        .await
        .expect(200);
}

both_engines! {
    async fn the_document_is_free_for_whoever_it_belongs_to_and_nothing_of_the_first_is_kept(database: Database) {
        let app = TestApp::over(database).await;
        listed(&app).await;
        let joined = join(&app, "赵六").await;
        joined.expect(201);
        assert!(caller(&app, &joined).await.is_ok());
        app.clock.forward(SignedDuration::from_secs(1));
        reject(&app).await;
        assert!(!known(&app).await);
        assert!(matches!(caller(&app, &joined).await, Err(Error::SignedOut)));
        let log = app.get(Who::Site, "/api/audit").await.expect(200);
        let entries = log["items"].as_array().unwrap();
        let of = |action: &str| entries.iter().find(|entry| entry["action"] == action).map(|entry| entry["actor_name"].clone());
        assert_eq!(of("engagement.reject"), Some(json!("site 的人")));
        assert_eq!(of("worker.join"), Some(json!("—")), "what was done stays in the log, without a name");

        app.clock.forward(SignedDuration::from_secs(1));
        join(&app, "钱七").await.expect(201);
        assert_eq!(waiting(&app).await["name"], "钱*");
        let hits = app.get(Who::District, "/api/hits").await.expect(200);
        assert_eq!((hits["items"].as_array().map(Vec::len), &hits["items"][0]["name_agrees"]), (Some(1), &json!(true)), "the list finds them again");
    }
}

both_engines! {
    async fn who_declared_before_being_rejected_is_kept_with_what_they_declared(database: Database) {
        let app = TestApp::over(database).await;
        let joined = join(&app, "赵六").await;
        let worker = caller(&app, &joined).await.unwrap();
        let fever = NewDeclaration {
            id: DeclarationId(Uuid::from_u128(1)),
            corrects: None,
            text_version: "declaration-1".into(),
            answers: Answers {
                temperature: Some(Tenths(385)),
                symptoms: Vec::new(),
                stays: Vec::new(),
                trips: Vec::new(),
                contact: None,
                questions: std::collections::BTreeMap::new(),
                promise: true,
            },
        };
        app.platform.declare(&worker, &fever).await.unwrap();
        reject(&app).await;
        assert!(known(&app).await, "nobody sheds a fever by registering anew");
        assert!(join(&app, "赵六").await.expect(409)["detail"].as_str().unwrap().contains("registered already"));
        let draft = json!({ "name": "赵六", "document": identity_number(NUMBER) });
        let added = app.post(Who::Site, &format!("/api/sites/{}/workers", app.sites[0]), draft).await.expect(201);
        assert_eq!(added["standing"], "hold");
        assert_eq!(app.get(Who::Site, "/api/alerts").await.expect(200)["items"][0]["kind"], "fever");
    }
}

both_engines! {
    async fn who_is_known_elsewhere_loses_nothing_by_being_rejected_here(database: Database) {
        let app = TestApp::over(database).await;
        join(&app, "赵六").await.expect(201);
        let draft = json!({ "name": "赵六", "document": identity_number(NUMBER) });
        let there = app.post(Who::OtherSite, &format!("/api/sites/{}/workers", app.sites[1]), draft).await.expect(201);
        reject(&app).await;
        assert!(known(&app).await);
        let person = there["person"].as_str().unwrap();
        let shown = app.get(Who::OtherSite, &format!("/api/workers/{person}")).await.expect(200);
        assert_eq!((&shown["name"], &shown["engagements"][0]["state"]), (&json!("赵*"), &json!("active")));
        assert_eq!(shown["consents"].as_array().map(Vec::len), Some(1));
    }
}

both_engines! {
    async fn consent_to_face_use_keeps_its_record_and_ends_with_the_rejection(database: Database) {
        let app = TestApp::over(database).await;
        let joined = join(&app, "赵六").await;
        let worker = caller(&app, &joined).await.unwrap();
        let person = worker.own_person().unwrap();
        app.platform.agree_to_face(&worker, person, "face-1").await.unwrap();
        reject(&app).await;
        assert!(known(&app).await);
        let consents = app.database.store.read().await.unwrap().consents(person).await.unwrap();
        let face = consents.iter().find(|consent| consent.text_version == "face-1").unwrap();
        assert!(face.withdrawn_at.is_some());
    }
}

both_engines! {
    async fn a_stranger_learns_no_name_from_registering_the_same_document(database: Database) {
        let app = TestApp::over(database).await;
        join(&app, "赵六").await.expect(201);
        let (right, wrong) = (join(&app, "赵六").await, join(&app, "钱七").await);
        right.expect(409);
        assert_eq!(right.text(), wrong.text(), "whether the name was right is not told");
        assert!(!wrong.text().contains('赵') && wrong.headers.get("set-cookie").is_none());
        assert_eq!(waiting(&app).await["name"], "赵*", "the first one waits as before");
    }
}

both_engines! {
    async fn a_manager_corrects_the_name_of_someone_who_waits_and_confirms_them(database: Database) {
        let app = TestApp::over(database).await;
        join(&app, "赵陆").await.expect(201);
        let row = waiting(&app).await;
        let path = format!("/api/workers/{}", row["person"].as_str().unwrap());
        let body = json!({ "name": "赵六", "same_person": true, "reason": "核对了身份证原件" });
        app.send(Who::Site, Method::PATCH, &path, Some(body)).await.expect(204);
        let confirm = format!("/api/engagements/{}/confirm", row["engagement"].as_str().unwrap());
        let confirmed = app.post(Who::Site, &confirm, json!({})).await.expect(200);
        assert_eq!((&confirmed["name"], &confirmed["state"]), (&json!("赵*"), &json!("active")));
    }
}

both_engines! {
    async fn who_was_corrected_while_waiting_and_is_then_rejected_leaves_no_earlier_name(database: Database) {
        let app = TestApp::over(database).await;
        join(&app, "赵陆").await.expect(201);
        let row = waiting(&app).await;
        let path = format!("/api/workers/{}", row["person"].as_str().unwrap());
        let body = json!({ "name": "赵六", "same_person": true, "reason": "核对了身份证原件" });
        app.send(Who::Site, Method::PATCH, &path, Some(body)).await.expect(204);
        reject(&app).await;
        assert!(!known(&app).await);
    }
}
