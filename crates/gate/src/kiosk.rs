//! The gate's own small web server: the kiosk's pages, its WebSocket, and how the gate is.
//!
//! It knows messages and bytes; what they mean is the lane's.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::language::Words;
use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::gate::Gate;
use crate::lane::{self, Inbox};
use crate::pages;
use crate::place::Places;
use crate::wire::{FromKiosk, ToKiosk};

/// Longest message: a camera frame. Beyond it the connection is closed.
const MOST_BYTES: usize = 8 << 20;

#[derive(Clone)]
struct Kiosks {
    gate: Arc<Gate>,
    places: Arc<Places>,
    tasks: TaskTracker,
    shutdown: CancellationToken,
}

/// Everything the gate serves.
pub(crate) fn router(gate: Arc<Gate>, tasks: TaskTracker, shutdown: CancellationToken) -> Router {
    let kiosks = Kiosks {
        gate,
        places: Arc::default(),
        tasks,
        shutdown,
    };
    Router::new()
        .route("/kiosk/ws", get(connect))
        .route("/kiosk/status", get(status))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .fallback(pages::page)
        .layer(axum::middleware::map_response(pages::guarded))
        .with_state(kiosks)
}

async fn status(State(kiosks): State<Kiosks>) -> Response {
    let message = ToKiosk::Gate(kiosks.gate.status());
    ([(header::CACHE_CONTROL, "no-store")], axum::Json(message)).into_response()
}

async fn ready(State(kiosks): State<Kiosks>) -> Response {
    readiness(&kiosks.gate)
}

/// Whether the gate can let anyone in, and what it lacks where it cannot.
fn readiness(gate: &Gate) -> Response {
    let lacks = gate.lacks();
    if lacks.is_empty() {
        return "ready\n".into_response();
    }
    let text = lacks
        .iter()
        .fold(String::new(), |text, lack| format!("{text}{lack}\n"));
    (StatusCode::SERVICE_UNAVAILABLE, text).into_response()
}

/// What an operator's Prometheus asks, for an address that only operators reach.
pub(crate) fn management(gate: Arc<Gate>) -> Router {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route(
            "/readyz",
            get(|State(gate): State<Arc<Gate>>| async move { readiness(&gate) }),
        )
        .route("/metrics", get(metrics))
        .layer(axum::middleware::map_response(pages::guarded))
        .with_state(gate)
}

async fn metrics(State(gate): State<Arc<Gate>>) -> Response {
    let text = gate.metrics.text(&gate.status());
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], Body::from(text)).into_response()
}

async fn connect(
    State(kiosks): State<Kiosks>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    // A page of another origin on the kiosk's machine is not to ask who works here.
    if !is_same_origin(&headers) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let Some(place) = kiosks.places.take(from.ip()) else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    upgrade
        .max_message_size(MOST_BYTES)
        .max_frame_size(MOST_BYTES)
        .on_upgrade(move |socket| {
            let tasks = kiosks.tasks.clone();
            let serving = serve(socket, kiosks, from.ip());
            tasks.track_future(async move {
                serving.await;
                drop(place);
            })
        })
}

fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    match (text(header::ORIGIN), text(header::HOST)) {
        (None, _) => true,
        (Some(origin), Some(host)) => origin.split_once("://").is_some_and(|(_, rest)| rest == host),
        (Some(_), None) => false,
    }
}

async fn serve(socket: WebSocket, kiosks: Kiosks, kiosk: IpAddr) {
    let Kiosks {
        gate,
        tasks,
        shutdown,
        ..
    } = kiosks;
    let (mut sink, mut stream) = socket.split();
    let (out, mut replies) = mpsc::unbounded_channel();
    let lane = lane::open(Arc::clone(&gate), kiosk, out, &tasks);
    let mut changes = gate.changes();
    let mut tick = interval(gate.config.pace.status);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard_at = Instant::now();
    loop {
        let mut asks = false;
        let silent = sleep_until(heard_at + gate.config.pace.silence);
        let reply = tokio::select! {
            () = silent => break,
            () = shutdown.cancelled() => {
                let why = CloseFrame { code: close_code::AWAY, reason: Utf8Bytes::from_static("the gate stops") };
                let _ = sink.send(Message::Close(Some(why))).await;
                break;
            }
            message = stream.next() => {
                let Some(Ok(message)) = message else { break };
                heard_at = Instant::now();
                match heard(&lane.0, message) {
                    Heard::Taken => continue,
                    Heard::Goodbye => break,
                    Heard::Nonsense => not_understood(),
                }
            }
            // A lane that broke down hears nothing any more: the page comes back to a new one.
            reply = replies.recv() => match reply {
                Some(reply) => reply,
                None => break,
            },
            _ = tick.tick() => {
                asks = true;
                ToKiosk::Gate(gate.status())
            }
            changed = changes.changed() => {
                if changed.is_err() { break }
                ToKiosk::Gate(gate.status())
            }
        };
        let Ok(text) = serde_json::to_string(&reply) else {
            break;
        };
        let told = async {
            // A page answers a ping by itself; one that is gone, or never was a page, does not.
            if asks {
                sink.feed(Message::Ping(Bytes::new())).await?;
            }
            sink.send(Message::text(text)).await
        };
        // Whoever takes nothing off their line is as gone as one who says nothing.
        match timeout(gate.config.pace.silence, told).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) | Err(_) => break,
        }
    }
}

enum Heard {
    Taken,
    Nonsense,
    Goodbye,
}

/// Passes a message on to the lane.
fn heard(inbox: &Inbox, message: Message) -> Heard {
    let taken = match message {
        Message::Binary(jpeg) => {
            inbox.frame(jpeg);
            true
        }
        Message::Text(text) => FromKiosk::read(text.as_str()).is_some_and(|said| inbox.say(said)),
        Message::Ping(_) | Message::Pong(_) => true,
        Message::Close(_) => return Heard::Goodbye,
    };
    if taken { Heard::Taken } else { Heard::Nonsense }
}

fn not_understood() -> ToKiosk {
    ToKiosk::Problem {
        code: "unreadable",
        words: Words::new("没听懂，请再来一次", "That was not understood. Try again."),
    }
}
