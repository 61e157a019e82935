//! The whole platform in process: its router over a fresh database, with someone for every role signed in.

use std::collections::HashMap;
use std::sync::Arc;

use api::{Api, Authority};
use axum::body::{Body, to_bytes};
use axum::{Router, response::Response};
use connect::Outbox;
use domain::account::{PasswordLife, SecondFactor};
use domain::gate_key::{enrolment_statement, session_statement};
use domain::handed::DrawnCode;
use domain::id::{AccountId, EngagementId, PersonId, SiteId};
use domain::integrator::Permission;
use domain::language::Language;
use domain::passkey::Address;
use domain::profile::DiseaseProfile;
use http::{HeaderMap, HeaderName, Method, Request, StatusCode, header};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use seal::Signer;
use serde_json::{Value, json};
use service::account::{Attendance, Entry, SignedIn};
use service::registry::WorkerEntry;
use service::{Caller, Passwords, Platform, Settings, Whence};
use store::Engine;
use tower::ServiceExt;

use crate::chance::Dice;
use crate::clock::MovedClock;
use crate::database::Database;
use crate::district::{self, PASSWORD};
use crate::identity::phone_number;

/// The address that people open, as their browsers name it.
pub const ORIGIN: &str = "https://sitewarden.test";

/// Who sends a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Who {
    /// Nobody: no cookie, no token.
    Nobody,
    /// District staff.
    District,
    /// The officer of the town of the first two sites.
    Town,
    /// The officer of another town.
    OtherTown,
    /// The officer of the community of the first site.
    Community,
    /// The officer of the community of the second site.
    OtherCommunity,
    /// The manager of the first site.
    Site,
    /// The manager of the second site.
    OtherSite,
    /// The clerk of a company at the first site, its worker's; see [`TestApp::with_companies`].
    Contractor,
    /// The clerk of another company at the first site.
    OtherContractor,
    /// The head office of the first company.
    Enterprise,
    /// The head office of the other company.
    OtherEnterprise,
    /// The system administrator.
    SystemAdmin,
    /// The security administrator.
    SecurityAdmin,
    /// The auditor.
    Auditor,
    /// The worker of the first site.
    Worker,
    /// The worker of the second site.
    OtherWorker,
    /// A gate of the first site.
    Gate,
    /// A gate of the second site.
    OtherGate,
    /// An outside system with every permission at the first site.
    Integrator,
    /// An outside system with every permission at the second site.
    OtherIntegrator,
}

impl Who {
    /// Everyone.
    pub const ALL: [Self; 21] = [
        Self::Nobody,
        Self::District,
        Self::Town,
        Self::OtherTown,
        Self::Community,
        Self::OtherCommunity,
        Self::Site,
        Self::OtherSite,
        Self::Contractor,
        Self::OtherContractor,
        Self::Enterprise,
        Self::OtherEnterprise,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::Auditor,
        Self::Worker,
        Self::OtherWorker,
        Self::Gate,
        Self::OtherGate,
        Self::Integrator,
        Self::OtherIntegrator,
    ];
}

/// The platform under test.
pub struct TestApp {
    /// Its database.
    pub database: Database,
    /// Its clock: the morning of 17 February 2020 in Foshan.
    pub clock: Arc<MovedClock>,
    /// Its use cases.
    pub platform: Platform,
    /// Where its messages go.
    pub outbox: Arc<Outbox>,
    /// Its router.
    pub router: Router,
    /// The sites of [`district::small`], in their order.
    pub sites: Vec<SiteId>,
    /// The worker of each site.
    pub workers: Vec<PersonId>,
    /// The engagement of each worker.
    pub engagements: Vec<EngagementId>,
    /// The gates of the first two sites, as text.
    pub gates: Vec<String>,
    secrets: HashMap<Who, String>,
    keys: HashMap<Who, Signer>,
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Vec<u8>,
}

impl TestApp {
    /// Starts one on a fresh database.
    pub async fn fresh(engine: Engine) -> Self {
        Self::over(Database::fresh(engine).await).await
    }

