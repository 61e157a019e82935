//! Two records of one person: merged they are one everywhere, and undone they stand as they stood.

use domain::id::PersonId;
use http::Method;
use jiff::SignedDuration;
use serde_json::{Value, json};
use service::registry::WorkerEntry;
use testkit::identity::{identity_number, phone_number};
use testkit::{TestApp, Who, both_engines};
use uuid::Uuid;

use crate::alert::declare;
use crate::gate_line::{page, standing_of};
use crate::likeness::{REASON, abroad, add, decide, pairs};

const PASSPORT: &str = "E12345678";

/// The worker of the first site, and at the second another record of theirs, with a passport.
struct Two {
    one: PersonId,
    other: PersonId,
    pair: Value,
}

async fn two(app: &TestApp) -> Two {
    let draft = abroad("王健国", PASSPORT, "1960-01-01", Some(950));
    let other = add(app, Who::OtherSite, 1, draft).await;
    let pair = pairs(app, Who::Town, "").await.remove(0);
    Two {
        one: app.workers[0],
        other: other.as_str().unwrap().parse().unwrap(),
        pair,
    }
}

impl Two {
    async fn merge(&self, app: &TestApp) {
        let body = json!({ "leading": self.one, "reason": REASON });
        decide(app, Who::Town, &self.pair, "merge", body)
            .await
            .expect(204);
    }

    async fn undo(&self, app: &TestApp) {
        decide(
            app,
            Who::Town,
            &self.pair,
            "undo",
            json!({ "undoes": "merged", "reason": "看错了，是兄弟俩" }),
        )
        .await
        .expect(204);
    }
}

fn declaration(number: u128, temperature: i32) -> Value {
    json!({
        "id": Uuid::from_u128(number),
        "text_version": "declaration-1",
        "answers": { "temperature": temperature, "promise": true },
    })
}

/// Signs someone in by phone and a code that a manager gives, and sends what they declare.
async fn declare_by_phone(app: &TestApp, manager: Who, person: PersonId, phone: u32, sent: Value) {
    let token = sign_in(app, manager, person, phone).await.expect("a session");
    let shown = (http::header::COOKIE, format!("sitewarden_worker={token}"));
    app.show(shown, Method::POST, "/api/me/declarations", Some(sent))
        .await
        .expect(201);
}

async fn sign_in(app: &TestApp, manager: Who, person: PersonId, phone: u32) -> Option<String> {
    let code = app
        .post(manager, &format!("/api/workers/{person}/sign-in-code"), json!({}))
        .await
        .expect(200)["code"]
        .clone();
    let whence = service::Whence::agent("phone");
    let language = domain::language::Language::English;
    let (phone, code) = (phone_number(phone), code.as_str().unwrap());
    let opened = app.platform.worker_sign_in(&phone, code, &whence, language);
    match opened.await {
        Ok(WorkerEntry::Open(opened)) => Some(opened.token),
        _ => None,
    }
}

async fn listed(app: &TestApp, who: Who, site: usize, query: &str) -> Vec<Value> {
    let path = format!("/api/sites/{}/workers?{query}", app.sites[site]);
    app.get(who, &path).await.expect(200)["items"]
        .as_array()
        .unwrap()
        .clone()
}

/// Everything that is read of both records and their sites, but for whatever counts on by itself.
async fn read_all(app: &TestApp, both: &Two) -> Value {
    let mut all = Vec::new();
    for (who, site) in [(Who::Site, 0), (Who::OtherSite, 1)] {
        all.push(json!(listed(app, who, site, "").await));
        all.push(json!(listed(app, who, site, "engagement=ended").await));
        all.push(json!(listed(app, who, site, "day=2020-02-17").await));
        all.push(app.get(who, "/api/hits").await.expect(200));
        let alerts = app.get(who, "/api/alerts").await.expect(200);
        let known = alerts["items"].as_array().unwrap().iter();
        all.push(
            known
                .map(|alert| json!([alert["person"], alert["kind"], alert["state"], alert["text"]]))
                .collect(),
        );
    }
    for person in [both.one, both.other] {
        let mut worker = app
            .get(Who::Town, &format!("/api/workers/{person}"))
            .await
            .expect(200);
        if let Some(check) = worker.get_mut("check").and_then(Value::as_object_mut) {
            check.remove("as_of");
        }
        all.push(worker);
    }
    for gate in [Who::Gate, Who::OtherGate] {
        let page = page(app, gate, 0).await;
        let mut entries = page.entries;
        entries.sort_by_key(|entry| entry.person);
        for entry in &mut entries {
            for segment in &mut entry.forecast {
                segment.from = jiff::Timestamp::UNIX_EPOCH;
            }
        }
        all.push(serde_json::to_value(entries).unwrap());
    }
    Value::Array(all)
}

