//! Refuses what another site's page makes a browser send: unsafe methods from elsewhere.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{Method, header};
use service::Error;

use crate::caller::language;
use crate::problem::Failure;

/// Lets safe methods pass, and unsafe ones only from our own pages or from programs that are no browser.
pub(crate) async fn own_pages_only(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if safe || from_here(&request) {
        return next.run(request).await;
    }
    Failure::new(Error::ForeignPage, language(request.headers())).into_response()
}

fn from_here(request: &Request) -> bool {
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else {
        return true;
    };
    let host =
        text(header::HOST.as_str()).or_else(|| request.uri().authority().map(http::uri::Authority::as_str));
    let from = origin.split_once("://").map(|(_, rest)| rest);
    from.is_some() && from == host
}
