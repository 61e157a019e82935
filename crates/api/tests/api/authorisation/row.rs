//! What a row says: one endpoint, what it is sent, and who may.

use axum::response::Response;
use domain::integrator::Permission;
use http::Method;
use serde_json::Value;
use testkit::{Reply, TestApp, Who};

/// What a request carries.
pub(super) enum Sent {
    Nothing,
    Json(Value),
    Csv(String),
    Picture,
}

/// One endpoint, about the first site and its people.
pub(super) struct Endpoint {
    pub(super) method: Method,
    pub(super) path: &'static str,
    pub(super) sent: Sent,
    pub(super) may: &'static [Who],
    /// What an outside system needs to be permitted; none where it is never answered.
    pub(super) permission: Option<Permission>,
}

pub(super) fn row(method: Method, path: &'static str, sent: Sent, may: &'static [Who]) -> Endpoint {
    Endpoint {
        method,
        path,
        sent,
        may,
        permission: None,
    }
}

pub(super) fn read(path: &'static str, may: &'static [Who]) -> Endpoint {
    row(Method::GET, path, Sent::Nothing, may)
}

pub(super) fn post(path: &'static str, body: Value, may: &'static [Who]) -> Endpoint {
    row(Method::POST, path, Sent::Json(body), may)
}

pub(super) fn delete(path: &'static str, may: &'static [Who]) -> Endpoint {
    row(Method::DELETE, path, Sent::Nothing, may)
}

impl Endpoint {
    /// The same, open to outside systems that have this permission: one reaches what staff of its part reach.
    pub(super) fn permitted(self, permission: Permission) -> Self {
        Self {
            permission: Some(permission),
            ..self
        }
    }

    pub(super) fn may(&self, who: Who) -> bool {
        let stands_where = match who {
            Who::Integrator => Some(Who::Site),
            Who::OtherIntegrator => Some(Who::OtherSite),
            _ => None,
        };
        let permitted = self.permission.and(stands_where);
        self.may.contains(&who) || permitted.is_some_and(|staff| self.may.contains(&staff))
    }

    /// Whether an answer to one leaves nothing for the next to ask for.
    pub(super) fn uses_up(&self) -> bool {
        let declares = self.path == "/api/me/declarations" && self.method == Method::POST;
        declares
            || self.method == Method::PUT && self.path == "/api/account/password"
            || self.method == Method::DELETE
            || self.needs("{account}")
            || [
                "/end",
                "/undo",
                "/merge",
                "/keep-apart",
                "/code",
                "/acknowledge",
                "/close",
                "/sessions/current",
                "/versions",
                "/stand-down",
            ]
            .iter()
            .any(|tail| self.path.ends_with(tail))
    }

    pub(super) fn needs(&self, what: &str) -> bool {
        self.path.contains(what)
    }

    pub(super) async fn asked(&self, app: &TestApp, who: Who, path: &str) -> Reply {
        let (kind, body) = self.carried(app);
        read_to_its_end(app.open(who, self.method.clone(), path, kind, body).await).await
    }

    /// The kind of a request's body, and its bytes.
    pub(super) fn carried(&self, app: &TestApp) -> (&'static str, Vec<u8>) {
        match &self.sent {
            Sent::Nothing => ("", Vec::new()),
            Sent::Json(body) => {
                let site = app.sites[0].to_string();
                let person = app.workers[0].to_string();
                let filled = body.to_string().replace("{site}", &site).replace("{person}", &person);
                ("application/json", filled.into_bytes())
            }
            Sent::Csv(text) => ("text/csv", text.clone().into_bytes()),
            Sent::Picture => (
                "multipart/form-data; boundary=x",
                b"--x\r\ncontent-disposition: form-data; name=\"pictures\"; filename=\"a.jpg\"\r\n\r\nno picture\r\n--x--\r\n"
                    .to_vec(),
            ),
        }
    }
}

pub(super) async fn read_to_its_end(response: Response) -> Reply {
    let status = response.status();
    let headers = response.headers().clone();
    // A stream that was opened has been answered; its events are not waited for.
    let streams = headers
        .get("content-type")
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    let body = if streams {
        Vec::new()
    } else {
        axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("the body")
            .to_vec()
    };
    Reply {
        status,
        headers,
        body,
    }
}
