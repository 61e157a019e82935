//! Secrecy: keys, column encryption, the blind index, signatures and one-time codes.
//!
//! Every person has a data key of their own, wrapped by one master key; losing the data key erases the person
//! from every copy. What is sealed is tied to its table, column and row, so that a value moved elsewhere does
//! not open. Nothing in here knows a database, a file or a clock; random bytes are handed in.

pub mod chain;
mod cipher;
mod fingerprint;
mod index;
mod key;
pub mod passkey;
mod signature;
mod totp;

pub use cipher::{Broken, Place};
pub use fingerprint::certificate_fingerprint;
pub use index::IndexKey;
pub use key::{DataKey, MasterKey, NotAKey};
pub use signature::{PublicKey, Signer};
pub use totp::TotpSecret;
