//! The audit log: found by day and act, and whole or not, whoever had the database in hand.

use jiff::SignedDuration;
use serde_json::{Value, json};
use service::audit::{KeptHead, Verified};
use store::audit::chain::Head;
use testkit::{TestApp, Who, both_engines};

/// Leaves entries: the log is read, and a worker is, three times.
async fn happen(app: &TestApp) {
    for _ in 0..3 {
        app.get(Who::Site, &format!("/api/workers/{}", app.workers[0]))
            .await
            .expect(200);
        app.clock.forward(SignedDuration::from_mins(1));
    }
    app.platform.link_audit().await.expect("the log is linked");
}

async fn verified(app: &TestApp) -> Verified {
    app.platform.verify_audit(&[]).await.expect("the log is walked")
}

async fn entries(app: &TestApp, filter: &str) -> Vec<Value> {
    let page = app
        .get(Who::Auditor, &format!("/api/audit?{filter}"))
        .await
        .expect(200);
    page["items"].as_array().expect("entries").clone()
}

both_engines! {
    async fn a_log_that_nobody_touched_is_whole_and_says_how_far_it_reaches(database: Database) {
        let app = TestApp::over(database).await;
        happen(&app).await;
        let Verified::Whole { head, waiting: 0 } = verified(&app).await else { panic!("it is whole") };
        assert_eq!(usize::try_from(head.number).unwrap(), entries(&app, "limit=200").await.len());
        app.get(Who::Site, &format!("/api/workers/{}", app.workers[0])).await.expect(200);
        assert_eq!(verified(&app).await, Verified::Whole { head, waiting: 1 }, "what is not linked yet is counted");
        let line = app.get(Who::Auditor, "/api/audit/head").await.expect(200)["line"].clone();
        assert_eq!(line.as_str().unwrap().parse::<KeptHead>().unwrap().head, head);
    }
}

both_engines! {
    async fn a_changed_entry_is_found_whichever_column_it_is(database: Database) {
        let app = TestApp::over(database).await;
        happen(&app).await;
        let whole = verified(&app).await;
        for (there, back) in [
            ("UPDATE audit SET action = 'x' || action WHERE number = 2", "UPDATE audit SET action = substr(action, 2) WHERE number = 2"),
            ("UPDATE audit SET at = at + 1 WHERE number = 2", "UPDATE audit SET at = at - 1 WHERE number = 2"),
            ("UPDATE audit SET people = 0 WHERE number = 2", "UPDATE audit SET people = NULL WHERE number = 2"),
        ] {
            assert_eq!(app.database.meddle(there).await, 1);
            assert!(matches!(verified(&app).await, Verified::Changed { number: 2, .. }), "{there}");
            app.database.meddle(back).await;
            assert_eq!(verified(&app).await, whole, "{back}");
        }
    }
}

both_engines! {
    async fn a_removed_entry_is_found_also_when_the_others_move_up(database: Database) {
        let app = TestApp::over(database).await;
        happen(&app).await;
        app.database.meddle("DELETE FROM audit WHERE number = 2").await;
        assert_eq!(verified(&app).await, Verified::Missing { number: 2 });
        app.database.meddle("UPDATE audit SET number = 2 WHERE number = 3").await;
        assert!(matches!(verified(&app).await, Verified::Changed { number: 2, .. }));
    }
}

both_engines! {
    async fn entries_that_changed_places_are_found(database: Database) {
        let app = TestApp::over(database).await;
        happen(&app).await;
        for step in [
            "UPDATE audit SET number = -2 WHERE number = 2",
            "UPDATE audit SET number = 2 WHERE number = 3",
            "UPDATE audit SET number = 3 WHERE number = -2",
        ] {
            app.database.meddle(step).await;
        }
        assert!(matches!(verified(&app).await, Verified::Changed { number: 2, .. }));
    }
}

both_engines! {
    async fn a_log_that_was_cut_off_or_begun_anew_does_not_fit_the_heads_kept_elsewhere(database: Database) {
        let app = TestApp::over(database).await;
        happen(&app).await;
        let kept = app.platform.audit_head().await.unwrap();
        let with = async |kept: KeptHead| app.platform.verify_audit(&[kept]).await.unwrap();
        assert!(matches!(with(kept).await, Verified::Whole { .. }));
        let other = KeptHead { head: Head { link: [7; 32], ..kept.head }, ..kept };
        assert_eq!(with(other).await, Verified::Another { kept: other });
        app.database.meddle("DELETE FROM audit WHERE number = (SELECT MAX(number) FROM audit)").await;
        assert!(matches!(verified(&app).await, Verified::Whole { .. }), "by itself a shorter log looks whole");
        assert_eq!(with(kept).await, Verified::Missing { number: kept.head.number });
    }
}

both_engines! {
    async fn the_log_is_found_by_day_and_by_act(database: Database) {
        let mut app = TestApp::over(database).await;
        happen(&app).await;
        app.days_later(1).await;
        app.get(Who::District, "/api/alerts").await.expect(200);
        let acts = app.get(Who::Auditor, "/api/audit/acts").await.expect(200);
        assert!(acts.as_array().unwrap().contains(&json!({ "action": "alert.list", "text": "Looked at the list of alerts" })));
        let looked = entries(&app, "action=alert.list").await;
        assert_eq!(looked.len(), 1);
        let of_the_day = entries(&app, "from=2020-02-18&to=2020-02-18&limit=200").await;
        assert!(of_the_day.contains(&looked[0]), "{of_the_day:?}");
        let before = entries(&app, "to=2020-02-17&limit=200").await;
        assert!(!before.is_empty() && !before.contains(&looked[0]));
        assert_eq!(before.len() + of_the_day.len(), entries(&app, "limit=200").await.len());
    }
}
