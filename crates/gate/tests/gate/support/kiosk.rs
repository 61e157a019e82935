//! A kiosk's page, as far as the wire goes.

use std::collections::VecDeque;
use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::clock::MovedClock;
use super::world::PATIENCE;

pub(crate) struct Kiosk {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Answers, claims and problems that came while something else was waited for.
    heard: VecDeque<Value>,
}

impl Kiosk {
    pub(crate) async fn at(address: SocketAddr) -> Self {
        let (socket, _) = connect_async(format!("ws://{address}/kiosk/ws"))
            .await
            .expect("the gate listens");
        Self {
            socket,
            heard: VecDeque::new(),
        }
    }

    pub(crate) async fn code(&mut self, text: &str) -> Value {
        self.say(&json!({ "type": "code", "text": text })).await;
        self.next("answer").await
    }

    pub(crate) async fn number(&mut self, number: &str) -> Value {
        self.type_number(number).await;
        self.next("answer").await
    }

    pub(crate) async fn type_number(&mut self, number: &str) {
        self.say(&json!({ "type": "number", "kind": "resident_id", "number": number }))
            .await;
    }

    pub(crate) async fn say(&mut self, message: &Value) {
        self.socket
            .send(Message::text(message.to_string()))
            .await
            .expect("the gate listens");
    }

    /// Sends one frame and waits for its reply.
    pub(crate) async fn frame(&mut self, jpeg: &[u8]) -> Value {
        self.socket
            .send(Message::binary(jpeg.to_vec()))
            .await
            .expect("the gate listens");
        self.wait(|message| message["type"] == "frame", "the reply to a frame")
            .await
    }

    /// Sends frames, again from the first when there are no more, until something other than a reply comes.
    pub(crate) async fn show(&mut self, frames: &[Vec<u8>]) -> Option<Value> {
        for frame in frames.iter().cycle().take(20) {
            self.frame(frame).await;
            if let Some(said) = self.heard.pop_front() {
                return Some(said);
            }
        }
        None
    }

    /// Someone stands there for so many half seconds, and the clock goes on.
    pub(crate) async fn stands(&mut self, clock: &MovedClock, half_seconds: usize, frames: &[Vec<u8>]) {
        for frame in frames.iter().cycle().take(half_seconds) {
            clock.move_by(SignedDuration::from_millis(500));
            self.frame(frame).await;
        }
    }

    /// What the gate said beside replies to frames and its state, so far.
    pub(crate) fn heard(&mut self) -> Vec<Value> {
        self.heard.drain(..).collect()
    }

    pub(crate) async fn next(&mut self, kind: &str) -> Value {
        if let Some(place) = self.heard.iter().position(|said| said["type"] == kind) {
            return self.heard.remove(place).expect("it was there");
        }
        self.wait(|message| message["type"] == kind, kind).await
    }

    /// Waits until the gate says of itself what is looked for.
    pub(crate) async fn gate(&mut self, what: &str, so: impl Fn(&Value) -> bool) -> Value {
        self.wait(|message| message["type"] == "gate" && so(message), what)
            .await
    }

    async fn wait(&mut self, so: impl Fn(&Value) -> bool, what: &str) -> Value {
        let mut last = Value::Null;
        let waited = tokio::time::timeout(PATIENCE, async {
            loop {
                let message = self
                    .socket
                    .next()
                    .await
                    .expect("the gate stays")
                    .expect("a message");
                let Message::Text(text) = message else { continue };
                let message: Value = serde_json::from_str(text.as_str()).expect("JSON");
                if so(&message) {
                    return message;
                }
                match message["type"].as_str() {
                    Some("gate") => last = message,
                    Some("frame") => {}
                    _ => self.heard.push_back(message),
                }
            }
        })
        .await;
        waited.unwrap_or_else(|_| panic!("{what}: it did not come; last {last}, heard {:?}", self.heard))
    }
}
