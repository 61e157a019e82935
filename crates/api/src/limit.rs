//! Rate limits on what strangers can try: a bucket per caller's address and kind of try, in memory.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Mutex, PoisonError};

use axum::extract::{ConnectInfo, FromRequestParts};
use http::request::Parts;
use jiff::Timestamp;
use service::Error;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// Signing in: 20 at once, then one every six seconds.
    SignIn,
    /// Registering oneself: a crew may do so behind one address; 60 at once, then one a second.
    Join,
}

impl Kind {
    fn burst(self) -> f64 {
        match self {
            Self::SignIn => 20.0,
            Self::Join => 60.0,
        }
    }

    fn per_second(self) -> f64 {
        match self {
            Self::SignIn => 1.0 / 6.0,
            Self::Join => 1.0,
        }
    }
}

/// The buckets.
#[derive(Default)]
pub(crate) struct Limits(Mutex<HashMap<(Kind, Option<IpAddr>), Bucket>>);

struct Bucket {
    left: f64,
    at: Timestamp,
}

/// Buckets kept at most; full ones are forgotten first.
const MOST: usize = 100_000;

impl Limits {
    /// Takes one try out of a bucket, or says how many seconds to wait.
    pub(crate) fn take(&self, kind: Kind, from: Option<IpAddr>, now: Timestamp) -> Result<(), Error> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= MOST {
            buckets.retain(|(kind, _), bucket| bucket.filled(*kind, now) < kind.burst());
        }
        let bucket = buckets.entry((kind, from)).or_insert(Bucket {
            left: kind.burst(),
            at: now,
        });
        bucket.left = bucket.filled(kind, now);
        bucket.at = now;
        if bucket.left < 1.0 {
            let wait = ((1.0 - bucket.left) / kind.per_second()).ceil();
            return Err(Error::TooMany {
                retry_after: wait as i64,
            });
        }
        bucket.left -= 1.0;
        Ok(())
    }
}

impl Bucket {
    fn filled(&self, kind: Kind, now: Timestamp) -> f64 {
        let seconds = now.duration_since(self.at).as_secs_f64().max(0.0);
        (self.left + seconds * kind.per_second()).min(kind.burst())
    }
}

/// The caller's address, where the server knows it.
#[derive(Clone, Copy)]
pub(crate) struct From(pub(crate) Option<IpAddr>);

impl<S: Sync> FromRequestParts<S> for From {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(
            parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|info| info.0.ip()),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_run_out_and_come_back_with_time() {
        let limits = Limits::default();
        let start: Timestamp = "2020-02-17T00:00:00Z".parse().unwrap();
        let from = Some(IpAddr::from([10, 0, 0, 1]));
        for _ in 0..20 {
            assert!(limits.take(Kind::SignIn, from, start).is_ok());
        }
        assert!(matches!(
            limits.take(Kind::SignIn, from, start),
            Err(Error::TooMany { retry_after: 6 })
        ));
        let other = Some(IpAddr::from([10, 0, 0, 2]));
        assert!(
            limits.take(Kind::SignIn, other, start).is_ok(),
            "another address has its own bucket"
        );
        assert!(
            limits
                .take(Kind::SignIn, from, start + jiff::SignedDuration::from_secs(6))
                .is_ok()
        );
    }
}
