//! A clock that stands until it is moved.

use std::sync::atomic::{AtomicI64, Ordering};

use domain::clock::Clock;
use jiff::{SignedDuration, Timestamp};

/// Stands at an instant.
pub struct MovedClock {
    at: AtomicI64,
    /// Microseconds it moves on with each look.
    step: AtomicI64,
}

impl MovedClock {
    /// Stands at an instant given as RFC 3339, such as `2020-02-17T07:00:00+08:00`.
    pub fn at(text: &str) -> Self {
        let at: Timestamp = text.parse().expect("an instant as RFC 3339");
        Self {
            at: AtomicI64::new(at.as_microsecond()),
            step: AtomicI64::new(0),
        }
    }

    /// Moves on.
    pub fn forward(&self, by: SignedDuration) {
        self.at.fetch_add(
            i64::try_from(by.as_micros()).expect("a span of years at most"),
            Ordering::SeqCst,
        );
    }

    /// Moves to an instant.
    pub fn set(&self, text: &str) {
        self.at
            .store(Self::at(text).at.load(Ordering::SeqCst), Ordering::SeqCst);
    }

    /// From now on no two looks at it see the same instant: what is done at once has an order.
    pub fn run(&self) {
        self.step.store(1, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        let step = self.step.load(Ordering::SeqCst);
        let at = self.at.fetch_add(step, Ordering::SeqCst);
        Timestamp::from_microsecond(at).expect("an instant within range")
    }
}
