//! What a gate asks and sends: its roster in signed pages, its passages once each.

use domain::id::PersonId;
use domain::roster::{RosterPage, SignedRoster};
use domain::standing::standing_at;
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::identity::identity_number;
use testkit::{TestApp, Who, both_engines};
use uuid::Uuid;

/// A page of a gate's roster, its signature checked with the key the gate is given.
pub(crate) async fn page(app: &TestApp, gate: Who, since: i64) -> RosterPage {
    let signed = app
        .get(gate, &format!("/api/gate/roster?since={since}"))
        .await
        .expect(200);
    let signed: SignedRoster = serde_json::from_value(signed).expect("a signed roster");
    let key = app.get(gate, "/api/gate/key").await.expect(200);
    let key = seal::PublicKey::from_text(key["public_key"].as_str().expect("a key")).expect("a key");
    assert!(
        key.verifies(&signed.page, &signed.signature),
        "the signature is of these bytes"
    );
    assert!(!key.verifies(&format!("{} ", signed.page), &signed.signature));
    serde_json::from_str(&signed.page).expect("a page")
}

/// What a page says of someone as it is issued: `hold: fever`.
pub(crate) fn standing_of(page: &RosterPage, person: PersonId) -> String {
    said_at(page, person, page.issued_at)
}

fn said_at(page: &RosterPage, person: PersonId, at: jiff::Timestamp) -> String {
    let entry = page
        .entries
        .iter()
        .find(|entry| entry.person == person)
        .expect("someone of the roster");
    let standing = standing_at(&entry.forecast, at).expect("a standing");
    let codes: Vec<_> = standing
        .reasons
        .iter()
        .map(|reason| reason.cause.code())
        .collect();
    if codes.is_empty() {
        standing.state.word().to_owned()
    } else {
        format!("{}: {}", standing.state.word(), codes.join(", "))
    }
}

fn passage(number: u128, app: &TestApp, gate: usize, person: Option<PersonId>) -> Value {
    json!({
        "id": Uuid::from_u128(number),
        "gate": app.gates[gate],
        "person": person,
        "at": "2020-02-16T22:59:30Z",
        "direction": "in",
        "way": "face",
        "answer": if person.is_some() { "hold" } else { "refuse" },
        "grounds": [{ "kind": if person.is_some() { "unsure" } else { "not_recognised" } }],
        "temperature": null,
        "roster_version": 1,
    })
}

