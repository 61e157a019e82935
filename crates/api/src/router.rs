//! Everything that answers, in one place.

use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware};
use tower_http::compression::CompressionLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::state::Api;
use crate::{
    account, alert, audit, consent, docs, event, face, gate, gate_line, headers, health, join, me, origin,
    overview, pages, passage, profile, rejection, screening, site, worker, worker_import,
};

#[derive(OpenApi)]
#[openapi(info(
    title = "Sitewarden 工地卫士",
    description = "The platform's API. Instants are RFC 3339 in UTC, days are YYYY-MM-DD, errors are \
                   application/problem+json, lists are paged by key."
))]
struct Document;

/// Bodies are at most this large unless a route says otherwise.
const LARGEST_BODY: usize = 1 << 20;

fn resources() -> OpenApiRouter<Api> {
    OpenApiRouter::with_openapi(Document::openapi())
        .merge(account::routes())
        .merge(alert::routes())
        .merge(audit::routes())
        .merge(consent::routes())
        .merge(event::routes())
        .merge(face::routes())
        .merge(join::routes())
        .merge(overview::routes())
        .merge(gate::routes())
        .merge(gate_line::routes())
        .merge(me::routes())
        .merge(passage::routes())
        .merge(profile::routes())
        .merge(screening::routes())
        .merge(site::routes())
        .merge(worker::routes())
        .merge(worker_import::routes())
}

/// The OpenAPI document, as committed.
pub fn document() -> String {
    let mut text = resources().into_openapi().to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// The router of the platform.
pub fn router(api: Api) -> Router {
    let (resources, _) = resources().split_for_parts();
    resources
        .layer(middleware::from_fn(origin::own_pages_only))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .merge(docs::routes(document()))
        .fallback(pages::page)
        .layer(middleware::from_fn(rejection::as_problems))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn(headers::guard))
        .merge(health::routes())
        .layer(middleware::from_fn_with_state(api.clone(), health::count))
        .with_state(api)
}
