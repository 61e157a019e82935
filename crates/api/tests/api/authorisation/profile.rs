//! Disease profiles: staff read them, the district changes them.

use serde_json::{Value, json};

use super::row::{Endpoint, post, read};
use super::who::{DISTRICT, STAFF};

pub(super) fn rows() -> Vec<Endpoint> {
    let profile = crate::profile::next_version();
    vec![
        read("/api/profiles", STAFF),
        read("/api/profiles/{profile}", STAFF),
        post(
            "/api/profiles/{profile}/preview",
            json!({ "profile": Value::Null }),
            DISTRICT,
        ),
        post(
            "/api/profiles/{profile}/versions",
            json!({ "profile": profile, "reason": "按新方案" }),
            DISTRICT,
        ),
        post(
            "/api/profiles/{profile}/stand-down",
            json!({ "reason": "疫情结束" }),
            DISTRICT,
        ),
    ]
}
