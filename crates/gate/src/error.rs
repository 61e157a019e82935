//! Why a gate cannot start or go on: each says what to do.

use std::path::PathBuf;

use thiserror::Error;

use crate::enrol::NotEnrolled;

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
    /// The gate was never enrolled.
    #[error(
        "this gate is not connected yet: add it in the console under “Gates”, and run the line it shows, with --platform \
         and --code\n\
         这台闸机还没有接上：请在管理端的“闸机”里加上它，运行那里显示的一行命令（带 --platform 和 --code）"
    )]
    NotConnected,
    /// It could not be enrolled.
    #[error(transparent)]
    Enrolment(#[from] NotEnrolled),
    /// The file that says who the gate is can be neither read nor made.
    #[error(
        "the gate's identity {path} cannot be used: {why}; mend it, or remove it and connect the gate by a new code"
    )]
    Identity {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
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
