//! The platform as the gate talks to it: four requests over one client. It decides nothing.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Duration;

use domain::id::{GateId, PassageId};
use domain::passage::Passage;
use domain::roster::SignedRoster;
use jiff::Timestamp;
use reqwest::{Certificate, Client, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::config::{Config, Token};
use crate::error::GateError;

/// Longest wait for a connection; for an answer, a page of 2,000 people over a slow line included.
const CONNECT: Duration = Duration::from_secs(5);
const ANSWER: Duration = Duration::from_mins(1);

/// Why a request did not give what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum LineError {
    /// Nothing came back.
    #[error("the platform cannot be reached")]
    Down,
    /// Somebody answers whose certificate this machine does not trust.
    #[error(
        "the platform's certificate is not trusted here: copy authority.pem from the platform's certificate folder, and say where it is with gate.platform_certificate"
    )]
    Untrusted,
    /// The token is not, or no longer, known.
    #[error("the platform does not accept this gate's token: give the gate a new one")]
    Token,
    /// The platform will not take what was sent.
    #[error("the platform refused what was sent ({0})")]
    Refused(u16),
    /// The platform cannot answer now.
    #[error("the platform cannot answer now ({0})")]
    Busy(u16),
    /// An answer came that is none of this contract.
    #[error("the platform's answer cannot be read")]
    Unreadable,
}

/// The answer on `/api/gate/key`.
#[derive(Debug, Deserialize)]
pub(crate) struct GateKey {
    pub(crate) public_key: String,
    #[serde(default)]
    pub(crate) gate: Option<GateId>,
}

#[derive(Serialize)]
struct PassageBatch<'a> {
    passages: &'a [Passage],
    queue: u64,
}

/// What became of a batch.
#[derive(Deserialize)]
pub(crate) struct PassageReceipt {
    /// Held by the platform now, from this batch or from before.
    pub(crate) accepted: Vec<PassageId>,
    /// Never to be taken, whatever is done: of another gate, or out of bounds.
    #[serde(default)]
    pub(crate) refused: Vec<PassageId>,
}

#[derive(Serialize)]
struct Heartbeat {
    at: Timestamp,
    roster_version: i64,
    queue: u64,
}

/// The answer on a heartbeat.
#[derive(Debug, Deserialize)]
pub(crate) struct HeartbeatReply {
    pub(crate) at: Timestamp,
    pub(crate) roster_version: i64,
}

/// A client of one platform.
pub(crate) struct Platform {
    client: Client,
    base: String,
    token: Token,
}

impl Platform {
    pub(crate) fn new(config: &Config) -> Result<Self, GateError> {
        let unusable = |error: reqwest::Error| GateError::Platform(error.to_string());
        let base = config.platform.trim_end_matches('/').to_owned();
        reqwest::Url::parse(&base).map_err(|error| GateError::Platform(error.to_string()))?;
        let mut client = Client::builder()
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            // A redirect would carry the token to a place nobody chose.
            .redirect(reqwest::redirect::Policy::none());
        if let Some(path) = &config.platform_certificate {
            client = client.tls_certs_only(certificates(path)?);
        } else if base.starts_with("http://") {
            // A machine without certificates of its own can still talk to a platform beside it.
            client = client.tls_certs_only([]);
        }
        Ok(Self {
            client: client.build().map_err(unusable)?,
            base,
            token: config.token.clone(),
        })
    }

    pub(crate) async fn key(&self) -> Result<GateKey, LineError> {
        self.answer(self.client.get(self.at("key"))).await
    }

    pub(crate) async fn roster(&self, since: i64) -> Result<SignedRoster, LineError> {
        let request = self.client.get(format!("{}?since={since}", self.at("roster")));
        self.answer(request).await
    }

    /// Sends passages and tells what became of them.
    pub(crate) async fn passages(
        &self,
        passages: &[Passage],
        queue: u64,
    ) -> Result<PassageReceipt, LineError> {
        let batch = PassageBatch { passages, queue };
        self.answer(self.client.post(self.at("passages")).json(&batch))
            .await
    }

    pub(crate) async fn heartbeat(
        &self,
        at: Timestamp,
        roster_version: i64,
        queue: u64,
    ) -> Result<HeartbeatReply, LineError> {
        let beat = Heartbeat {
            at,
            roster_version,
            queue,
        };
        self.answer(self.client.post(self.at("heartbeat")).json(&beat))
            .await
    }

    fn at(&self, what: &str) -> String {
        format!("{}/api/gate/{what}", self.base)
    }

    async fn answer<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, LineError> {
        let sent = request.bearer_auth(self.token.text()).send().await;
        let response = sent.map_err(|error| unanswered(&error))?;
        match response.status() {
            status if status.is_success() => response.json().await.map_err(|error| {
                if error.is_decode() {
                    LineError::Unreadable
                } else {
                    LineError::Down
                }
            }),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(LineError::Token),
            status if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => {
                Err(LineError::Refused(status.as_u16()))
            }
            status => Err(LineError::Busy(status.as_u16())),
        }
    }
}

/// Why nothing came back.
fn unanswered(error: &reqwest::Error) -> LineError {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(rustls::Error::InvalidCertificate(_)) = error.downcast_ref() {
            return LineError::Untrusted;
        }
        // What an I/O error wraps is not its source but the error itself.
        let wrapped = error
            .downcast_ref::<std::io::Error>()
            .and_then(|error| error.get_ref());
        cause = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => error.source(),
        };
    }
    LineError::Down
}

fn certificates(path: &Path) -> Result<Vec<Certificate>, GateError> {
    let failed = |why: String| GateError::Certificate {
        path: path.to_owned(),
        why,
    };
    let text = fs::read(path).map_err(|error| failed(error.to_string()))?;
    let found = Certificate::from_pem_bundle(&text).map_err(|error| failed(error.to_string()))?;
    if found.is_empty() {
        return Err(failed("there is no certificate in it".to_owned()));
    }
    Ok(found)
}
