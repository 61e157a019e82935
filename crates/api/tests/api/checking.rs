//! Checks on the spot: who may make one, what it answers, and what it tells when it finds a fever.

use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::identity::{identity_number, phone_number};
use testkit::{Reply, TestApp, Who, both_engines};
use uuid::Uuid;

use crate::alert::{close, declare, engage_elsewhere, list_first_worker, listed};
use crate::gate_line::{page, standing_of};

/// The first worker as someone reads them.
async fn read(app: &TestApp, who: Who) -> Value {
    app.get(who, &format!("/api/workers/{}", app.workers[0]))
        .await
        .expect(200)
}

/// Writes down what was measured of the first worker at a site, by what was read at an instant.
async fn check(app: &TestApp, who: Who, site: usize, tenths: i32, as_of: &Value) -> Reply {
    let path = format!("/api/workers/{}/checks", app.workers[0]);
    let body = json!({
        "site": app.sites[site], "temperature": tenths, "note": "坐下休息过，精神好", "as_of": as_of,
    });
    app.post(who, &path, body).await
}

/// The same, by what stands now.
async fn check_now(app: &TestApp, who: Who, tenths: i32) -> Value {
    let as_of = json!(app.platform.now());
    check(app, who, 0, tenths, &as_of).await.expect(201)
}

fn later(app: &TestApp) {
    app.clock.forward(SignedDuration::from_mins(5));
}

both_engines! {
    async fn who_came_back_from_the_clinic_is_checked_and_let_in_though_the_alert_is_closed(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        let alert = listed(&app, Who::Site, "").await.remove(0);
        later(&app);
        close(&app, Who::Site, &alert, "sent_to_clinic").await.expect(200);
        later(&app);
        let before = page(&app, Who::Gate, 0).await;
        assert_eq!(standing_of(&before, app.workers[0]), "hold: fever");
        let form = read(&app, Who::Site).await["check"].clone();
        assert_eq!((&form["fever_from"], &form["sites"]), (&json!(373), &json!([{ "site": app.sites[0], "site_name": "桂城一号工地" }])));
        later(&app);
        let done = check(&app, Who::Site, 0, 365, &form["as_of"]).await.expect(201);
        assert_eq!((&done["fit"], &done["standing"]["state"]), (&json!(true), &json!("clear")));
        let after = page(&app, Who::Gate, before.version).await;
        assert_eq!(standing_of(&after, app.workers[0]), "clear");
        let worker = read(&app, Who::Site).await;
        assert_eq!(worker["check"], Value::Null, "nothing stands that a check could answer");
        let kept = &worker["checks"][0];
        assert_eq!((&kept["temperature"], &kept["note"]), (&json!(365), &json!("坐下休息过，精神好")));
        assert_eq!((&kept["site_name"], &kept["by"]), (&json!("桂城一号工地"), &json!("site 的人")));
        let closed = listed(&app, Who::Site, "").await;
        assert_eq!((closed.len(), &closed[0]["outcome"]), (1, &json!("sent_to_clinic")), "what was done stays as it was");
        let log = app.get(Who::Site, "/api/audit").await.expect(200).to_string();
        assert!(log.contains("worker.check"), "{log}");
    }
}

both_engines! {
    async fn a_check_closes_what_it_answers_at_every_site_like_closing_as_fit(database: Database) {
        let app = TestApp::over(database).await;
        engage_elsewhere(&app).await;
        list_first_worker(&app).await;
        later(&app);
        let cough = json!({
            "id": Uuid::from_u128(1),
            "text_version": "declaration-1",
            "answers": { "temperature": 378, "symptoms": ["cough"], "promise": true },
        });
        app.post(Who::Worker, "/api/me/declarations", cough).await.expect(201);
        later(&app);
        check_now(&app, Who::Site, 366).await;
        for who in [Who::Site, Who::OtherSite] {
            let open = listed(&app, who, "?state=open").await;
            assert_eq!((open.len(), &open[0]["kind"]), (1, &json!("hit")), "{who:?}: a list is not answered by a look");
        }
        let here = listed(&app, Who::Site, "?state=closed").await;
        let there = listed(&app, Who::OtherSite, "?state=closed").await;
        let (note, by) = (json!("坐下休息过，精神好"), json!("site 的人"));
        let elsewhere = (json!("桂城一号工地"), Value::Null, Value::Null);
        for (closed, (site, action, by)) in [(&here, (Value::Null, note, by)), (&there, elsewhere)] {
            assert_eq!(closed.len(), 2);
            for alert in closed {
                assert_eq!((&alert["outcome"], &alert["measured"]), (&json!("fit"), &json!(366)));
                assert_eq!((&alert["action"], &alert["closed_by"]), (&action, &by), "what was written down stays with whom it was written for");
                assert_eq!(alert["checked_at_site"], site, "where, when it was elsewhere");
            }
        }
    }
}

