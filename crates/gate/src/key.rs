//! The key that seals the state file: read, or made at the first start. It is written nowhere else.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use domain::clock::Entropy;
use seal::DataKey;
use zeroize::Zeroizing;

use crate::config::KeySource;
use crate::error::GateError;

/// The key of a source; a file that is not there is made, for its owner alone (mode 0600).
pub(crate) fn key(source: &KeySource, entropy: &dyn Entropy) -> Result<DataKey, GateError> {
    match source {
        KeySource::Given(text) => parsed(text),
        KeySource::File(path) => {
            let failed = |source| GateError::KeyFile {
                path: path.clone(),
                source,
            };
            match fs::read_to_string(path).map(Zeroizing::new) {
                Ok(text) => {
                    warn_if_shared(path);
                    parsed(&text)
                }
                Err(error) if error.kind() == ErrorKind::NotFound => made(path, entropy).map_err(failed),
                Err(error) => Err(failed(error)),
            }
        }
    }
}

fn parsed(text: &str) -> Result<DataKey, GateError> {
    let mut bytes = Zeroizing::new([0; 32]);
    hex::decode_to_slice(text.trim(), bytes.as_mut()).map_err(|_| GateError::Key)?;
    Ok(DataKey::from_bytes(*bytes))
}

fn made(path: &Path, entropy: &dyn Entropy) -> std::io::Result<DataKey> {
    let key = DataKey::generate(entropy);
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(Zeroizing::new(hex::encode(key.bytes())).as_bytes())?;
    file.sync_all()?;
    Ok(key)
}

fn warn_if_shared(path: &Path) {
    let open_to_others = fs::metadata(path).is_ok_and(|about| about.permissions().mode() & 0o077 != 0);
    if open_to_others {
        tracing::warn!(file = %path.display(), "the key file can be read by others: chmod 600 it");
    }
}
