//! What happens is told as it happens, within scope only.

use std::time::Duration;

use axum::body::BodyDataStream;
use domain::declaration::{Answers, Tenths};
use domain::id::{DeclarationId, PersonId};
use futures_util::StreamExt;
use http::Method;
use jiff::civil::date;
use serde_json::json;
use service::Platform;
use store::declaration::Declaration;
use testkit::{TestApp, Who, both_engines};
use uuid::Uuid;

use crate::alert::declare;

/// A stream that is being read.
struct Line(BodyDataStream);

impl Line {
    async fn open(app: &TestApp, who: Who) -> Self {
        let response = app.open(who, Method::GET, "/api/events", "", Vec::new()).await;
        assert_eq!(response.status(), 200);
        Self(response.into_body().into_data_stream())
    }

    /// The next event as it comes over the wire; none when the stream has ended.
    async fn next(&mut self) -> Option<String> {
        loop {
            let wait = tokio::time::timeout(Duration::from_secs(14), self.0.next());
            let piece = wait.await.expect("something is told within seconds")?;
            let text = String::from_utf8(piece.expect("a piece").to_vec()).expect("text");
            if text.contains("event:") {
                return Some(text);
            }
        }
    }
}

/// Has a person with a fever come to a platform's knowledge.
async fn raise(platform: &Platform, person: PersonId) {
    let mut tx = platform.store().write().await.unwrap();
    let found = tx.person(person).await.unwrap().unwrap();
    let fever = Declaration {
        id: DeclarationId(person.0),
        person,
        at: platform.now(),
        day: date(2020, 2, 17),
        corrects: None,
        superseded: false,
        verified: false,
        text_version: "declaration-1".into(),
        answers: Answers {
            temperature: Some(Tenths(378)),
            symptoms: Vec::new(),
            stays: Vec::new(),
            trips: Vec::new(),
            contact: None,
            questions: std::collections::BTreeMap::new(),
            promise: true,
        },
    };
    tx.insert_declaration(&found, &fever).await.unwrap();
    platform.settle(&mut tx, &[person]).await.unwrap();
    tx.commit().await.unwrap();
}

async fn pass(app: &TestApp, number: u128) {
    let passage = json!({
        "id": Uuid::from_u128(number), "gate": app.gates[0], "person": app.workers[0],
        "at": app.platform.now(), "direction": "in", "way": "face", "answer": "pass",
        "grounds": [{ "kind": "clear" }], "temperature": null, "roster_version": 1,
    });
    let batch = json!({ "passages": [passage], "queue": 0 });
    app.post(Who::Gate, "/api/gate/passages", batch).await.expect(200);
}

both_engines! {
    async fn passages_and_alerts_are_told_within_scope_only(database: Database) {
        let app = TestApp::over(database).await;
        app.platform.install_profiles().await.unwrap();
        let mut site = Line::open(&app, Who::Site).await;
        let mut town = Line::open(&app, Who::Town).await;
        let mut elsewhere = Line::open(&app, Who::OtherTown).await;
        pass(&app, 77).await;
        pass(&app, 77).await;
        declare(&app, Who::Worker, 1, 378).await;
        for line in [&mut site, &mut town] {
            let passage = line.next().await.unwrap();
            assert!(passage.contains("event: passage") && passage.contains(&Uuid::from_u128(77).to_string()));
            assert!(!passage.contains("王建国"), "names are masked");
            let alert = line.next().await.unwrap();
            assert!(alert.contains("event: alert") && alert.contains("Fever"), "{alert}");
        }
        raise(&app.platform, app.workers[2]).await;
        let first = elsewhere.next().await.unwrap();
        let there = app.sites[2].to_string();
        assert!(first.contains(&there), "the first thing told in another town is its own: {first}");
    }
}

both_engines! {
    async fn what_another_process_wrote_is_told_too_and_once(database: Database) {
        let app = TestApp::over(database).await;
        let other = Platform::new(
            app.database.store.clone(),
            app.clock.clone(),
            std::sync::Arc::new(testkit::Dice::new(9)),
            app.platform.settings().clone(),
        );
        let mut line = Line::open(&app, Who::District).await;
        raise(&other, app.workers[0]).await;
        assert!(line.next().await.unwrap().contains(&app.sites[0].to_string()));
        raise(&app.platform, app.workers[1]).await;
        assert!(line.next().await.unwrap().contains(&app.sites[1].to_string()));
        raise(&other, app.workers[2]).await;
        assert!(line.next().await.unwrap().contains(&app.sites[2].to_string()), "nothing came twice in between");
    }
}

both_engines! {
    async fn a_stream_ends_with_its_session_and_workers_have_none(database: Database) {
        let app = TestApp::over(database).await;
        assert_eq!(app.get(Who::Worker, "/api/events").await.problem(401), "signed_out");
        let foreign = format!("/api/events?site={}", app.sites[1]);
        assert_eq!(app.get(Who::Site, &foreign).await.problem(403), "denied");
        let mut line = Line::open(&app, Who::Site).await;
        app.delete(Who::Site, "/api/sessions/current").await.expect(204);
        assert_eq!(line.next().await, None);
    }
}

both_engines! {
    async fn a_stream_ends_when_its_session_has_run_out(database: Database) {
        let app = TestApp::over(database).await;
        let mut line = Line::open(&app, Who::Site).await;
        app.clock.forward(jiff::SignedDuration::from_mins(61));
        assert_eq!(line.next().await, None);
    }
}

both_engines! {
    async fn a_seventh_stream_of_a_session_ends_its_first(database: Database) {
        let app = TestApp::over(database).await;
        let mut lines = Vec::new();
        for _ in 0..7 {
            lines.push(Line::open(&app, Who::Site).await);
        }
        let mut other = Line::open(&app, Who::District).await;
        assert_eq!(lines[0].next().await, None);
        pass(&app, 77).await;
        for line in lines[1..].iter_mut().chain([&mut other]) {
            assert!(line.next().await.expect("it goes on").contains("event: passage"));
        }
    }
}
