//! A worker's own page.

use serde_json::json;
use uuid::Uuid;

use super::row::{Endpoint, post, read};
use super::who::WORKERS;

pub(super) fn rows() -> Vec<Endpoint> {
    let declaration = json!({
        "id": Uuid::from_u128(5),
        "corrects": null,
        "text_version": "declaration-1",
        "answers": { "temperature": 365, "symptoms": [], "stays": [], "trips": [], "contact": null, "promise": true },
    });
    vec![
        read("/api/me", WORKERS),
        read("/api/me/form", WORKERS),
        read("/api/me/declarations", WORKERS),
        post("/api/me/declarations", declaration, WORKERS),
        read("/api/me/pass", WORKERS),
    ]
}
