//! The platform as the gate talks to it: four requests over one client, in sessions that its key opens. It decides
//! nothing.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Duration;

use domain::id::PassageId;
use domain::passage::Passage;
use domain::roster::SignedRoster;
use jiff::Timestamp;
use reqwest::{Certificate, Client, RequestBuilder, StatusCode};
use rustls::CertificateError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::config::Config;
use crate::error::GateError;
use crate::session::Session;

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
        "the platform's certificate is not trusted here: connect the gate anew by the line that the console shows, or say which certificate to trust with gate.platform_certificate"
    )]
    Untrusted,
    /// Its certificate is not valid by this machine's clock.
    #[error(
        "the platform's certificate is over, or not valid yet, by this machine's clock: set the clock right"
    )]
    Clock,
    /// The key is not, or no longer, known.
    #[error(
        "the platform no longer knows this gate's key: give the gate a new code in the console, and run the line it shows"
    )]
    Key,
    /// The session is over; a new one is opened.
    #[error("the gate's session ended at once: does another box run with a copy of its key?")]
    Session,
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
    session: Session,
}

impl Platform {
    pub(crate) fn new(config: &Config) -> Result<Self, GateError> {
        let base = config.platform.trim_end_matches('/').to_owned();
        let trust = match (&config.platform_certificate, &config.identity.authority) {
            (Some(path), _) => Trust::File(path),
            (None, Some(pem)) => Trust::Pem(pem),
            (None, None) => Trust::System,
        };
        let signer = config.identity.signer().ok_or(GateError::Key)?;
        Ok(Self {
            client: client(&base, trust, ANSWER)?,
            session: Session::of(signer),
            base,
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

    /// Sends a request in a session: the one there is, or a new one where that is over.
    async fn answer<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, LineError> {
        let again = request.try_clone();
        let token = self.session.token(None, &self.client, &self.base).await?;
        match answered(request.bearer_auth(&token)).await {
            Err(LineError::Session) => {}
            other => return other,
        }
        let again = again.ok_or(LineError::Unreadable)?;
        let token = self.session.token(Some(&token), &self.client, &self.base).await?;
        // A session that was opened just now and is over already was ended by another with the same key.
        answered(again.bearer_auth(&token)).await
    }
}

/// Sends a request and reads its answer.
pub(crate) async fn answered<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, LineError> {
    let response = request.send().await.map_err(|error| unanswered(&error))?;
    match response.status() {
        status if status.is_success() => response.json().await.map_err(|error| {
            if error.is_decode() {
                LineError::Unreadable
            } else {
                LineError::Down
            }
        }),
        StatusCode::UNAUTHORIZED => Err(LineError::Session),
        StatusCode::FORBIDDEN => Err(LineError::Key),
        status if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => {
            Err(LineError::Refused(status.as_u16()))
        }
        status => Err(LineError::Busy(status.as_u16())),
    }
}

/// By what the platform is known.
#[derive(Clone, Copy)]
pub(crate) enum Trust<'a> {
    /// The certificates of this machine.
    System,
    /// Those in a file (PEM), and no others.
    File(&'a Path),
    /// Those in a text (PEM), and no others.
    Pem(&'a str),
    /// Nothing: for what is believed for another reason.
    Anyone,
}

/// A client for one platform.
pub(crate) fn client(base: &str, trust: Trust<'_>, patience: Duration) -> Result<Client, GateError> {
    let unusable = |error: reqwest::Error| GateError::Platform(error.to_string());
    reqwest::Url::parse(base).map_err(|error| GateError::Platform(error.to_string()))?;
    let builder = Client::builder()
        .connect_timeout(CONNECT)
        .timeout(patience)
        // A redirect would carry what is sent to a place nobody chose.
        .redirect(reqwest::redirect::Policy::none());
    let builder = match trust {
        // A machine without certificates of its own can still talk to a platform beside it.
        _ if base.starts_with("http://") => builder.tls_certs_only([]),
        Trust::System => builder,
        Trust::File(path) => builder.tls_certs_only(certificates(path)?),
        Trust::Pem(pem) => {
            builder.tls_certs_only(Certificate::from_pem_bundle(pem.as_bytes()).map_err(unusable)?)
        }
        Trust::Anyone => builder.tls_danger_accept_invalid_certs(true),
    };
    builder.build().map_err(unusable)
}

/// Why nothing came back.
pub(crate) fn unanswered(error: &reqwest::Error) -> LineError {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(rustls::Error::InvalidCertificate(why)) = error.downcast_ref() {
            return untrusted(why);
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

/// A wrong clock and a wrong certificate look alike to whoever is only told that it is not trusted.
fn untrusted(why: &CertificateError) -> LineError {
    match why {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => LineError::Clock,
        _ => LineError::Untrusted,
    }
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
