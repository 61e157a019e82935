//! What people do at a site and with whom: their crew, contractor, kind and trade now, and what it was on a past day.

use domain::id::{ContractorId, CrewId, EngagementId};
use domain::worker_kind::WorkerKind;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::columns::micros;
use crate::engine::Tx;
use crate::error::Result;

/// What someone does at a site, and with whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// In which crew.
    pub crew: Option<CrewId>,
    /// With which contractor.
    pub contractor: Option<ContractorId>,
    /// Manager or worker.
    pub kind: WorkerKind,
    /// The trade code of the real-name standard.
    pub trade: Option<String>,
}

/// Since when something else holds.
#[derive(Clone, Copy, Debug)]
pub struct Since {
    /// The first day of it: what held before held until the day before.
    pub day: Date,
    /// When it was written.
    pub at: Timestamp,
}

/// Keeps what holds, for those whom the condition after it names. Of two changes at one instant the first is what held
/// before.
const KEEP: &str = "INSERT INTO earlier_terms \
                    (engagement_id, to_day, replaced_at, crew_id, contractor_id, worker_kind, trade) \
                    SELECT id, $1, $2, crew_id, contractor_id, worker_kind, trade FROM engagement";

impl Tx {
    /// Replaces the terms of an engagement; what they were is kept.
    pub async fn put_terms(&mut self, engagement: EngagementId, terms: &Terms, since: Since) -> Result<()> {
        let keep = format!("{KEEP} WHERE id = $3 ON CONFLICT DO NOTHING");
        sqlx::query(sqlx::AssertSqlSafe(keep))
            .bind(since.day.to_string())
            .bind(micros(since.at))
            .bind(engagement.to_string())
            .execute(self.sql())
            .await?;
        sqlx::query(
            "UPDATE engagement SET crew_id = $2, contractor_id = $3, worker_kind = $4, trade = $5 WHERE id = $1",
        )
        .bind(engagement.to_string())
        .bind(terms.crew.map(|crew| crew.to_string()))
        .bind(terms.contractor.map(|contractor| contractor.to_string()))
        .bind(terms.kind.word())
        .bind(terms.trade.clone())
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Says to which contractor a crew belongs, with everyone who is in it now; whose they were is kept.
    pub async fn put_crew_contractor(
        &mut self,
        crew: CrewId,
        contractor: Option<ContractorId>,
        since: Since,
    ) -> Result<()> {
        let (row, company) = (
            crew.to_string(),
            contractor.map(|contractor| contractor.to_string()),
        );
        let keep = format!(
            "{KEEP} WHERE crew_id = $3 AND state <> 'ended' AND COALESCE(contractor_id, '') <> $4 \
             ON CONFLICT DO NOTHING"
        );
        sqlx::query(sqlx::AssertSqlSafe(keep))
            .bind(since.day.to_string())
            .bind(micros(since.at))
            .bind(row.clone())
            .bind(company.clone().unwrap_or_default())
            .execute(self.sql())
            .await?;
        for sql in [
            "UPDATE crew SET contractor_id = $2 WHERE id = $1",
            "UPDATE engagement SET contractor_id = $2 WHERE crew_id = $1 AND state <> 'ended'",
        ] {
            sqlx::query(sql)
                .bind(row.clone())
                .bind(company.clone())
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }

    /// Replaces the first day of an engagement that is active. False when it is not.
    pub async fn put_entered_on(&mut self, engagement: EngagementId, day: Date) -> Result<bool> {
        let done = sqlx::query("UPDATE engagement SET entered_on = $2 WHERE id = $1 AND state = 'active'")
            .bind(engagement.to_string())
            .bind(day.to_string())
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

/// The condition that a column of an engagement `e` compared so (`= $5`) on the day `${day}`: that of the terms replaced
/// first after it, or its own where none were.
pub(crate) fn held_on(column: &str, compared: &str, day: usize) -> String {
    let later = format!("FROM earlier_terms t WHERE t.engagement_id = e.id AND t.to_day > ${day}");
    format!(
        "(e.{column} {compared} AND NOT EXISTS (SELECT 1 {later}) \
         OR (SELECT t.{column} {later} ORDER BY t.to_day, t.replaced_at LIMIT 1) {compared})"
    )
}
