//! The files this program was made for, by their SHA-256 in `models/manifest.json`: no other is opened.
//!
//! It knows files and hashes, and nothing of what is in them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::runtime::LoadError;

const MANIFEST: &str = include_str!("../../../models/manifest.json");

/// Bytes hashed at a time.
const PART: usize = 1 << 20;

/// Holds a file against its pinned hash, without keeping it.
pub(crate) fn check(file: &Path) -> Result<(), LoadError> {
    let opened = opened(file)?;
    let hashed = hash_of(opened).map_err(|error| unreadable(file, &error))?;
    agrees(file, &hashed)
}

/// Reads a file, and gives its bytes when they are those of its pinned hash.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    opened(file)?
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(file, &error))?;
    agrees(file, &Sha256::digest(&bytes))?;
    Ok(bytes)
}

fn opened(file: &Path) -> Result<File, LoadError> {
    match File::open(file) {
        Ok(opened) if file.is_file() => Ok(opened),
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(unreadable(file, &error)),
        _ => Err(LoadError::Missing {
            file: file.to_owned(),
        }),
    }
}

fn hash_of(mut file: File) -> io::Result<Vec<u8>> {
    let mut hash = Sha256::new();
    let mut part = vec![0; PART];
    loop {
        match file.read(&mut part)? {
            0 => return Ok(hash.finalize().to_vec()),
            read => hash.update(&part[..read]),
        }
    }
}

fn agrees(file: &Path, hashed: &[u8]) -> Result<(), LoadError> {
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let Some(pinned) = pinned(name) else {
        let why = format!(
            "there is none for {}; models/manifest.json names the machines there are some for",
            machine()
        );
        return Err(LoadError::Unusable {
            file: file.to_owned(),
            why,
        });
    };
    let hex = hashed
        .iter()
        .fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    if hex == pinned {
        Ok(())
    } else {
        Err(LoadError::Damaged {
            file: file.to_owned(),
        })
    }
}

/// The hash that the manifest names for a file on this machine.
fn pinned(name: &str) -> Option<String> {
    let manifest: Value = serde_json::from_str(MANIFEST).ok()?;
    let fits = |file: &&Value| {
        let platform = file["platform"].as_str();
        file["name"] == name && platform.is_none_or(|platform| platform == machine())
    };
    let file = manifest["files"].as_array()?.iter().find(fits)?;
    file["sha256"].as_str().map(str::to_owned)
}

/// This machine as the manifest names it.
fn machine() -> &'static str {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => "linux-x64",
        ("linux", "aarch64") => "linux-arm64",
        ("macos", "aarch64") => "darwin-arm64",
        _ => "this machine",
    }
}

fn unreadable(file: &Path, error: &io::Error) -> LoadError {
    LoadError::Unusable {
        file: file.to_owned(),
        why: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_is_loaded_is_pinned() {
        for name in ["yunet.onnx", "sface.onnx", "minifasnet.onnx", "fr_liveness.onnx"] {
            assert_eq!(pinned(name).map(|hash| hash.len()), Some(64), "{name}");
        }
        assert_eq!(pinned("another.onnx"), None);
    }
}
