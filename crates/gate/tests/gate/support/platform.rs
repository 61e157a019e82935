//! A small platform: it signs rosters with a real key, takes passages, and can be cut off.

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Json, Router};
use axum_server::Handle;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::clock::Clock;
use domain::id::{GateId, PassageId, PersonId, SiteId};
use domain::passage::Passage;
use domain::roster::{RosterEntry, RosterPage, SignedRoster};
use domain::verdict::GatePolicy;
use jiff::Timestamp;
use seal::Signer;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::watch;
use uuid::Uuid;

use super::clock::MovedClock;
use super::people::{document_key, pass_signer};

/// The one gate it knows.
pub(crate) const GATE: GateId = GateId(Uuid::from_u128(0x6a7e));
/// The secret half of the key that it enrolled.
pub(crate) const SECRET: [u8; 32] = [9; 32];
/// What its sessions are called by.
const SESSION: &str = "session";

/// What the platform knows.
pub(crate) struct Books {
    pub(crate) signer: Signer,
    pub(crate) site: SiteId,
    pub(crate) version: i64,
    /// Who changed in which version; none: they left.
    pub(crate) changes: BTreeMap<i64, (PersonId, Option<RosterEntry>)>,
    pub(crate) page_size: usize,
    pub(crate) stale_after_hours: i64,
    pub(crate) passages: Vec<Passage>,
    /// Takes passages and loses the receipt on the way.
    pub(crate) loses_receipts: bool,
    /// Says that what comes is another gate's.
    pub(crate) disowns: bool,
    /// Sends these bytes in the place of a page, once signed.
    pub(crate) instead: Option<SignedRoster>,
    pub(crate) asked_since: Vec<i64>,
    /// How many sessions were opened; the last one stands.
    pub(crate) sessions: u64,
    /// No longer knows the gate's key.
    pub(crate) forgot_the_key: bool,
}

impl Books {
    /// Adds or changes someone.
    pub(crate) fn put(&mut self, entry: RosterEntry) {
        self.version += 1;
        self.changes.insert(self.version, (entry.person, Some(entry)));
    }

    /// Someone leaves the site.
    pub(crate) fn remove(&mut self, person: PersonId) {
        self.version += 1;
        self.changes.insert(self.version, (person, None));
    }

    /// The page from a version on, as it would be signed.
    pub(crate) fn page(&self, since: i64, now: Timestamp) -> RosterPage {
        // Newer than anything here: the platform was set back, and everything is sent.
        let since = if since > self.version { 0 } else { since };
        let some: Vec<_> = self.changes.range(since + 1..).take(self.page_size).collect();
        let version = some.last().map_or(since, |(version, _)| **version);
        let (mut entries, mut removed) = (BTreeMap::new(), Vec::new());
        for (_, (person, change)) in some {
            if let Some(entry) = change {
                entries.insert(*person, entry.clone());
            } else {
                entries.remove(person);
                removed.push(*person);
            }
        }
        RosterPage {
            site: self.site,
            site_name: "桂城一号工地".to_owned(),
            since,
            version,
            more: version < self.version,
            issued_at: now,
            zone: "Asia/Shanghai".to_owned(),
            policy: GatePolicy {
                stale_after_hours: self.stale_after_hours,
            },
            entries: entries.into_values().collect(),
            removed,
            declare_link: "https://sitewarden.example/worker/join/abc".to_owned(),
            pass_key: pass_signer().public().to_text(),
            document_key: STANDARD.encode(document_key().bytes()),
        }
    }

    pub(crate) fn signed(&self, page: &RosterPage) -> SignedRoster {
        let page = serde_json::to_string(page).expect("a page is JSON");
        SignedRoster {
            signature: self.signer.sign(&page),
            page,
        }
    }
}

struct Shared {
    books: Mutex<Books>,
    clock: Arc<MovedClock>,
    happened: watch::Sender<u64>,
}

/// The platform and its line.
pub(crate) struct Platform {
    shared: Arc<Shared>,
    pub(crate) address: SocketAddr,
    handle: Option<Handle<SocketAddr>>,
}

impl Platform {
    pub(crate) fn start(clock: Arc<MovedClock>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("its address");
        let books = Books {
            signer: Signer::from_bytes(&[5; 32]),
            site: SiteId(Uuid::from_u128(77)),
            version: 0,
            changes: BTreeMap::new(),
            page_size: 2_000,
            stale_after_hours: 48,
            passages: Vec::new(),
            loses_receipts: false,
            disowns: false,
            instead: None,
            asked_since: Vec::new(),
            sessions: 0,
            forgot_the_key: false,
        };
        let shared = Arc::new(Shared {
            books: Mutex::new(books),
            clock,
            happened: watch::Sender::new(0),
        });
        let mut platform = Self {
            shared,
            address,
            handle: None,
        };
        platform.serve(listener);
        platform
    }

