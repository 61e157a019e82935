//! Who the gate is: the key pair that it made itself, and where it enrolled it. Kept in one file for its owner alone
//! (mode 0600); the secret half never leaves it.

use std::fmt;
use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use domain::clock::Entropy;
use domain::handed::DrawnCode;
use domain::id::GateId;
use seal::Signer;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::error::GateError;

/// A key pair and the code that it is, or was, enrolled by.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub(crate) struct OwnKey {
    /// 64 hexadecimal digits.
    secret: String,
    /// As it is hashed: a code that was used is no secret any more.
    code: String,
}

/// A gate that is enrolled.
#[derive(Clone, Serialize, Deserialize)]
pub struct Identity {
    key: OwnKey,
    /// Which gate it is.
    pub gate: GateId,
    /// What the platform calls it.
    pub name: String,
    /// Where it enrolled: `https://host[:port]`.
    pub platform: String,
    /// The certificate (PEM) of the platform's own authority, where it is trusted by that.
    pub authority: Option<String>,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identity({})", self.gate)
    }
}

impl OwnKey {
    /// A new pair, to be enrolled by a code.
    pub(crate) fn made(code: &DrawnCode, entropy: &dyn Entropy) -> Self {
        let mut secret = Zeroizing::new([0; 32]);
        entropy.fill(secret.as_mut());
        Self {
            secret: hex::encode(secret.as_ref()),
            code: code.text().to_owned(),
        }
    }

    pub(crate) fn is_for(&self, code: &DrawnCode) -> bool {
        self.code == code.text()
    }

    /// What signs with it. None when the file was tampered with.
    pub(crate) fn signer(&self) -> Option<Signer> {
        let mut secret = Zeroizing::new([0; 32]);
        hex::decode_to_slice(self.secret.as_bytes(), secret.as_mut()).ok()?;
        Some(Signer::from_bytes(&secret))
    }
}

impl Identity {
    /// A gate whose key is enrolled.
    pub(crate) fn of(key: OwnKey, gate: GateId, name: String, platform: String) -> Self {
        Self {
            key,
            gate,
            name,
            platform,
            authority: None,
        }
    }

    /// A gate that is enrolled with this secret, for a platform in a test.
    pub fn with_secret(secret: &[u8; 32], gate: GateId, platform: impl Into<String>) -> Self {
        let key = OwnKey {
            secret: hex::encode(secret),
            code: String::new(),
        };
        Self::of(key, gate, String::new(), platform.into())
    }

    /// Reads it. None when the gate is not enrolled yet.
    pub fn read(path: &Path) -> Result<Option<Self>, GateError> {
        let found: Option<Self> = read(path)?;
        if found.as_ref().is_some_and(|found| found.signer().is_none()) {
            return Err(unusable(path, "its key is damaged"));
        }
        Ok(found)
    }

    /// Keeps it, whole or not at all.
    pub(crate) fn keep(&self, path: &Path) -> Result<(), GateError> {
        keep(path, self)
    }

    pub(crate) fn enrolled_by(&self, code: &DrawnCode) -> bool {
        self.key.is_for(code)
    }

    pub(crate) fn signer(&self) -> Option<Signer> {
        self.key.signer()
    }
}

/// The pair that is being enrolled by a code: one that was made for it before and may have been enrolled without the
/// gate hearing of it, or a new one. The pair of before stands until the new one is enrolled.
pub(crate) fn pending(path: &Path, code: &DrawnCode, entropy: &dyn Entropy) -> Result<OwnKey, GateError> {
    let path = pending_path(path);
    let before: Option<OwnKey> = read(&path)?;
    if let Some(before) = before.filter(|before| before.is_for(code) && before.signer().is_some()) {
        return Ok(before);
    }
    let made = OwnKey::made(code, entropy);
    keep(&path, &made)?;
    Ok(made)
}

/// Forgets the pair that was being enrolled.
pub(crate) fn forget_pending(path: &Path) {
    // Left behind, it is overwritten by the next.
    let _ = fs::remove_file(pending_path(path));
}

fn pending_path(path: &Path) -> PathBuf {
    path.with_extension("enrolling")
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<Option<T>, GateError> {
    match fs::read_to_string(path).map(Zeroizing::new) {
        Ok(text) => serde_json::from_str(&text)
            .map(Some)
            .map_err(|error| unusable(path, error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unusable(path, error)),
    }
}

fn keep<T: Serialize>(path: &Path, what: &T) -> Result<(), GateError> {
    let text = serde_json::to_string_pretty(what).map_err(|error| unusable(path, error))?;
    let beside = path.with_extension("new");
    let written = fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .and_then(|mut file| {
            file.write_all(Zeroizing::new(text).as_bytes())?;
            file.sync_all()
        });
    written
        .and_then(|()| fs::rename(&beside, path))
        .map_err(|error| unusable(path, error))
}

fn unusable(path: &Path, why: impl fmt::Display) -> GateError {
    GateError::Identity {
        path: path.to_owned(),
        why: why.to_string(),
    }
}
