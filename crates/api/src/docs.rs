//! `/api/openapi.json`: the document, as generated from the handlers.

use axum::Router;
use axum::routing::get;

use crate::state::Api;

pub(crate) fn routes(document: String) -> Router<Api> {
    let document: &'static str = document.leak();
    Router::new().route(
        "/api/openapi.json",
        get(move || async move { ([(http::header::CONTENT_TYPE, "application/json")], document) }),
    )
}
