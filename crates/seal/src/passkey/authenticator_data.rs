//! What an authenticator says of itself (WebAuthn Level 3, section 6.1): for which host, who was there, how often it has
//! signed, and the passkey that it has just made.

use ciborium::Value;

use super::cbor;

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const MAY_BE_COPIED: u8 = 1 << 3;
const IS_COPIED: u8 = 1 << 4;
const ATTESTED: u8 = 1 << 6;
const EXTENDED: u8 = 1 << 7;

/// The lengths that a passkey's id may have.
const CREDENTIAL: std::ops::RangeInclusive<usize> = 16..=1023;

/// It, by its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AuthenticatorData<'a> {
    /// SHA-256 of the host.
    pub(super) host: &'a [u8],
    flags: u8,
    /// How often it has signed; zero for ever where it does not count.
    pub(super) count: u32,
    /// The passkey that it has just made.
    pub(super) attested: Option<Attested<'a>>,
}

/// A passkey that was just made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Attested<'a> {
    /// Its id.
    pub(super) credential: &'a [u8],
    /// Its public half (COSE).
    pub(super) key: &'a [u8],
}

impl<'a> AuthenticatorData<'a> {
    /// Reads it. None when it has not the form, to the last byte.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (host, rest) = bytes.split_at_checked(32)?;
        let (&flags, rest) = rest.split_first()?;
        let (count, mut rest) = rest.split_first_chunk()?;
        let has = |flag: u8| flags & flag != 0;
        if has(IS_COPIED) && !has(MAY_BE_COPIED) {
            return None;
        }
        let mut attested = None;
        if has(ATTESTED) {
            let (made, after) = Attested::read(rest)?;
            (attested, rest) = (Some(made), after);
        }
        if has(EXTENDED) {
            let (Value::Map(_), after) = cbor::first(rest)? else {
                return None;
            };
            rest = after;
        }
        rest.is_empty().then_some(Self {
            host,
            flags,
            count: u32::from_be_bytes(*count),
            attested,
        })
    }

    /// Whether someone was there.
    pub(super) fn present(&self) -> bool {
        self.flags & USER_PRESENT != 0
    }

    /// Whether the authenticator knows who.
    pub(super) fn verified(&self) -> bool {
        self.flags & USER_VERIFIED != 0
    }
}

impl<'a> Attested<'a> {
    /// Reads it, after the 16 bytes that name the authenticator's model; what follows is left over.
    fn read(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (_, rest) = bytes.split_at_checked(16)?;
        let (length, rest) = rest.split_first_chunk()?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (credential, rest) = rest.split_at_checked(length)?;
        if !CREDENTIAL.contains(&length) {
            return None;
        }
        let (_, after) = cbor::first(rest)?;
        let key = &rest[..rest.len() - after.len()];
        Some((Self { credential, key }, after))
    }
}
