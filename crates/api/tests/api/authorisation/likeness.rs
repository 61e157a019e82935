//! Two records that may be one person.

use serde_json::json;

use super::row::{Endpoint, post, read};
use super::who::{HERE, STAFF};

pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        read("/api/likenesses", STAFF),
        read("/api/likenesses?site={site}", HERE),
        post(
            "/api/likenesses/{likeness}/merge",
            json!({ "leading": "{person}", "reason": "看了证件" }),
            HERE,
        ),
        post(
            "/api/likenesses/{likeness}/keep-apart",
            json!({ "reason": "看了证件" }),
            HERE,
        ),
        post(
            "/api/likenesses/{likeness}/undo",
            json!({ "undoes": "merged", "reason": "看错了" }),
            HERE,
        ),
    ]
}
