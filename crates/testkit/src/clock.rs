//! A clock that stands until it is moved.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::clock::Clock;
use jiff::{SignedDuration, Timestamp};

/// Stands at an instant.
pub struct MovedClock(AtomicI64);

impl MovedClock {
    /// Stands at an instant given as RFC 3339, such as `2020-02-17T07:00:00+08:00`.
    pub fn at(text: &str) -> Self {
        let at: Timestamp = text.parse().expect("an instant as RFC 3339");
        Self(AtomicI64::new(at.as_microsecond()))
    }

    /// Moves on.
    pub fn forward(&self, by: SignedDuration) {
        self.0.fetch_add(
            i64::try_from(by.as_micros()).expect("a span of years at most"),
            Ordering::SeqCst,
        );
    }

    /// Moves to an instant.
    pub fn set(&self, text: &str) {
        self.0
            .store(Self::at(text).0.load(Ordering::SeqCst), Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).expect("an instant within range")
    }
}
