//! Secrets in files of their own, readable by their owner only.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use anyhow::Context;
use domain::clock::Entropy;
use seal::MasterKey;

/// Reads the master key. None when the file is not there.
pub(crate) fn master_key(path: &Path) -> anyhow::Result<Option<MasterKey>> {
    let Some(text) = read(path)? else { return Ok(None) };
    let key = MasterKey::from_hex(&text).with_context(|| format!("in {}", path.display()))?;
    Ok(Some(key))
}

/// Makes a master key, where nothing is sealed by another yet.
pub(crate) fn make_master_key(path: &Path, entropy: &dyn Entropy) -> anyhow::Result<MasterKey> {
    let key = MasterKey::generate(entropy);
    keep(path, &key.to_hex())?;
    Ok(key)
}

/// Makes a folder for what nobody but its owner is to read, with those above it; one that is there stays as it is.
pub(crate) fn folder(path: &Path) -> anyhow::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .with_context(|| format!("{} cannot be made", path.display()))
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
    if let Some(above) = path.parent() {
        folder(above)?;
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
    fs::rename(&beside, path).with_context(cannot)?;
    // Its name, too, has to survive a loss of power: nothing sealed with it could be read again.
    let above = path.parent().unwrap_or(Path::new("."));
    fs::File::open(above)
        .and_then(|folder| folder.sync_all())
        .with_context(cannot)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::chance::SystemEntropy;

    #[test]
    fn the_master_key_is_kept_where_its_owner_alone_reads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/master.key");
        assert!(master_key(&path).unwrap().is_none());
        let made = make_master_key(&path, &SystemEntropy).unwrap().to_hex();
        assert_eq!(master_key(&path).unwrap().map(|key| key.to_hex()), Some(made));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(&folder.path().join("keys"))), (0o600, 0o700));
    }

    #[test]
    fn a_damaged_master_key_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        fs::write(&path, "half a ke").unwrap();
        assert!(master_key(&path).is_err());
    }
}