both_engines! {
    async fn when_the_rules_change_the_leading_record_alone_is_due(database: Database) {
        let app = TestApp::over(database).await;
        two(&app).await.merge(&app).await;
        app.platform.settle_due().await.expect("everyone is settled");
        app.platform.put_profile(&app.profile().await).await.expect("it is written");
        assert_eq!(app.platform.settle_due().await.expect("everyone is settled"), 3);
    }
}

both_engines! {
    async fn merged_they_are_one_person_everywhere_and_undone_two_as_before(database: Database) {
        let app = TestApp::over(database).await;
        let both = two(&app).await;
        declare(&app, Who::Worker, 1, 366).await;
        declare_by_phone(&app, Who::OtherSite, both.other, 950, declaration(2, 378)).await;
        app.clock.forward(SignedDuration::from_mins(1));
        let before = read_all(&app, &both).await;
        both.merge(&app).await;

        let there = listed(&app, Who::OtherSite, 1, "").await;
        let people: Vec<_> = there.iter().map(|row| &row["person"]).collect();
        assert!(people.contains(&&json!(both.one)) && !people.contains(&&json!(both.other)), "{people:?}");
        let row = there.iter().find(|row| row["person"] == json!(both.one)).unwrap();
        assert_eq!((&row["name"], &row["standing"]), (&json!("王*国"), &json!("hold")));
        let worker = app.get(Who::Site, &format!("/api/workers/{}", both.one)).await.expect(200);
        assert_eq!(worker["declarations"].as_array().unwrap().len(), 2, "what was told under both is theirs");
        let record = &worker["other_records"][0];
        assert_eq!((&record["name"], &record["document_kind"], &record["undo"]), (&json!("王*国"), &json!("passport"), &Value::Null));
        assert!(!record.to_string().contains(PASSPORT), "masked, and one manager alone does not undo it");
        let seen_by_town = app.get(Who::Town, &format!("/api/workers/{}", both.one)).await.expect(200);
        assert_eq!(seen_by_town["other_records"][0]["undo"], both.pair["id"], "who sees both may");
        for gate in [Who::Gate, Who::OtherGate] {
            let page = page(&app, gate, 0).await;
            assert_eq!(standing_of(&page, both.one), "hold: fever", "the stricter of both, at both");
            assert!(page.entries.iter().all(|entry| entry.person != both.other));
            let entry = page.entries.iter().find(|entry| entry.person == both.one).unwrap();
            assert_eq!(entry.other_documents.len(), 1, "either number may be typed");
        }
        let alerts = app.get(Who::Site, "/api/alerts").await.expect(200);
        assert_eq!(alerts["items"][0]["person"], json!(both.one), "the first site is told of the fever");
        for query in ["q=678", "q=wangjianguo", "q=%E5%81%A5", "q=%E5%BB%BA"] {
            let found = listed(&app, Who::OtherSite, 1, query).await;
            assert!(found.iter().any(|row| row["person"] == json!(both.one)), "{query}");
        }

        both.undo(&app).await;
        let mut after = read_all(&app, &both).await;
        // The first site keeps the alert that it was told meanwhile, until somebody there has looked.
        let told = after[4].as_array_mut().unwrap().pop().expect("the alert");
        assert_eq!((&told[0], &told[1]), (&json!(both.one), &json!("fever")));
        assert_eq!(after, before);
        let pair = pairs(&app, Who::Town, "?decided=true").await.remove(0);
        assert_eq!((&pair["state"], &pair["decided"]["reason"]), (&json!("apart"), &json!("看错了，是兄弟俩")));
        assert_eq!(decide(&app, Who::Town, &pair, "merge", json!({ "leading": both.one, "reason": REASON })).await.problem(409), "conflict");
        let twice = decide(&app, Who::Town, &pair, "undo", json!({ "undoes": "merged", "reason": REASON })).await;
        assert_eq!(twice.problem(409), "conflict", "who presses twice undoes once");
        decide(&app, Who::Town, &pair, "undo", json!({ "undoes": "apart", "reason": "再看一遍" })).await.expect(204);
        both.merge(&app).await;
        both.undo(&app).await;
    }
}

