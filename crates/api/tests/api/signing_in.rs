//! Staff sign in, and who guesses learns nothing and locks nobody else out.

use std::net::SocketAddr;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use http::{Method, Request, header};
use jiff::SignedDuration;
use serde_json::json;
use testkit::district::PASSWORD;
use testkit::{Reply, TestApp, Who, both_engines};
use tower::ServiceExt;

const OFFICE: &str = "10.1.2.3";
const ELSEWHERE: &str = "203.0.113.9";

/// A browser somewhere, with the cookies it was given.
struct Browser {
    address: String,
    cookies: String,
}

impl Browser {
    fn at(address: &str) -> Self {
        Self {
            address: address.into(),
            cookies: String::new(),
        }
    }

    async fn tries(&mut self, app: &TestApp, name: &str, password: &str) -> Reply {
        let from: SocketAddr = format!("{}:40000", self.address).parse().unwrap();
        let request = Request::builder()
            .method(Method::POST)
            .uri("/api/sessions")
            .header(header::HOST, "sitewarden.test")
            .header(header::ACCEPT_LANGUAGE, "en")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::COOKIE, &self.cookies)
            .extension(ConnectInfo(from))
            .body(Body::from(
                json!({ "name": name, "password": password }).to_string(),
            ))
            .unwrap();
        let (parts, body) = app.router.clone().oneshot(request).await.unwrap().into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let kept = cookie.to_str().unwrap().split(';').next().unwrap();
            if !self.cookies.is_empty() {
                self.cookies.push_str("; ");
            }
            self.cookies.push_str(kept);
        }
        Reply {
            status: parts.status,
            headers: parts.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    async fn guesses(&mut self, app: &TestApp, name: &str, times: usize) -> Vec<u16> {
        let mut answers = Vec::new();
        for _ in 0..times {
            answers.push(self.tries(app, name, "wrong-2020").await.status.as_u16());
        }
        answers
    }
}

both_engines! {
    async fn a_name_that_nobody_has_is_answered_as_one_that_somebody_has(database: Database) {
        let app = TestApp::over(database).await;
        let mut told = Vec::new();
        for name in ["site", "nobody-has-this", "no\u{0}name", ""] {
            let mut browser = Browser::at(ELSEWHERE);
            app.clock.forward(SignedDuration::from_hours(2));
            let mut answers = Vec::new();
            for _ in 0..7 {
                let reply = browser.tries(&app, name, "wrong-2020").await;
                let mut said = reply.json();
                said.as_object_mut().unwrap().remove("fields");
                answers.push((reply.status.as_u16(), said.to_string()));
            }
            told.push(answers);
        }
        let statuses: Vec<u16> = told[0].iter().map(|(status, _)| *status).collect();
        assert_eq!(statuses, [401, 401, 401, 401, 401, 429, 429]);
        assert_eq!(told[0], told[1], "word for word");
        assert!(told[2].iter().all(|(status, _)| *status == 422), "no name has a NUL");
        assert_eq!(told[0], told[3]);
    }
}

both_engines! {
    async fn five_failures_lock_even_the_right_password_out_for_a_quarter_of_an_hour(database: Database) {
        let app = TestApp::over(database).await;
        let mut browser = Browser::at(ELSEWHERE);
        browser.guesses(&app, "site", 5).await;
        let locked = browser.tries(&app, "site", PASSWORD).await;
        assert_eq!(locked.problem(429), "too_many");
        assert_eq!(locked.json()["retry_after_seconds"], 15 * 60);
        let neighbour = Browser::at("203.0.113.200").tries(&app, "site", PASSWORD).await;
        assert_eq!(neighbour.status, 429, "another address of the same network");
        app.clock.forward(SignedDuration::from_mins(15));
        browser.tries(&app, "site", PASSWORD).await.expect(201);
    }
}

