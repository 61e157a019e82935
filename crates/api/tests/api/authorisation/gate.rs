//! Gates, and what they ask and send.

use serde_json::json;

use super::row::{Endpoint, delete, post, read};
use super::who::{EVERYONE, GATES, OF_GATES};

pub(super) fn rows() -> Vec<Endpoint> {
    let batch = json!({ "passages": [], "queue": 0 });
    let beat = json!({ "at": "2020-02-16T23:00:00Z", "roster_version": 1, "queue": 0 });
    let made_up = json!({ "code": "0000-0000-0000", "public_key": "x", "signature": "x" });
    let unsigned = json!({ "public_key": "x", "challenge": "x", "signature": "x" });
    vec![
        post("/api/sites/{site}/gates", json!({ "name": "西门" }), OF_GATES),
        read("/api/sites/{site}/gates", OF_GATES),
        delete("/api/gates/{gate}", OF_GATES),
        post("/api/gates/{gate}/code", json!({}), OF_GATES),
        read("/api/gate/authority", EVERYONE),
        post("/api/gate/enrolment", made_up, EVERYONE),
        post("/api/gate/challenge", json!({}), EVERYONE),
        // Whoever signed; a made-up signature opens nothing to anyone.
        post("/api/gate/session", unsigned, &[]),
        read("/api/gate/roster?since=0", GATES),
        read("/api/gate/key", GATES),
        post("/api/gate/passages", batch, GATES),
        post("/api/gate/heartbeat", beat, GATES),
    ]
}