both_engines! {
    async fn a_fever_that_was_measured_is_kept_holds_and_is_told_at_every_site(database: Database) {
        let app = TestApp::over(database).await;
        engage_elsewhere(&app).await;
        declare(&app, Who::Worker, 1, 378).await;
        let first = listed(&app, Who::Site, "").await.remove(0);
        later(&app);
        close(&app, Who::Site, &first, "observed").await.expect(200);
        later(&app);
        let done = check_now(&app, Who::Site, 391).await;
        assert_eq!((&done["fit"], &done["standing"]["state"]), (&json!(false), &json!("hold")));
        for who in [Who::Site, Who::OtherSite] {
            let open = listed(&app, who, "?state=open").await;
            assert_eq!(open.len(), 1, "{who:?}");
            assert!(open[0]["text"].as_str().unwrap().contains("39.1"), "{who:?}");
            assert_eq!(open[0]["times"], 2);
        }
        let me = app.get(Who::Worker, "/api/me").await.expect(200);
        assert!(me["standing"]["reasons"][0]["text"].as_str().unwrap().contains("39.1"));
        assert_eq!(me["standing"]["until"], Value::Null, "no end but a check");
        later(&app);
        check_now(&app, Who::Town, 365).await;
        assert_eq!(app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["state"], "clear");
        let kept = read(&app, Who::Site).await["checks"].clone();
        let measured: Vec<_> = kept.as_array().unwrap().iter().map(|check| check["temperature"].clone()).collect();
        assert_eq!(measured, [365, 391], "nothing is overwritten");
    }
}

both_engines! {
    async fn a_fever_measured_of_someone_who_had_declared_well_holds_them(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 365).await;
        later(&app);
        check_now(&app, Who::Site, 380).await;
        let gate = page(&app, Who::Gate, 0).await;
        assert_eq!(standing_of(&gate, app.workers[0]), "hold: fever");
        assert_eq!(listed(&app, Who::Town, "?state=open").await.len(), 1);
    }
}

both_engines! {
    async fn what_was_told_after_the_page_was_read_is_looked_at_first(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        let seen = read(&app, Who::Site).await["check"]["as_of"].clone();
        later(&app);
        declare(&app, Who::Worker, 2, 395).await;
        later(&app);
        assert_eq!(check(&app, Who::Site, 0, 365, &seen).await.problem(409), "conflict");
        assert_eq!(read(&app, Who::Site).await["checks"], json!([]));
        let again = read(&app, Who::Site).await["check"]["as_of"].clone();
        later(&app);
        check(&app, Who::Site, 0, 365, &again).await.expect(201);
    }
}

both_engines! {
    async fn a_check_is_made_where_the_person_is_at_work_and_by_whom_it_is_their_business(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        later(&app);
        let now = json!(app.platform.now());
        for (who, site) in [
            (Who::OtherSite, 0),
            (Who::OtherSite, 1),
            (Who::OtherTown, 0),
            (Who::Site, 1),
            (Who::Town, 1),
            (Who::District, 2),
        ] {
            assert_eq!(check(&app, who, site, 365, &now).await.problem(403), "denied", "{who:?} at {site}");
        }
        check(&app, Who::Worker, 0, 365, &now).await.problem(401);
        let path = format!("/api/workers/{}/checks", app.workers[0]);
        let bad = json!({ "site": app.sites[0], "temperature": 3650, "note": "好", "as_of": now });
        let faults = app.post(Who::Site, &path, bad).await.expect(422);
        let fields: Vec<_> = faults["fields"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["temperature", "note"]);

        app.post(Who::Site, &format!("/api/engagements/{}/end", app.engagements[0]), json!({})).await.expect(204);
        for who in [Who::Site, Who::Town, Who::District] {
            assert_eq!(check(&app, who, 0, 365, &now).await.problem(403), "denied", "{who:?}, of someone who left");
        }
    }
}

