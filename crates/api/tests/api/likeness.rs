//! Possible duplicates: who is found by what, who is shown them, and that what was kept apart stays so.

use domain::document::check_character;
use http::Method;
use serde_json::{Value, json};
use testkit::identity::{identity_number, phone_number};
use testkit::{Reply, TestApp, Who, both_engines};

pub(crate) const REASON: &str = "看了护照和身份证原件";

/// A worker with a passport, with the phone of the worker of a number if that is wanted.
pub(crate) fn abroad(name: &str, passport: &str, born: &str, phone: Option<u32>) -> Value {
    json!({
        "name": name, "document_kind": "passport", "document": passport, "birth_date": born,
        "phone": phone.map(phone_number).unwrap_or_default(),
    })
}

/// Adds a worker to a site; tells who.
pub(crate) async fn add(app: &TestApp, who: Who, site: usize, draft: Value) -> Value {
    let path = format!("/api/sites/{}/workers", app.sites[site]);
    app.post(who, &path, draft).await.expect(201)["person"].clone()
}

pub(crate) async fn pairs(app: &TestApp, who: Who, query: &str) -> Vec<Value> {
    let list = app.get(who, &format!("/api/likenesses{query}")).await.expect(200);
    list["items"].as_array().expect("items").clone()
}

pub(crate) async fn decide(app: &TestApp, who: Who, pair: &Value, how: &str, body: Value) -> Reply {
    let path = format!("/api/likenesses/{}/{how}", pair["id"].as_str().expect("a pair"));
    app.post(who, &path, body).await
}

fn said(pair: &Value) -> Vec<&str> {
    let evidence = pair["evidence"].as_array().expect("evidence").iter();
    evidence
        .map(|one| one["code"].as_str().expect("a code"))
        .collect()
}

/// An identity number of the same place and day of birth as the first worker's.
fn other_number() -> String {
    let front = "44060519600101999";
    format!("{front}{}", check_character(front).expect("17 digits"))
}

both_engines! {
    async fn a_near_name_with_a_near_day_of_birth_is_shown_side_by_side_with_what_differs(database: Database) {
        let app = TestApp::over(database).await;
        let added = add(&app, Who::Site, 0, abroad("王健国", "E12345678", "1960-01-01", None)).await;
        add(&app, Who::Site, 0, abroad("李建国", "E12345679", "1971-05-05", None)).await;
        let found = pairs(&app, Who::Site, "").await;
        assert_eq!(found.len(), 1, "{found:?}");
        let pair = &found[0];
        assert_eq!(said(pair), ["name_and_birth"]);
        assert_eq!(pair["evidence"][0]["text"], "Names that sound the same; same day of birth.");
        let people = [&pair["one"]["person"], &pair["other"]["person"]];
        assert!(people.contains(&&added) && people.contains(&&json!(app.workers[0])));
        assert_eq!(pair["differences"], json!(["name", "document", "phone"]));
        assert_eq!((&pair["numbers_differ"], &pair["decides"], &pair["state"]), (&json!(false), &json!("you"), &json!("open")));
        let text = pair.to_string();
        for personal in ["王健国", "王建国", "E12345678", &identity_number(0), &phone_number(0)] {
            assert!(!text.contains(personal), "masked: {text}");
        }
    }
}

both_engines! {
    async fn a_phone_of_now_or_of_before_is_found_and_a_foremans_is_not(database: Database) {
        let app = TestApp::over(database).await;
        add(&app, Who::Site, 0, abroad("NGUYEN VAN AN", "E12345678", "1985-02-03", Some(0))).await;
        assert_eq!(said(&pairs(&app, Who::Site, "").await[0]), ["phone"]);
        // The first worker gets another phone by their site's own list; the one before still says something.
        let sheet = format!("姓名,身份证号,手机号\n王建国,{},{}\n", identity_number(0), phone_number(900));
        let path = format!("/api/sites/{}/worker-imports?dry_run=false", app.sites[0]);
        app.send_bytes(Who::Site, Method::POST, &path, "text/csv", sheet.into_bytes()).await.expect(200);
        let found = pairs(&app, Who::Site, "").await;
        assert_eq!((found.len(), said(&found[0])), (1, vec!["former_phone"]));

        let mut crew = "姓名,证件类型,证件号码,手机号,出生日期\n".to_owned();
        for number in 0..6 {
            let row = format!("TRAN VAN {},护照,K1000000{number},{},198{number}-01-02\n",
                ["ANH", "BINH", "CUONG", "DUC", "HAI", "KHOA"][number], phone_number(901));
            crew.push_str(&row);
        }
        app.send_bytes(Who::Site, Method::POST, &path, "text/csv", crew.into_bytes()).await.expect(200);
        assert_eq!(pairs(&app, Who::Site, "").await.len(), 1, "six who share a phone are a foreman's crew");
    }
}

