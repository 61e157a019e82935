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

/// The three hours in which a day is lived, up to half past eight. Begun in the middle of a day they lie behind: up to
/// now while it is earlier than that, and never in the day before. Of a day that has just begun they are to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Morning {
    pub(crate) begins: Timestamp,
    pub(crate) ends: Timestamp,
    /// What happens lately happens before this.
    told: Timestamp,
}

impl Morning {
    /// The morning of a day; `to_come` for one that has just begun.
    pub(crate) fn of(platform: &Platform, day: Date, to_come: bool) -> Self {
        let zone = &platform.settings().zone;
        let at = |hour, minute| {
            let at = day.to_datetime(time(hour, minute, 0, 0)).to_zoned(zone.clone());
            at.map_or(platform.now(), |at| at.timestamp())
        };
        Self::within(at(0, 0), at(8, 30), platform.now(), to_come)
    }

    fn within(midnight: Timestamp, usual: Timestamp, now: Timestamp, to_come: bool) -> Self {
        let ends = if to_come { usual } else { usual.min(now) };
        let long = SignedDuration::from_secs(i64::from(MORNING));
        Self {
            begins: midnight.max(ends - long).min(ends),
            ends,
            told: now.max(ends),
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
                let at = self.told - SignedDuration::from_secs(i64::from(before));
                at.max(self.begins)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn morning(now: &str, to_come: bool) -> (String, String) {
        let at = |text: &str| format!("2020-02-17T{text}Z").parse::<Timestamp>().unwrap();
        let morning = Morning::within(at("00:00"), at("08:30"), at(now), to_come);
        let instant = |when| morning.instant(when).to_string();
        (instant(When::Morning(0)), instant(When::Morning(MORNING)))
    }

    #[test]
    fn a_morning_lies_behind_and_within_its_day_or_is_to_come() {
        for (now, to_come, first, last) in [
            ("15:00", false, "05:30", "08:30"),
            ("07:00", false, "04:00", "07:00"),
            ("00:01", false, "00:00", "00:01"),
            ("00:01", true, "05:30", "08:30"),
        ] {
            let at = |text: &str| format!("2020-02-17T{text}:00Z");
            assert_eq!(morning(now, to_come), (at(first), at(last)), "{now}");
        }
    }

    #[test]
    fn what_happens_lately_happens_just_before_the_end_or_just_before_now() {
        for (now, to_come, lately) in [("15:00", false, "14:50"), ("00:01", true, "08:20")] {
            let at = |text: &str| format!("2020-02-17T{text}Z").parse::<Timestamp>().unwrap();
            let morning = Morning::within(at("00:00"), at("08:30"), at(now), to_come);
            assert_eq!(morning.instant(When::Lately(600)), at(lately), "{now}");
        }
    }
}
