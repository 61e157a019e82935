//! Document numbers typed at the kiosk: checked, found by their keyed hash, and not asked for too often.
//!
//! The number itself is neither kept nor repeated.

use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use domain::document::NotADocument;
use domain::language::Words;
use jiff::{SignedDuration, Timestamp};

/// Numbers that one kiosk may ask for in a minute: a queue that types, and no oracle of who works here.
pub(crate) const NUMBERS: usize = 10;
/// Codes past their time that one kiosk may show in a minute: a crew with pages left open, and no filling of the record.
pub(crate) const STALE_CODES: usize = 30;
const WITHIN: SignedDuration = SignedDuration::from_mins(1);
/// Kiosks remembered; a site has a few.
const KIOSKS: usize = 1_000;

/// Counts what is asked for by the kiosk it came from, over connections.
pub(crate) struct AskedLimit {
    most: usize,
    asked: Mutex<HashMap<IpAddr, VecDeque<Timestamp>>>,
}

impl AskedLimit {
    /// Lets `most` through in a minute.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            asked: Mutex::default(),
        }
    }

    /// Counts one; whether it may be looked up.
    pub(crate) fn allows(&self, kiosk: IpAddr, now: Timestamp) -> bool {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if asked.len() >= KIOSKS && !asked.contains_key(&kiosk) {
            asked.retain(|_, times| times.back().is_some_and(|last| is_recent(*last, now)));
            if asked.len() >= KIOSKS {
                return false;
            }
        }
        let times = asked.entry(kiosk).or_default();
        while times.front().is_some_and(|first| !is_recent(*first, now)) {
            times.pop_front();
        }
        if times.len() >= self.most {
            return false;
        }
        times.push_back(now);
        true
    }
}

/// A clock that was set back does not lengthen the wait beyond its minute.
fn is_recent(then: Timestamp, now: Timestamp) -> bool {
    now.duration_since(then).abs() < WITHIN
}

/// Why a number cannot be looked up, for the person who typed it.
pub(crate) fn words(why: NotADocument) -> Words {
    match why {
        NotADocument::Empty => Words::new("还没输入号码", "No number was typed."),
        NotADocument::Form | NotADocument::ResidentNumber => Words::new(
            "号码位数不对，请再看一下",
            "The number has not the right form. Look again.",
        ),
        NotADocument::BirthDate => Words::new(
            "号码里的出生日期不对，请再看一下",
            "The birth date in the number is wrong. Look again.",
        ),
        NotADocument::CheckDigit => {
            Words::new("号码输错了一位，请再看一下", "A digit is mistyped. Look again.")
        }
    }
}

/// Said when numbers come too fast.
pub(crate) fn too_many() -> Words {
    Words::new(
        "输得太多了，请等一分钟，或者找门卫",
        "Too many numbers. Wait a minute, or see the guard.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kiosk_asks_for_ten_numbers_a_minute_and_no_more() {
        let (limit, kiosk) = (AskedLimit::new(NUMBERS), IpAddr::from([10, 0, 0, 1]));
        let at = |second| Timestamp::from_second(second).unwrap();
        assert!((0..10).all(|second| limit.allows(kiosk, at(second))));
        assert!(!limit.allows(kiosk, at(30)));
        assert!(
            limit.allows(IpAddr::from([10, 0, 0, 2]), at(30)),
            "another kiosk has its own"
        );
        assert!(limit.allows(kiosk, at(60)), "the first is a minute ago");
        assert!(!limit.allows(kiosk, at(60)));
    }
}