    /// Starts one over a database that is empty.
    pub async fn over(database: Database) -> Self {
        let clock = Arc::new(MovedClock::at("2020-02-17T07:00:00+08:00"));
        let settings = Settings {
            district: "440605".parse().expect("a division"),
            zone: TimeZone::get("Asia/Shanghai").expect("a zone"),
            public_url: ORIGIN.into(),
            passkey_addresses: Address::parse(ORIGIN).into_iter().collect(),
            passwords: Passwords::cheap(),
            password_life: PasswordLife::days(90),
            second_factor: SecondFactor::Offered,
            messages_an_hour: 20,
            audit_heads: None,
        };
        let outbox = Arc::new(Outbox::new(clock.clone()));
        let platform = Platform::new(
            database.store.clone(),
            clock.clone(),
            Arc::new(Dice::new(7)),
            settings,
        )
        .with_sender(outbox.clone());
        platform
            .install_profiles()
            .await
            .expect("the first profiles are in force");
        let sites = platform
            .load_district(&district::small(), &mut |_| {})
            .await
            .expect("the district loads");
        let mut app = Self {
            router: api::router(Api::new(platform.clone(), true).trusted_by(authority())),
            database,
            clock,
            platform,
            outbox,
            sites,
            workers: Vec::new(),
            engagements: Vec::new(),
            gates: Vec::new(),
            secrets: HashMap::new(),
            keys: HashMap::new(),
        };
        app.sign_everyone_in().await;
        app
    }

    /// The same over a platform that nobody carries messages out of.
    #[must_use]
    pub fn without_sender(mut self) -> Self {
        let settings = self.platform.settings().clone();
        let (store, dice) = (self.database.store.clone(), Arc::new(Dice::new(8)));
        self.platform = Platform::new(store, self.clock.clone(), dice, settings);
        self.router = api::router(Api::new(self.platform.clone(), true));
        self
    }

    /// Moves the clock on by days, after which staff sign in anew.
    pub async fn days_later(&mut self, days: i64) {
        self.clock.forward(SignedDuration::from_hours(24 * days));
        self.sign_staff_in().await;
    }

    async fn sign_staff_in(&mut self) {
        for (who, name) in [
            (Who::District, "district"),
            (Who::Town, "town"),
            (Who::OtherTown, "other-town"),
            (Who::Community, "community"),
            (Who::OtherCommunity, "other-community"),
            (Who::Site, "site"),
            (Who::OtherSite, "other-site"),
            (Who::SystemAdmin, "system"),
            (Who::SecurityAdmin, "security"),
            (Who::Auditor, "audit"),
        ] {
            self.sign_in_as(who, name).await;
        }
    }

    /// Signs someone of staff in by their name.
    pub(crate) async fn sign_in_as(&mut self, who: Who, name: &str) {
        let opened = self
            .platform
            .sign_in(name, PASSWORD, &Whence::agent("test"), Language::English)
            .await
            .expect("staff sign in");
        self.secrets.insert(who, opened_at_once(opened).token);
    }

    /// Has the password of an account count as one that its owner made.
    pub(crate) async fn own_password(&self, account: AccountId) {
        let mut tx = self.database.store.write().await.expect("a writer");
        let found = tx
            .account(account)
            .await
            .expect("a look-up")
            .expect("the account");
        let hash = found.password_hash.expect("a password");
        let now = self.platform.now();
        tx.put_password(account, &hash, false, now)
            .await
            .expect("a password");
        tx.commit().await.expect("written");
    }

    async fn sign_everyone_in(&mut self) {
        self.sign_staff_in().await;
        for place in 0..self.sites.len() {
            let list = format!("/api/sites/{}/workers", self.sites[place]);
            let row = self.get(Who::District, &list).await.json()["items"][0].clone();
            self.workers.push(id(&row["person"]));
            self.engagements.push(id(&row["engagement"]));
        }
        for (who, manager, place) in [(Who::Worker, Who::Site, 0), (Who::OtherWorker, Who::OtherSite, 1)] {
            let path = format!("/api/workers/{}/sign-in-code", self.workers[place]);
            let code = self.post(manager, &path, json!({})).await.json()["code"].clone();
            let code = code.as_str().expect("a code").to_owned();
            let phone = phone_number(u32::try_from(place).expect("small"));
            let opened = self
                .platform
                .worker_sign_in(&phone, &code, &Whence::agent("phone"), Language::English)
                .await
                .expect("a worker signs in");
            self.secrets.insert(who, worker_opened(opened).token);
        }
        for (who, manager, place) in [(Who::Gate, Who::Site, 0), (Who::OtherGate, Who::OtherSite, 1)] {
            let path = format!("/api/sites/{}/gates", self.sites[place]);
            let made = self.post(manager, &path, json!({ "name": "东门" })).await.json();
            self.gates
                .push(made["gate"]["id"].as_str().expect("a gate").to_owned());
            let key = Signer::from_bytes(&[u8::try_from(place).expect("small") + 1; 32]);
            let code = made["code"].as_str().expect("a code");
            self.enrol(&key, code).await.expect(201);
            self.keys.insert(who, key);
        }
        for (who, place) in [(Who::Integrator, 0), (Who::OtherIntegrator, 1)] {
            let area = json!({ "kind": "site", "site": self.sites[place] });
            let token = self.token(area, &Permission::ALL).await;
            self.secrets.insert(who, token);
        }
    }

