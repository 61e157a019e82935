//! Paging by key: a list says where to go on, never how far it has come.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::{Error, Result};

/// A part of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Ask with `after` set to this for what follows; none at the end.
    pub next: Option<String>,
}

/// Which part of a list is asked for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Paging {
    /// The `next` of the part before.
    pub after: Option<String>,
    /// At most so many rows: 1–200, 50 when not said.
    pub limit: Option<i64>,
}

impl Paging {
    /// The number of rows, within bounds.
    pub fn limit(&self) -> i64 {
        self.limit.unwrap_or(50).clamp(1, 200)
    }

    /// The key to go on after.
    pub fn key<K: DeserializeOwned>(&self) -> Result<Option<K>> {
        let Some(text) = self.after.as_deref().filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let key = URL_SAFE_NO_PAD
            .decode(text)
            .ok()
            // No key of ours has a NUL in it, and not every engine takes one.
            .filter(|bytes| !bytes.windows(6).any(|six| six == b"\\u0000"))
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        key.map(Some).ok_or_else(|| {
            Error::field(
                "after",
                "翻页位置看不懂，请从头打开列表",
                "This place in the list is not readable. Open the list again.",
            )
        })
    }

    /// Makes a page of rows fetched with one more than the limit; `key` tells a row's place.
    pub fn page<T, K: Serialize>(&self, mut items: Vec<T>, key: impl Fn(&T) -> K) -> Page<T> {
        let limit = usize::try_from(self.limit()).unwrap_or(50);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = more
            .then(|| items.last().and_then(|last| serde_json::to_vec(&key(last)).ok()))
            .flatten()
            .map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
        Page { items, next }
    }
}

impl<T> Page<T> {
    /// The same page of other rows.
    pub fn map<U>(self, each: impl FnMut(T) -> U) -> Page<U> {
        Page {
            items: self.items.into_iter().map(each).collect(),
            next: self.next,
        }
    }
}