both_engines! {
    async fn neither_phone_is_lost_and_whoever_was_signed_in_signs_in_anew(database: Database) {
        let app = TestApp::over(database).await;
        let both = two(&app).await;
        let before = sign_in(&app, Who::OtherSite, both.other, 950).await.expect("a session");
        both.merge(&app).await;
        let shown = (http::header::COOKIE, format!("sitewarden_worker={before}"));
        assert_eq!(app.show(shown, Method::GET, "/api/me", None).await.problem(401), "signed_out");
        for (manager, phone) in [(Who::Site, 0), (Who::OtherSite, 950)] {
            let token = sign_in(&app, manager, both.one, phone).await.expect("a session");
            let shown = (http::header::COOKIE, format!("sitewarden_worker={token}"));
            let home = app.show(shown, Method::GET, "/api/me", None).await.expect(200);
            assert_eq!((&home["name"], home["sites"].as_array().map(Vec::len)), (&json!("王建国"), Some(2)));
        }
        both.undo(&app).await;
        assert!(sign_in(&app, Who::Site, both.one, 950).await.is_none(), "the other's phone is the other's again");
        assert!(sign_in(&app, Who::OtherSite, both.other, 950).await.is_some());
    }
}

both_engines! {
    async fn lists_are_compared_with_both_documents_and_what_they_found_goes_back_with_its_own(database: Database) {
        let app = TestApp::over(database).await;
        let both = two(&app).await;
        both.merge(&app).await;
        let sheet = format!("证件类型,证件号码,姓名,类别,原因,到期\n护照,{PASSPORT},王健国,密接,同一车厢,2020-03-01\n");
        let path = "/api/watchlists/import?dry_run=false&name=close&source=cdc&expires_on=2020-03-31";
        let done = app.send_bytes(Who::District, Method::POST, path, "text/csv", sheet.into_bytes()).await.expect(200);
        assert_eq!(done["matches"], 1, "{done}");
        for gate in [Who::Gate, Who::OtherGate] {
            assert_eq!(standing_of(&page(&app, gate, 0).await, both.one), "barred: hit, no_declaration");
        }
        let hits = app.get(Who::Site, "/api/hits").await.expect(200);
        assert_eq!((&hits["items"][0]["person"], &hits["items"][0]["name_agrees"]), (&json!(both.one), &json!(true)));
        let correct = json!({ "name": "王建业", "same_person": true, "reason": "核对了身份证原件" });
        app.send(Who::Town, Method::PATCH, &format!("/api/workers/{}", both.one), Some(correct)).await.expect(204);
        assert_eq!(standing_of(&page(&app, Who::Gate, 0).await, both.one), "barred: hit, no_declaration", "it is the other name that agrees");

        both.undo(&app).await;
        assert_eq!(standing_of(&page(&app, Who::Gate, 0).await, both.one), "hold: no_declaration");
        assert_eq!(standing_of(&page(&app, Who::OtherGate, 0).await, both.other), "barred: hit, no_declaration");
    }
}

both_engines! {
    async fn what_was_known_of_one_record_never_lifts_what_was_said_of_the_other(database: Database) {
        let app = TestApp::over(database).await;
        let both = two(&app).await;
        declare_by_phone(&app, Who::OtherSite, both.other, 950, declaration(2, 378)).await;
        app.clock.forward(SignedDuration::from_mins(10));
        declare(&app, Who::Worker, 1, 366).await;
        let check = json!({ "site": app.sites[0], "temperature": 365, "note": "坐下休息过，精神好", "as_of": app.platform.now() });
        let path = format!("/api/workers/{}/checks", both.one);
        app.clock.forward(SignedDuration::from_mins(10));
        // The first worker was found fit after the other's fever; that was the first worker.
        app.post(Who::Site, &path, check).await.expect(201);
        both.merge(&app).await;
        assert_eq!(standing_of(&page(&app, Who::Gate, 0).await, both.one), "hold: fever");

        // From here on they are one: looked at and declared again, both are answered.
        app.clock.forward(SignedDuration::from_mins(10));
        let check = json!({ "site": app.sites[0], "temperature": 365, "note": "坐下休息过，精神好", "as_of": app.platform.now() });
        app.post(Who::Site, &path, check).await.expect(201);
        declare_by_phone(&app, Who::Site, both.one, 0, declaration(3, 366)).await;
        assert_eq!(standing_of(&page(&app, Who::Gate, 0).await, both.one), "clear");

        // Undone, that look was of the leading record: nobody has looked at the other.
        app.clock.forward(SignedDuration::from_mins(10));
        both.undo(&app).await;
        assert_eq!(standing_of(&page(&app, Who::Gate, 0).await, both.one), "clear");
        assert_eq!(standing_of(&page(&app, Who::OtherGate, 0).await, both.other), "hold: fever");
    }
}