    /// Enrols a gate's key by a code, as the gate does.
    pub async fn enrol(&self, key: &Signer, code: &str) -> Reply {
        let public_key = key.public().to_text();
        let typed = DrawnCode::typed(code);
        let statement = typed.map(|code| enrolment_statement(&code, &public_key));
        let signature = key.sign(&statement.unwrap_or_default());
        let sent = json!({ "code": code, "public_key": public_key, "signature": signature });
        self.post(Who::Nobody, "/api/gate/enrolment", sent).await
    }

    /// Opens a session of a gate by its key, as the gate does.
    pub async fn gate_session(&self, key: &Signer) -> Reply {
        let drawn = self
            .post(Who::Nobody, "/api/gate/challenge", json!({}))
            .await
            .expect(200);
        let challenge = drawn["challenge"].as_str().expect("a challenge");
        let signature = key.sign(&session_statement(challenge));
        let sent =
            json!({ "public_key": key.public().to_text(), "challenge": challenge, "signature": signature });
        self.post(Who::Nobody, "/api/gate/session", sent).await
    }

    /// Makes an outside system as the system administrator does; its token, good for a year.
    pub async fn token(&self, area: Value, permissions: &[Permission]) -> String {
        let sent = json!({ "name": "区数据平台", "purpose": "每天汇总各场所人数", "area": area,
            "permissions": permissions, "expires_on": "2021-02-16" });
        let made = self
            .post(Who::SystemAdmin, "/api/integrators", sent)
            .await
            .expect(201);
        made["token"].as_str().expect("a token").to_owned()
    }

    /// The version of the district's profile that is in force today.
    pub async fn profile(&self) -> DiseaseProfile {
        let mut tx = self.database.store.read().await.expect("the store reads");
        let profiles = tx.profiles().await.expect("the profiles read");
        let today = self.platform.local_now().date();
        let mut in_force = profiles.into_iter().filter(|profile| profile.in_force(today));
        in_force.next().expect("one is in force")
    }

    /// The caller behind someone of staff or a worker, to call use cases directly.
    pub async fn caller(&self, who: Who) -> Caller {
        let token = self.secrets.get(&who).expect("someone who signed in");
        let held = self
            .platform
            .caller(token, Language::English, Attendance::Attended)
            .await;
        held.expect("the session stands").caller
    }

    /// Asks.
    pub async fn get(&self, who: Who, path: &str) -> Reply {
        self.send(who, Method::GET, path, None).await
    }

    /// Sends JSON.
    pub async fn post(&self, who: Who, path: &str, body: Value) -> Reply {
        self.send(who, Method::POST, path, Some(body)).await
    }

    /// Puts JSON.
    pub async fn put(&self, who: Who, path: &str, body: Value) -> Reply {
        self.send(who, Method::PUT, path, Some(body)).await
    }

    /// Deletes.
    pub async fn delete(&self, who: Who, path: &str) -> Reply {
        self.send(who, Method::DELETE, path, None).await
    }

    /// Sends a request with a body of JSON or none.
    pub async fn send(&self, who: Who, method: Method, path: &str, body: Option<Value>) -> Reply {
        match body {
            Some(body) => {
                self.send_bytes(
                    who,
                    method,
                    path,
                    "application/json",
                    body.to_string().into_bytes(),
                )
                .await
            }
            None => self.send_bytes(who, method, path, "", Vec::new()).await,
        }
    }

