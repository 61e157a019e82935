//! The blind index: a keyed hash that finds equal values without showing them (HMAC-SHA-256).

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A key of blind indexes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct IndexKey([u8; 32]);

impl IndexKey {
    /// Takes 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, for a gate that has to hash as the platform does.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A key of its own for a purpose (`phone`) or a place (a site's id): who holds one learns none other.
    #[must_use]
    pub fn derive(&self, label: &str) -> Self {
        Self(self.mac(b"derive\x1f", label.as_bytes()))
    }

    /// The index of a value: 32 bytes, hex.
    pub fn index(&self, value: &str) -> String {
        hex::encode(self.mac(b"index\x1f", value.as_bytes()))
    }

    /// The first 64 bits of a value's index, for tables so long that 32 bytes a row are too many: two values may meet
    /// in one, so whoever finds something by it looks whether it is what was sought.
    pub fn token(&self, value: &str) -> [u8; 8] {
        let mut first = [0; 8];
        first.copy_from_slice(&self.mac(b"index\x1f", value.as_bytes())[..8]);
        first
    }

    pub(crate) fn mac(&self, domain: &[u8], text: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0)
            .unwrap_or_else(|_| unreachable!("HMAC takes a key of any length"));
        mac.update(domain);
        mac.update(text);
        mac.finalize().into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_meet_under_one_key_and_not_under_another() {
        let key = IndexKey::from_bytes([1; 32]);
        assert_eq!(key.index("a"), key.index("a"));
        assert_ne!(key.index("a"), key.index("b"));
        assert_ne!(key.index("a"), key.derive("site 1").index("a"));
        assert_ne!(key.derive("site 1").index("a"), key.derive("site 2").index("a"));
        assert_eq!(key.index("a").len(), 64);
        assert_eq!(key.index("a")[..16], hex::encode(key.token("a")));
    }
}
