//! Consent and faces.

use http::Method;
use serde_json::json;

use super::row::{Endpoint, Sent, delete, read, row};
use super::who::{EVERYONE, MANAGER, WORKERS};

pub(super) fn rows() -> Vec<Endpoint> {
    let give = || Sent::Json(json!({ "text_version": "face-1" }));
    vec![
        read("/api/consent-texts", EVERYONE),
        row(
            Method::PUT,
            "/api/workers/{person}/consents/face",
            give(),
            MANAGER,
        ),
        delete("/api/workers/{person}/consents/face", MANAGER),
        row(
            Method::POST,
            "/api/sites/{site}/face-imports?dry_run=true",
            Sent::Csv("no archive".into()),
            MANAGER,
        ),
        row(Method::POST, "/api/workers/{person}/face", Sent::Picture, MANAGER),
        read("/api/me/consents", WORKERS),
        row(Method::PUT, "/api/me/consents/face", give(), WORKERS),
        delete("/api/me/consents/face", WORKERS),
        row(Method::POST, "/api/me/face", Sent::Picture, WORKERS),
    ]
}