both_engines! {
    async fn what_was_told_while_they_were_one_weighs_on_both_until_each_is_looked_at(database: Database) {
        let app = TestApp::over(database).await;
        let both = two(&app).await;
        declare_by_phone(&app, Who::OtherSite, both.other, 950, declaration(2, 366)).await;
        app.clock.forward(SignedDuration::from_mins(1));
        both.merge(&app).await;
        app.clock.forward(SignedDuration::from_mins(1));
        declare_by_phone(&app, Who::OtherSite, both.one, 950, declaration(3, 379)).await;
        app.clock.forward(SignedDuration::from_mins(1));
        both.undo(&app).await;
        assert_eq!(standing_of(&page(&app, Who::Gate, 0).await, both.one), "hold: fever");
        assert_eq!(standing_of(&page(&app, Who::OtherGate, 0).await, both.other), "hold: fever");
        app.clock.forward(SignedDuration::from_mins(1));
        let check = json!({ "site": app.sites[1], "temperature": 365, "note": "坐下休息过，精神好", "as_of": app.platform.now() });
        app.post(Who::OtherSite, &format!("/api/workers/{}/checks", both.other), check).await.expect(201);
        declare_by_phone(&app, Who::OtherSite, both.other, 950, declaration(4, 366)).await;
        assert_eq!(standing_of(&page(&app, Who::OtherGate, 0).await, both.other), "clear");
        assert_eq!(standing_of(&page(&app, Who::Gate, 0).await, both.one), "hold: fever", "the other's look is the other's");
    }
}

both_engines! {
    async fn at_one_site_the_person_is_once_on_every_list_and_by_either_document(database: Database) {
        let app = TestApp::over(database).await;
        let draft = abroad("王健国", PASSPORT, "1960-01-01", Some(950));
        let other = add(&app, Who::Site, 0, draft).await;
        let pair = pairs(&app, Who::Site, "").await.remove(0);
        let before = [
            listed(&app, Who::Site, 0, "").await,
            listed(&app, Who::Site, 0, "day=2020-02-17").await,
            listed(&app, Who::Site, 0, "engagement=ended").await,
        ];
        let body = json!({ "leading": app.workers[0], "reason": REASON });
        decide(&app, Who::Site, &pair, "merge", body).await.expect(204);
        for (query, rows) in [("", 1), ("day=2020-02-17", 1), ("day=2020-02-12", 1), ("engagement=ended", 0)] {
            assert_eq!(listed(&app, Who::Site, 0, query).await.len(), rows, "{query}");
        }
        assert_eq!(page(&app, Who::Gate, 0).await.entries.len(), 1);
        let site = app.get(Who::Site, &format!("/api/sites/{}", app.sites[0])).await.expect(200);
        assert_eq!(site["people"], 1);

        // Their own list, imported again with both documents, adds nobody.
        let sheet = format!(
            "姓名,证件类型,证件号码,出生日期\n王健国,护照,{PASSPORT},1960-01-01\n王建国,身份证,{},\n", identity_number(0)
        );
        let import = |site: usize| format!("/api/sites/{}/worker-imports?dry_run=false", app.sites[site]);
        let report = app.send_bytes(Who::Site, Method::POST, &import(0), "text/csv", sheet.clone().into_bytes()).await.expect(200);
        assert_eq!((&report["added"], &report["unchanged"]), (&json!(0), &json!(2)));
        let report = app.send_bytes(Who::OtherSite, Method::POST, &import(1), "text/csv", sheet.into_bytes()).await.expect(200);
        assert_eq!((&report["added"], &report["unchanged"]), (&json!(1), &json!(1)), "elsewhere they begin once");

        let refused = decide(&app, Who::Site, &pair, "undo", json!({ "undoes": "merged", "reason": REASON })).await.expect(409);
        assert!(refused["detail"].as_str().unwrap().contains("town"), "{refused}");
        decide(&app, Who::Town, &pair, "undo", json!({ "undoes": "merged", "reason": REASON })).await.expect(204);
        let after = [
            listed(&app, Who::Site, 0, "").await,
            listed(&app, Who::Site, 0, "day=2020-02-17").await,
            listed(&app, Who::Site, 0, "engagement=ended").await,
        ];
        assert_eq!(after, before);
        let begun = listed(&app, Who::OtherSite, 1, "").await;
        assert!(begun.iter().any(|row| row["person"] == other), "who began by the passport there is the passport's holder");
    }
}

