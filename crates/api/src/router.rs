//! Everything that answers, in one place.

use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::{Router, middleware};
use tower_http::compression::CompressionLayer;
use tower_http::timeout::{RequestBodyDeadlineLayer, RequestBodyTimeoutLayer};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;

use crate::state::Api;
use crate::{
    account, administration, alert, area, audit, check, consent, contractor, cookie, departure, division,
    docs, dormitory, event, face, face_import, gate, gate_key, gate_line, headers, health, integrator, join,
    likeness, me, organisation, origin, overview, own_session, pages, passage, passkey, passkey_session,
    phone_code, profile, registry_codes, rejection, screening, second_factor, session, sign_in_card, site,
    worker, worker_details, worker_identity, worker_import, worker_search,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Sitewarden 工地卫士",
        description = "The platform's API. Instants are RFC 3339 in UTC, days are YYYY-MM-DD, errors are \
                       application/problem+json, lists are paged by key. What an outside system may ask for names the \
                       permission that its token needs."
    ),
    modifiers(&Proofs)
)]
struct Document;

/// By what callers show who they are.
struct Proofs;

impl Modify for Proofs {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("swi_…")
            .description(Some("An outside system's token"))
            .build();
        let session = ApiKeyValue::with_description("sitewarden_session", "Someone of staff who signed in");
        components.add_security_scheme("token", SecurityScheme::Http(token));
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
}

/// Bodies are at most this large unless a route says otherwise.
const LARGEST_BODY: usize = 1 << 20;

fn resources() -> OpenApiRouter<Api> {
    OpenApiRouter::with_openapi(Document::openapi())
        .merge(account::routes())
        .merge(administration::routes())
        .merge(alert::routes())
        .merge(area::routes())
        .merge(audit::routes())
        .merge(check::routes())
        .merge(consent::routes())
        .merge(contractor::routes())
        .merge(departure::routes())
        .merge(division::routes())
        .merge(dormitory::routes())
        .merge(event::routes())
        .merge(face::routes())
        .merge(face_import::routes())
        .merge(join::routes())
        .merge(likeness::routes())
        .merge(overview::routes())
        .merge(gate::routes())
        .merge(gate_key::routes())
        .merge(gate_line::routes())
        .merge(integrator::routes())
        .merge(me::routes())
        .merge(organisation::routes())
        .merge(own_session::routes())
        .merge(sign_in_card::routes())
        .merge(passage::routes())
        .merge(passkey::routes())
        .merge(passkey_session::routes())
        .merge(phone_code::routes())
        .merge(profile::routes())
        .merge(registry_codes::routes())
        .merge(screening::routes())
        .merge(second_factor::routes())
        .merge(session::routes())
        .merge(site::routes())
        .merge(worker::routes())
        .merge(worker_details::routes())
        .merge(worker_identity::routes())
        .merge(worker_import::routes())
        .merge(worker_search::routes())
}

/// Gives each operation an id of its own, from its tag and its handler: two capabilities may both have a
/// `revoke`, while a client made from the document knows an operation by its id alone.
fn tell_operations_apart(document: &mut utoipa::openapi::OpenApi) {
    for path in document.paths.paths.values_mut() {
        let operations = [
            &mut path.get,
            &mut path.put,
            &mut path.post,
            &mut path.patch,
            &mut path.delete,
        ];
        for operation in operations.into_iter().flatten() {
            if let (Some(tag), Some(handler)) =
                (operation.tags.iter().flatten().next(), &operation.operation_id)
            {
                operation.operation_id = Some(format!("{tag}_{handler}"));
            }
        }
    }
}

/// The OpenAPI document, as committed.
pub fn document() -> String {
    let mut document = resources().into_openapi();
    tell_operations_apart(&mut document);
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}

/// A body that brings nothing for so long is given up.
const SILENT_BODY: Duration = Duration::from_secs(20);

/// And one that is not whole by then: the largest, on a phone's weak line, takes a minute or two.
const SLOW_BODY: Duration = Duration::from_mins(5);

/// The router of the platform.
pub fn router(api: Api) -> Router {
    let (resources, _) = resources().split_for_parts();
    resources
        .layer(middleware::from_fn_with_state(api.clone(), cookie::move_on))
        .layer(middleware::from_fn(rejection::no_nul))
        .layer(middleware::from_fn(origin::own_pages_only))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(RequestBodyTimeoutLayer::new(SILENT_BODY))
        .layer(RequestBodyDeadlineLayer::new(SLOW_BODY))
        .merge(docs::routes(document()))
        .merge(health::routes())
        .fallback(pages::page)
        .layer(middleware::from_fn(rejection::as_problems))
        .layer(CompressionLayer::new())
        .layer(middleware::from_fn_with_state(api.clone(), headers::guard))
        .layer(middleware::from_fn_with_state(api.clone(), health::count))
        .with_state(api)
}
