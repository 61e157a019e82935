//! A clock that is moved, and randomness that repeats.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::clock::{Clock, Entropy};
use jiff::{SignedDuration, Timestamp};

/// Monday morning, 17 February 2020, 08:00 in Foshan.
pub(crate) const MORNING: &str = "2020-02-17T00:00:00Z";

pub(crate) fn morning() -> Timestamp {
    MORNING.parse().expect("an instant")
}

pub(crate) struct MovedClock(AtomicI64);

impl MovedClock {
    pub(crate) fn new() -> Self {
        Self(AtomicI64::new(morning().as_millisecond()))
    }

    pub(crate) fn move_by(&self, by: SignedDuration) {
        let by = i64::try_from(by.as_millis()).expect("a span of a test");
        self.0.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).expect("an instant of a test")
    }
}

/// Different bytes each time, the same in each run (SplitMix64).
pub(crate) struct Repeated(pub(crate) AtomicU64);

impl Entropy for Repeated {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let mut z = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            chunk.copy_from_slice(&(z ^ (z >> 31)).to_le_bytes()[..chunk.len()]);
        }
    }
}
