//! Passkeys (WebAuthn Level 3, sections 7.1 and 7.2): what an authenticator made or signed, held against what it was asked.
//!
//! Strict where the standard leaves a choice: attestation is "none", the bytes are in CTAP2's one form, nothing follows
//! them, and no other page embeds ours. Whose passkey it is, and that a challenge is answered once, is the caller's to hold.

mod authenticator_data;
mod cbor;
mod client_data;
mod key;

use ciborium::Value;
use domain::passkey::Address;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;

use self::authenticator_data::AuthenticatorData;
use self::client_data::{CREATE, GET};
pub use self::key::{ALGORITHMS, PasskeyKey};

/// What was asked of an authenticator.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The challenge that was given out for it.
    pub challenge: &'a [u8],
    /// The address at which it was given out.
    pub address: &'a Address,
    /// Whether it has to know who is there (a finger, a face, a PIN), not merely that someone is.
    pub verified: bool,
}

/// A passkey that an authenticator has just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its id.
    pub credential: Vec<u8>,
    /// Its public half, as [`PasskeyKey::read`] takes it.
    pub key: Vec<u8>,
    /// How often it has signed.
    pub count: u32,
}

/// What an authenticator signed.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// The browser's account of it (JSON).
    pub client_data: &'a [u8],
    /// The authenticator's.
    pub authenticator_data: &'a [u8],
    /// The signature over both.
    pub signature: &'a [u8],
}

/// Why an answer of an authenticator does not do. It names no passkey and nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It has not the form.
    #[error("not in the form of an answer")]
    Form,
    /// It answers something else than was asked.
    #[error("an answer of another kind")]
    Kind,
    /// It answers another challenge.
    #[error("an answer to another challenge")]
    Challenge,
    /// It was given on another page, or on ours within another.
    #[error("an answer from another page")]
    Origin,
    /// It is for another host.
    #[error("an answer for another host")]
    Host,
    /// Nobody was there.
    #[error("nobody was present")]
    Present,
    /// Somebody was there, and the authenticator does not know who.
    #[error("nobody was verified")]
    Verified,
    /// Its key is of none of [`ALGORITHMS`], or is no key.
    #[error("a key of another kind")]
    Key,
    /// The signature is not of this key.
    #[error("a signature of another key")]
    Signature,
}

/// Holds what an authenticator made against what was asked.
pub fn made(asked: &Asked<'_>, client_data: &[u8], attestation: &[u8]) -> Result<Made, Refusal> {
    client_data::check(asked, CREATE, client_data)?;
    let bytes = unattested(attestation).ok_or(Refusal::Form)?;
    let data = AuthenticatorData::read(&bytes).ok_or(Refusal::Form)?;
    data.check(asked)?;
    let attested = data.attested.ok_or(Refusal::Form)?;
    PasskeyKey::read(attested.key).ok_or(Refusal::Key)?;
    Ok(Made {
        credential: attested.credential.to_vec(),
        key: attested.key.to_vec(),
        count: data.count,
    })
}

/// Holds what an authenticator signed against what was asked, and against the passkey's public half; answers how often it
/// says that it has signed.
pub fn signed(asked: &Asked<'_>, key: &PasskeyKey, signed: &Signed<'_>) -> Result<u32, Refusal> {
    client_data::check(asked, GET, signed.client_data)?;
    let data = AuthenticatorData::read(signed.authenticator_data).ok_or(Refusal::Form)?;
    data.check(asked)?;
    if data.attested.is_some() {
        return Err(Refusal::Form);
    }
    let mut both = signed.authenticator_data.to_vec();
    both.extend_from_slice(&Sha256::digest(signed.client_data));
    if !key.verifies(&both, signed.signature) {
        return Err(Refusal::Signature);
    }
    Ok(data.count)
}

/// Whether a passkey that had signed so often may say so now: many never count; one that does and falls back was copied.
pub fn counts_on(before: u32, now: u32) -> bool {
    now > before || (before == 0 && now == 0)
}

/// Reads any bytes as what an authenticator says of itself and of a passkey; whether they are that.
pub fn reads(bytes: &[u8]) -> bool {
    let data = AuthenticatorData::read(bytes);
    let key = data.and_then(|data| data.attested).map(|attested| attested.key);
    key.and_then(PasskeyKey::read).is_some() || unattested(bytes).is_some()
}

/// The authenticator data of an attestation object that attests nothing.
fn unattested(object: &[u8]) -> Option<Vec<u8>> {
    let Value::Map(entries) = cbor::whole(object)? else {
        return None;
    };
    let mut data = None;
    let mut none = 0;
    for (name, value) in entries {
        match (name.as_text()?, value) {
            ("fmt", Value::Text(format)) if format == "none" => none += 1,
            ("attStmt", Value::Map(statement)) if statement.is_empty() => none += 1,
            ("authData", Value::Bytes(bytes)) => data = Some(bytes),
            _ => return None,
        }
    }
    data.filter(|_| none == 2)
}

impl AuthenticatorData<'_> {
    /// Goes on if it is for the host that asked, by someone who was there, and known where that was asked.
    fn check(&self, asked: &Asked<'_>) -> Result<(), Refusal> {
        let host = Sha256::digest(asked.address.host());
        if !bool::from(host.as_slice().ct_eq(self.host)) {
            return Err(Refusal::Host);
        }
        if !self.present() {
            return Err(Refusal::Present);
        }
        if asked.verified && !self.verified() {
            return Err(Refusal::Verified);
        }
        Ok(())
    }
}
