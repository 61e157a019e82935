//! A chain over a log: each link is made of the one before and of its entry (HMAC-SHA-256), so that whoever changes,
//! removes or reorders an entry without the key breaks every link from there on.

use crate::index::IndexKey;

/// A link of a chain.
pub type Link = [u8; 32];

/// What the first entry is linked to.
pub const FIRST: Link = [0; 32];

impl IndexKey {
    /// The link of an entry that follows `before`.
    pub fn link(&self, before: &Link, entry: &[u8]) -> Link {
        let mut text = Vec::with_capacity(before.len() + entry.len());
        text.extend_from_slice(before);
        text.extend_from_slice(entry);
        self.mac(b"chain\x1f", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_hangs_on_its_entry_on_the_one_before_and_on_the_key() {
        let key = IndexKey::from_bytes([1; 32]);
        let first = key.link(&FIRST, b"entry");
        assert_eq!(first, key.link(&FIRST, b"entry"));
        assert_ne!(first, key.link(&FIRST, b"other"));
        assert_ne!(first, key.link(&first, b"entry"));
        assert_ne!(first, IndexKey::from_bytes([2; 32]).link(&FIRST, b"entry"));
    }
}
