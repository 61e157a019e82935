//! What can go wrong with stored things.

use thiserror::Error;

/// A result of the store.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure of the store. Lookups that find nothing return `None` instead.
#[derive(Debug, Error)]
pub enum Error {
    /// The engine failed or refused.
    #[error("the database did not answer as it should")]
    Engine(#[source] sqlx::Error),
    /// The disk that the database lies on is full: nothing of this work was kept.
    #[error("the database's disk is full")]
    Full(#[source] sqlx::Error),
    /// A uniqueness or reference rule of the schema was broken: someone else was quicker.
    #[error("something else already stands there")]
    Conflict(#[source] sqlx::Error),
    /// A sealed value did not open: another master key, or damage.
    #[error("a sealed value does not open: wrong master key, or damaged data")]
    Sealed(#[from] seal::Broken),
    /// A stored value does not have the form this version writes.
    #[error("column {0} holds something this version does not read")]
    Form(&'static str),
    /// The database was made by another, newer version, or its migrations were changed.
    #[error("the database's schema does not fit this version")]
    Schema(#[source] sqlx::migrate::MigrateError),
    /// Neither `sqlite:` nor `postgres:`.
    #[error("the database URL has to begin with sqlite: or postgres:")]
    Url,
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let conflict = error.as_database_error().is_some_and(|inner| {
            // PostgreSQL 40001 and 40P01: this writer gave way to another.
            inner.is_unique_violation()
                || inner.is_foreign_key_violation()
                || matches!(inner.code().as_deref(), Some("40001" | "40P01"))
        });
        if is_full(&error) {
            Self::Full(error)
        } else if conflict {
            Self::Conflict(error)
        } else {
            Self::Engine(error)
        }
    }
}

/// Whether there was no room: `SQLITE_FULL`, PostgreSQL 53100.
fn is_full(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    matches!(code.as_deref(), Some("13" | "53100"))
}

/// Whether a statement failed for a table that is not there: a database in which nothing was made yet.
pub(crate) fn is_missing_table(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|inner| {
        // PostgreSQL 42P01; SQLite has no code of its own for it.
        inner.code().as_deref() == Some("42P01") || inner.message().starts_with("no such table")
    })
}
