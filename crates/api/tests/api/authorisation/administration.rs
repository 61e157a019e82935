//! Keeping other people's accounts.

use serde_json::json;

use super::row::{Endpoint, delete, post, read};
use super::who::OF_ACCOUNTS;

pub(super) fn rows() -> Vec<Endpoint> {
    let scope = json!({ "kind": "town", "division": testkit::district::TOWN });
    let draft = json!({ "name": "new-town", "title": "桂城街道专员", "scope": scope });
    let reset = json!({ "password": testkit::district::PASSWORD, "reason": "手机丢了" });
    vec![
        read("/api/organisations", OF_ACCOUNTS),
        read("/api/accounts", OF_ACCOUNTS),
        post("/api/accounts", draft, OF_ACCOUNTS),
        post("/api/accounts/{account}/disable", json!({}), OF_ACCOUNTS),
        post("/api/accounts/{account}/enable", json!({}), OF_ACCOUNTS),
        post("/api/accounts/{account}/reset-password", json!({}), OF_ACCOUNTS),
        post("/api/accounts/{account}/reset-second-factor", reset, OF_ACCOUNTS),
        post("/api/accounts/{account}/unlock", json!({}), OF_ACCOUNTS),
        read("/api/accounts/{account}/sessions", OF_ACCOUNTS),
        delete("/api/accounts/{account}/sessions", OF_ACCOUNTS),
    ]
}
