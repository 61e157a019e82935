//! Draws from a seeded stream. The arithmetic stands here, and not in a library whose next version may draw
//! otherwise, so that a seed means the same district for good.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of draws.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// The stream of a seed for one purpose: drawing more for one purpose never shifts another.
    pub(crate) fn of(seed: u64, purpose: &str) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        let room = &mut key[8..];
        assert!(purpose.len() <= room.len(), "a purpose fits the key");
        room[..purpose.len()].copy_from_slice(purpose.as_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// Sixteen bytes, for an id.
    pub(crate) fn bytes(&mut self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.0.next_u64().to_le_bytes());
        bytes[8..].copy_from_slice(&self.0.next_u64().to_le_bytes());
        bytes
    }

    /// A number from 0 up to, not with, `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let product = u128::from(self.0.next_u64()) * end as u128;
        (product >> 64) as usize
    }

    /// A number from `first` to `last`, both possible.
    pub(crate) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last - first + 1)
    }

    /// True in `parts` of 1,000 draws.
    pub(crate) fn per_mille(&mut self, parts: usize) -> bool {
        self.below(1_000) < parts
    }

    /// One of `choices`, each as likely.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, choices: &[&'a T]) -> &'a T {
        choices[self.below(choices.len())]
    }

    /// One of `choices`, each as likely as its weight says.
    pub(crate) fn weighted<'a, T>(&mut self, choices: &'a [(T, usize)]) -> &'a T {
        let whole = choices.iter().map(|(_, weight)| weight).sum();
        let mut at = self.below(whole);
        for (choice, weight) in choices {
            if at < *weight {
                return choice;
            }
            at -= weight;
        }
        unreachable!("a draw below the sum of the weights falls on one of them")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_purpose_give_the_same_draws_every_time() {
        let draws = |seed, purpose: &str| {
            let mut chance = Chance::of(seed, purpose);
            [chance.below(1_000), chance.below(1_000), chance.below(1_000)]
        };
        assert_eq!(draws(1, "sites"), draws(1, "sites"));
        assert_ne!(draws(1, "sites"), draws(2, "sites"));
        assert_ne!(draws(1, "sites"), draws(1, "people"));
    }

    #[test]
    fn weights_decide_how_often_a_choice_comes() {
        let mut chance = Chance::of(7, "weights");
        let mut often = 0;
        for _ in 0..10_000 {
            often += usize::from(*chance.weighted(&[("often", 9), ("seldom", 1)]) == "often");
        }
        assert!((8_850..9_150).contains(&often), "{often}");
    }

    #[test]
    fn both_ends_of_a_span_are_drawn_and_nothing_outside() {
        let mut chance = Chance::of(7, "span");
        let mut seen = [false; 3];
        for _ in 0..200 {
            seen[chance.between(4, 6) - 4] = true;
        }
        assert_eq!(seen, [true; 3]);
    }
}
