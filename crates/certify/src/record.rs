//! What is remembered of a certificate beside it, so that no start has to parse one.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::RENEW_BEFORE_DAYS;
use crate::issue::after;

/// For whom the certificate was made, and when it and its authority end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// Names and addresses in it.
    pub(crate) names: Vec<String>,
    /// The day the server certificate ends on.
    pub(crate) server_ends: Date,
    /// The day the authority ends on.
    pub(crate) authority_ends: Date,
}

impl Record {
    /// Whether the server certificate is good for all of `names` and for a while yet.
    pub(crate) fn serves(&self, names: &[String], now: Timestamp) -> bool {
        let soon = after(now, RENEW_BEFORE_DAYS);
        let named = names.iter().all(|name| self.names.contains(name));
        named && soon < self.server_ends && soon < self.authority_ends
    }

    /// Whether the authority would outlive a server certificate signed now.
    pub(crate) fn authority_serves(&self, now: Timestamp) -> bool {
        after(now, crate::SERVER_DAYS) < self.authority_ends
    }
}
