//! Every endpoint, asked by everyone: who may gets an answer, who may not gets none. An endpoint of the document
//! without a row here fails the walk.

use std::collections::BTreeSet;

use axum::response::Response;
use http::Method;
use serde_json::{Value, json};
use service::account::NewAccount;
use store::Engine;
use testkit::identity::{identity_number, phone_number};
use testkit::{Reply, TestApp, Who};
use uuid::Uuid;

use Who::{
    Auditor, District, Gate, Nobody, OtherGate, OtherSite, OtherTown, OtherWorker, SecurityAdmin, Site,
    SystemAdmin, Town, Worker,
};

const EVERYONE: &[Who] = &Who::ALL;
const STAFF: &[Who] = &[District, Town, OtherTown, Site, OtherSite];
/// Whoever has an account with a password.
const OWNERS: &[Who] = &[
    District,
    Town,
    OtherTown,
    Site,
    OtherSite,
    SystemAdmin,
    SecurityAdmin,
    Auditor,
];
/// Whoever sees which sites there are.
const OF_SITES: &[Who] = &[
    District,
    Town,
    OtherTown,
    Site,
    OtherSite,
    SystemAdmin,
    SecurityAdmin,
];
const OF_ACCOUNTS: &[Who] = &[SecurityAdmin];
/// Staff whose scope holds the first site and its people.
const HERE: &[Who] = &[District, Town, Site];
const MANAGER: &[Who] = &[Site];
const DISTRICT: &[Who] = &[District];
const OF_GATES: &[Who] = &[District, Site, SystemAdmin];
const WORKERS: &[Who] = &[Worker, OtherWorker];
const GATES: &[Who] = &[Gate, OtherGate];

/// What a request carries.
enum Sent {
    Nothing,
    Json(Value),
    Csv(String),
    Picture,
}

/// One endpoint, about the first site and its people.
struct Endpoint {
    method: Method,
    path: &'static str,
    sent: Sent,
    may: &'static [Who],
}

fn row(method: Method, path: &'static str, sent: Sent, may: &'static [Who]) -> Endpoint {
    Endpoint {
        method,
        path,
        sent,
        may,
    }
}

fn read(path: &'static str, may: &'static [Who]) -> Endpoint {
    row(Method::GET, path, Sent::Nothing, may)
}

fn post(path: &'static str, body: Value, may: &'static [Who]) -> Endpoint {
    row(Method::POST, path, Sent::Json(body), may)
}

fn delete(path: &'static str, may: &'static [Who]) -> Endpoint {
    row(Method::DELETE, path, Sent::Nothing, may)
}

