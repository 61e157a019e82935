//! What came in since an instant, for listeners of a platform that runs as several processes: each finds here
//! what another process wrote.

use domain::id::{AlertId, PassageId, SiteId};
use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::columns::{id, instant, micros};
use crate::engine::Tx;
use crate::error::Result;

/// A row that was written at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Written<T> {
    /// Which row.
    pub id: T,
    /// At which site.
    pub site: SiteId,
    /// When it was written.
    pub at: Timestamp,
}

impl Tx {
    /// Passages received at or after an instant, oldest first, at most `limit`.
    pub async fn passages_since(&mut self, since: Timestamp, limit: i64) -> Result<Vec<Written<PassageId>>> {
        let rows = sqlx::query(
            "SELECT id, site_id, received_at AS at FROM passage WHERE received_at >= $1 \
             ORDER BY received_at, id LIMIT $2",
        )
        .bind(micros(since))
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(written).collect()
    }

    /// Alerts raised, acknowledged or closed at or after an instant, oldest first, at most `limit`.
    pub async fn alerts_since(&mut self, since: Timestamp, limit: i64) -> Result<Vec<Written<AlertId>>> {
        let rows = sqlx::query(
            "SELECT id, site_id, changed_at AS at FROM alert WHERE changed_at >= $1 ORDER BY changed_at, id LIMIT $2",
        )
        .bind(micros(since))
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(written).collect()
    }
}

fn written<T: From<uuid::Uuid>>(row: &AnyRow) -> Result<Written<T>> {
    Ok(Written {
        id: id(row, "id")?,
        site: id(row, "site_id")?,
        at: instant(row, "at")?,
    })
}
