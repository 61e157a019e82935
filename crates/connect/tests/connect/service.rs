//! A provider's service on this machine: it keeps what it was asked and answers what it was told to.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use tokio::net::TcpListener;

/// What it was asked.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

#[derive(Clone)]
pub(crate) struct Service {
    pub(crate) address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    answer: (StatusCode, String),
}

impl Service {
    /// One that answers this to everything.
    pub(crate) async fn answering(status: u16, body: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let service = Self {
            address: format!("http://{}", listener.local_addr().expect("its address")),
            asked: Arc::default(),
            answer: (StatusCode::from_u16(status).expect("a status"), body.to_owned()),
        };
        let router = Router::new().fallback(answer).with_state(service.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        service
    }

    /// The one request it was asked.
    pub(crate) fn asked(&self) -> Asked {
        let asked = self.asked.lock().expect("nobody failed with it");
        assert_eq!(asked.len(), 1, "a message is handed over once");
        asked[0].clone()
    }
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

async fn answer(State(service): State<Service>, request: Request) -> (StatusCode, String) {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 16).await.expect("a body");
    service.asked.lock().expect("nobody failed with it").push(Asked {
        uri: parts.uri,
        headers: parts.headers,
        body,
    });
    service.answer
}
