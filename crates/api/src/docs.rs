//! `/api/openapi.json`, the document as generated from the handlers, and `/api/docs`, pages to try it on. The pages
//! are carried inside the program and ask nothing of anyone else.

use axum::Router;
use axum::routing::get;
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::state::Api;

/// Where the document is.
const DOCUMENT: &str = "/api/openapi.json";

pub(crate) fn routes(document: String) -> Router<Api> {
    let document: &'static str = document.leak();
    // The validator would be another's server.
    let config = Config::from(DOCUMENT)
        .validator_url("none")
        .try_it_out_enabled(true)
        .with_credentials(true);
    Router::new()
        .route(
            DOCUMENT,
            get(move || async move { ([(http::header::CONTENT_TYPE, "application/json")], document) }),
        )
        .merge(SwaggerUi::new("/api/docs").config(config))
}
