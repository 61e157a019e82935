//! Every endpoint, asked by everyone: who may gets an answer, who may not gets none. An endpoint of the document
//! without a row here fails the walk. Rows stand by capability in files of their own.

mod account;
mod administration;
mod area;
mod face;
mod filled;
mod gate;
mod integrator;
mod likeness;
mod own_page;
mod profile;
mod registry;
mod row;
mod screening;
mod site;
mod watching;
mod who;

use std::collections::BTreeSet;

use domain::integrator::Permission;
use http::header;
use serde_json::{Value, json};
use service::account::NewAccount;
use store::Engine;
use testkit::Who::{District, Nobody};
use testkit::{Reply, TestApp, Who};

use self::row::{Endpoint, read_to_its_end};
use self::who::OUTSIDE;

fn endpoints() -> Vec<Endpoint> {
    [
        account::rows(),
        administration::rows(),
        area::rows(),
        likeness::rows(),
        registry::rows(),
        face::rows(),
        own_page::rows(),
        profile::rows(),
        screening::rows(),
        site::rows(),
        gate::rows(),
        integrator::rows(),
        watching::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The district with everyone in it.
async fn walked() -> TestApp {
    TestApp::fresh(Engine::Sqlite).await.with_companies().await
}

fn answered(reply: &Reply) -> bool {
    !matches!(reply.status.as_u16(), 401 | 403 | 404 | 405 | 500)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_is_refused_and_learns_nothing() {
    let app = walked().await;
    for endpoint in endpoints() {
        let path = endpoint.filled(&app).await;
        for who in Who::ALL.into_iter().filter(|who| !endpoint.may(*who)) {
            let reply = endpoint.asked(&app, who, &path).await;
            let line = format!("{who:?} {} {}", endpoint.method, endpoint.path);
            assert!(
                matches!(reply.status.as_u16(), 401 | 403 | 404),
                "{line}: {}",
                reply.status
            );
            let problem = reply.json();
            let code = problem["code"].as_str().unwrap_or_default();
            let said = match who {
                Nobody => code == "signed_out",
                _ => matches!(code, "denied" | "signed_out" | "not_found" | "token_unknown"),
            };
            assert!(said, "{line}: {code}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_is_answered() {
    let shared = walked().await;
    for endpoint in endpoints() {
        for who in Who::ALL.into_iter().filter(|who| endpoint.may(*who)) {
            let own;
            let app = if endpoint.uses_up() {
                own = walked().await;
                &own
            } else {
                &shared
            };
            let path = endpoint.filled(app).await;
            let reply = endpoint.asked(app, who, &path).await;
            let line = format!("{who:?} {} {}", endpoint.method, endpoint.path);
            assert!(answered(&reply), "{line}: {} {}", reply.status, reply.text());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permission_opens_what_its_endpoints_say_and_nothing_else() {
    for permission in Permission::ALL {
        let app = TestApp::fresh(Engine::Sqlite).await;
        let area = json!({ "kind": "site", "site": app.sites[0] });
        let token = app.token(area, &[permission]).await;
        let shown = || (header::AUTHORIZATION, format!("Bearer {token}"));
        let closed = endpoints()
            .into_iter()
            .filter(|endpoint| !endpoint.may(Nobody) && endpoint.may != OUTSIDE);
        let (open, closed): (Vec<_>, Vec<_>) =
            closed.partition(|endpoint| endpoint.permission == Some(permission));
        for endpoint in closed.iter().chain(&open) {
            let path = endpoint.filled(&app).await;
            let (kind, body) = endpoint.carried(&app);
            let response = app.open_as(shown(), endpoint.method.clone(), &path, kind, body);
            let reply = read_to_its_end(response.await).await;
            let line = format!(
                "{permission:?} {} {}: {}",
                endpoint.method, endpoint.path, reply.status
            );
            assert_eq!(
                answered(&reply),
                endpoint.permission == Some(permission),
                "{line}"
            );
            assert!(reply.headers.get(header::SET_COOKIE).is_none(), "{line}");
        }
        assert!(!open.is_empty(), "{permission:?}");
    }
}

#[test]
fn the_document_names_the_permission_that_each_endpoint_needs_of_a_token() {
    let document: Value = serde_json::from_str(&api::document()).unwrap();
    let bearer = &document["components"]["securitySchemes"]["token"];
    assert_eq!(
        (&bearer["type"], &bearer["scheme"]),
        (&json!("http"), &json!("bearer"))
    );
    for endpoint in endpoints().iter().filter(|endpoint| endpoint.may != OUTSIDE) {
        let path = endpoint.path.split('?').next().unwrap_or_default();
        let operation = &document["paths"][path][endpoint.method.as_str().to_lowercase()];
        let said = operation["security"]
            .as_array()
            .into_iter()
            .flatten()
            .find_map(|way| way["token"][0].as_str());
        assert_eq!(
            said,
            endpoint.permission.map(Permission::word),
            "{} {path}",
            endpoint.method
        );
    }
}

/// What is open to an account whose password someone else made.
const BEFORE_ALL_ELSE: &[&str] = &["/api/account/password", "/api/sessions/current"];

#[tokio::test(flavor = "multi_thread")]
async fn a_password_that_someone_else_made_opens_its_change_and_nothing_else() {
    let app = TestApp::fresh(Engine::Sqlite).await;
    let new = NewAccount {
        sign_in_name: "new".into(),
        shown_name: "新来的".into(),
        password: testkit::district::PASSWORD.into(),
        scope: app.caller(District).await.actor.scope,
    };
    app.platform.add_account(&new).await.expect("an account");
    let shown = app.signed_in("new", testkit::district::PASSWORD).await;
    let of_staff = endpoints().into_iter().filter(|endpoint| {
        let may = endpoint.may;
        may.contains(&District) && !may.contains(&Nobody) && !BEFORE_ALL_ELSE.contains(&endpoint.path)
    });
    for endpoint in of_staff {
        let path = endpoint.filled(&app).await;
        let (kind, body) = endpoint.carried(&app);
        let response = app
            .open_as(shown.clone(), endpoint.method.clone(), &path, kind, body)
            .await;
        let reply = read_to_its_end(response).await;
        assert_eq!(
            reply.problem(403),
            "change_password",
            "{} {}",
            endpoint.method,
            endpoint.path
        );
    }
}

#[test]
fn every_endpoint_of_the_document_has_its_row_and_no_row_is_of_another() {
    let document: Value = serde_json::from_str(&api::document()).unwrap();
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "delete", "patch"] {
            if item.get(method).is_some() {
                documented.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    let walked: BTreeSet<String> = endpoints()
        .iter()
        .map(|endpoint| {
            let path = endpoint.path.split('?').next().unwrap_or_default();
            format!("{} {path}", endpoint.method)
        })
        .collect();
    assert_eq!(walked, documented);
}
