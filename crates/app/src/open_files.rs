//! Each connection is an open file, and a program begins with far fewer than the system would let it have.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raises the program's own limit of open files to what the system allows. Where it may not be, it stays as it is.
pub(crate) fn as_many_as_allowed() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit {
        current: limit.maximum,
        ..limit
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, "the limit of open files stays as it was");
    }
}