both_engines! {
    async fn who_works_at_two_sites_is_checked_at_the_one_that_is_named(database: Database) {
        let app = TestApp::over(database).await;
        engage_elsewhere(&app).await;
        declare(&app, Who::Worker, 1, 378).await;
        let sites = |worker: &Value| {
            let sites = worker["check"]["sites"].as_array().unwrap();
            sites.iter().map(|site| site["site_name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(sites(&read(&app, Who::Site).await), ["桂城一号工地"], "a manager sees no other site");
        assert_eq!(sites(&read(&app, Who::OtherSite).await), ["桂城二号工地"]);
        assert_eq!(sites(&read(&app, Who::Town).await).len(), 2);
        later(&app);
        let now = json!(app.platform.now());
        check(&app, Who::Town, 1, 365, &now).await.expect(201);
        assert_eq!(listed(&app, Who::Site, "").await[0]["checked_at_site"], "桂城二号工地");
        assert_eq!(listed(&app, Who::OtherSite, "").await[0]["checked_at_site"], Value::Null);
    }
}

both_engines! {
    async fn who_waits_to_be_confirmed_is_confirmed_before_they_are_checked(database: Database) {
        let app = TestApp::over(database).await;
        let link = app.get(Who::Site, &format!("/api/sites/{}/join-link", app.sites[0])).await.expect(200);
        let token = link["url"].as_str().unwrap().rsplit_once('/').unwrap().1.to_owned();
        let joining = json!({
            "worker": { "name": "赵六", "document": identity_number(78), "phone": phone_number(78) },
            "declaration_text_version": "declaration-1",
        });
        app.post(Who::Nobody, &format!("/api/join/{token}"), joining).await.expect(201);
        let waiting = app.get(Who::Site, &format!("/api/sites/{}/workers?engagement=pending", app.sites[0])).await.expect(200);
        let waiting = &waiting["items"][0];
        let path = format!("/api/workers/{}/checks", waiting["person"].as_str().unwrap());
        let body = json!({ "site": app.sites[0], "temperature": 365, "note": "精神好的", "as_of": app.platform.now() });
        assert_eq!(app.post(Who::Site, &path, body.clone()).await.problem(409), "conflict");
        let confirm = format!("/api/engagements/{}/confirm", waiting["engagement"].as_str().unwrap());
        app.post(Who::Site, &confirm, json!({})).await.expect(200);
        app.post(Who::Site, &path, body).await.expect(201);
    }
}

both_engines! {
    async fn a_manager_reads_no_check_that_another_sites_people_made(database: Database) {
        let app = TestApp::over(database).await;
        engage_elsewhere(&app).await;
        declare(&app, Who::Worker, 1, 378).await;
        later(&app);
        check(&app, Who::OtherSite, 1, 365, &json!(app.platform.now())).await.expect(201);
        let read_by = async |who| read(&app, who).await["checks"].as_array().unwrap().len();
        assert_eq!([read_by(Who::OtherSite).await, read_by(Who::Town).await, read_by(Who::Site).await], [1, 1, 0]);
    }
}

both_engines! {
    async fn a_site_that_was_left_hears_of_no_check_made_afterwards(database: Database) {
        let app = TestApp::over(database).await;
        engage_elsewhere(&app).await;
        declare(&app, Who::Worker, 1, 378).await;
        app.post(Who::Site, &format!("/api/engagements/{}/end", app.engagements[0]), json!({})).await.expect(204);
        later(&app);
        check(&app, Who::Town, 1, 365, &json!(app.platform.now())).await.expect(201);
        assert_eq!(listed(&app, Who::OtherSite, "?state=open").await.len(), 0);
        let left = listed(&app, Who::Site, "").await;
        assert_eq!((left.len(), &left[0]["state"], &left[0]["checked_at_site"]), (1, &json!("open"), &Value::Null));
    }
}

both_engines! {
    async fn nobody_takes_another_sites_people_in_to_find_them_fit(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 399).await;
        later(&app);
        engage_elsewhere(&app).await;
        later(&app);
        let now = json!(app.platform.now());
        assert_eq!(check(&app, Who::OtherSite, 1, 366, &now).await.problem(409), "conflict");
        let alert = listed(&app, Who::OtherSite, "?state=open").await.remove(0);
        assert_eq!(close(&app, Who::OtherSite, &alert, "fit").await.problem(409), "conflict");
        close(&app, Who::OtherSite, &alert, "sent_to_clinic").await.expect(200);
        assert_eq!(app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["state"], "hold");
        check(&app, Who::Site, 0, 366, &now).await.expect(201);
        assert_eq!(app.get(Who::Worker, "/api/me").await.expect(200)["standing"]["state"], "clear");
    }
}

both_engines! {
    async fn who_has_left_the_site_where_they_told_of_a_fever_is_found_fit_at_the_next_one(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        later(&app);
        engage_elsewhere(&app).await;
        app.post(Who::Site, &format!("/api/engagements/{}/end", app.engagements[0]), json!({})).await.expect(204);
        later(&app);
        check(&app, Who::OtherSite, 1, 366, &json!(app.platform.now())).await.expect(201);
    }
}

both_engines! {
    async fn a_page_that_says_it_was_read_tomorrow_has_not_seen_what_comes_until_then(database: Database) {
        let app = TestApp::over(database).await;
        declare(&app, Who::Worker, 1, 378).await;
        let tomorrow = json!(app.platform.now() + SignedDuration::from_hours(24));
        later(&app);
        check(&app, Who::Site, 0, 366, &tomorrow).await.expect(201);
        later(&app);
        declare(&app, Who::Worker, 2, 395).await;
        assert_eq!(read(&app, Who::Site).await["standing"]["state"], "hold");
    }
}
