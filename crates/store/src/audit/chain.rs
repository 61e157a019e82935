//! The chain over the audit log: every entry gets a number and a link over the link before it and all of its columns,
//! under a key of the vault.
//!
//! Entries are linked in a transaction of their own, moments after the one that wrote them: a link made with each act
//! would have every writer wait for every other. What is not linked yet is not guarded yet, and is counted as such.

use domain::id::AuditId;
use jiff::Timestamp;
use seal::IndexKey;
use seal::chain::{FIRST, Link};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, instant};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, rows_of};

/// How far the chain reaches: who keeps it elsewhere finds that the log was cut off behind it, or written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of its last entry; the first is 1.
    pub number: i64,
    /// The link there.
    pub link: Link,
}

/// Where nothing is linked yet.
pub const START: Head = Head {
    number: 0,
    link: FIRST,
};

/// An entry in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// Which.
    pub entry: AuditId,
    /// When it was written.
    pub at: Timestamp,
    /// The number and link that stand there.
    pub head: Head,
    /// The link that its columns and the link before it make.
    pub made: Link,
}

/// Every column of an entry that its link is made of.
const COLUMNS: &str =
    "id, at, account_id, role, action, person_id, site_id, subject_id, division, filters, people, reason";

impl Tx {
    /// Links entries that wait for it, the oldest first; says how many.
    pub async fn link_audit(&mut self, limit: i64) -> Result<usize> {
        if self.has_other_writers() {
            sqlx::query("SELECT name FROM setting WHERE name = 'audit' FOR UPDATE")
                .fetch_all(self.sql())
                .await?;
        }
        let key = self.vault().audit_key();
        let Head { mut number, mut link } = self.audit_head().await?;
        let waiting = format!("SELECT {COLUMNS} FROM audit WHERE number IS NULL ORDER BY at, id LIMIT $1");
        let rows = sqlx::query(AssertSqlSafe(waiting))
            .bind(limit)
            .fetch_all(self.sql())
            .await?;
        for rows in rows.chunks(CHUNK) {
            let sql = format!(
                "UPDATE audit SET number = v.column2, link = v.column3 FROM (VALUES {}) AS v WHERE audit.id = v.column1",
                rows_of(rows.len(), 3)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for row in rows {
                number += 1;
                link = made(&key, &link, row)?;
                let which: String = row.try_get("id")?;
                query = query.bind(which).bind(number).bind(link.to_vec());
            }
            query.execute(self.sql()).await?;
        }
        Ok(rows.len())
    }

    /// How many entries are not linked yet.
    pub async fn audit_waiting(&mut self) -> Result<i64> {
        let row = sqlx::query("SELECT COUNT(*) AS waiting FROM audit WHERE number IS NULL")
            .fetch_one(self.sql())
            .await?;
        Ok(row.try_get("waiting")?)
    }

    /// How far the chain reaches.
    pub async fn audit_head(&mut self) -> Result<Head> {
        let row = sqlx::query(
            "SELECT number, link FROM audit WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1",
        )
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map_or(Ok(START), head)
    }

    /// Entries in the order of the chain after `from`, each with the link it should have.
    pub async fn linked_after(&mut self, from: Head, limit: i64) -> Result<Vec<Linked>> {
        let key = self.vault().audit_key();
        let sql =
            format!("SELECT number, link, {COLUMNS} FROM audit WHERE number > $1 ORDER BY number LIMIT $2");
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(from.number)
            .bind(limit)
            .fetch_all(self.sql())
            .await?;
        let mut before = from.link;
        let read = |row: &AnyRow| {
            let head = head(row)?;
            let linked = Linked {
                entry: id(row, "id")?,
                at: instant(row, "at")?,
                head,
                made: made(&key, &before, row)?,
            };
            before = head.link;
            Ok(linked)
        };
        rows.iter().map(read).collect()
    }
}

fn head(row: &AnyRow) -> Result<Head> {
    let link: Vec<u8> = row.try_get("link")?;
    Ok(Head {
        number: row.try_get("number")?,
        link: link.try_into().map_err(|_| Error::Form("link"))?,
    })
}

/// The link of an entry: over each column with its length, so that nothing moves from one into the next unseen.
fn made(key: &IndexKey, before: &Link, row: &AnyRow) -> Result<Link> {
    let mut entry = Vec::with_capacity(400);
    for column in COLUMNS.split(", ") {
        let value: Option<Vec<u8>> = match column {
            "at" | "people" => row
                .try_get::<Option<i64>, _>(column)?
                .map(|number| number.to_be_bytes().into()),
            "reason" => row.try_get(column)?,
            _ => row.try_get::<Option<String>, _>(column)?.map(String::into_bytes),
        };
        match value {
            None => entry.push(0),
            Some(value) => {
                entry.push(1);
                entry.extend_from_slice(&(value.len() as u64).to_be_bytes());
                entry.extend_from_slice(&value);
            }
        }
    }
    Ok(key.link(before, &entry))
}
