//! What a use case can answer instead of doing it: one closed list.

use domain::account::Duty;
use domain::language::Words;
use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

/// A result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// A field of the input that was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldFault {
    /// The field, with its line where it has one: `stays[2]`.
    pub field: String,
    /// What is wrong and what to do.
    #[serde(skip)]
    pub words: Words,
}

impl FieldFault {
    /// A fault of a field.
    pub fn new(field: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            words: Words::new(zh, en),
        }
    }
}

/// Why a one-time code does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// Nobody gave it out, or a newer one took its place.
    Wrong,
    /// Another key enrolled by it.
    Used,
    /// Its hour is over.
    Old,
}

/// Why a token does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenFault {
    /// Nobody gave it out.
    Unknown,
    /// Its last day is over.
    Expired,
    /// It was revoked.
    Revoked,
}

/// Why a use case did not do it. No variant carries personal data in its log text.
#[derive(Debug, Error)]
pub enum Error {
    /// Nobody is signed in, or the session has ended.
    #[error("signed out")]
    SignedOut,
    /// A gate calls without a session that stands: it signs a new challenge.
    #[error("no gate's session")]
    GateSession,
    /// A gate shows a key that is of no gate, or no longer.
    #[error("no gate's key")]
    GateKey,
    /// A gate would enrol by a code that does not do.
    #[error("no code to enrol by")]
    Code(CodeFault),
    /// An outside system asks by a token that does not do.
    #[error("no integrator's token")]
    Token(TokenFault),
    /// Another site's page made the browser send this.
    #[error("sent by a foreign page")]
    ForeignPage,
    /// The caller may not; said alike for what is not there.
    #[error("denied")]
    Denied,
    /// Something else comes first for this account.
    #[error("something else comes first")]
    First(Duty),
    /// There is no such thing within the caller's scope.
    #[error("not found")]
    NotFound,
    /// Something stands in the way; the words say what, and what to do.
    #[error("conflict")]
    Conflict(Words),
    /// What the caller read was changed by someone else since: these fields, each with what it is now. Nothing was
    /// changed.
    #[error("changed meanwhile: {} fields", .0.len())]
    ChangedMeanwhile(Vec<FieldFault>),
    /// Fields were not accepted; nothing was changed.
    #[error("invalid: {} fields", .0.len())]
    Invalid(Vec<FieldFault>),
    /// Too many tries; again after so many seconds.
    #[error("too many tries")]
    TooMany {
        /// Seconds to wait.
        retry_after: i64,
    },
    /// A part of the program is not there right now; the words say which and what to do.
    #[error("unavailable")]
    Unavailable(Words),
    /// A failure of ours.
    #[error("internal")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// One field that was not accepted.
    pub fn field(field: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldFault::new(field, zh, en)])
    }

    /// A conflict in words.
    pub fn conflict(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Conflict(Words::new(zh, en))
    }

    /// A failure of ours.
    pub fn internal(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(source))
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Conflict(_) => Self::conflict(
                "刚才有人先改了，请刷新再试",
                "Someone else was quicker. Reload and try again.",
            ),
            store::Error::Full(source) => {
                tracing::error!(error = %source, "the database's disk is full: nothing can be recorded");
                Self::Unavailable(Words::new(
                    "服务器的磁盘满了，这次的没有记下。请告诉系统管理员，腾出空间以后再试",
                    "The server's disk is full, and this was not recorded. Tell the system administrator, and try again \
                     once there is room.",
                ))
            }
            other => Self::internal(other),
        }
    }
}
