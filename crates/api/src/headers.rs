//! What keeps a browser, and whatever stands in between, from doing anything else with our answers.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, HOST, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderName, HeaderValue};

use crate::state::Api;

/// Only what we serve ourselves. Styles may be inline since the component library writes them into the page;
/// pictures from the camera and QR codes are `blob:` and `data:`.
const CONTENT: &str = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
     media-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; \
     frame-ancestors 'none'";

/// The camera is for our own pages alone.
const PERMISSIONS: &str = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()";

/// Once reached by TLS, by nothing else for a year.
const TLS_ONLY: &str = "max-age=31536000";

/// Marks an answer that is the same for everyone: caches may keep it as its own headers say.
#[derive(Clone, Copy)]
pub(crate) struct Keepable;

/// Adds the headers; what the API answers is kept by nobody, unless it is the same for everyone.
pub(crate) async fn guard(State(api): State<Api>, request: Request, next: Next) -> Response {
    let of_the_api = request.uri().path().starts_with("/api/");
    let by_tls = api.secure && has_a_name(&request);
    let mut response = next.run(request).await;
    let keepable = response.extensions().get::<Keepable>().is_some();
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, CONTENT),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("permissions-policy"), PERMISSIONS),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if by_tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(TLS_ONLY));
    }
    let speaks = headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"application/problem+json"));
    if of_the_api && !keepable || speaks {
        headers.append(VARY, HeaderValue::from(ACCEPT_LANGUAGE));
    }
    if of_the_api && !keepable {
        headers.append(VARY, HeaderValue::from(COOKIE));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Whether the platform was called by a name of its own. `localhost` has plain ports beside this one, which a
/// browser would no longer open; addresses have no such rule (RFC 6797, 8.1.1).
fn has_a_name(request: &Request) -> bool {
    let host = request.headers().get(HOST).and_then(|value| value.to_str().ok());
    let host = host.or_else(|| request.uri().authority().map(http::uri::Authority::as_str));
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    name.is_some_and(|name| {
        let address = name.starts_with('[') || name.parse::<std::net::IpAddr>().is_ok();
        !address && !name.eq_ignore_ascii_case("localhost")
    })
}