both_engines! {
    async fn who_sees_one_of_the_two_alone_learns_nothing_and_whoever_sees_both_decides(database: Database) {
        let app = TestApp::over(database).await;
        add(&app, Who::OtherSite, 1, abroad("王健国", "E12345678", "1960-01-01", None)).await;
        for who in [Who::Site, Who::OtherSite, Who::OtherTown] {
            assert_eq!(pairs(&app, who, "").await.len(), 0, "{who:?}");
        }
        let pair = pairs(&app, Who::Town, "").await.remove(0);
        assert_eq!(pairs(&app, Who::District, "").await.len(), 1);
        let body = json!({ "leading": app.workers[0], "reason": REASON });
        for who in [Who::Site, Who::OtherSite, Who::OtherTown] {
            assert_eq!(decide(&app, who, &pair, "merge", body.clone()).await.problem(403), "denied");
            assert_eq!(decide(&app, who, &pair, "keep-apart", json!({ "reason": REASON })).await.problem(403), "denied");
        }
        let refused = decide(&app, Who::Town, &pair, "merge", json!({ "leading": app.workers[2], "reason": REASON })).await;
        assert_eq!(refused.problem(422), "invalid", "a third person leads neither");
        let refused = decide(&app, Who::Town, &pair, "merge", json!({ "leading": app.workers[0], "reason": "嗯" })).await;
        assert_eq!(refused.expect(422)["fields"][0]["field"], "reason");
        decide(&app, Who::Town, &pair, "merge", body).await.expect(204);
        for who in [Who::Site, Who::OtherSite, Who::Town] {
            let log = app.get(who, "/api/audit").await.expect(200).to_string();
            assert!(log.contains("likeness.merge") && log.contains(REASON), "{who:?} finds it in the log");
        }
        assert_eq!(pairs(&app, Who::Site, "?decided=true").await.len(), 1, "the person is theirs");
    }
}

both_engines! {
    async fn someone_at_another_site_too_is_for_the_town_to_decide(database: Database) {
        let app = TestApp::over(database).await;
        add(&app, Who::Site, 0, abroad("王健国", "E12345678", "1960-01-01", None)).await;
        add(&app, Who::OtherSite, 1, abroad("王健国", "E12345678", "1960-01-01", None)).await;
        let pair = pairs(&app, Who::Site, "").await.remove(0);
        assert_eq!(pair["decides"], "town");
        let refused = decide(&app, Who::Site, &pair, "keep-apart", json!({ "reason": REASON })).await.expect(409);
        assert!(refused["detail"].as_str().unwrap().contains("the town's office decides"), "{refused}");
        decide(&app, Who::Town, &pair, "keep-apart", json!({ "reason": REASON })).await.expect(204);
    }
}