both_engines! {
    async fn a_gate_that_has_not_heard_of_it_yet_names_the_other_and_nothing_is_lost(database: Database) {
        let app = TestApp::over(database).await;
        let both = two(&app).await;
        both.merge(&app).await;
        let passage = json!({
            "id": Uuid::from_u128(9), "gate": app.gates[1], "person": both.other, "at": "2020-02-16T22:59:30Z",
            "direction": "in", "way": "face", "answer": "hold", "grounds": [{ "kind": "unsure" }],
            "temperature": null, "roster_version": 1,
        });
        let batch = json!({ "passages": [passage], "queue": 0 });
        let receipt = app.post(Who::OtherGate, "/api/gate/passages", batch).await.expect(200);
        assert_eq!(receipt["accepted"].as_array().map(Vec::len), Some(1), "{receipt}");
        let seen = async |person: PersonId| {
            let worker = app.get(Who::Town, &format!("/api/workers/{person}")).await.expect(200);
            worker["passages"].as_array().unwrap().len()
        };
        assert_eq!(seen(both.one).await, 1);
        both.undo(&app).await;
        assert_eq!((seen(both.one).await, seen(both.other).await), (0, 1));
    }
}

both_engines! {
    async fn of_two_mergers_of_one_record_at_once_one_is_done_and_the_other_says_so(database: Database) {
        let app = TestApp::over(database).await;
        let middle = add(&app, Who::Site, 0, abroad("王健国", PASSPORT, "1960-01-01", None)).await;
        let last = add(&app, Who::Site, 0, abroad("王剑国", "K12345678", "1960-01-01", None)).await;
        let found = pairs(&app, Who::Site, "").await;
        let of = |one: &Value, other: &Value| {
            let both = |pair: &&Value| [one, other].iter().all(|who| pair["one"]["person"] == **who || pair["other"]["person"] == **who);
            found.iter().find(both).expect("the pair").clone()
        };
        let first = json!(app.workers[0]);
        let (a, b) = (of(&first, &middle), of(&middle, &last));
        let (one, other) = tokio::join!(
            decide(&app, Who::Site, &a, "merge", json!({ "leading": first, "reason": REASON })),
            decide(&app, Who::Site, &b, "merge", json!({ "leading": middle, "reason": REASON })),
        );
        let statuses = [one.status.as_u16(), other.status.as_u16()];
        // The one that came second either finds its leading record led, and merges with the one that leads it, or finds
        // that the record it would have led leads another.
        assert!(statuses == [204, 204] || statuses == [409, 204], "{statuses:?} {} {}", one.text(), other.text());
        let rows = listed(&app, Who::Site, 0, "").await;
        assert_eq!(rows.len(), if statuses == [204, 204] { 1 } else { 2 });
    }
}

both_engines! {
    async fn the_same_pair_merged_twice_at_once_is_merged_once(database: Database) {
        let app = TestApp::over(database).await;
        let both = two(&app).await;
        let body = json!({ "leading": both.one, "reason": REASON });
        let (one, other) = tokio::join!(
            decide(&app, Who::Town, &both.pair, "merge", body.clone()),
            decide(&app, Who::District, &both.pair, "merge", json!({ "leading": both.other, "reason": REASON })),
        );
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409], "{} {}", one.text(), other.text());
        both.undo(&app).await;
        assert_eq!(listed(&app, Who::Site, 0, "").await.len(), 1);
    }
}
