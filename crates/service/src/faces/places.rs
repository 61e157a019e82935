//! Places for enrolments whose pictures are in memory or on their way: few enough to fit, and so dealt out that one
//! caller cannot keep the others out by sending slowly. It knows nothing of pictures.

use std::sync::{Arc, Mutex, PoisonError};

use domain::id::{AccountId, PersonId};
use domain::language::Words;

use crate::error::{Error, Result};

/// Enrolments at once, of everyone: five pictures of 8 MB each.
const AT_ONCE: usize = 12;

/// Enrolments at once by one account: a manager with a queue before two tablets, and one to spare.
const OF_ONE_ACCOUNT: usize = 3;

/// Who holds places now.
#[derive(Clone, Default)]
pub(crate) struct Places(Arc<Mutex<Vec<(PersonId, AccountId)>>>);

/// A place that is held until it is dropped.
pub(crate) struct Place {
    all: Places,
    person: PersonId,
}

impl Places {
    /// Takes a place for a person: one at a time for each person, few for each account, and no more than fit.
    pub(crate) fn take(&self, person: PersonId, account: AccountId) -> Result<Place> {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.iter().any(|(of, _)| *of == person) {
            return Err(Error::conflict(
                "这个人上一次的照片还在处理，最多等一分钟再试",
                "Earlier pictures of this person are still being taken in. Try again in a minute at most.",
            ));
        }
        if held.iter().filter(|(_, by)| *by == account).count() >= OF_ONE_ACCOUNT {
            return Err(Error::conflict(
                format!("你同时在录 {OF_ONE_ACCOUNT} 个人了，等一个录完再录下一个"),
                format!("You are enrolling {OF_ONE_ACCOUNT} people already. Let one finish before the next."),
            ));
        }
        if held.len() >= AT_ONCE {
            return Err(Error::Unavailable(Words::new(
                "正在录入的人有点多，等一分钟再试",
                "Many people are being enrolled right now. Try again in a minute.",
            )));
        }
        held.push((person, account));
        Ok(Place {
            all: self.clone(),
            person,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut held = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|(person, _)| *person != self.person);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn person(number: usize) -> PersonId {
        PersonId(Uuid::from_u128(number as u128))
    }

    fn account(number: usize) -> AccountId {
        AccountId(Uuid::from_u128(number as u128))
    }

    #[test]
    fn a_person_has_one_place_whoever_asks_and_gets_it_back_when_done() {
        let places = Places::default();
        let first = places.take(person(1), account(1)).unwrap();
        assert!(matches!(
            places.take(person(1), account(1)),
            Err(Error::Conflict(_))
        ));
        assert!(matches!(
            places.take(person(1), account(2)),
            Err(Error::Conflict(_))
        ));
        assert!(
            places.take(person(2), account(2)).is_ok(),
            "nobody else waits for them"
        );
        drop(first);
        assert!(places.take(person(1), account(1)).is_ok());
    }

    #[test]
    fn an_account_holds_few_places_and_leaves_the_rest_to_others() {
        let places = Places::default();
        let held: Vec<_> = (0..OF_ONE_ACCOUNT)
            .map(|number| places.take(person(number), account(1)).unwrap())
            .collect();
        assert!(matches!(
            places.take(person(50), account(1)),
            Err(Error::Conflict(_))
        ));
        assert!(places.take(person(50), account(2)).is_ok());
        drop(held);
        assert!(places.take(person(50), account(1)).is_ok());
    }

    #[test]
    fn no_more_are_taken_in_than_fit() {
        let places = Places::default();
        let held: Vec<_> = (0..AT_ONCE)
            .map(|number| places.take(person(number), account(number)).unwrap())
            .collect();
        assert!(matches!(
            places.take(person(50), account(50)),
            Err(Error::Unavailable(_))
        ));
        drop(held);
        assert!(places.take(person(50), account(50)).is_ok());
    }
}
