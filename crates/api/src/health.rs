//! `/healthz`, `/readyz`: for whoever runs it; `/metrics` on an address of its own, never where people are served.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Router, middleware};
use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};

use crate::headers;
use crate::state::Api;

/// Whether it lives and whether it can work.
pub(crate) fn routes() -> Router<Api> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
}

/// What an operator's Prometheus asks, for an address that only operators reach.
pub fn management(api: Api) -> Router {
    routes()
        .route("/metrics", get(metrics))
        .layer(middleware::from_fn_with_state(api.clone(), headers::guard))
        .with_state(api)
}

/// Whether the database answers.
async fn ready(State(api): State<Api>) -> (StatusCode, &'static str) {
    match api.platform.store().ping().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

async fn metrics(State(api): State<Api>) -> Response {
    let mut text = String::new();
    if prometheus_client::encoding::text::encode(&mut text, &api.metrics.registry).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(CONTENT_TYPE, kind)], text).into_response()
}

/// Counts a request by its route's pattern, so that no id ends up in a metric.
pub(crate) async fn count(State(api): State<Api>, request: Request, next: Next) -> Response {
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("", MatchedPath::as_str)
        .to_owned();
    // Strangers make up methods; a metric has the known ones.
    let method = match *request.method() {
        Method::GET
        | Method::HEAD
        | Method::POST
        | Method::PUT
        | Method::PATCH
        | Method::DELETE
        | Method::OPTIONS => request.method().to_string(),
        _ => "other".to_owned(),
    };
    let timer = std::time::Instant::now();
    let response = next.run(request).await;
    api.metrics.seconds.observe(timer.elapsed().as_secs_f64());
    let labels = vec![
        ("method", method),
        ("route", route),
        ("status", response.status().as_u16().to_string()),
    ];
    api.metrics.requests.get_or_create(&labels).inc();
    response
}