    /// Sends a request with any body.
    pub async fn send_bytes(
        &self,
        who: Who,
        method: Method,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Reply {
        Reply::of(self.open(who, method, path, content_type, body).await).await
    }

    /// Sends a request and leaves its answer unread, for streams.
    pub async fn open(
        &self,
        who: Who,
        method: Method,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Response {
        let shown = match self.keys.get(&who) {
            // Its session is as short as it likes: it signs for each.
            Some(key) => {
                let opened = Box::pin(self.gate_session(key)).await.json();
                let token = opened["token"].as_str().unwrap_or("none");
                Some(shown(who, token))
            }
            None => self.secrets.get(&who).map(|secret| shown(who, secret)),
        };
        self.asked(shown, method, path, content_type, body).await
    }

    /// Sends JSON or nothing, showing whatever a browser or a program would show of itself.
    pub async fn show(
        &self,
        shown: (HeaderName, String),
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Reply {
        let kind = if body.is_some() { "application/json" } else { "" };
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        Reply::of(self.asked(Some(shown), method, path, kind, body).await).await
    }

    /// Sends a request with any body as whoever shows this, and leaves its answer unread.
    pub async fn open_as(
        &self,
        shown: (HeaderName, String),
        method: Method,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Response {
        self.asked(Some(shown), method, path, content_type, body).await
    }

    /// Opens a session of staff by name, from one more device: what that device shows of itself.
    pub async fn signed_in(&self, name: &str, password: &str) -> (HeaderName, String) {
        let opened = self
            .platform
            .sign_in(name, password, &Whence::agent("another"), Language::English)
            .await
            .expect("staff sign in");
        shown(Who::District, &opened_at_once(opened).token)
    }

    /// What someone's session or token is called by: a cookie's pair, or a bearer token.
    pub fn shown(&self, who: Who) -> (HeaderName, String) {
        shown(who, self.secrets.get(&who).expect("someone who signed in"))
    }

    async fn asked(
        &self,
        shown: Option<(HeaderName, String)>,
        method: Method,
        path: &str,
        content_type: &str,
        body: Vec<u8>,
    ) -> Response {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "sitewarden.test")
            .header(header::ORIGIN, ORIGIN)
            .header(header::ACCEPT_LANGUAGE, "en");
        if !content_type.is_empty() {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        if let Some((name, value)) = shown {
            request = request.header(name, value);
        }
        let request = request.body(Body::from(body)).expect("a request");
        let answered = self.router.clone().oneshot(request).await;
        answered.unwrap_or_else(|never| match never {})
    }
}

/// The session of an account without a second factor.
fn opened_at_once(entry: Entry) -> SignedIn {
    match entry {
        Entry::Open(signed_in) => signed_in,
        Entry::Half(_) => panic!("a second factor is asked for"),
    }
}

/// The session of a worker who is alone with their phone.
fn worker_opened(entry: WorkerEntry) -> SignedIn {
    match entry {
        WorkerEntry::Open(signed_in) => signed_in,
        WorkerEntry::Who(_) => panic!("several people have this phone"),
    }
}

/// How a caller shows who they are.
fn shown(who: Who, secret: &str) -> (HeaderName, String) {
    match who {
        Who::Gate | Who::OtherGate | Who::Integrator | Who::OtherIntegrator => {
            (header::AUTHORIZATION, format!("Bearer {secret}"))
        }
        Who::Worker | Who::OtherWorker => (header::COOKIE, format!("sitewarden_worker={secret}")),
        _ => (header::COOKIE, format!("sitewarden_session={secret}")),
    }
}

impl Reply {
    /// Reads an answer to its end.
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("the whole body");
        Self {
            status: parts.status,
            headers: parts.headers,
            body: body.to_vec(),
        }
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON, of an answer that has to have this status.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        self.json()
    }

    /// The problem's code, of an answer that has to have this status.
    #[track_caller]
    pub fn problem(&self, status: u16) -> String {
        self.expect(status)["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(value: &Value) -> T {
    value.as_str().expect("an id").parse().expect("an id")
}

/// The authority by which gates trust the platform; nobody here looks at its certificate.
fn authority() -> Authority {
    Authority {
        certificate: "-----BEGIN CERTIFICATE-----\n".into(),
        fingerprint: "00".repeat(32),
    }
}
