//! Signing in, and what people change of their own account.

use http::Method;
use serde_json::json;
use testkit::Who::Worker;
use testkit::identity::phone_number;
use uuid::Uuid;

use super::row::{Endpoint, Sent, delete, post, read, row};
use super::who::{EVERYONE, MANAGER, OWNERS, WORKERS};

pub(super) fn rows() -> Vec<Endpoint> {
    let staff = json!({ "name": "site", "password": testkit::district::PASSWORD });
    let worker = json!({ "phone": phone_number(0), "code": "000000" });
    let nobody = json!({ "phone": phone_number(0), "ticket": "x", "person": Uuid::from_u128(1) });
    let card = json!({ "code": "K7QM-2X9P-4RTD", "document_tail": "0010" });
    let both = json!({ "password": testkit::district::PASSWORD, "code": "123456" });
    let made = json!({ "name": "手机", "client_data": "", "attestation_object": "" });
    let signed = json!({ "ticket": "x", "credential": "", "client_data": "", "authenticator_data": "", "signature": "" });
    vec![
        post("/api/sessions", staff, EVERYONE),
        read("/api/sessions", OWNERS),
        delete("/api/sessions", OWNERS),
        read("/api/sessions/current", OWNERS),
        delete("/api/sessions/current", OWNERS),
        delete("/api/sessions/{session}", MANAGER),
        row(
            Method::PUT,
            "/api/account/password",
            Sent::Json(
                json!({ "password": testkit::district::PASSWORD, "new_password": "own-2020-password" }),
            ),
            OWNERS,
        ),
        read("/api/account", OWNERS),
        post(
            "/api/account/second-factor",
            json!({ "password": testkit::district::PASSWORD }),
            OWNERS,
        ),
        post(
            "/api/account/second-factor/confirm",
            json!({ "code": "123456" }),
            OWNERS,
        ),
        post("/api/account/second-factor/off", both.clone(), OWNERS),
        post("/api/account/recovery-codes", both, OWNERS),
        post(
            "/api/sessions/second-factor",
            json!({ "ticket": "x", "code": "123456" }),
            EVERYONE,
        ),
        read("/api/account/passkeys", OWNERS),
        post(
            "/api/account/passkey-challenges",
            json!({ "password": testkit::district::PASSWORD }),
            OWNERS,
        ),
        post("/api/account/passkeys", made, OWNERS),
        row(
            Method::PUT,
            "/api/account/passkeys/{passkey}",
            Sent::Json(json!({ "name": "手机" })),
            MANAGER,
        ),
        post(
            "/api/account/passkeys/{passkey}/remove",
            json!({ "password": testkit::district::PASSWORD }),
            MANAGER,
        ),
        post("/api/sessions/passkey-challenges", json!({}), EVERYONE),
        post("/api/sessions/passkey", signed, EVERYONE),
        read("/api/me/sign-in-ways", EVERYONE),
        post(
            "/api/me/phone-codes",
            json!({ "phone": phone_number(0) }),
            EVERYONE,
        ),
        post("/api/me/sessions", worker, EVERYONE),
        post("/api/me/sessions/who", nobody, EVERYONE),
        post("/api/me/sessions/card", card, EVERYONE),
        read("/api/me/sessions", WORKERS),
        read("/api/me/sessions/current", WORKERS),
        delete("/api/me/sessions/current", WORKERS),
        delete("/api/me/sessions/{session}", &[Worker]),
    ]
}
