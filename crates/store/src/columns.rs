//! Reading columns into the house's types.

use domain::id::PersonId;
use jiff::Timestamp;
use jiff::civil::Date;
use seal::{DataKey, Place};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::vault::Vault;

/// An instant as stored.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

pub(crate) fn instant(row: &AnyRow, column: &'static str) -> Result<Timestamp> {
    Timestamp::from_microsecond(row.try_get(column)?).map_err(|_| Error::Form(column))
}

pub(crate) fn optional_instant(row: &AnyRow, column: &'static str) -> Result<Option<Timestamp>> {
    let stored: Option<i64> = row.try_get(column)?;
    stored
        .map(|at| Timestamp::from_microsecond(at).map_err(|_| Error::Form(column)))
        .transpose()
}

pub(crate) fn optional_day(row: &AnyRow, column: &'static str) -> Result<Option<Date>> {
    let stored: Option<String> = row.try_get(column)?;
    stored
        .map(|day| day.parse().map_err(|_| Error::Form(column)))
        .transpose()
}

pub(crate) fn day(row: &AnyRow, column: &'static str) -> Result<Date> {
    optional_day(row, column)?.ok_or(Error::Form(column))
}

pub(crate) fn id<T: From<Uuid>>(row: &AnyRow, column: &'static str) -> Result<T> {
    optional_id(row, column)?.ok_or(Error::Form(column))
}

pub(crate) fn optional_id<T: From<Uuid>>(row: &AnyRow, column: &'static str) -> Result<Option<T>> {
    let stored: Option<String> = row.try_get(column)?;
    stored
        .map(|text| {
            Uuid::parse_str(&text)
                .map(T::from)
                .map_err(|_| Error::Form(column))
        })
        .transpose()
}

/// A word of a closed list.
pub(crate) fn word<T>(row: &AnyRow, column: &'static str, named: impl Fn(&str) -> Option<T>) -> Result<T> {
    let stored: String = row.try_get(column)?;
    named(&stored).ok_or(Error::Form(column))
}

/// Seals a value as JSON.
pub(crate) fn seal_json<T: Serialize>(
    vault: &Vault,
    key: &DataKey,
    place: &Place<'_>,
    value: &T,
) -> Result<Vec<u8>> {
    let plain = serde_json::to_vec(value).map_err(|_| Error::Form(place.column))?;
    Ok(key.seal(place, &plain, vault.entropy()))
}

/// Opens a value sealed as JSON.
pub(crate) fn open_json<T: DeserializeOwned>(key: &DataKey, place: &Place<'_>, sealed: &[u8]) -> Result<T> {
    serde_json::from_slice(&key.open(place, sealed)?).map_err(|_| Error::Form(place.column))
}

/// Opens a sealed text.
pub(crate) fn open_text(key: &DataKey, place: &Place<'_>, sealed: &[u8]) -> Result<String> {
    String::from_utf8(key.open(place, sealed)?).map_err(|_| Error::Form(place.column))
}

/// The data key of the person a row was joined with (`sealed_key` beside `person_id`).
pub(crate) fn person_key(vault: &Vault, row: &AnyRow, person: PersonId) -> Result<DataKey> {
    let wrapped: Vec<u8> = row.try_get("sealed_key")?;
    Ok(vault.key(
        &Place {
            table: "person",
            column: "sealed_key",
            row: &person.to_string(),
        },
        &wrapped,
    )?)
}
