//! The morning that is told, and the clock by which it is.

use std::sync::atomic::{AtomicI64, Ordering};

use demo::{MORNING, When};
use domain::clock::Clock;
use jiff::civil::{Date, time};
use jiff::{SignedDuration, Timestamp};
use service::Platform;

/// A clock that stands where it is set.
pub(crate) struct Moved(AtomicI64);

impl Moved {
    pub(crate) fn to(instant: Timestamp) -> Self {
        Self(AtomicI64::new(instant.as_microsecond()))
    }

    pub(crate) fn set(&self, instant: Timestamp) {
        self.0.store(instant.as_microsecond(), Ordering::Relaxed);
    }
}

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

/// A morning that lies behind: three hours up to half past eight, or up to now while it is earlier than that, and
/// never of the day before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Morning {
    pub(crate) begins: Timestamp,
    pub(crate) ends: Timestamp,
    now: Timestamp,
}

impl Morning {
    /// The morning of a day that has begun.
    pub(crate) fn of(platform: &Platform, day: Date) -> Self {
        let zone = &platform.settings().zone;
        let at = |hour, minute| {
            let at = day.to_datetime(time(hour, minute, 0, 0)).to_zoned(zone.clone());
            at.map_or(platform.now(), |at| at.timestamp())
        };
        Self::until(at(0, 0), at(8, 30), platform.now())
    }

    fn until(midnight: Timestamp, usual: Timestamp, now: Timestamp) -> Self {
        let ends = usual.min(now);
        let long = SignedDuration::from_secs(i64::from(MORNING));
        Self {
            begins: midnight.max(ends - long).min(now),
            ends,
            now,
        }
    }

    /// An instant of it; a shorter morning has everything in it, closer together.
    pub(crate) fn instant(&self, when: When) -> Timestamp {
        match when {
            When::Morning(second) => {
                let length = self.ends.duration_since(self.begins).as_millis();
                let into = length * i128::from(second) / i128::from(MORNING);
                self.begins + SignedDuration::from_millis(i64::try_from(into).unwrap_or(0))
            }
            When::Lately(before) => {
                let at = self.now - SignedDuration::from_secs(i64::from(before));
                at.max(self.begins)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn morning(now: &str) -> (String, String) {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let morning = Morning::until(at("2020-02-17T00:00Z"), at("2020-02-17T08:30Z"), at(now));
        let first = morning.instant(When::Morning(0)).to_string();
        (first, morning.instant(When::Morning(MORNING)).to_string())
    }

    #[test]
    fn a_morning_lies_behind_and_within_its_day() {
        for (now, first, last) in [
            (
                "2020-02-17T15:00:00Z",
                "2020-02-17T05:30:00Z",
                "2020-02-17T08:30:00Z",
            ),
            (
                "2020-02-17T07:00:00Z",
                "2020-02-17T04:00:00Z",
                "2020-02-17T07:00:00Z",
            ),
            (
                "2020-02-17T00:01:00Z",
                "2020-02-17T00:00:00Z",
                "2020-02-17T00:01:00Z",
            ),
        ] {
            assert_eq!(morning(now), (first.to_owned(), last.to_owned()), "{now}");
        }
    }
}
