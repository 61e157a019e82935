//! What handlers share.

use std::net::IpAddr;
use std::sync::Arc;

use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;
use service::Platform;
use tokio::sync::watch::Sender;

use crate::limit::Limits;
use crate::streams::Streams;

/// The API over one platform.
#[derive(Clone)]
pub struct Api {
    /// The use cases.
    pub platform: Platform,
    /// Whether cookies are marked as for TLS only.
    pub secure: bool,
    pub(crate) authority: Option<Arc<Authority>>,
    pub(crate) proxies: Arc<[IpAddr]>,
    pub(crate) limits: Arc<Limits>,
    pub(crate) streams: Arc<Streams>,
    /// What is counted.
    pub metrics: Arc<Metrics>,
    pub(crate) stopping: Sender<bool>,
}

/// The platform's own certificate authority, as gates learn of it.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Its certificate (PEM).
    pub certificate: String,
    /// The SHA-256 of that certificate (DER), in small hexadecimal digits.
    pub fingerprint: String,
}

/// Counted for Prometheus: requests by method, route and status; never by who.
pub struct Metrics {
    pub(crate) registry: Registry,
    pub(crate) requests: Family<Vec<(&'static str, String)>, Counter>,
    pub(crate) seconds: Histogram,
}

impl Api {
    /// The API over a platform. `secure`: browsers reach it by TLS.
    pub fn new(platform: Platform, secure: bool) -> Self {
        Self {
            platform,
            secure,
            authority: None,
            proxies: Arc::new([]),
            limits: Arc::default(),
            streams: Arc::default(),
            metrics: Arc::default(),
            stopping: Sender::new(false),
        }
    }

    /// The same reached by a certificate of the platform's own authority, which gates are told how to trust.
    #[must_use]
    pub fn trusted_by(mut self, authority: Authority) -> Self {
        self.authority = Some(Arc::new(authority));
        self
    }

    /// The same behind proxies of our own: what they say of their callers' addresses is believed.
    #[must_use]
    pub fn behind(mut self, proxies: &[IpAddr]) -> Self {
        self.proxies = proxies.iter().map(IpAddr::to_canonical).collect();
        self
    }

    /// Ends the streams that would otherwise hold a clean stop up.
    pub fn end_streams(&self) {
        self.stopping.send_replace(true);
    }
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("sitewarden");
        let requests = Family::default();
        let seconds = Histogram::new(exponential_buckets(0.001, 2.0, 14));
        registry.register(
            "http_requests",
            "Requests by method, route and status",
            requests.clone(),
        );
        registry.register("http_request_seconds", "Time to answer", seconds.clone());
        Self {
            registry,
            requests,
            seconds,
        }
    }
}
