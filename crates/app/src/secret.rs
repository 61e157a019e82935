//! Secrets in files of their own, readable by their owner only.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::Context;
use domain::clock::Entropy;
use seal::MasterKey;

/// Reads the master key, making it at the first start.
pub(crate) fn master_key(path: &Path, entropy: &dyn Entropy) -> anyhow::Result<MasterKey> {
    if let Some(text) = read(path)? {
        return MasterKey::from_hex(&text).with_context(|| format!("in {}", path.display()));
    }
    let key = MasterKey::generate(entropy);
    keep(path, &key.to_hex())?;
    Ok(key)
}

/// Reads a secret. None when the file is not there.
pub(crate) fn read(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// Keeps a secret, whole or not at all.
pub(crate) fn keep(path: &Path, text: &str) -> anyhow::Result<()> {
    let cannot = || format!("{} cannot be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(cannot)?;
    }
    let beside = path.with_extension("new");
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&beside)
        .with_context(cannot)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .with_context(cannot)?;
    fs::rename(&beside, path).with_context(cannot)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::chance::SystemEntropy;

    #[test]
    fn the_master_key_is_made_once_and_read_by_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/master.key");
        let first = master_key(&path, &SystemEntropy).unwrap().to_hex();
        assert_eq!(master_key(&path, &SystemEntropy).unwrap().to_hex(), first);
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_damaged_master_key_is_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        fs::write(&path, "half a ke").unwrap();
        assert!(master_key(&path, &SystemEntropy).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "half a ke");
    }
}
