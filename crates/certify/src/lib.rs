//! A certificate for a machine that has none: an authority of its own, and a server certificate signed by it.
//!
//! Browsers give a camera to secure pages (and to `localhost`) only, so a kiosk on another machine needs TLS
//! from the first minute. A deployment brings its own certificate instead; this crate knows nothing of servers,
//! configuration or the clock.

pub mod machine;

mod issue;
mod record;
mod store;

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use thiserror::Error;

use crate::record::Record;
use crate::store::Folder;

/// A server certificate is valid this many days: the longest that browsers take from any authority was 397 when
/// public ones were last allowed it (CA/Browser Forum ballot SC-31).
pub const SERVER_DAYS: i32 = 397;

/// A server certificate is made anew when fewer than this many days are left.
pub const RENEW_BEFORE_DAYS: i32 = 30;

/// The authority is valid this many days, so that a browser is told to trust it once.
pub const AUTHORITY_DAYS: i32 = 3_650;

/// Where the certificate lies. Every file is readable by its owner only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Files {
    /// The authority's certificate (PEM): what a browser or a gate is told to trust.
    pub authority: PathBuf,
    /// The server's certificate, followed by the authority's (PEM).
    pub certificate: PathBuf,
    /// The server's private key (PEM, PKCS #8).
    pub key: PathBuf,
}

/// Why there is no certificate.
#[derive(Debug, Error)]
pub enum Error {
    /// The folder or a file in it could not be read or written.
    #[error("the certificate's folder {path} cannot be used: {why}")]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        why: io::Error,
    },
    /// A name that no certificate can bear.
    #[error("the certificate could not be made: {0}")]
    Make(#[from] rcgen::Error),
}

/// Gives the certificate in `dir` for a server known by `names` (host names and IP addresses): the one that lies
/// there when it is still good for all of them, else a new one signed by the same authority. The authority is
/// made once and kept until it is itself about to end.
pub fn ensure(dir: &Path, names: &[String], now: Timestamp) -> Result<Files, Error> {
    let folder = Folder::open(dir)?;
    let record = folder.record()?;
    if record.as_ref().is_some_and(|record| record.serves(names, now)) && folder.complete() {
        return Ok(folder.files());
    }
    // From here to the end the folder has no record, so that a stop half-way is seen and mended by the next start.
    folder.forget_record()?;
    let kept = match record.filter(|record| record.authority_serves(now)) {
        Some(record) => folder.authority()?.zip(Some(record.authority_ends)),
        None => None,
    };
    let (authority, authority_ends) = if let Some(kept) = kept {
        kept
    } else {
        let (authority, ends) = issue::authority(now)?;
        folder.keep_authority(&authority)?;
        (authority, ends)
    };
    let (server, server_ends) = issue::server(&authority, names, now)?;
    folder.keep_server(&server)?;
    folder.keep_record(&Record {
        names: names.to_vec(),
        server_ends,
        authority_ends,
    })?;
    Ok(folder.files())
}
