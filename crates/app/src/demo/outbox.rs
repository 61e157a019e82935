//! The demo's message outbox: text messages that the demo's people are sent, on a page. Only the demo has it, for it
//! shows what stands on everyone's phone.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router};
use connect::Outbox;
use domain::language::Words;
use domain::message::Message;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// The page asks again after this long without anything new, so that it notices when the demo is gone.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

const CONTENT: &str = "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

#[derive(Clone)]
struct Page {
    outbox: Arc<Outbox>,
    stop: CancellationToken,
}

/// How far a page has read.
#[derive(Deserialize)]
struct Read {
    /// How many messages there were when it asked last.
    after: Option<u64>,
}

/// What lies in the outbox.
#[derive(Serialize)]
struct Messages {
    count: u64,
    messages: Vec<Shown>,
}

/// A message, as it stands on a phone.
#[derive(Serialize)]
struct Shown {
    number: u64,
    at: String,
    phone: String,
    text: Words,
}

/// `/demo/outbox`.
pub(crate) fn routes(outbox: Arc<Outbox>, stop: CancellationToken) -> Router {
    const TOKENS: &str = include_str!("../../../../web/kit/src/design/tokens.css");
    Router::new()
        .route(
            "/demo/outbox",
            file("text/html", include_str!("outbox/page.html")),
        )
        .route(
            "/demo/outbox/page.js",
            file("text/javascript", include_str!("outbox/page.js")),
        )
        .route(
            "/demo/outbox/page.css",
            file("text/css", include_str!("outbox/page.css")),
        )
        .route("/demo/outbox/tokens.css", file("text/css", TOKENS))
        .route("/demo/outbox/messages", get(messages))
        .with_state(Page { outbox, stop })
}

/// A file of the page.
fn file(kind: &'static str, text: &'static str) -> axum::routing::MethodRouter<Page> {
    get(move || async move {
        let headers: [(HeaderName, String); 4] = [
            (CONTENT_TYPE, format!("{kind}; charset=utf-8")),
            (CONTENT_SECURITY_POLICY, CONTENT.into()),
            (X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
            (CACHE_CONTROL, "no-cache".into()),
        ];
        (headers, text)
    })
}

/// The messages, newest first: at once where there are others than the page has read, else once there are.
async fn messages(State(page): State<Page>, Query(read): Query<Read>) -> impl IntoResponse {
    let mut count = page.outbox.count();
    if let Some(read) = read.after {
        let others = timeout(LONGEST_WAIT, count.wait_for(|count| *count != read));
        tokio::select! {
            // Whether there are or it took too long, the page hears what there is.
            _ = others => {}
            () = page.stop.cancelled() => {}
        }
    }
    let sent = page.outbox.sent();
    let messages = sent.iter().map(|sent| {
        let Message::SignInCode { phone, .. } = &sent.message;
        Shown {
            number: sent.number,
            at: sent.at.to_string(),
            phone: phone.as_str().to_owned(),
            text: sent.message.words(),
        }
    });
    let answer = Messages {
        count: sent.first().map_or(0, |newest| newest.number),
        messages: messages.collect(),
    };
    ([(CACHE_CONTROL, "no-store")], Json(answer))
}