    /// Cuts the line: nothing listens any more, open connections end.
    pub(crate) fn cut(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.shutdown();
        }
    }

    /// Mends it, at the same address.
    pub(crate) async fn mend(&mut self) {
        let listener = tokio::net::TcpSocket::new_v4().expect("a socket");
        listener.set_reuseaddr(true).expect("an option");
        // The last listener lets go of its port within moments of being told to.
        while listener.bind(self.address).is_err() {
            tokio::task::yield_now().await;
        }
        let listener = listener.listen(64).expect("it listens");
        self.serve(listener.into_std().expect("a listener"));
    }

    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        self.shared
            .books
            .lock()
            .expect("no test panicked with the books open")
    }

    /// Waits until the books say so, looking again after each request that comes.
    pub(crate) async fn until(&self, what: &str, so: impl Fn(&Books) -> bool) {
        let mut happened = self.shared.happened.subscribe();
        let waited = tokio::time::timeout(super::world::PATIENCE, async {
            while !so(&self.books()) {
                happened.changed().await.expect("the platform lives");
            }
        });
        assert!(waited.await.is_ok(), "{what}: it did not come to that");
    }

    fn serve(&mut self, listener: TcpListener) {
        listener.set_nonblocking(true).expect("an option");
        let app = Router::new()
            .route("/api/gate/challenge", post(challenge))
            .route("/api/gate/session", post(session))
            .route("/api/gate/key", get(key))
            .route("/api/gate/roster", get(roster))
            .route("/api/gate/passages", post(passages))
            .route("/api/gate/heartbeat", post(heartbeat))
            .with_state(Arc::clone(&self.shared));
        let handle = Handle::new();
        let server = axum_server::from_tcp(listener)
            .expect("a listener")
            .handle(handle.clone());
        tokio::spawn(server.serve(app.into_make_service()));
        self.handle = Some(handle);
    }
}

async fn challenge(State(shared): State<Arc<Shared>>) -> Json<Value> {
    let number = shared.books.lock().expect("the books").sessions;
    Json(json!({ "challenge": format!("challenge {number}") }))
}

#[derive(Deserialize)]
struct Signed {
    public_key: String,
    challenge: String,
    signature: String,
}

async fn session(
    State(shared): State<Arc<Shared>>,
    Json(signed): Json<Signed>,
) -> Result<Json<Value>, StatusCode> {
    let mut books = shared.books.lock().expect("the books");
    let own = Signer::from_bytes(&SECRET).public();
    let statement = format!("sitewarden gate session 1 challenge {}", books.sessions);
    let good = signed.public_key == own.to_text()
        && signed.challenge == format!("challenge {}", books.sessions)
        && own.verifies(&statement, &signed.signature);
    if !good || books.forgot_the_key {
        return Err(StatusCode::UNAUTHORIZED);
    }
    books.sessions += 1;
    Ok(Json(
        json!({ "token": format!("{SESSION} {}", books.sessions), "seconds": 900 }),
    ))
}

fn known(headers: &HeaderMap, shared: &Shared) -> Result<(), StatusCode> {
    let sessions = shared.books.lock().expect("the books").sessions;
    let wanted = format!("Bearer {SESSION} {sessions}");
    let given = headers.get("authorization").and_then(|value| value.to_str().ok());
    if given == Some(&wanted) {
        Ok(())
    } else {
        Err(StatusCode::UNAUTHORIZED)
    }
}

async fn key(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Result<Json<Value>, StatusCode> {
    known(&headers, &shared)?;
    let key = shared.books.lock().expect("the books").signer.public().to_text();
    Ok(Json(json!({ "public_key": key })))
}

#[derive(Deserialize)]
struct Since {
    since: i64,
}

async fn roster(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Query(Since { since }): Query<Since>,
) -> Result<Json<SignedRoster>, StatusCode> {
    known(&headers, &shared)?;
    let signed = {
        let mut books = shared.books.lock().expect("the books");
        books.asked_since.push(since);
        match &books.instead {
            Some(signed) => signed.clone(),
            None => books.signed(&books.page(since, shared.clock.now())),
        }
    };
    shared.happened.send_modify(|count| *count += 1);
    Ok(Json(signed))
}

#[derive(Deserialize)]
struct Batch {
    passages: Vec<Passage>,
}

async fn passages(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
    Json(batch): Json<Batch>,
) -> Result<Json<Value>, StatusCode> {
    known(&headers, &shared)?;
    let (receipt, lost) = {
        let mut books = shared.books.lock().expect("the books");
        let disowns = books.disowns;
        let own = |passage: &Passage| passage.gate == GATE && !disowns;
        let (taken, foreign): (Vec<_>, Vec<_>) = batch.passages.into_iter().partition(own);
        let ids = |passages: &[Passage]| {
            passages
                .iter()
                .map(|passage| passage.id)
                .collect::<Vec<PassageId>>()
        };
        let receipt = json!({ "accepted": ids(&taken), "refused": ids(&foreign) });
        for passage in taken {
            if !books.passages.iter().any(|known| known.id == passage.id) {
                books.passages.push(passage);
            }
        }
        (receipt, books.loses_receipts)
    };
    shared.happened.send_modify(|count| *count += 1);
    if lost {
        Err(StatusCode::BAD_GATEWAY)
    } else {
        Ok(Json(receipt))
    }
}

async fn heartbeat(State(shared): State<Arc<Shared>>, headers: HeaderMap) -> Result<Json<Value>, StatusCode> {
    known(&headers, &shared)?;
    let version = shared.books.lock().expect("the books").version;
    Ok(Json(
        json!({ "at": shared.clock.now(), "roster_version": version }),
    ))
}
