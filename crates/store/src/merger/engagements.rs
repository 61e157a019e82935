//! Engagements of a record, moved to the one that leads it and back: no site has a person twice, neither on its list
//! and roster nor in a room.

use std::collections::BTreeSet;

use domain::id::{PersonId, SiteId};
use domain::registry::EngagementState;
use jiff::civil::Date;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, word};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::merger::Merger;
use crate::person::Person;

/// Engagements are ended for a merger under one of these kinds, so that going back gives them the state they had.
const FOLDED: [(&str, EngagementState); 2] = [
    ("folded_active", EngagementState::Active),
    ("folded_pending", EngagementState::Pending),
];

/// Gives engagements (those that `{}` says) to `$1`, with their person's standing beside them, as lists read it.
const HAND: &str = "UPDATE engagement SET person_id = $1, standing = (SELECT state FROM person WHERE id = $1) \
                    WHERE person_id = $2";

impl Tx {
    /// Moves engagements and rosters. Where both are engaged at one site, the one who is at work there goes on, else
    /// the leading; the other engagement ends on that day, and so does the other's stay in a room.
    pub(super) async fn move_engagements(&mut self, merger: &Merger, today: Date) -> Result<()> {
        self.fold_engagements(merger, today).await?;
        self.fold_lodgings(merger, today).await?;
        self.note_rows(
            merger,
            "engagement",
            "SELECT id FROM engagement WHERE person_id = $3",
        )
        .await?;
        self.hand_over(HAND, merger.other, merger.leading).await?;
        for site in self.rosters_of(merger.other).await? {
            self.leave_roster(&[merger.other], site).await?;
        }
        Ok(())
    }

    async fn fold_engagements(&mut self, merger: &Merger, today: Date) -> Result<()> {
        let rows = sqlx::query(
            "SELECT a.id AS lead_id, a.state AS lead_state, b.id AS other_id, b.state AS other_state \
             FROM engagement a JOIN engagement b ON b.site_id = a.site_id \
             WHERE a.person_id = $1 AND b.person_id = $2 AND a.state <> 'ended' AND b.state <> 'ended'",
        )
        .bind(merger.leading.to_string())
        .bind(merger.other.to_string())
        .fetch_all(self.sql())
        .await?;
        for row in &rows {
            let lead = word(row, "lead_state", EngagementState::named)?;
            let other = word(row, "other_state", EngagementState::named)?;
            let waits = lead == EngagementState::Pending && other == EngagementState::Active;
            let (column, had) = if waits {
                ("lead_id", lead)
            } else {
                ("other_id", other)
            };
            let which: String = row.try_get(column)?;
            let folded = FOLDED.iter().find(|(_, state)| *state == had);
            let (kind, _) = folded.ok_or(Error::Form("state"))?;
            self.note_row(merger.id, kind, &which).await?;
            sqlx::query("UPDATE engagement SET state = 'ended', ended_on = $2 WHERE id = $1")
                .bind(which)
                .bind(today.to_string())
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }

    async fn fold_lodgings(&mut self, merger: &Merger, today: Date) -> Result<()> {
        let rows = sqlx::query(
            "SELECT b.id FROM lodging a JOIN lodging b ON b.site_id = a.site_id \
             WHERE a.person_id = $1 AND b.person_id = $2 AND a.to_day IS NULL AND b.to_day IS NULL",
        )
        .bind(merger.leading.to_string())
        .bind(merger.other.to_string())
        .fetch_all(self.sql())
        .await?;
        for row in &rows {
            let which: String = row.try_get("id")?;
            self.note_row(merger.id, "lodging_ended", &which).await?;
            sqlx::query("UPDATE lodging SET to_day = $2 WHERE id = $1")
                .bind(which)
                .bind(today.to_string())
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }

    /// Moves engagements back, and those that were made by the other's document since. What was ended for the merger
    /// goes on as it was, unless its person was engaged there anew meanwhile.
    pub(super) async fn move_engagements_back(&mut self, merger: &Merger, other: &Person) -> Result<()> {
        for made in self.made_by(merger, other).await? {
            self.note_row(merger.id, "engagement", &made).await?;
        }
        let sql = format!(
            "{HAND} AND id IN (SELECT row_id FROM merged_row WHERE merger_id = $3 AND kind = 'engagement')"
        );
        sqlx::query(AssertSqlSafe(sql))
            .bind(merger.other.to_string())
            .bind(merger.leading.to_string())
            .bind(merger.id.to_string())
            .execute(self.sql())
            .await?;
        for (kind, state) in FOLDED {
            self.unfold(
                merger,
                kind,
                "engagement",
                &format!("state = '{}', ended_on = NULL", state.word()),
            )
            .await?;
        }
        self.unfold(merger, "lodging_ended", "lodging", "to_day = NULL")
            .await?;
        let works = self.sites_of(merger.leading).await?;
        for site in self.rosters_of(merger.leading).await? {
            if !works.contains(&site) {
                self.leave_roster(&[merger.leading], site).await?;
            }
        }
        Ok(())
    }

    async fn unfold(&mut self, merger: &Merger, kind: &str, table: &str, set: &str) -> Result<()> {
        let here = if table == "engagement" {
            "n.state <> 'ended'"
        } else {
            "n.to_day IS NULL"
        };
        let sql = format!(
            "UPDATE {table} SET {set} WHERE id IN \
             (SELECT row_id FROM merged_row WHERE merger_id = $1 AND kind = $2) AND NOT EXISTS \
             (SELECT 1 FROM {table} n WHERE n.site_id = {table}.site_id AND n.person_id = {table}.person_id AND {here})"
        );
        sqlx::query(AssertSqlSafe(sql))
            .bind(merger.id.to_string())
            .bind(kind.to_owned())
            .execute(self.sql())
            .await?;
        sqlx::query("DELETE FROM merged_row WHERE merger_id = $1 AND kind = $2")
            .bind(merger.id.to_string())
            .bind(kind.to_owned())
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Engagements of the leading record that were made by the other's document: the site's hash of it stands in them.
    async fn made_by(&mut self, merger: &Merger, other: &Person) -> Result<Vec<String>> {
        let rows =
            sqlx::query("SELECT id, site_id, document_site_index FROM engagement WHERE person_id = $1")
                .bind(merger.leading.to_string())
                .fetch_all(self.sql())
                .await?;
        let mut made = Vec::new();
        for row in &rows {
            let (which, index): (String, String) = (row.try_get("id")?, row.try_get("document_site_index")?);
            let key = self.vault().document_key(id::<SiteId>(row, "site_id")?);
            if key.index(&other.document.index_text()) == index {
                made.push(which);
            }
        }
        Ok(made)
    }

    async fn rosters_of(&mut self, person: PersonId) -> Result<Vec<SiteId>> {
        let rows =
            sqlx::query("SELECT site_id FROM roster WHERE person_id = $1 AND removed = 0 ORDER BY site_id")
                .bind(person.to_string())
                .fetch_all(self.sql())
                .await?;
        rows.iter().map(|row| id(row, "site_id")).collect()
    }

    async fn sites_of(&mut self, person: PersonId) -> Result<BTreeSet<SiteId>> {
        let active = self.active_sites_of(&[person]).await?;
        Ok(active.into_iter().map(|(_, site)| site).collect())
    }
}
