//! A community's officer: the sites that were placed in the community, and nothing of any other.

use http::Method;
use serde_json::{Value, json};
use testkit::district::{COMMUNITY, OTHER_COMMUNITY, OTHER_TOWN, TOWN};
use testkit::{Reply, TestApp, Who, both_engines};

fn names(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().into_iter().flatten();
    items.filter_map(|one| one["name"].as_str()).collect()
}

async fn place(app: &TestApp, who: Who, site: usize, community: Option<&str>) -> Reply {
    let path = format!("/api/sites/{}/community", app.sites[site]);
    app.send(who, Method::PUT, &path, Some(json!({ "community": community })))
        .await
}

async fn people(app: &TestApp, who: Who, query: &str) -> Reply {
    app.get(who, &format!("/api/overview{query}")).await
}

both_engines! {
    async fn the_officer_sees_the_sites_of_the_community_and_acts_on_their_alerts(database: Database) {
        let app = TestApp::over(database).await;
        let me = app.get(Who::Community, "/api/sessions/current").await.expect(200);
        assert_eq!((&me["role"], &me["scope_name"]), (&json!("community"), &json!("桂一社区居委会")));
        let sites = app.get(Who::Community, "/api/sites").await.expect(200);
        assert_eq!(names(&sites), ["桂城一号工地"]);
        assert_eq!(sites["items"][0]["community_name"], "桂一社区居委会");
        assert_eq!(people(&app, Who::Community, "").await.expect(200)["people"], 1);
        let towns = app.get(Who::Community, "/api/towns").await.expect(200);
        assert_eq!((&towns[0]["name"], &towns[0]["sites"], &towns[0]["hold"]), (&json!("桂城街道"), &json!(1), &json!(1)));
        let fever = json!({
            "site": app.sites[0], "temperature": 385, "note": "有点咳嗽，已让他坐下", "as_of": app.platform.now(),
        });
        app.post(Who::Community, &format!("/api/workers/{}/checks", app.workers[0]), fever).await.expect(201);
        let alerts = app.get(Who::Community, "/api/alerts").await.expect(200);
        let alert = alerts["items"][0]["id"].as_str().expect("an alert").to_owned();
        assert_eq!(app.get(Who::OtherCommunity, "/api/alerts").await.expect(200)["items"], json!([]));
        let acknowledge = format!("/api/alerts/{alert}/acknowledge");
        assert_eq!(app.post(Who::OtherCommunity, &acknowledge, json!({})).await.problem(403), "denied");
        app.post(Who::Community, &acknowledge, json!({})).await.expect(200);
        let log = app.get(Who::Community, "/api/audit").await.expect(200);
        assert!(log["items"].as_array().is_some_and(|items| !items.is_empty()));
    }
}

both_engines! {
    async fn the_town_around_it_is_not_the_officers(database: Database) {
        let app = TestApp::over(database).await;
        for query in [&format!("?town={TOWN}")[..], "?town=440605", &format!("?town={OTHER_COMMUNITY}"), &format!("?town={OTHER_TOWN}")] {
            for list in ["overview", "alerts", "passages", "hits", "likenesses", "events", "sites"] {
                let reply = app.get(Who::Community, &format!("/api/{list}{query}")).await;
                assert_eq!(reply.problem(403), "denied", "{list}{query}");
            }
        }
        people(&app, Who::Town, &format!("?town={COMMUNITY}")).await.expect(200);
        let outside = format!("/api/workers/{}", app.workers[1]);
        assert_eq!(app.get(Who::Community, &outside).await.problem(403), "denied");
    }
}