fn ids(list: &Value) -> Vec<&str> {
    list["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|one| one["id"].as_str().expect("an id"))
        .collect()
}

both_engines! {
    async fn a_roster_holds_the_sites_own_people_and_tells_tomorrow(database: Database) {
        let app = TestApp::over(database).await;
        let declared = json!({ "id": Uuid::from_u128(1), "text_version": "declaration-1", "answers": { "promise": true } });
        app.post(Who::Worker, "/api/me/declarations", declared).await.expect(201);
        let page = page(&app, Who::Gate, 0).await;
        let people: Vec<_> = page.entries.iter().map(|entry| entry.person).collect();
        assert_eq!(people, [app.workers[0]]);
        assert_eq!((page.site, page.more, page.zone.as_str()), (app.sites[0], false, "Asia/Shanghai"));
        assert_eq!(page.declare_link, "https://sitewarden.test/worker/");
        let entry = &page.entries[0];
        assert_eq!((entry.shown_name.as_str(), entry.crew.as_deref()), ("王*国", Some("钢筋一班")));
        assert_eq!(standing_of(&page, app.workers[0]), "clear");
        let midnight = "2020-02-17T16:00:00Z".parse().unwrap();
        assert_eq!(said_at(&page, app.workers[0], midnight), "hold: no_declaration");

        let vault = app.platform.store().vault();
        let document = domain::document::Document::parse(domain::document::DocumentKind::ResidentId, &identity_number(0)).unwrap();
        let typed = vault.document_key(app.sites[0]).index(&document.index_text());
        assert_eq!(entry.document_index, typed, "a number typed at the gate finds them");
        assert!(!serde_json::to_string(&page).unwrap().contains(&identity_number(0)), "no number leaves in clear");
    }
}

both_engines! {
    async fn a_gate_is_told_only_what_changed_and_who_left(database: Database) {
        let app = TestApp::over(database).await;
        let first = page(&app, Who::Gate, 0).await;
        let again = page(&app, Who::Gate, first.version).await;
        assert_eq!((again.version, again.entries.len(), again.removed.len()), (first.version, 0, 0));
        let draft = json!({ "name": "张三", "document": identity_number(50), "crew": "木工一班" });
        let path = format!("/api/sites/{}/workers", app.sites[0]);
        let added = app.post(Who::Site, &path, draft).await.expect(201);
        let second = page(&app, Who::Gate, first.version).await;
        assert_eq!(second.entries.len(), 1);
        assert_eq!(json!(second.entries[0].person), added["person"]);
        let end = format!("/api/engagements/{}/end", added["engagement"].as_str().unwrap());
        app.post(Who::Site, &end, json!({})).await;
        let third = page(&app, Who::Gate, second.version).await;
        assert_eq!((third.entries.len(), json!(third.removed)), (0, json!([added["person"]])));
        let fresh = page(&app, Who::Gate, 0).await;
        assert_eq!((fresh.entries.len(), fresh.removed.len()), (1, 0), "asked for everything, those who left are left out");
        let ahead = page(&app, Who::Gate, fresh.version + 100).await;
        assert_eq!((ahead.since, ahead.entries.len()), (0, 1), "a version never reached is answered with everything");
    }
}

both_engines! {
    async fn someone_pending_is_on_no_roster_until_the_site_confirms(database: Database) {
        let app = TestApp::over(database).await;
        let link = app.get(Who::Site, &format!("/api/sites/{}/join-link", app.sites[0])).await.expect(200);
        let token = link["url"].as_str().unwrap().rsplit_once('/').unwrap().1.to_owned();
        let first = page(&app, Who::Gate, 0).await;
        let sent = json!({
            "worker": { "name": "赵六", "document": identity_number(60), "phone": testkit::identity::phone_number(60) },
            "declaration_text_version": "declaration-1",
        });
        app.post(Who::Nobody, &format!("/api/join/{token}"), sent).await.expect(201);
        assert_eq!(page(&app, Who::Gate, first.version).await.entries.len(), 0);
        let list = app.get(Who::Site, &format!("/api/sites/{}/workers?engagement=pending", app.sites[0])).await.expect(200);
        let engagement = list["items"][0]["engagement"].as_str().expect("an engagement").to_owned();
        app.post(Who::Site, &format!("/api/engagements/{engagement}/confirm"), json!({})).await.expect(200);
        assert_eq!(page(&app, Who::Gate, first.version).await.entries.len(), 1);
    }
}

both_engines! {
    async fn midnight_makes_due_exactly_those_who_had_declared(database: Database) {
        let app = TestApp::over(database).await;
        assert_eq!(app.platform.settle_due().await.expect("settled"), 0, "nobody waits for an instant");
        let declared = json!({ "id": Uuid::from_u128(1), "text_version": "declaration-1", "answers": { "promise": true } });
        app.post(Who::Worker, "/api/me/declarations", declared).await.expect(201);
        let before = page(&app, Who::Gate, 0).await;
        app.clock.set("2020-02-17T23:59:59.999999+08:00");
        assert_eq!(app.platform.settle_due().await.expect("settled"), 0);
        app.clock.forward(SignedDuration::from_micros(1));
        assert_eq!(app.platform.settle_due().await.expect("settled"), 1);
        assert_eq!(app.platform.settle_due().await.expect("settled"), 0, "once");
        let after = page(&app, Who::Gate, before.version).await;
        assert_eq!(standing_of(&after, app.workers[0]), "hold: no_declaration");
    }
}

both_engines! {
    async fn passages_sent_twice_are_there_once(database: Database) {
        let app = TestApp::over(database).await;
        let mut told = app.platform.events();
        let batch = json!({ "passages": [passage(1, &app, 0, Some(app.workers[0])), passage(2, &app, 0, None)], "queue": 3 });
        let first = app.post(Who::Gate, "/api/gate/passages", batch.clone()).await.expect(200);
        let again = app.post(Who::Gate, "/api/gate/passages", batch).await.expect(200);
        assert_eq!(first, again);
        assert_eq!(first["accepted"].as_array().map(Vec::len), Some(2));
        let list = app.get(Who::Site, "/api/passages").await.expect(200);
        assert_eq!(ids(&list).len(), 2);
        assert_eq!(list["items"][1]["name"], "王*国");
        assert_eq!(list["items"][1]["reasons"][0], "Not sure who this is. Use your QR code or identity number.");
        assert_eq!(list["items"][0]["late"], false);
        assert!(told.try_recv().is_ok() && told.try_recv().is_ok() && told.try_recv().is_err(), "told once each");
        let gates = app.get(Who::Site, &format!("/api/sites/{}/gates", app.sites[0])).await.expect(200);
        assert_eq!(gates[0]["queue"], 3);
        let one = app.get(Who::Town, &format!("/api/passages?person={}&answer=hold&day=2020-02-17", app.workers[0])).await.expect(200);
        assert_eq!(ids(&one), [Uuid::from_u128(1).to_string()]);
        assert_eq!(ids(&app.get(Who::OtherSite, "/api/passages").await.expect(200)).len(), 0);
    }
}

both_engines! {
    async fn a_gate_sends_for_itself_alone_and_someone_unknown_is_kept(database: Database) {
        let app = TestApp::over(database).await;
        let stranger = PersonId(Uuid::from_u128(77));
        let batch = json!({ "passages": [passage(1, &app, 1, None), passage(2, &app, 0, Some(stranger))], "queue": 0 });
        let receipt = app.post(Who::Gate, "/api/gate/passages", batch).await.expect(200);
        assert_eq!(receipt, json!({ "accepted": [Uuid::from_u128(2)], "refused": [Uuid::from_u128(1)] }));
        let list = app.get(Who::District, "/api/passages").await.expect(200);
        assert_eq!(ids(&list), [Uuid::from_u128(2).to_string()]);
        assert_eq!(list["items"][0]["person"], Value::Null);
    }
}

both_engines! {
    async fn someone_of_another_site_is_kept_without_being_named_to_this_one(database: Database) {
        let app = TestApp::over(database).await;
        let elsewhere = app.workers[1];
        let batch = json!({ "passages": [passage(1, &app, 0, Some(elsewhere))], "queue": 0 });
        let receipt = app.post(Who::Gate, "/api/gate/passages", batch).await.expect(200);
        assert_eq!(receipt["accepted"], json!([Uuid::from_u128(1)]), "nothing is lost");
        for who in [Who::Site, Who::District] {
            let list = app.get(who, "/api/passages").await.expect(200);
            assert_eq!(ids(&list), [Uuid::from_u128(1).to_string()]);
            assert_eq!((&list["items"][0]["person"], &list["items"][0]["name"]), (&Value::Null, &Value::Null));
        }
        let theirs = app.get(Who::OtherSite, &format!("/api/workers/{elsewhere}")).await.expect(200);
        assert_eq!(theirs["passages"], json!([]), "nor is it told of them");
    }
}

both_engines! {
    async fn who_left_stays_tied_to_what_the_gate_recorded(database: Database) {
        let app = TestApp::over(database).await;
        app.post(Who::Site, &format!("/api/engagements/{}/end", app.engagements[0]), json!({})).await.expect(204);
        let batch = json!({ "passages": [passage(1, &app, 0, Some(app.workers[0]))], "queue": 0 });
        app.post(Who::Gate, "/api/gate/passages", batch).await.expect(200);
        let list = app.get(Who::Site, "/api/passages").await.expect(200);
        assert_eq!(list["items"][0]["name"], "王*国", "the gate may not have heard of it yet");
    }
}

both_engines! {
    async fn an_id_that_another_gate_used_is_refused_and_overwrites_nothing(database: Database) {
        let app = TestApp::over(database).await;
        let first = json!({ "passages": [passage(1, &app, 0, Some(app.workers[0]))], "queue": 0 });
        app.post(Who::Gate, "/api/gate/passages", first.clone()).await.expect(200);
        let second = json!({ "passages": [passage(1, &app, 1, None), passage(2, &app, 1, None)], "queue": 0 });
        let receipt = app.post(Who::OtherGate, "/api/gate/passages", second).await.expect(200);
        assert_eq!(receipt, json!({ "accepted": [Uuid::from_u128(2)], "refused": [Uuid::from_u128(1)] }));
        let list = app.get(Who::District, "/api/passages").await.expect(200);
        assert_eq!(ids(&list), [2, 1].map(|number| Uuid::from_u128(number).to_string()));
        assert_eq!((&list["items"][1]["gate"], &list["items"][1]["name"]), (&json!(app.gates[0]), &json!("王*国")));
        let again = app.post(Who::Gate, "/api/gate/passages", first).await.expect(200);
        assert_eq!(again["accepted"], json!([Uuid::from_u128(1)]));
    }
}

both_engines! {
    async fn what_no_gate_can_have_recorded_is_refused_beside_what_it_can(database: Database) {
        let app = TestApp::over(database).await;
        let changed = |number: u128, change: fn(&mut Value)| {
            let mut sent = passage(number, &app, 0, None);
            change(&mut sent);
            sent
        };
        let long = |ground: &mut Value| {
            let reason = json!({ "code": "fever", "temperature": 380, "state": "hold", "until": null, "rule": "x".repeat(201) });
            ground["grounds"] = json!([{ "kind": "standing", "reason": reason }]);
        };
        let batch = [
            changed(1, |sent| sent["temperature"] = json!(451)),
            changed(2, |sent| sent["temperature"] = json!(-1)),
            changed(3, |sent| sent["grounds"] = json!(vec![json!({ "kind": "unsure" }); 65])),
            changed(4, long),
            changed(5, |sent| sent["temperature"] = json!(450)),
            changed(6, |sent| sent["roster_version"] = json!(i64::MAX)),
        ];
        let batch = json!({ "passages": batch, "queue": -7 });
        let receipt = app.post(Who::Gate, "/api/gate/passages", batch).await.expect(200);
        let numbers = |of: &[u128]| json!(of.iter().map(|number| Uuid::from_u128(*number)).collect::<Vec<_>>());
        assert_eq!(receipt, json!({ "accepted": numbers(&[5, 6]), "refused": numbers(&[1, 2, 3, 4]) }));
        assert_eq!(ids(&app.get(Who::Site, "/api/passages").await.expect(200)).len(), 2);
    }
}

both_engines! {
    async fn figures_that_a_gate_tells_of_itself_stay_within_what_can_be(database: Database) {
        let app = TestApp::over(database).await;
        let newest = page(&app, Who::Gate, 0).await.version;
        let told = async || app.get(Who::Site, &format!("/api/sites/{}/gates", app.sites[0])).await.expect(200)[0].clone();
        for (version, queue, noted, waiting) in [(i64::MAX, i64::MAX, newest, 10_000_000), (-3, -3, 0, 0), (1, 2, 1, 2)] {
            let beat = json!({ "at": "2020-02-16T23:00:00Z", "roster_version": version, "queue": queue });
            let reply = app.post(Who::Gate, "/api/gate/heartbeat", beat).await.expect(200);
            assert_eq!(reply["roster_version"], json!(newest), "a gate ahead of the platform learns so");
            let gate = told().await;
            assert_eq!((&gate["roster_version"], &gate["queue"]), (&json!(noted), &json!(waiting)));
        }
        app.clock.forward(SignedDuration::from_mins(1));
        page(&app, Who::Gate, i64::MAX).await;
        assert_eq!(told().await["roster_version"], json!(newest));
    }
}

both_engines! {
    async fn passages_are_paged_newest_first_and_late_ones_say_so(database: Database) {
        let app = TestApp::over(database).await;
        app.clock.forward(SignedDuration::from_mins(5));
        let passages: Vec<Value> = (1..=5).map(|number| passage(number, &app, 0, None)).collect();
        app.post(Who::Gate, "/api/gate/passages", json!({ "passages": passages, "queue": 0 })).await.expect(200);
        let mut seen = Vec::new();
        let mut path = "/api/passages?limit=2".to_owned();
        loop {
            let list = app.get(Who::Site, &path).await.expect(200);
            assert!(list["items"].as_array().unwrap().iter().all(|one| one["late"] == true));
            seen.extend(ids(&list).into_iter().map(str::to_owned));
            match list["next"].as_str() {
                Some(next) => path = format!("/api/passages?limit=2&after={next}"),
                None => break,
            }
        }
        let expected: Vec<String> = (1..=5).rev().map(|number| Uuid::from_u128(number).to_string()).collect();
        assert_eq!(seen, expected);
    }
}

both_engines! {
    async fn a_revoked_gate_is_told_nothing_more(database: Database) {
        let app = TestApp::over(database).await;
        let beat = json!({ "at": "2020-02-16T23:00:00Z", "roster_version": 1, "queue": 0 });
        let reply = app.post(Who::Gate, "/api/gate/heartbeat", beat.clone()).await.expect(200);
        assert_eq!(reply["roster_version"], json!(page(&app, Who::Gate, 0).await.version));
        assert_eq!(app.delete(Who::Site, &format!("/api/gates/{}", app.gates[0])).await.status, 204);
        assert_eq!(app.get(Who::Gate, "/api/gate/roster?since=0").await.problem(401), "signed_out");
        assert_eq!(app.post(Who::Gate, "/api/gate/heartbeat", beat).await.problem(401), "signed_out");
    }
}
