//! Outside systems and their tokens.

use serde_json::json;

use super::row::{Endpoint, delete, post, read};
use super::who::{OF_INTEGRATORS, OUTSIDE};

pub(super) fn rows() -> Vec<Endpoint> {
    let new = json!({ "name": "考勤", "purpose": "取通行记录", "area": { "kind": "site", "site": "{site}" },
        "permissions": ["passages.read"], "expires_on": "2020-12-31" });
    vec![
        read("/api/integrators", OF_INTEGRATORS),
        post("/api/integrators", new, OF_INTEGRATORS),
        delete("/api/integrators/{integrator}", OF_INTEGRATORS),
        read("/api/integrators/current", OUTSIDE),
    ]
}