both_engines! {
    async fn who_guesses_elsewhere_does_not_lock_the_owner_out(database: Database) {
        let app = TestApp::over(database).await;
        let mut guesser = Browser::at(ELSEWHERE);
        assert_eq!(guesser.guesses(&app, "site", 6).await.last(), Some(&429));
        let mut owner = Browser::at(OFFICE);
        owner.tries(&app, "site", PASSWORD).await.expect(201);
        let mut colleague = Browser::at(OFFICE);
        assert_eq!(colleague.guesses(&app, "site", 6).await.last(), Some(&429));
        owner.tries(&app, "site", PASSWORD).await.expect(201);
        assert_eq!(owner.guesses(&app, "site", 6).await, [401, 401, 401, 401, 401, 429], "its own five");
    }
}

both_engines! {
    async fn a_device_is_known_for_who_signed_in_by_it_and_for_nobody_else(database: Database) {
        let app = TestApp::over(database).await;
        let mut shared = Browser::at(OFFICE);
        shared.tries(&app, "site", PASSWORD).await.expect(201);
        Browser::at(OFFICE).guesses(&app, "district", 6).await;
        assert_eq!(shared.tries(&app, "district", PASSWORD).await.status, 429, "not by a device of another account");
        app.clock.forward(SignedDuration::from_mins(15));
        shared.tries(&app, "district", PASSWORD).await.expect(201);
        for name in ["site", "district"] {
            Browser::at(OFFICE).guesses(&app, name, 6).await;
            shared.tries(&app, name, PASSWORD).await.expect(201);
        }
    }
}

both_engines! {
    async fn guesses_from_everywhere_together_are_throttled_and_known_devices_are_not(database: Database) {
        let app = TestApp::over(database).await;
        let mut owner = Browser::at(OFFICE);
        owner.tries(&app, "site", PASSWORD).await.expect(201);
        for network in 0..10 {
            let mut guesser = Browser::at(&format!("198.51.{network}.1"));
            assert_eq!(guesser.guesses(&app, "site", 5).await, [401; 5]);
        }
        let mut elsewhere = Browser::at(ELSEWHERE);
        assert_eq!(elsewhere.tries(&app, "site", PASSWORD).await.status, 429);
        owner.tries(&app, "site", PASSWORD).await.expect(201);
        app.clock.forward(SignedDuration::from_hours(1));
        elsewhere.tries(&app, "site", PASSWORD).await.expect(201);
    }
}

both_engines! {
    async fn a_cookie_lives_as_long_as_its_session_and_moves_on_with_it(database: Database) {
        let app = TestApp::over(database).await;
        let opened = Browser::at(OFFICE).tries(&app, "site", PASSWORD).await;
        let cookies: Vec<&str> = opened.headers.get_all(header::SET_COOKIE).iter().map(|one| one.to_str().unwrap()).collect();
        assert_eq!(cookies.len(), 2, "{cookies:?}");
        for cookie in &cookies {
            assert!(["HttpOnly", "SameSite=Strict", "Secure"].iter().all(|word| cookie.contains(word)), "{cookie}");
        }
        let named = |name: &str| *cookies.iter().find(|one| one.starts_with(name)).expect(name);
        assert!(named("sitewarden_session=").contains("Max-Age=3600;") || named("sitewarden_session=").ends_with("Max-Age=3600"));
        assert!(named("sitewarden_session=").contains("Path=/api;"));
        assert!(named("sitewarden_device=").contains("Path=/api/sessions"));

        assert!(app.get(Who::Site, "/api/sessions/current").await.headers.get(header::SET_COOKIE).is_none());
        app.clock.forward(SignedDuration::from_mins(2));
        let later = app.get(Who::Site, "/api/sessions/current").await;
        let moved = later.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(moved.starts_with("sitewarden_session=") && moved.contains("Max-Age=3600"), "{moved}");
        app.clock.forward(SignedDuration::from_mins(2));
        let worker = app.get(Who::Worker, "/api/me").await;
        assert!(worker.headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=2592000"), "thirty days");
        let gone = app.delete(Who::Site, "/api/sessions/current").await;
        let cookies: Vec<_> = gone.headers.get_all(header::SET_COOKIE).iter().collect();
        assert_eq!(cookies.len(), 1);
        assert!(cookies[0].to_str().unwrap().contains("Max-Age=0"), "{cookies:?}");
    }
}
