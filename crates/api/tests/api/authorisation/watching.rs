//! Passages, alerts, figures, events and the audit log.

use domain::integrator::Permission;
use serde_json::json;
use testkit::Who::{Auditor, Community, District, OtherCommunity, OtherSite, OtherTown, Site, Town};

use super::row::{Endpoint, post, read};
use super::who::{HERE, HERE_AND_COMPANIES, STAFF, STAFF_AND_COMPANIES, WITH_THE_WORKER};

pub(super) fn rows() -> Vec<Endpoint> {
    let closing =
        json!({ "action": "已送发热门诊", "outcome": "sent_to_clinic", "as_of": "2020-02-17T00:00:00Z" });
    let check = json!({ "site": "{site}", "temperature": 365, "note": "没有不舒服", "as_of": "2020-02-17T00:00:00Z" });
    vec![
        read("/api/passages", STAFF_AND_COMPANIES).permitted(Permission::ReadPassages),
        read("/api/passages?site={site}", HERE_AND_COMPANIES).permitted(Permission::ReadPassages),
        read("/api/passages?person={person}", WITH_THE_WORKER).permitted(Permission::ReadPassages),
        read("/api/alerts", STAFF),
        read("/api/alerts?site={site}", HERE),
        post("/api/alerts/{alert}/acknowledge", json!({}), HERE),
        post("/api/alerts/{alert}/close", closing, HERE),
        post("/api/workers/{person}/checks", check, HERE),
        read("/api/overview", STAFF_AND_COMPANIES).permitted(Permission::ReadFigures),
        read("/api/overview?site={site}", HERE_AND_COMPANIES).permitted(Permission::ReadFigures),
        read("/api/events", STAFF_AND_COMPANIES),
        read("/api/events?site={site}", HERE_AND_COMPANIES),
        read(
            "/api/audit",
            &[
                District,
                Town,
                OtherTown,
                Community,
                OtherCommunity,
                Site,
                OtherSite,
                Auditor,
            ],
        ),
        read(
            "/api/audit/acts",
            &[
                District,
                Town,
                OtherTown,
                Community,
                OtherCommunity,
                Site,
                OtherSite,
                Auditor,
            ],
        ),
        read("/api/audit/head", &[District, Auditor]),
        read(
            "/api/audit?site={site}",
            &[District, Town, Community, Site, Auditor],
        ),
    ]
}