both_engines! {
    async fn a_site_is_placed_by_the_town_and_changes_hands_at_once(database: Database) {
        let app = TestApp::over(database).await;
        let placed = place(&app, Who::Town, 0, Some(OTHER_COMMUNITY)).await.expect(200);
        assert_eq!((&placed["community"], &placed["community_name"], &placed["town"]), (&json!(OTHER_COMMUNITY), &json!("叠二社区居委会"), &json!(TOWN)));
        assert_eq!(names(&app.get(Who::Community, "/api/sites").await.expect(200)), [""; 0]);
        assert_eq!(names(&app.get(Who::OtherCommunity, "/api/sites").await.expect(200)).len(), 2);
        let alone = place(&app, Who::District, 0, None).await.expect(200);
        assert_eq!((&alone["community"], &alone["town_name"]), (&json!(null), &json!("桂城街道")));
        assert_eq!(names(&app.get(Who::OtherCommunity, "/api/sites").await.expect(200)), ["桂城二号工地"]);
        assert_eq!(names(&app.get(Who::Town, "/api/sites").await.expect(200)).len(), 2, "the town has it all along");
        for who in [Who::Community, Who::OtherCommunity, Who::Site, Who::OtherTown] {
            assert_eq!(place(&app, who, 0, Some(COMMUNITY)).await.problem(403), "denied", "{who:?}");
        }
    }
}

both_engines! {
    async fn a_site_lies_in_a_community_of_its_own_town_that_there_is(database: Database) {
        let app = TestApp::over(database).await;
        for community in ["440605125001", "440605011999", TOWN, "x"] {
            let problem = place(&app, Who::Town, 0, Some(community)).await.expect(422);
            assert_eq!(problem["fields"][0]["field"], "community", "{community}");
        }
        let site = |community: &str| json!({ "kind": "enterprise", "name": "桂城纺织厂", "town": TOWN, "community": community });
        let problem = app.post(Who::District, "/api/sites", site("440605125001")).await.expect(422);
        assert_eq!(problem["fields"][0]["field"], "community");
        let made = app.post(Who::District, "/api/sites", site(COMMUNITY)).await.expect(201);
        assert_eq!(made["community_name"], "桂一社区居委会");
        assert_eq!(names(&app.get(Who::Community, "/api/sites").await.expect(200)), ["桂城一号工地", "桂城纺织厂"]);
    }
}

both_engines! {
    async fn accounts_and_tokens_reach_a_community_that_there_is(database: Database) {
        let app = TestApp::over(database).await;
        let account = |code: &str| json!({ "name": format!("c-{code}"), "title": "网格专员", "scope": { "kind": "community", "division": code } });
        let made = app.post(Who::SecurityAdmin, "/api/accounts", account(COMMUNITY)).await.expect(201);
        assert_eq!(made["account"]["scope_name"], "桂一社区居委会");
        for code in ["440605011999", TOWN] {
            app.post(Who::SecurityAdmin, "/api/accounts", account(code)).await.expect(422);
        }
        assert_eq!(app.post(Who::SecurityAdmin, "/api/accounts", account("440106001001")).await.problem(403), "denied");
        let listed = app.get(Who::SecurityAdmin, "/api/accounts?role=community").await.expect(200);
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(3));
        let token = |code: &str| json!({ "name": "街道平台", "purpose": "看社区的工地", "area": { "kind": "community", "division": code },
            "permissions": ["sites.read"], "expires_on": "2020-12-31" });
        let made = app.post(Who::SystemAdmin, "/api/integrators", token(COMMUNITY)).await.expect(201);
        assert_eq!(made["integrator"]["area_name"], "桂一社区居委会");
        let shown = (http::header::AUTHORIZATION, format!("Bearer {}", made["token"].as_str().unwrap()));
        let reply = app.open_as(shown, Method::GET, "/api/sites", "", Vec::new()).await;
        let body = axum::body::to_bytes(reply.into_body(), usize::MAX).await.unwrap();
        assert_eq!(names(&serde_json::from_slice(&body).unwrap()), ["桂城一号工地"]);
        let problem = app.post(Who::SystemAdmin, "/api/integrators", token("440605011999")).await.expect(422);
        assert_eq!(problem["fields"][0]["field"], "area");
    }
}
