//! A person found in all of a caller's sites at once: by name from each site's own index, or by a whole number.

use std::collections::BTreeSet;

use http::Method;
use serde_json::{Value, json};
use testkit::identity::{identity_number, phone_number};
use testkit::{TestApp, Who, both_engines};

use crate::bulk;

async fn find(app: &TestApp, who: Who, q: &str) -> Value {
    app.post(who, "/api/worker-searches", json!({ "q": q }))
        .await
        .expect(200)
}

fn found(list: &Value) -> Vec<(&str, &str)> {
    let items = list["items"].as_array().into_iter().flatten();
    items
        .map(|one| (one["name"].as_str().unwrap(), one["site_name"].as_str().unwrap()))
        .collect()
}

async fn add(app: &TestApp, who: Who, site: usize, name: &str, number: u32) -> Value {
    let path = format!("/api/sites/{}/workers", app.sites[site]);
    let new = json!({ "name": name, "document": identity_number(number), "phone": phone_number(number) });
    app.post(who, &path, new).await.expect(201)
}

both_engines! {
    async fn a_name_is_found_at_every_site_within_scope_and_at_no_other(database: Database) {
        let app = TestApp::over(database).await.with_companies().await;
        add(&app, Who::OtherSite, 1, "王建军", 80).await;
        for q in ["王建", "wangjian", "wj"] {
            let everywhere = find(&app, Who::District, q).await;
            assert_eq!(found(&everywhere), [("王*军", "桂城二号工地"), ("王*国", "桂城一号工地")], "{q}");
            assert_eq!(everywhere["more"], false);
        }
        let rows = find(&app, Who::Town, "王建国").await;
        let row = &rows["items"][0];
        assert_eq!((&row["site"], &row["crew"], &row["standing"]), (&json!(app.sites[0]), &json!("钢筋一班"), &json!("hold")));
        assert_eq!(row["reasons"].as_array().map(Vec::len), Some(1), "why, as this role may see it");
        assert!(!rows.to_string().contains(&identity_number(0)), "masked as in lists");
        for (who, names) in [
            (Who::Community, &[("王*国", "桂城一号工地")][..]),
            (Who::OtherCommunity, &[("王*军", "桂城二号工地")]),
            (Who::Site, &[("王*国", "桂城一号工地")]),
            (Who::Enterprise, &[("王*国", "桂城一号工地")]),
            (Who::Contractor, &[("王*国", "桂城一号工地")]),
            (Who::OtherEnterprise, &[]),
            (Who::OtherContractor, &[]),
            (Who::OtherTown, &[]),
        ] {
            assert_eq!(found(&find(&app, who, "王建").await), names, "{who:?}");
        }
    }
}

both_engines! {
    async fn a_whole_number_finds_whose_it_is_and_a_tail_everyone_who_has_it(database: Database) {
        let app = TestApp::over(database).await;
        let (number, phone) = (identity_number(2), phone_number(2));
        let spaced = format!("{} {} {}", &phone[..3], &phone[3..7], &phone[7..]);
        for q in [&number[..], &phone, &spaced, &number.to_lowercase()] {
            assert_eq!(found(&find(&app, Who::District, q).await), [("李*", "大沥一号工地")], "{q}");
            assert_eq!(found(&find(&app, Who::Town, q).await), [], "another town's");
        }
        let tail = &number[number.len() - 4..];
        assert!(found(&find(&app, Who::District, tail).await).contains(&("李*", "大沥一号工地")));
        assert_eq!(found(&find(&app, Who::District, &identity_number(99)).await), []);
    }
}

both_engines! {
    async fn whoever_is_at_work_at_two_sites_is_found_at_both_and_who_left_at_neither(database: Database) {
        let app = TestApp::over(database).await;
        let first = add(&app, Who::Site, 0, "欧阳青", 81).await;
        add(&app, Who::OtherSite, 1, "欧阳青", 81).await;
        for q in ["欧阳青", &identity_number(81)] {
            assert_eq!(found(&find(&app, Who::District, q).await).len(), 2, "{q}");
        }
        let end = format!("/api/engagements/{}/end", first["engagement"].as_str().unwrap());
        app.post(Who::Site, &end, json!({})).await.expect(204);
        for q in ["欧阳青", &identity_number(81)] {
            assert_eq!(found(&find(&app, Who::District, q).await), [("欧*青", "桂城二号工地")], "{q}");
        }
    }
}

both_engines! {
    async fn a_search_is_on_record_without_what_was_sought_and_too_little_is_refused(database: Database) {
        let app = TestApp::over(database).await;
        for q in ["", "12", "w", &"王".repeat(61)] {
            let problem = app.post(Who::District, "/api/worker-searches", json!({ "q": q })).await.expect(422);
            assert_eq!(problem["fields"][0]["field"], "q", "{q}");
        }
        find(&app, Who::Town, "王建国").await;
        find(&app, Who::Town, &identity_number(0)).await;
        let log = app.get(Who::Town, "/api/audit").await.expect(200);
        let looks: Vec<&Value> = log["items"].as_array().unwrap().iter().filter(|entry| entry["action"] == "worker.find").collect();
        assert_eq!(looks.len(), 2);
        assert!(!log.to_string().contains("王建国") && !log.to_string().contains(&identity_number(0)));
        let about = app.get(Who::Site, &format!("/api/audit?person={}&site={}", app.workers[0], app.sites[0])).await;
        about.expect(200);
        let seen = app.get(Who::District, &format!("/api/audit?person={}", app.workers[0])).await.expect(200);
        assert!(seen.to_string().contains("worker.find"), "who asks who looked at them is told");
    }
}

both_engines! {
    async fn a_common_name_at_many_sites_shows_the_newest_and_says_that_there_are_more(database: Database) {
        let app = TestApp::over(database).await;
        app.platform.load_district(&bulk::whole(8, 120), &mut |_| {}).await.unwrap();
        let many = find(&app, Who::District, "王").await;
        assert_eq!((found(&many).len(), &many["more"]), (50, &json!(true)));
        let sites: BTreeSet<&str> = found(&many).into_iter().map(|(_, site)| site).collect();
        assert!(!sites.is_empty());
        let engagements: Vec<&str> = many["items"].as_array().unwrap().iter().map(|one| one["engagement"].as_str().unwrap()).collect();
        assert!(engagements.is_sorted_by(|one, next| one > next), "the newest first");
        // Each is the only one with their number, at whichever of the sites.
        for number in [1_000, 1_500, 1_959] {
            let one = find(&app, Who::District, &identity_number(number)).await;
            assert_eq!((found(&one).len(), &one["more"]), (1, &json!(false)));
        }
        let reply = app.send(Who::Integrator, Method::POST, "/api/worker-searches", Some(json!({ "q": "王" }))).await;
        assert_eq!(reply.problem(401), "signed_out", "no outside system looks across sites");
    }
}
