//! A manager and a worker in one browser: each has a cookie of their own, and neither answers for the other.

use http::{HeaderName, Method, header};
use serde_json::json;
use testkit::identity::phone_number;
use testkit::{TestApp, Who, both_engines};

fn both(app: &TestApp) -> (HeaderName, String) {
    let [(_, manager), (_, worker)] = [app.shown(Who::Site), app.shown(Who::Worker)];
    (header::COOKIE, format!("{manager}; {worker}"))
}

both_engines! {
    async fn a_worker_who_signs_in_beside_the_manager_takes_nobodys_session_away(database: Database) {
        let app = TestApp::over(database).await;
        let path = format!("/api/workers/{}/sign-in-code", app.workers[0]);
        let code = app.post(Who::Site, &path, json!({})).await.expect(200)["code"].clone();
        let phone = json!({ "phone": phone_number(0), "code": code });
        let opened = app.show(app.shown(Who::Site), Method::POST, "/api/me/sessions", Some(phone)).await;
        opened.expect(201);
        let cookies: Vec<_> = opened.headers.get_all(header::SET_COOKIE).iter().collect();
        assert_eq!(cookies.len(), 1);
        let cookie = cookies[0].to_str().unwrap();
        assert!(cookie.starts_with("sitewarden_worker=") && cookie.contains("Path=/api/me;"), "{cookie}");

        let me = app.show(both(&app), Method::GET, "/api/sessions/current", None).await.expect(200);
        assert_eq!(me["role"], "site");
        let me = app.show(both(&app), Method::GET, "/api/me/sessions/current", None).await.expect(200);
        assert_eq!(me["role"], "worker");
    }
}

both_engines! {
    async fn each_signs_out_alone(database: Database) {
        let app = TestApp::over(database).await;
        let left = app.show(both(&app), Method::DELETE, "/api/me/sessions/current", None).await;
        left.expect(204);
        let gone = left.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(gone.starts_with("sitewarden_worker=;") && gone.contains("Path=/api/me;"), "{gone}");
        app.get(Who::Worker, "/api/me").await.expect(401);
        app.get(Who::Site, "/api/sessions/current").await.expect(200);
        app.delete(Who::Site, "/api/sessions/current").await.expect(204);
        app.get(Who::OtherWorker, "/api/me").await.expect(200);
    }
}

both_engines! {
    async fn a_session_in_the_cookie_of_the_other_side_is_none(database: Database) {
        let app = TestApp::over(database).await;
        let crossed = |who, name: &str| {
            let (_, pair) = app.shown(who);
            let token = pair.split_once('=').unwrap().1.to_owned();
            (header::COOKIE, format!("{name}={token}"))
        };
        let staff = crossed(Who::Worker, "sitewarden_session");
        let worker = crossed(Who::Site, "sitewarden_worker");
        for (shown, path) in [
            (&staff, "/api/sessions/current"),
            (&staff, "/api/sessions"),
            (&staff, "/api/me"),
            (&worker, "/api/me"),
            (&worker, "/api/me/sessions/current"),
            (&worker, "/api/sites"),
        ] {
            let reply = app.show(shown.clone(), Method::GET, path, None).await;
            assert_eq!(reply.problem(401), "signed_out", "{path}");
        }
    }
}