both_engines! {
    async fn what_was_kept_apart_is_not_shown_again_until_something_new_speaks_for_it(database: Database) {
        let app = TestApp::over(database).await;
        let added = add(&app, Who::Site, 0, abroad("王健国", "E12345678", "1960-01-01", None)).await;
        let pair = pairs(&app, Who::Site, "").await.remove(0);
        decide(&app, Who::Site, &pair, "keep-apart", json!({ "reason": REASON })).await.expect(204);
        assert_eq!(pairs(&app, Who::Site, "").await.len(), 0);
        let decided = pairs(&app, Who::Site, "?decided=true").await.remove(0);
        assert_eq!((&decided["state"], &decided["decided"]["reason"]), (&json!("apart"), &json!(REASON)));
        assert_eq!(decided["decided"]["by"], "site 的人");
        let twice = decide(&app, Who::Site, &pair, "keep-apart", json!({ "reason": REASON })).await;
        assert_eq!(twice.problem(409), "conflict");

        let correct = json!({ "name": "王剑国", "same_person": true, "reason": "核对了护照原件" });
        let path = format!("/api/workers/{}", added.as_str().unwrap());
        app.send(Who::Site, Method::PATCH, &path, Some(correct)).await.expect(204);
        assert_eq!(pairs(&app, Who::Site, "").await.len(), 0, "another near name is nothing new");
        let sheet = format!("姓名,证件类型,证件号码,手机号,出生日期\n王剑国,护照,E12345678,{},1960-01-01\n", phone_number(0));
        let import = format!("/api/sites/{}/worker-imports?dry_run=false", app.sites[0]);
        app.send_bytes(Who::Site, Method::POST, &import, "text/csv", sheet.into_bytes()).await.expect(200);
        let again = pairs(&app, Who::Site, "").await.remove(0);
        assert_eq!(said(&again), ["name_and_birth", "phone"], "the same phone is new");
        assert_eq!(again["decided"]["reason"], REASON, "what was said before is still there");
    }
}

both_engines! {
    async fn a_pair_that_a_correction_makes_unlike_goes_and_one_that_it_makes_alike_comes(database: Database) {
        let app = TestApp::over(database).await;
        let added = add(&app, Who::Site, 0, abroad("李健国", "E12345678", "1971-05-05", None)).await;
        let correct = async |name: &str, born: &str| {
            let body = json!({ "name": name, "birth_date": born, "same_person": true, "reason": "核对了护照原件" });
            let path = format!("/api/workers/{}", added.as_str().unwrap());
            app.send(Who::Site, Method::PATCH, &path, Some(body)).await.expect(204);
        };
        assert_eq!(pairs(&app, Who::Site, "").await.len(), 0);
        correct("王健国", "1960-01-01").await;
        assert_eq!(pairs(&app, Who::Site, "").await.len(), 1);
        correct("李健国", "1971-05-05").await;
        assert_eq!(pairs(&app, Who::Site, "").await.len(), 0);
    }
}

both_engines! {
    async fn two_different_checked_numbers_are_two_people_unless_one_was_written_down_wrongly(database: Database) {
        let app = TestApp::over(database).await;
        let draft = |phone: Option<u32>| json!({ "name": "王建国", "document": other_number(), "phone": phone.map(phone_number).unwrap_or_default() });
        let added = add(&app, Who::Site, 0, draft(None)).await;
        assert_eq!(pairs(&app, Who::Site, "").await.len(), 0, "a name and a day of birth are chance between two such");
        let sheet = format!("姓名,身份证号,手机号\n王建国,{},{}\n", other_number(), phone_number(0));
        let import = format!("/api/sites/{}/worker-imports?dry_run=false", app.sites[0]);
        app.send_bytes(Who::Site, Method::POST, &import, "text/csv", sheet.into_bytes()).await.expect(200);
        let pair = pairs(&app, Who::Site, "").await.remove(0);
        assert_eq!((&pair["numbers_differ"], said(&pair).last()), (&json!(true), Some(&"phone")));
        let mut body = json!({ "leading": added, "reason": REASON });
        let refused = decide(&app, Who::Site, &pair, "merge", body.clone()).await.expect(409);
        assert!(refused["detail"].as_str().unwrap().contains("these are two people"), "{refused}");
        body["number_mistaken"] = json!(true);
        decide(&app, Who::Site, &pair, "merge", body).await.expect(204);
    }
}

both_engines! {
    async fn a_long_list_is_paged_and_shows_everyone_once(database: Database) {
        let app = TestApp::over(database).await;
        for number in 0..3 {
            let draft = abroad("王健国", &format!("E1234567{number}"), "1960-01-01", None);
            add(&app, Who::Site, 0, draft).await;
        }
        let mut seen = Vec::new();
        let mut after = String::new();
        loop {
            let path = format!("/api/likenesses?limit=4{after}");
            let part = app.get(Who::Site, &path).await.expect(200);
            seen.extend(part["items"].as_array().unwrap().iter().map(|pair| pair["id"].to_string()));
            match part["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => break,
            }
        }
        assert_eq!(seen.len(), 6);
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 6);
    }
}
