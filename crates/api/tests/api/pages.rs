//! The pages, the document's pages and what keeps a browser to them; the figures at a glance.

use http::header;
use serde_json::json;
use testkit::{Database, TestApp, Who};

async fn app() -> TestApp {
    TestApp::over(Database::fresh(store::Engine::Sqlite).await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_tells_the_browser_what_it_may_do() {
    let app = app().await;
    for path in ["/", "/worker/", "/api/overview", "/api/docs/", "/api/nothing"] {
        let reply = app.get(Who::District, path).await;
        let header = |name: &str| reply.headers[name].to_str().unwrap().to_owned();
        assert!(
            header("content-security-policy").contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{path}");
        assert!(header("permissions-policy").contains("camera=(self)"), "{path}");
        if path.starts_with("/api") {
            assert_eq!(header("cache-control"), "no-store", "{path}");
            let vary: Vec<_> = reply
                .headers
                .get_all("vary")
                .iter()
                .map(|one| one.to_str().unwrap())
                .collect();
            let vary = vary.join(", ");
            assert!(
                vary.contains("accept-language") && vary.contains("cookie"),
                "{path}: {vary}"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_came_by_tls_comes_by_nothing_else() {
    let app = app().await;
    let answered = async |host: &str| {
        let request = http::Request::get("/").header(header::HOST, host);
        let request = request.body(axum::body::Body::empty()).unwrap();
        let answer = tower::ServiceExt::oneshot(app.router.clone(), request)
            .await
            .unwrap();
        answer.headers().get("strict-transport-security").cloned()
    };
    assert_eq!(
        answered("sitewarden.test:8443").await.unwrap(),
        "max-age=31536000"
    );
    for host in ["localhost:8443", "127.0.0.1", "[::1]:8443"] {
        assert_eq!(answered(host).await, None, "{host}");
    }
    let plain = api::router(api::Api::new(app.platform.clone(), false));
    let request = http::Request::get("/").header(header::HOST, "sitewarden.test");
    let request = request.body(axum::body::Body::empty()).unwrap();
    let answer = tower::ServiceExt::oneshot(plain, request).await.unwrap();
    assert!(answer.headers().get("strict-transport-security").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_for_the_operators_address_alone() {
    let app = app().await;
    let page = app.get(Who::Nobody, "/metrics").await;
    assert!(
        !page.text().contains("sitewarden_http"),
        "where people are served there are none"
    );
    let operators = api::management(api::Api::new(app.platform.clone(), false));
    let request = http::Request::get("/metrics")
        .body(axum::body::Body::empty())
        .unwrap();
    let answer = tower::ServiceExt::oneshot(operators, request).await.unwrap();
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    let body = axum::body::to_bytes(answer.into_body(), usize::MAX)
        .await
        .unwrap();
    assert!(String::from_utf8_lossy(&body).contains("sitewarden_http_request_seconds"));
    assert_eq!(
        app.get(Who::Nobody, "/healthz").await.headers["x-content-type-options"],
        "nosniff"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_documents_pages_come_from_here_alone() {
    let app = app().await;
    let index = app.get(Who::Nobody, "/api/docs/").await;
    assert_eq!(index.status, 200);
    let mut texts = vec![index.text()];
    for file in ["swagger-initializer.js", "index.css"] {
        let reply = app.get(Who::Nobody, &format!("/api/docs/{file}")).await;
        assert_eq!(reply.status, 200, "{file}");
        texts.push(reply.text());
    }
    for text in &texts {
        for from in ["src=\"http", "href=\"http", "url(http", "@import"] {
            assert!(!text.contains(from), "{from} in {text}");
        }
    }
    assert!(texts[1].contains("/api/openapi.json"), "{}", texts[1]);
    assert!(
        !texts[0].contains("<script>"),
        "no script is inline: the policy would refuse it"
    );
    let bundle = app.get(Who::Nobody, "/api/docs/swagger-ui-bundle.js").await;
    assert_eq!(bundle.status, 200);
    let document = app.get(Who::Nobody, "/api/openapi.json").await.expect(200);
    assert!(document["paths"]["/api/alerts"].is_object());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_within_the_pages_is_the_page_and_a_missing_file_is_missing() {
    let app = app().await;
    let place = app.get(Who::Nobody, "/worker/join/0123abc").await;
    let page = app.get(Who::Nobody, "/worker/").await;
    assert_eq!(
        (place.status, place.body),
        (page.status, page.body),
        "one page for every place in it"
    );
    assert!(
        page.headers[header::CONTENT_TYPE]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
    assert_eq!(app.get(Who::Nobody, "/assets/none.js").await.status, 404);
    assert_eq!(
        app.get(Who::Nobody, "/api/nothing").await.problem(404),
        "not_found"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_those_of_the_scope() {
    let app = app().await;
    let people = async |who, query: &str| {
        app.get(who, &format!("/api/overview{query}")).await.expect(200)["people"].clone()
    };
    assert_eq!(people(Who::District, "").await, 3);
    assert_eq!(people(Who::Town, "").await, 2);
    assert_eq!(people(Who::Site, "").await, 1);
    assert_eq!(people(Who::District, "?town=440605125").await, 1);
    let figures = app.get(Who::Site, "/api/overview").await.expect(200);
    assert_eq!(figures["gates"], 1);
    assert_eq!(
        figures["passages_today"],
        json!({ "pass": 0, "hold": 0, "refuse": 0 })
    );
    let foreign = format!("/api/overview?site={}", app.sites[1]);
    assert_eq!(app.get(Who::Site, &foreign).await.problem(403), "denied");
    assert_eq!(
        app.get(Who::Town, "/api/overview?town=440605").await.problem(403),
        "denied"
    );
}
