//! Gates, and what they ask and send.

use serde_json::json;

use super::row::{Endpoint, delete, post, read};
use super::who::{GATES, OF_GATES};

pub(super) fn rows() -> Vec<Endpoint> {
    let batch = json!({ "passages": [], "queue": 0 });
    let beat = json!({ "at": "2020-02-16T23:00:00Z", "roster_version": 1, "queue": 0 });
    vec![
        post("/api/sites/{site}/gates", json!({ "name": "西门" }), OF_GATES),
        read("/api/sites/{site}/gates", OF_GATES),
        delete("/api/gates/{gate}", OF_GATES),
        read("/api/gate/roster?since=0", GATES),
        read("/api/gate/key", GATES),
        post("/api/gate/passages", batch, GATES),
        post("/api/gate/heartbeat", beat, GATES),
    ]
}
