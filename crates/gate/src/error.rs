//! Why a gate cannot start or go on: each says what to do.

use std::path::PathBuf;

use thiserror::Error;

/// Why a gate cannot run.
#[derive(Debug, Error)]
pub enum GateError {
    /// Another program holds the state file.
    #[error(
        "{0} is in use: another gate is running on it; stop that one or give this one a state file of its own"
    )]
    StateInUse(PathBuf),
    /// The state file can be neither opened nor made.
    #[error(
        "the state file cannot be used ({0}): check that its folder exists, may be written and is not full"
    )]
    State(String),
    /// The key is there and is no key.
    #[error(
        "the gate's key has to be 64 hexadecimal digits: mend it, or remove it and let the gate fetch its roster anew"
    )]
    Key,
    /// The key file can be neither read nor made.
    #[error("the key file {path} cannot be used: {source}")]
    KeyFile {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The platform's address is not one.
    #[error("the platform's address cannot be used: {0}; it has to look like https://host:port")]
    Platform(String),
    /// The certificate of the platform or of the kiosk's pages cannot be used.
    #[error("the certificate {path} cannot be used: {why}")]
    Certificate {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The address to listen at is taken or not of this machine.
    #[error("cannot listen at {address}: {source}; choose another port or stop the program that has it")]
    Listen {
        /// The address.
        address: std::net::SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// A thread could not be started, or serving ended with an error.
    #[error("the gate's pages can no longer be served: {0}")]
    Serve(std::io::Error),
}
