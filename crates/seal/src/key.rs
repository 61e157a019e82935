//! The master key and the data keys it wraps.

use domain::clock::Entropy;
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::cipher::{self, Broken, Place};

/// The key that wraps all others. It never lies in the database.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; 32]);

/// The key of one person's or one list's columns, with the keys of records that were joined with it: it seals with its
/// own, and opens what any of them sealed.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DataKey {
    own: [u8; 32],
    joined: Vec<[u8; 32]>,
}

/// A master key that is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the master key has to be 64 hexadecimal digits")]
pub struct NotAKey;

impl MasterKey {
    /// A new key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self(random(entropy))
    }

    /// Reads the text form.
    pub fn from_hex(text: &str) -> Result<Self, NotAKey> {
        let mut key = [0; 32];
        hex::decode_to_slice(text.trim(), &mut key).map_err(|_| NotAKey)?;
        Ok(Self(key))
    }

    /// The text form, for the key file.
    pub fn to_hex(&self) -> String {
        hex::encode(self.0)
    }

    /// Wraps a data key for the row it belongs to.
    pub fn wrap(&self, key: &DataKey, place: &Place<'_>, entropy: &dyn Entropy) -> Vec<u8> {
        let mut plain: Vec<u8> = [key.own].iter().chain(&key.joined).copied().flatten().collect();
        let wrapped = cipher::seal(&self.0, place, &plain, entropy);
        plain.zeroize();
        wrapped
    }

    /// Unwraps the data key of a row.
    pub fn unwrap(&self, wrapped: &[u8], place: &Place<'_>) -> Result<DataKey, Broken> {
        let mut plain = cipher::open(&self.0, place, wrapped)?;
        let key = match plain.as_chunks::<32>() {
            ([own, joined @ ..], []) => Ok(DataKey {
                own: *own,
                joined: joined.to_vec(),
            }),
            _ => Err(Broken),
        };
        plain.zeroize();
        key
    }
}

impl DataKey {
    /// A new key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        Self::from_bytes(random(entropy))
    }

    /// Takes 32 bytes that are already a key.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self {
            own: bytes,
            joined: Vec::new(),
        }
    }

    /// This key, which from now on also opens what the other sealed.
    #[must_use]
    pub fn joined_with(&self, other: &Self) -> Self {
        let mut both = self.parted_from(other);
        both.joined.push(other.own);
        both
    }

    /// This key without the other again.
    #[must_use]
    pub fn parted_from(&self, other: &Self) -> Self {
        let mut own = self.clone();
        own.joined.retain(|key| *key != other.own);
        own
    }

    /// The 32 bytes, for deriving other keys or keeping them in a key file.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.own
    }

    /// Seals a value for its place.
    pub fn seal(&self, place: &Place<'_>, plain: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
        cipher::seal(&self.own, place, plain, entropy)
    }

    /// Opens the value of a place.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
        cipher::open(&self.own, place, sealed).or_else(|broken| {
            let mut joined = self.joined.iter();
            joined
                .find_map(|key| cipher::open(key, place, sealed).ok())
                .ok_or(broken)
        })
    }
}

fn random(entropy: &dyn Entropy) -> [u8; 32] {
    let mut bytes = [0; 32];
    entropy.fill(&mut bytes);
    bytes
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU8, Ordering};

    use proptest::prelude::*;

    use super::*;

    struct Counting(AtomicU8);

    impl Entropy for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0.fetch_add(1, Ordering::Relaxed);
            }
        }
    }

    fn entropy() -> Counting {
        Counting(AtomicU8::new(0))
    }

    const HERE: Place<'static> = Place {
        table: "person",
        column: "document",
        row: "1",
    };

    #[test]
    fn a_value_opens_in_its_own_place_only() {
        let entropy = entropy();
        let key = DataKey::generate(&entropy);
        let sealed = key.seal(&HERE, b"440605199003070010", &entropy);
        assert_eq!(key.open(&HERE, &sealed).unwrap(), b"440605199003070010");
        for elsewhere in [
            Place { row: "2", ..HERE },
            Place {
                column: "phone",
                ..HERE
            },
            Place {
                table: "watch_entry",
                ..HERE
            },
        ] {
            assert_eq!(key.open(&elsewhere, &sealed), Err(Broken));
        }
        assert_eq!(DataKey::generate(&entropy).open(&HERE, &sealed), Err(Broken));
    }

    #[test]
    fn a_wrapped_key_opens_what_it_sealed() {
        let entropy = entropy();
        let master = MasterKey::generate(&entropy);
        let key = DataKey::generate(&entropy);
        let place = Place {
            table: "person",
            column: "sealed_key",
            row: "1",
        };
        let wrapped = master.wrap(&key, &place, &entropy);
        let again = MasterKey::from_hex(&master.to_hex())
            .unwrap()
            .unwrap(&wrapped, &place)
            .unwrap();
        assert_eq!(again.open(&HERE, &key.seal(&HERE, b"x", &entropy)).unwrap(), b"x");
        assert!(MasterKey::generate(&entropy).unwrap(&wrapped, &place).is_err());
    }

    #[test]
    fn a_joined_key_opens_what_either_sealed_and_seals_with_its_own_until_they_part() {
        let entropy = entropy();
        let master = MasterKey::generate(&entropy);
        let (one, other) = (DataKey::generate(&entropy), DataKey::generate(&entropy));
        let of_one = one.seal(&HERE, b"one", &entropy);
        let of_other = other.seal(&HERE, b"other", &entropy);
        let wrapped = master.wrap(&one.joined_with(&other), &HERE, &entropy);
        let both = master.unwrap(&wrapped, &HERE).unwrap();
        assert_eq!(both.open(&HERE, &of_one).unwrap(), b"one");
        assert_eq!(both.open(&HERE, &of_other).unwrap(), b"other");
        let later = both.seal(&HERE, b"later", &entropy);
        assert_eq!(one.open(&HERE, &later).unwrap(), b"later");
        assert_eq!(other.open(&HERE, &later), Err(Broken));
        let parted = both.parted_from(&other);
        assert_eq!(parted.open(&HERE, &of_other), Err(Broken));
        assert_eq!(
            master.wrap(&parted, &HERE, &entropy).len(),
            master.wrap(&one, &HERE, &entropy).len()
        );
    }

    #[test]
    fn a_master_key_of_another_form_is_refused() {
        assert!(matches!(MasterKey::from_hex("abc"), Err(NotAKey)));
    }

    proptest! {
        #[test]
        fn any_changed_byte_is_noticed(plain: Vec<u8>, at: prop::sample::Index, by in 1_u8..) {
            let entropy = entropy();
            let key = DataKey::generate(&entropy);
            let mut sealed = key.seal(&HERE, &plain, &entropy);
            prop_assert_eq!(key.open(&HERE, &sealed).unwrap(), plain);
            let at = at.index(sealed.len());
            sealed[at] ^= by;
            prop_assert_eq!(key.open(&HERE, &sealed), Err(Broken));
        }

        #[test]
        fn no_bytes_make_opening_fail_otherwise(bytes: Vec<u8>) {
            prop_assert_eq!(DataKey::from_bytes([7; 32]).open(&HERE, &bytes), Err(Broken));
        }
    }
}
