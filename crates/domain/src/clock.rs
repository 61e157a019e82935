//! Time and chance as things that are handed in, so that a test can move the one and repeat the other.

use jiff::Timestamp;
use uuid::{Builder, Uuid};

/// Tells the time. The program's own clock lives in `app`; tests bring one that they move.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// A source of random bytes fit for keys.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` with unpredictable values.
    fn fill(&self, bytes: &mut [u8]);
}

/// Makes a version 7 UUID (RFC 9562): sortable by the instant it was made.
pub fn uuid_at(now: Timestamp, entropy: &dyn Entropy) -> Uuid {
    let mut random = [0; 10];
    entropy.fill(&mut random);
    Builder::from_unix_timestamp_millis(now.as_millisecond().max(0).unsigned_abs(), &random).into_uuid()
}
