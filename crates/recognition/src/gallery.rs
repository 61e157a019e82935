//! The templates of a roster and the exact search among them.
//!
//! One row of 128 numbers a person, side by side in memory; a search reads them all. At 30,000 people
//! that is 15 MB and about a millisecond, and the answer is the exact one.

use std::collections::HashMap;
use std::hash::Hash;

use crate::template::{DIMENSION, Embedding, Template};

/// One person found in a gallery.
#[derive(Debug, Clone, PartialEq)]
pub struct Match<K> {
    /// Whose template it is.
    pub key: K,
    /// Cosine with it.
    pub score: f32,
}

/// The two nearest people: how far the first stands before the second decides with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Search<K> {
    /// The nearest, unless the gallery is empty.
    pub best: Option<Match<K>>,
    /// The nearest of all others.
    pub second: Option<Match<K>>,
}

impl<K> Search<K> {
    /// How far the best stands before the second; before nobody, the full distance of 2.
    pub fn margin(&self) -> f32 {
        match (&self.best, &self.second) {
            (Some(best), Some(second)) => best.score - second.score,
            (Some(_), None) => 2.0,
            _ => 0.0,
        }
    }
}

/// Templates under keys of the caller's choice, one template a key.
#[derive(Clone)]
pub struct Gallery<K> {
    rows: Vec<f32>,
    keys: Vec<K>,
    places: HashMap<K, usize>,
}

impl<K> std::fmt::Debug for Gallery<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gallery({})", self.keys.len())
    }
}

impl<K> Default for Gallery<K> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            keys: Vec::new(),
            places: HashMap::new(),
        }
    }
}

impl<K: Clone + Eq + Hash> Gallery<K> {
    /// An empty gallery.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many people are in it.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether there is a template under `key`.
    pub fn contains(&self, key: &K) -> bool {
        self.places.contains_key(key)
    }

    /// Adds a template, or puts it in the place of the one that was there under this key.
    pub fn put(&mut self, key: K, template: &Template) {
        let values = template.embedding().values();
        if let Some(&place) = self.places.get(&key) {
            self.rows[place * DIMENSION..][..DIMENSION].copy_from_slice(values);
            return;
        }
        self.places.insert(key.clone(), self.keys.len());
        self.keys.push(key);
        self.rows.extend_from_slice(values);
    }

    /// Takes a template out; whether there was one.
    pub fn remove(&mut self, key: &K) -> bool {
        let Some(place) = self.places.remove(key) else {
            return false;
        };
        let last = self.keys.len() - 1;
        self.rows.copy_within(last * DIMENSION.., place * DIMENSION);
        self.rows.truncate(last * DIMENSION);
        self.keys.swap_remove(place);
        if let Some(moved) = self.keys.get(place) {
            self.places.insert(moved.clone(), place);
        }
        true
    }

    /// Cosine with the template under `key`.
    pub fn score(&self, key: &K, probe: &Embedding) -> Option<f32> {
        let place = *self.places.get(key)?;
        let row = self.rows[place * DIMENSION..][..DIMENSION]
            .as_chunks()
            .0
            .first()?;
        Some(dot(row, probe.values()))
    }

    /// The two people nearest to `probe`, found among all.
    pub fn search(&self, probe: &Embedding) -> Search<K> {
        self.pick(nearest_two(&self.rows, probe.values(), usize::MAX))
    }

    /// The same among all but one: is this face enrolled as someone else?
    pub fn search_others(&self, probe: &Embedding, except: &K) -> Search<K> {
        let skipped = self.places.get(except).copied().unwrap_or(usize::MAX);
        self.pick(nearest_two(&self.rows, probe.values(), skipped))
    }

    fn pick(&self, [best, second]: [Near; 2]) -> Search<K> {
        let found = |near: Near| {
            let key = self.keys.get(near.place)?.clone();
            Some(Match {
                key,
                score: near.score,
            })
        };
        Search {
            best: found(best),
            second: found(second),
        }
    }
}

#[derive(Clone, Copy)]
struct Near {
    place: usize,
    score: f32,
}

const NOBODY: Near = Near {
    place: usize::MAX,
    score: f32::NEG_INFINITY,
};

/// Kept free of the key's type so that it is compiled, and optimised, with this crate.
fn nearest_two(rows: &[f32], probe: &[f32; DIMENSION], skipped: usize) -> [Near; 2] {
    let [mut best, mut second] = [NOBODY; 2];
    for (place, row) in rows.as_chunks::<DIMENSION>().0.iter().enumerate() {
        let score = dot(row, probe);
        if score > second.score && place != skipped {
            if score > best.score {
                (best, second) = (Near { place, score }, best);
            } else {
                second = Near { place, score };
            }
        }
    }
    [best, second]
}

/// Sixteen sums side by side: the compiler turns them into vector registers of whatever width.
fn dot(a: &[f32; DIMENSION], b: &[f32; DIMENSION]) -> f32 {
    let mut sums = [0.0_f32; 16];
    for (a, b) in a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
        for i in 0..16 {
            sums[i] += a[i] * b[i];
        }
    }
    sums.iter().sum()
}
