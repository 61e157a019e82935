//! Kiosks' places at one gate: so many together, and so many from one address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Kiosks at one gate at once. Each has a thread.
const MOST: usize = 16;

/// Kiosks from one address: a machine with a screen for each lane, and one page that was not closed.
const MOST_FROM_ONE: usize = 4;

/// Who has a place, by address.
#[derive(Default)]
pub(crate) struct Places(Mutex<HashMap<IpAddr, usize>>);

/// A place, given back when dropped.
pub(crate) struct Place {
    places: Arc<Places>,
    from: IpAddr,
}

impl Places {
    /// A place for a kiosk at an address. None: all are taken, or all that this address may have.
    pub(crate) fn take(self: &Arc<Self>, from: IpAddr) -> Option<Place> {
        let from = from.to_canonical();
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.get(&from).copied().unwrap_or_default();
        if own >= MOST_FROM_ONE || taken.values().sum::<usize>() >= MOST {
            return None;
        }
        taken.insert(from, own + 1);
        Some(Place {
            places: Arc::clone(self),
            from,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.from) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.from);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(number: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, number])
    }

    #[test]
    fn one_address_cannot_take_every_place() {
        let places = Arc::new(Places::default());
        let greedy: Vec<_> = (0..16).filter_map(|_| places.take(address(1))).collect();
        assert_eq!(greedy.len(), 4);
        assert!(
            places.take("::ffff:10.0.0.1".parse().unwrap()).is_none(),
            "the same address"
        );
        assert!(places.take(address(2)).is_some());
        drop(greedy);
        assert!(places.take(address(1)).is_some(), "given back");
    }

    #[test]
    fn all_addresses_together_have_sixteen() {
        let places = Arc::new(Places::default());
        let taken: Vec<_> = (0..20)
            .filter_map(|number| places.take(address(number)))
            .collect();
        assert_eq!(taken.len(), 16);
    }
}
