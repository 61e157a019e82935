//! A site's contractors, crews, rooms and workers.

use domain::integrator::Permission;
use http::Method;
use serde_json::json;
use testkit::identity::{identity_number, phone_number};
use uuid::Uuid;

use super::row::{Endpoint, Sent, delete, post, read, row};
use super::who::{
    ENDERS, EVERYONE, HERE, HERE_AND_COMPANIES, MANAGER, OF_THIS_SITE, STAFF_AND_COMPANIES, TAKERS_IN,
    WITH_THE_WORKER,
};

pub(super) fn rows() -> Vec<Endpoint> {
    let draft = json!({ "name": "张三", "document": identity_number(77) });
    let joining = json!({
        "worker": { "name": "赵六", "document": identity_number(78), "phone": phone_number(78) },
        "declaration_text_version": "declaration-1",
    });
    let contractor = json!({ "uscc": "91350100M000100Y43", "name": "佛山劳务", "kind": "006" });
    let correction = json!({ "name": "王建业", "same_person": true, "reason": "核对了身份证原件" });
    let file = format!("姓名,身份证号\n张三,{}\n", identity_number(79));
    vec![
        read("/api/sites/{site}/join-link", MANAGER),
        post("/api/sites/{site}/crews", json!({ "name": "木工一班" }), MANAGER),
        read("/api/sites/{site}/contractors", OF_THIS_SITE),
        post("/api/sites/{site}/contractors", contractor, MANAGER),
        post("/api/contractors/{contractor}/end", json!({}), MANAGER),
        row(
            Method::PATCH,
            "/api/crews/{crew}",
            Sent::Json(json!({ "contractor": null })),
            MANAGER,
        ),
        read("/api/sites/{site}/departures", HERE_AND_COMPANIES),
        // A crew that nobody's is: the companies' own are in their own tests.
        post(
            "/api/sites/{site}/departures",
            json!({ "crew": Uuid::from_u128(5) }),
            MANAGER,
        ),
        post("/api/departures/{departure}/undo", json!({}), MANAGER),
        read("/api/registry-codes", EVERYONE),
        read("/api/sites/{site}/rooms", HERE),
        read("/api/rooms/{room}/lodgers", HERE),
        read("/api/sites/{site}/workers", HERE_AND_COMPANIES).permitted(Permission::ReadWorkers),
        post("/api/sites/{site}/workers", draft, TAKERS_IN).permitted(Permission::AddWorkers),
        row(
            Method::POST,
            "/api/sites/{site}/worker-imports?dry_run=true",
            Sent::Csv(file),
            TAKERS_IN,
        )
        .permitted(Permission::AddWorkers),
        post("/api/worker-searches", json!({ "q": "王" }), STAFF_AND_COMPANIES),
        read("/api/worker-import-template?format=csv", EVERYONE),
        post(
            "/api/sites/{site}/worker-exports",
            json!({ "format": "csv", "password": testkit::district::PASSWORD, "reason": "交接名册" }),
            HERE,
        ),
        read("/api/workers/{person}", WITH_THE_WORKER),
        row(
            Method::PATCH,
            "/api/workers/{person}",
            Sent::Json(correction),
            HERE,
        ),
        post(
            "/api/workers/{person}/unmask",
            json!({ "reason": "核对证件" }),
            HERE,
        ),
        post("/api/workers/{person}/sign-in-code", json!({}), MANAGER),
        post(
            "/api/sites/{site}/sign-in-cards",
            json!({ "people": ["{person}"] }),
            MANAGER,
        ),
        delete("/api/workers/{person}/sign-in-card", MANAGER),
        row(
            Method::PATCH,
            "/api/engagements/{engagement}",
            Sent::Json(json!({ "changes": {}, "as_read": {} })),
            MANAGER,
        ),
        post("/api/engagements/{engagement}/confirm", json!({}), MANAGER),
        post("/api/engagements/{engagement}/end", json!({}), ENDERS).permitted(Permission::EndEngagements),
        read("/api/join/{token}", EVERYONE),
        post("/api/join/{token}", joining, EVERYONE),
    ]
}