fn endpoints() -> Vec<Endpoint> {
    [
        accounts(),
        administration(),
        registry(),
        faces(),
        own_page(),
        screening(),
        gates(),
        watching(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn accounts() -> Vec<Endpoint> {
    let staff = json!({ "name": "site", "password": testkit::district::PASSWORD });
    let worker = json!({ "phone": phone_number(0), "code": "000000" });
    let both = json!({ "password": testkit::district::PASSWORD, "code": "123456" });
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
        post("/api/me/sessions", worker, EVERYONE),
        read("/api/me/sessions", WORKERS),
        read("/api/me/sessions/current", WORKERS),
        delete("/api/me/sessions/current", WORKERS),
        delete("/api/me/sessions/{session}", &[Worker]),
    ]
}

fn administration() -> Vec<Endpoint> {
    let scope = json!({ "kind": "town", "division": testkit::district::TOWN });
    let draft = json!({ "name": "new-town", "title": "桂城街道专员", "scope": scope });
    let reset = json!({ "password": testkit::district::PASSWORD, "reason": "手机丢了" });
    vec![
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

fn registry() -> Vec<Endpoint> {
    let draft = json!({ "name": "张三", "document": identity_number(77) });
    let opening = json!({ "kind": "enterprise", "name": "南海纺织厂", "town": "440605011" });
    let joining = json!({
        "worker": { "name": "赵六", "document": identity_number(78), "phone": phone_number(78) },
        "declaration_text_version": "declaration-1",
    });
    let contractor = json!({ "uscc": "91350100M000100Y43", "name": "佛山劳务", "kind": "006" });
    let correction = json!({ "name": "王建业", "same_person": true, "reason": "核对了身份证原件" });
    let file = format!("姓名,身份证号\n张三,{}\n", identity_number(79));
    vec![
        read("/api/towns", OF_SITES),
        read("/api/sites", OF_SITES),
        read(
            "/api/sites?town=440605011",
            &[District, Town, Site, OtherSite, SystemAdmin, SecurityAdmin],
        ),
        post("/api/sites", opening, &[District, SystemAdmin]),
        read(
            "/api/sites/{site}",
            &[District, Town, Site, SystemAdmin, SecurityAdmin],
        ),
        read("/api/sites/{site}/join-link", MANAGER),
        post("/api/sites/{site}/crews", json!({ "name": "木工一班" }), MANAGER),
        read("/api/sites/{site}/contractors", HERE),
        post("/api/sites/{site}/contractors", contractor, MANAGER),
        post("/api/contractors/{contractor}/end", json!({}), MANAGER),
        row(
            Method::PATCH,
            "/api/crews/{crew}",
            Sent::Json(json!({ "contractor": null })),
            MANAGER,
        ),
        read("/api/sites/{site}/departures", HERE),
        post(
            "/api/sites/{site}/departures",
            json!({ "crew": Uuid::from_u128(5) }),
            MANAGER,
        ),
        post("/api/departures/{departure}/undo", json!({}), MANAGER),
        read("/api/registry-codes", EVERYONE),
        read("/api/sites/{site}/rooms", HERE),
        read("/api/rooms/{room}/lodgers", HERE),
        read("/api/sites/{site}/workers", HERE),
        post("/api/sites/{site}/workers", draft, MANAGER),
        row(
            Method::POST,
            "/api/sites/{site}/worker-imports?dry_run=true",
            Sent::Csv(file),
            MANAGER,
        ),
        read("/api/worker-import-template?format=csv", EVERYONE),
        post(
            "/api/sites/{site}/worker-exports",
            json!({ "format": "csv", "password": testkit::district::PASSWORD, "reason": "交接名册" }),
            HERE,
        ),
        read("/api/workers/{person}", HERE),
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
        row(
            Method::PATCH,
            "/api/engagements/{engagement}",
            Sent::Json(json!({ "changes": {}, "as_read": {} })),
            MANAGER,
        ),
        post("/api/engagements/{engagement}/confirm", json!({}), MANAGER),
        post("/api/engagements/{engagement}/end", json!({}), MANAGER),
        read("/api/join/{token}", EVERYONE),
        post("/api/join/{token}", joining, EVERYONE),
    ]
}

fn faces() -> Vec<Endpoint> {
    let give = || Sent::Json(json!({ "text_version": "face-1" }));
    vec![
        read("/api/consent-texts", EVERYONE),
        row(
            Method::PUT,
            "/api/workers/{person}/consents/face",
            give(),
            MANAGER,
        ),
        delete("/api/workers/{person}/consents/face", MANAGER),
        row(Method::POST, "/api/workers/{person}/face", Sent::Picture, MANAGER),
        row(
            Method::POST,
            "/api/sites/{site}/face-imports?dry_run=true",
            Sent::Csv("no archive".into()),
            MANAGER,
        ),
        read("/api/me/consents", WORKERS),
        row(Method::PUT, "/api/me/consents/face", give(), WORKERS),
        delete("/api/me/consents/face", WORKERS),
        row(Method::POST, "/api/me/face", Sent::Picture, WORKERS),
    ]
}

fn own_page() -> Vec<Endpoint> {
    let declaration = json!({
        "id": Uuid::from_u128(5),
        "corrects": null,
        "text_version": "declaration-1",
        "answers": { "temperature": 365, "symptoms": [], "stays": [], "trips": [], "contact": null, "promise": true },
    });
    vec![
        read("/api/me", WORKERS),
        read("/api/me/form", WORKERS),
        read("/api/me/declarations", WORKERS),
        post("/api/me/declarations", declaration, WORKERS),
        read("/api/me/pass", WORKERS),
    ]
}

fn screening() -> Vec<Endpoint> {
    vec![
        read("/api/watchlists", DISTRICT),
        row(
            Method::POST,
            "/api/watchlists/import?dry_run=true&name=x&source=y&expires_on=2020-03-01",
            Sent::Csv(watchlist(0)),
            DISTRICT,
        ),
        delete("/api/watchlists/{watchlist}", DISTRICT),
        read("/api/watchlist-template?format=csv", EVERYONE),
        read("/api/hits", STAFF),
        read("/api/hits?site={site}", HERE),
        read("/api/profiles", STAFF),
    ]
}

fn gates() -> Vec<Endpoint> {
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

fn watching() -> Vec<Endpoint> {
    let closing =
        json!({ "action": "已送发热门诊", "outcome": "sent_to_clinic", "as_of": "2020-02-17T00:00:00Z" });
    let check = json!({ "site": "{site}", "temperature": 365, "note": "没有不舒服", "as_of": "2020-02-17T00:00:00Z" });
    vec![
        read("/api/passages", STAFF),
        read("/api/passages?site={site}", HERE),
        read("/api/passages?person={person}", HERE),
        read("/api/alerts", STAFF),
        read("/api/alerts?site={site}", HERE),
        post("/api/alerts/{alert}/acknowledge", json!({}), HERE),
        post("/api/alerts/{alert}/close", closing, HERE),
        post("/api/workers/{person}/checks", check, HERE),
        read("/api/overview", STAFF),
        read("/api/overview?site={site}", HERE),
        read("/api/events", STAFF),
        read("/api/events?site={site}", HERE),
        read(
            "/api/audit",
            &[District, Town, OtherTown, Site, OtherSite, Auditor],
        ),
        read("/api/audit?site={site}", &[District, Town, Site, Auditor]),
    ]
}

fn watchlist(number: u32) -> String {
    format!(
        "证件号码,姓名,类别,原因,到期\n{},王建国,密接,同车,2020-03-01\n",
        identity_number(number)
    )
}

impl Endpoint {
    /// Whether an answer to one leaves nothing for the next to ask for.
    fn uses_up(&self) -> bool {
        let declares = self.path == "/api/me/declarations" && self.method == Method::POST;
        declares
            || self.method == Method::PUT && self.path == "/api/account/password"
            || self.method == Method::DELETE
            || self.needs("{account}")
            || ["/end", "/undo", "/acknowledge", "/close", "/sessions/current"]
                .iter()
                .any(|tail| self.path.ends_with(tail))
    }

    fn needs(&self, what: &str) -> bool {
        self.path.contains(what)
    }

    async fn asked(&self, app: &TestApp, who: Who, path: &str) -> Reply {
        let (kind, body) = self.carried(app);
        read_to_its_end(app.open(who, self.method.clone(), path, kind, body).await).await
    }

    /// The kind of a request's body, and its bytes.
    fn carried(&self, app: &TestApp) -> (&'static str, Vec<u8>) {
        match &self.sent {
            Sent::Nothing => ("", Vec::new()),
            Sent::Json(body) => {
                let site = app.sites[0].to_string();
                let filled = body.to_string().replace("{site}", &site);
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

    /// The path with everything it names filled in from the first site.
    async fn filled(&self, app: &TestApp) -> String {
        let mut path = self
            .path
            .replace("{site}", &app.sites[0].to_string())
            .replace("{person}", &app.workers[0].to_string())
            .replace("{engagement}", &app.engagements[0].to_string())
            .replace("{gate}", &app.gates[0]);
        if self.needs("{token}") {
            let link = format!("/api/sites/{}/join-link", app.sites[0]);
            let url = app.get(Site, &link).await.expect(200)["url"].clone();
            let token = url
                .as_str()
                .and_then(|url| url.rsplit_once('/'))
                .expect("a link")
                .1
                .to_owned();
            path = path.replace("{token}", &token);
        }
        if self.needs("{contractor}") {
            let list = format!("/api/sites/{}/contractors", app.sites[0]);
            let known = app.get(Site, &list).await.expect(200)[0]["id"].clone();
            let id = if known.is_string() {
                known
            } else {
                let new = json!({ "uscc": "91350100M000100Y43", "name": "佛山劳务", "kind": "006" });
                app.post(Site, &list, new).await.expect(201)["id"].clone()
            };
            path = path.replace("{contractor}", text(&id));
        }
        if self.needs("{departure}") {
            // A crew of its own, so that the others are still there for what is asked next.
            let site = format!("/api/sites/{}", app.sites[0]);
            let new = json!({ "name": "张三", "document": identity_number(91), "crew": "退场班" });
            app.post(Site, &format!("{site}/workers"), new).await.expect(201);
            let crews = app.get(Site, &site).await.expect(200)["crews"].clone();
            let of_its_own = |crew: &&Value| crew["name"] == "退场班";
            let crew = crews.as_array().and_then(|crews| crews.iter().find(of_its_own));
            let crew = crew.expect("the crew")["id"].clone();
            let left = app
                .post(Site, &format!("{site}/departures"), json!({ "crew": crew }))
                .await;
            path = path.replace("{departure}", text(&left.expect(201)["id"]));
        }
        if self.needs("{room}") {
            let new =
                json!({ "name": "张三", "document": identity_number(90), "building": "3栋", "room": "302" });
            let _ = app
                .post(Site, &format!("/api/sites/{}/workers", app.sites[0]), new)
                .await;
            let rooms = app
                .get(Site, &format!("/api/sites/{}/rooms", app.sites[0]))
                .await
                .expect(200);
            path = path.replace("{room}", text(&rooms[0]["id"]));
        }
        if self.needs("{crew}") {
            let site = format!("/api/sites/{}", app.sites[0]);
            let crew = app.get(Site, &site).await.expect(200)["crews"][0]["id"].clone();
            path = path.replace("{crew}", text(&crew));
        }
        if self.needs("{account}") {
            let account = app.caller(OtherSite).await.actor.account;
            path = path.replace("{account}", &account.to_string());
        }
        if self.needs("{session}") {
            let (who, list) = if self.needs("/api/me/") {
                (Worker, "/api/me/sessions")
            } else {
                (Site, "/api/sessions")
            };
            let sessions = app.get(who, list).await.expect(200);
            path = path.replace("{session}", text(&sessions["items"][0]["id"]));
        }
        if self.needs("{alert}") || self.needs("{watchlist}") {
            let import = "/api/watchlists/import?dry_run=false&name=x&source=y&expires_on=2020-03-01";
            let listed = watchlist(0).into_bytes();
            app.send_bytes(District, Method::POST, import, "text/csv", listed)
                .await
                .expect(200);
            let lists = app.get(District, "/api/watchlists").await.expect(200);
            path = path.replace("{watchlist}", text(&lists["items"][0]["id"]));
            let alerts = app.get(Site, "/api/alerts").await.expect(200);
            path = path.replace("{alert}", text(&alerts["items"][0]["id"]));
        }
        path
    }
}

async fn read_to_its_end(response: Response) -> Reply {
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

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn answered(reply: &Reply) -> bool {
    !matches!(reply.status.as_u16(), 401 | 403 | 404 | 405 | 500)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_is_refused_and_learns_nothing() {
    let app = TestApp::fresh(Engine::Sqlite).await;
    for endpoint in endpoints() {
        let path = endpoint.filled(&app).await;
        for who in Who::ALL.into_iter().filter(|who| !endpoint.may.contains(who)) {
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
                _ => matches!(code, "denied" | "signed_out" | "not_found"),
            };
            assert!(said, "{line}: {code}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_is_answered() {
    let shared = TestApp::fresh(Engine::Sqlite).await;
    for endpoint in endpoints() {
        for who in endpoint.may {
            let own;
            let app = if endpoint.uses_up() {
                own = TestApp::fresh(Engine::Sqlite).await;
                &own
            } else {
                &shared
            };
            let path = endpoint.filled(app).await;
            let reply = endpoint.asked(app, *who, &path).await;
            let line = format!("{who:?} {} {}", endpoint.method, endpoint.path);
            assert!(answered(&reply), "{line}: {} {}", reply.status, reply.text());
        }
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
    app.platform.add_account(&new, None).await.expect("an account");
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
