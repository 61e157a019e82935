//! Outbreak areas.

use http::Method;
use serde_json::json;

use super::row::{Endpoint, Sent, delete, read, row};
use super::who::{DISTRICT, EVERYONE, STAFF};

pub(super) const IMPORT: &str =
    "/api/area-lists/import?dry_run=false&source=y&disease=covid-2020&as_of=2020-02-17&revision=adds";

pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        read("/api/areas", STAFF),
        delete("/api/areas/{area}", DISTRICT),
        read("/api/area-lists", STAFF),
        delete("/api/area-lists/{list}", DISTRICT),
        row(Method::POST, IMPORT, Sent::Csv(places()), DISTRICT),
        row(
            Method::POST,
            "/api/area-lists/count?dry_run=true&source=z&disease=covid-2020&new_cases=1&within_days=14&level=high",
            Sent::Csv("日期,城市,累计确诊\n2020-02-10,武汉市,100\n".to_owned()),
            DISTRICT,
        ),
        read("/api/area-template?format=csv", EVERYONE),
        read("/api/area-count-template?format=csv", EVERYONE),
        read("/api/unread-places", DISTRICT),
        row(
            Method::PUT,
            "/api/unread-places/{place}",
            Sent::Json(json!({ "division": "420100" })),
            DISTRICT,
        ),
    ]
}

pub(super) fn places() -> String {
    "地点,风险等级\n老地方,高风险\n".to_owned()
}
