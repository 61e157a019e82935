//! Codes by text message, for whoever holds a phone: how many there are, and for how long each is good.

use jiff::{SignedDuration, Timestamp};

/// How long a code is good.
pub const STANDS_MINUTES: i64 = 5;

/// Wrong tries after which a code is none any more.
pub const TRIES: u32 = 5;

/// How long whoever asked waits before they may ask again.
pub const AGAIN_AFTER: SignedDuration = SignedDuration::from_mins(1);

/// Codes for one phone within an hour of the first of them. With a day's, what the providers themselves keep to.
pub const AN_HOUR: u32 = 5;

/// Codes for one phone within a day of the first of them.
pub const A_DAY: u32 = 10;

/// What was asked for one phone so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Last.
    pub last: Timestamp,
    /// When the hour that counts began.
    pub hour_from: Timestamp,
    /// How often since then.
    pub in_hour: u32,
    /// When the day that counts began.
    pub day_from: Timestamp,
    /// How often since then.
    pub in_day: u32,
}

impl Asked {
    /// Counts one more; else the instant from which it can be asked again.
    pub fn once_more(before: Option<Self>, now: Timestamp) -> Result<Self, Timestamp> {
        let Some(before) = before else {
            return Ok(Self {
                last: now,
                hour_from: now,
                in_hour: 1,
                day_from: now,
                in_day: 1,
            });
        };
        let (hour, day) = (before.hour_ends(), before.day_ends());
        let in_hour = if hour <= now { 0 } else { before.in_hour };
        let in_day = if day <= now { 0 } else { before.in_day };
        let waits = [
            Some(before.last + AGAIN_AFTER),
            (in_hour >= AN_HOUR).then_some(hour),
            (in_day >= A_DAY).then_some(day),
        ];
        if let Some(until) = waits.into_iter().flatten().filter(|until| *until > now).max() {
            return Err(until);
        }
        Ok(Self {
            last: now,
            hour_from: if in_hour == 0 { now } else { before.hour_from },
            in_hour: in_hour + 1,
            day_from: if in_day == 0 { now } else { before.day_from },
            in_day: in_day + 1,
        })
    }

    fn hour_ends(&self) -> Timestamp {
        self.hour_from + SignedDuration::from_hours(1)
    }

    /// When nothing of it counts any more.
    pub fn day_ends(&self) -> Timestamp {
        self.day_from + SignedDuration::from_hours(24)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asks at these minutes, one after the other; those at which it is let, and how many minutes the others wait.
    fn asked(minutes: &[i64]) -> Vec<Result<i64, i64>> {
        let start: Timestamp = "2020-02-17T00:00:00Z".parse().unwrap();
        let mut so_far = None;
        let mut said = Vec::new();
        for &minute in minutes {
            let now = start + SignedDuration::from_mins(minute);
            match Asked::once_more(so_far, now) {
                Ok(asked) => {
                    so_far = Some(asked);
                    said.push(Ok(minute));
                }
                Err(until) => said.push(Err(until.duration_since(now).as_mins())),
            }
        }
        said
    }

    #[test]
    fn a_phone_has_one_code_a_minute() {
        assert_eq!(asked(&[0, 0, 1, 1]), [Ok(0), Err(1), Ok(1), Err(1)]);
    }

    #[test]
    fn a_phone_has_five_codes_an_hour_and_asking_in_vain_does_not_move_the_hour_on() {
        assert_eq!(
            asked(&[0, 2, 4, 6, 8, 10, 59, 60]),
            [Ok(0), Ok(2), Ok(4), Ok(6), Ok(8), Err(50), Err(1), Ok(60)]
        );
    }

    #[test]
    fn a_phone_has_ten_codes_a_day() {
        let ten: Vec<i64> = (0..10).map(|number| number * 20).collect();
        let let_all: Vec<_> = ten.iter().copied().map(Ok).collect();
        assert_eq!(asked(&ten), let_all);
        let more: Vec<i64> = [&ten[..], &[300, 1439, 1440]].concat();
        assert_eq!(asked(&more)[10..], [Err(1140), Err(1), Ok(1440)]);
    }
}
