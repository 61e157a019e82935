//! Departures: a whole crew or contractor that left a site in one act, and how that is undone.

use domain::id::{AccountId, ContractorId, CrewId, DepartureId, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{day, id, instant, micros, optional_id, optional_instant};
use crate::engagement::{self, Engagement, Whose, read_engagement};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, rows_of};

/// A departure as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// Which.
    pub id: DepartureId,
    /// From where.
    pub site: SiteId,
    /// Who left.
    pub whose: Whose,
    /// What the crew or the company is called.
    pub name: String,
    /// Their last day.
    pub on: Date,
    /// When it was done.
    pub at: Timestamp,
    /// By whom.
    pub by: AccountId,
    /// Until when it can be undone.
    pub undo_until: Timestamp,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// How many left.
    pub people: i64,
}

/// A departure to be recorded.
#[derive(Clone, Copy, Debug)]
pub struct NewDeparture {
    /// Which.
    pub id: DepartureId,
    /// From where.
    pub site: SiteId,
    /// Who leaves.
    pub whose: Whose,
    /// Their last day.
    pub on: Date,
    /// When it is done.
    pub at: Timestamp,
    /// By whom.
    pub by: AccountId,
    /// Until when it can be undone.
    pub undo_until: Timestamp,
}

const SELECT: &str = "SELECT d.id, d.site_id, d.crew_id, d.contractor_id, COALESCE(c.name, o.name) AS name, d.on_day, \
                      d.at, d.account_id, d.undo_until, d.undone_at, \
                      (SELECT COUNT(*) FROM departed g WHERE g.departure_id = d.id) AS people \
                      FROM departure d LEFT JOIN crew c ON c.id = d.crew_id \
                      LEFT JOIN contractor k ON k.id = d.contractor_id LEFT JOIN organisation o ON o.id = k.organisation_id";

impl Tx {
    /// Records a departure with those who left by it.
    pub async fn insert_departure(&mut self, new: &NewDeparture, left: &[Engagement]) -> Result<()> {
        let (crew, contractor): (Option<CrewId>, Option<ContractorId>) = match new.whose {
            Whose::Crew(crew) => (Some(crew), None),
            Whose::Contractor(contractor) => (None, Some(contractor)),
        };
        sqlx::query(
            "INSERT INTO departure (id, site_id, crew_id, contractor_id, on_day, at, account_id, undo_until) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(new.id.to_string())
        .bind(new.site.to_string())
        .bind(crew.map(|crew| crew.to_string()))
        .bind(contractor.map(|contractor| contractor.to_string()))
        .bind(new.on.to_string())
        .bind(micros(new.at))
        .bind(new.by.to_string())
        .bind(micros(new.undo_until))
        .execute(self.sql())
        .await?;
        for chunk in left.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO departed (departure_id, engagement_id) VALUES {}",
                rows_of(chunk.len(), 2)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for engagement in chunk {
                query = query.bind(new.id.to_string()).bind(engagement.id.to_string());
            }
            query.execute(self.sql()).await?;
        }
        Ok(())
    }

    /// A departure.
    pub async fn departure(&mut self, departure: DepartureId) -> Result<Option<Departure>> {
        let row = sqlx::query(AssertSqlSafe(format!("{SELECT} WHERE d.id = $1")))
            .bind(departure.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(read_departure).transpose()
    }

    /// The departures from a site that can still be undone, the last first.
    pub async fn departures(&mut self, site: SiteId, now: Timestamp) -> Result<Vec<Departure>> {
        let sql = format!(
            "{SELECT} WHERE d.site_id = $1 AND d.undo_until > $2 AND d.undone_at IS NULL ORDER BY d.at DESC, d.id DESC"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(site.to_string())
            .bind(micros(now))
            .fetch_all(self.sql())
            .await?;
        rows.iter().map(read_departure).collect()
    }

    /// Who left by a departure.
    pub async fn departed(&mut self, departure: DepartureId) -> Result<Vec<Engagement>> {
        let (columns, from) = (engagement::COLUMNS, engagement::FROM);
        let rows = sqlx::query(AssertSqlSafe(format!(
            "SELECT {columns} FROM {from} JOIN departed g ON g.engagement_id = e.id \
             WHERE g.departure_id = $1 ORDER BY e.id"
        )))
        .bind(departure.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read_engagement).collect()
    }

    /// Marks a departure as undone. False when it was before, or is settled.
    pub async fn undo_departure(&mut self, departure: DepartureId, at: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE departure SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL AND settled_at IS NULL",
        )
        .bind(departure.to_string())
        .bind(micros(at))
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Departures that can be undone no longer and are not settled yet.
    pub async fn departures_due(&mut self, now: Timestamp) -> Result<Vec<DepartureId>> {
        let rows = sqlx::query(
            "SELECT id FROM departure WHERE undo_until <= $1 AND undone_at IS NULL AND settled_at IS NULL \
             ORDER BY undo_until, id LIMIT 20",
        )
        .bind(micros(now))
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(|row| id(row, "id")).collect()
    }

    /// Marks a departure as settled: it stays as it is. False when someone else was quicker.
    pub async fn settle_departure(&mut self, departure: DepartureId, at: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE departure SET settled_at = $2 WHERE id = $1 AND undone_at IS NULL AND settled_at IS NULL",
        )
        .bind(departure.to_string())
        .bind(micros(at))
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn read_departure(row: &AnyRow) -> Result<Departure> {
    let crew = optional_id(row, "crew_id")?.map(Whose::Crew);
    let contractor = optional_id(row, "contractor_id")?.map(Whose::Contractor);
    Ok(Departure {
        id: id(row, "id")?,
        site: id(row, "site_id")?,
        whose: crew.or(contractor).ok_or(Error::Form("crew_id"))?,
        name: row.try_get("name")?,
        on: day(row, "on_day")?,
        at: instant(row, "at")?,
        by: id(row, "account_id")?,
        undo_until: instant(row, "undo_until")?,
        undone_at: optional_instant(row, "undone_at")?,
        people: row.try_get("people")?,
    })
}
