//! AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D): `version ‖ nonce ‖ ciphertext ‖ tag`.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use domain::clock::Entropy;
use thiserror::Error;

/// The form of the sealed bytes.
const VERSION: u8 = 1;
const NONCE: usize = 12;

/// Sealed bytes that do not open: another key, another place, or damage. It says no more, on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the sealed value does not open here")]
pub struct Broken;

/// Where a sealed value lives. It opens there and nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The row's id.
    pub row: &'a str,
}

impl Place<'_> {
    /// Associated data. No part contains the separator: tables and columns are ours, rows are ids.
    fn bytes(&self) -> Vec<u8> {
        format!("{}\u{1f}{}\u{1f}{}", self.table, self.column, self.row).into_bytes()
    }
}

pub(crate) fn seal(key: &[u8; 32], place: &Place<'_>, plain: &[u8], entropy: &dyn Entropy) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    entropy.fill(&mut nonce);
    let cipher = Aes256Gcm::new(key.into());
    let payload = Payload {
        msg: plain,
        aad: &place.bytes(),
    };
    let sealed = cipher
        .encrypt(&Nonce::from(nonce), payload)
        .unwrap_or_else(|_| unreachable!("a column is far below the 64 GiB that GCM seals at once"));
    let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
    out.push(VERSION);
    out.extend_from_slice(&nonce);
    out.extend_from_slice(&sealed);
    out
}

pub(crate) fn open(key: &[u8; 32], place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, Broken> {
    let (version, rest) = sealed.split_first().ok_or(Broken)?;
    let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(Broken)?;
    if *version != VERSION {
        return Err(Broken);
    }
    let payload = Payload {
        msg: body,
        aad: &place.bytes(),
    };
    Aes256Gcm::new(key.into())
        .decrypt(&Nonce::from(*nonce), payload)
        .map_err(|_| Broken)
}
