//! What is sent in another form than is asked for is handed back with its field and what it takes.

use http::Method;
use serde_json::{Value, json};
use testkit::{TestApp, Who, both_engines};
use uuid::Uuid;

fn first_field(problem: &Value) -> (&str, &str) {
    let fault = &problem["fields"][0];
    (
        fault["field"].as_str().unwrap_or_default(),
        fault["message"].as_str().unwrap_or_default(),
    )
}

fn declaration(answers: &Value) -> Value {
    json!({ "id": Uuid::from_u128(1), "text_version": "declaration-1", "answers": answers })
}

both_engines! {
    async fn a_body_of_the_wrong_shape_names_its_field_and_never_says_the_value_again(database: Database) {
        let app = TestApp::over(database).await;
        let form = "/api/me/declarations";
        for (answers, field, takes) in [
            (json!({ "temperature": "440605199003070010", "promise": true }), "answers.temperature", "a whole number"),
            (json!({ "promise": "yes" }), "answers.promise", "true or false"),
            (json!({}), "answers.promise", "missing"),
            (json!({ "promise": true, "stays": [{ "division": "4" }] }), "answers.stays[0].division", "a division code"),
            (json!({ "promise": true, "trips": [{ "mode": "broom", "day": "2020-02-10" }] }), "answers.trips[0].mode", "one of: flight, train, coach, other"),
            (json!({ "promise": true, "contact": "2020-02-30" }), "answers.contact", "a day such as 2020-02-17"),
            (json!("fine"), "answers", "an object"),
        ] {
            let reply = app.post(Who::Worker, form, declaration(&answers)).await;
            let problem = reply.expect(422);
            let (named, said) = first_field(&problem);
            assert_eq!(named, field, "{said}");
            assert!(said.contains(takes), "{field}: {said}");
            assert!(!reply.text().contains("440605199003070010"));
            assert_eq!(problem["code"], "invalid");
        }
    }
}

both_engines! {
    async fn a_body_that_is_no_json_is_told_where_it_breaks_off(database: Database) {
        let app = TestApp::over(database).await;
        let body = b"{\"name\": \"x\",\n oops".to_vec();
        let reply = app.send_bytes(Who::Nobody, Method::POST, "/api/sessions", "application/json", body.clone()).await;
        assert_eq!(reply.problem(400), "invalid");
        assert!(reply.text().contains("line 2, column 2"), "{}", reply.text());
        let reply = app.send_bytes(Who::Nobody, Method::POST, "/api/sessions", "text/plain", body).await;
        assert_eq!(reply.problem(415), "invalid");
        assert!(reply.text().contains("application/json"));
    }
}

both_engines! {
    async fn a_nul_is_a_fault_of_its_field_wherever_it_comes_in(database: Database) {
        let app = TestApp::over(database).await;
        let site = app.sites[0];
        let worker = app.workers[0];
        for (who, path, body, field) in [
            (Who::Nobody, "/api/sessions".to_owned(), json!({ "name": "a\0", "password": "x" }), "name"),
            (Who::Site, format!("/api/sites/{site}/gates"), json!({ "name": "东\0门" }), "name"),
            (Who::Site, format!("/api/sites/{site}/workers"), json!({ "name": "王伟", "trade": "\0" }), "trade"),
            (Who::Site, format!("/api/workers/{worker}/unmask"), json!({ "reason": "核对证件\0" }), "reason"),
            (Who::District, "/api/sites".to_owned(), json!({ "kind": "enterprise", "name": "厂", "town": "440605011\0" }), "town"),
        ] {
            let problem = app.post(who, &path, body).await.expect(422);
            assert_eq!(first_field(&problem).0, field, "{path}");
        }
        for (who, path, field) in [
            (Who::District, "/api/sites?town=440605011&q=%00", "q"),
            (Who::Nobody, "/api/join/%00", ""),
            // A place in a list, as a list would say it: [a name with a NUL, an id].
            (Who::District, "/api/sites?after=WyJcdTAwMDAiLCIwMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAwMDAwMDAwMDEiXQ", "after"),
        ] {
            let problem = app.get(who, path).await.expect(422);
            assert_eq!(first_field(&problem).0, field, "{path}");
        }
        let list = "/api/watchlists/import?dry_run=true&name=%00&source=y&expires_on=2020-03-01";
        let reply = app.send_bytes(Who::District, Method::POST, list, "text/csv", b"name\n".to_vec()).await;
        assert_eq!(first_field(&reply.expect(422)).0, "name");
    }
}

both_engines! {
    async fn what_nobody_sees_is_in_no_name_and_no_reason(database: Database) {
        let app = TestApp::over(database).await;
        let site = app.sites[0];
        let unmask = format!("/api/workers/{}/unmask", app.workers[0]);
        for (who, path, body, field) in [
            (Who::Site, format!("/api/sites/{site}/gates"), json!({ "name": "=1+1" }), "name"),
            (Who::Site, format!("/api/sites/{site}/gates"), json!({ "name": "东\u{202e}门" }), "name"),
            (Who::Site, format!("/api/sites/{site}/crews"), json!({ "name": "＝班" }), "name"),
            (Who::Site, format!("/api/sites/{site}/crews"), json!({ "name": "木工\u{200b}班" }), "name"),
            (Who::District, "/api/sites".into(), json!({ "kind": "enterprise", "name": "厂\u{2066}", "town": "440605011", "address": "海\n路" }), "address"),
            (Who::Site, unmask.clone(), json!({ "reason": "核对\u{202e}证件" }), "reason"),
        ] {
            let problem = app.post(who, &path, body).await.expect(422);
            assert_eq!(first_field(&problem).0, field, "{path}");
        }
        let crew = app.post(Who::Site, &format!("/api/sites/{site}/crews"), json!({ "name": " e\u{301}quipe " })).await.expect(201);
        assert_eq!(crew["name"], "équipe", "one form for the same letters");
        let long = app.post(Who::Site, &unmask, json!({ "reason": "核".repeat(201) })).await.expect(422);
        assert!(first_field(&long).1.contains("200 characters at most"), "{long}");
        let short = app.post(Who::Site, &unmask, json!({ "reason": "核" })).await.expect(422);
        assert!(first_field(&short).1.contains("at least 4"), "{short}");
    }
}

both_engines! {
    async fn a_gate_and_a_foreign_page_are_told_what_is_wrong_and_what_to_do(database: Database) {
        let app = TestApp::over(database).await;
        let gate = app.get(Who::Nobody, "/api/gate/key").await;
        assert_eq!(gate.problem(401), "signed_out");
        assert!(gate.json()["detail"].as_str().unwrap().contains("sign a new challenge"));
        app.delete(Who::Site, &format!("/api/gates/{}", app.gates[0])).await.expect(204);
        let revoked = app.get(Who::Gate, "/api/gate/key").await;
        assert_eq!(revoked.json()["detail"], gate.json()["detail"]);

        let request = http::Request::builder()
            .method(Method::POST)
            .uri("/api/sessions")
            .header("host", "sitewarden.test")
            .header("origin", "https://elsewhere.test")
            .header("accept-language", "en")
            .body(axum::body::Body::empty())
            .unwrap();
        let answer = tower::ServiceExt::oneshot(app.router.clone(), request).await.unwrap();
        assert_eq!(answer.status(), 403);
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let problem: Value = serde_json::from_slice(&body).unwrap();
        assert!(problem["detail"].as_str().unwrap().contains("page of another site"), "{problem}");
    }
}
