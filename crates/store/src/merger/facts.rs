//! The facts of joined records, each apart from the others: what was known of one before they were joined never
//! speaks for what was known of another.
//!
//! While a record leads another, what was told since counts for both, and what was known of the other before stands
//! beside it. After that was undone, what was told of the leading record meanwhile weighs on the other as well, since
//! nobody knows of which of the two it was told; what is told of the other later answers it.

use std::collections::{HashMap, HashSet};

use domain::id::PersonId;
use domain::standing::Facts;
use jiff::civil::Date;
use sqlx::AssertSqlSafe;

use crate::columns::{id, person_key};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::numbered;
use crate::merger::{MERGER, Merger, read_merger};
use crate::standing::{Assessed, bind_all, read_check, read_declaration};

impl Tx {
    /// Parts the facts of those of these people whose records were joined. At most as many as one statement takes.
    pub(crate) async fn join_facts(&mut self, found: &mut [Assessed], since: Date) -> Result<()> {
        let people: Vec<PersonId> = found.iter().map(|one| one.person).collect();
        let mergers = self.mergers_about(&people).await?;
        if mergers.is_empty() {
            return Ok(());
        }
        let mut at: HashMap<PersonId, &mut Assessed> =
            found.iter_mut().map(|one| (one.person, one)).collect();
        let (standing, undone): (Vec<Merger>, Vec<Merger>) =
            mergers.into_iter().partition(|merger| merger.undone_at.is_none());
        let mut moved = Vec::new();
        for merger in standing {
            let mut rows: HashSet<String> = HashSet::new();
            for kind in ["declaration", "spot_check"] {
                rows.extend(self.noted(merger.id, kind).await?);
            }
            if let Some(leads) = at.get_mut(&merger.leading) {
                moved.push((merger, part(&mut leads.facts, &rows)));
            }
        }
        for (merger, of_other) in moved {
            if let Some(leads) = at.get_mut(&merger.leading) {
                let with = after(&leads.facts, of_other, merger.at);
                leads.facts.joined.push(with);
            }
        }
        for merger in undone {
            let Some(until) = merger.undone_at else { continue };
            let mut meanwhile = self.facts_of(merger.leading, since).await?;
            meanwhile
                .declarations
                .retain(|fact| fact.at >= merger.at && fact.at < until);
            meanwhile
                .checks
                .retain(|fact| fact.at >= merger.at && fact.at < until);
            let told = !meanwhile.declarations.is_empty() || !meanwhile.checks.is_empty();
            if let Some(other) = at.get_mut(&merger.other).filter(|_| told) {
                let with = after(&other.facts, meanwhile, until);
                other.facts.joined.push(with);
            }
        }
        Ok(())
    }

    /// Mergers that stand with one of these people leading, and those that were undone with one of them led.
    async fn mergers_about(&mut self, people: &[PersonId]) -> Result<Vec<Merger>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let among = numbered(1, people.len());
        let sql = format!(
            "{MERGER} WHERE leading_id IN ({among}) AND undone_at IS NULL \
             UNION ALL {MERGER} WHERE other_id IN ({among}) AND undone_at IS NOT NULL"
        );
        let rows = bind_all(sql, people).fetch_all(self.sql()).await?;
        let mut mergers: Vec<Merger> = rows.iter().map(read_merger).collect::<Result<_>>()?;
        mergers.sort_by_key(|merger| merger.id);
        Ok(mergers)
    }

    /// What was told of a record since a day, whoever leads it now.
    async fn facts_of(&mut self, person: PersonId, since: Date) -> Result<Facts> {
        let leads = self.leads_of(&[person]).await?;
        let holder = leads.get(&person).copied().unwrap_or(person);
        let sql = "SELECT id AS person_id, sealed_key FROM person WHERE id = $1";
        let row = sqlx::query(AssertSqlSafe(sql.to_owned()))
            .bind(holder.to_string())
            .fetch_one(self.sql())
            .await?;
        let key = person_key(self.vault(), &row, id(&row, "person_id")?)?;
        let mut facts = Facts::default();
        for row in self.declaration_rows(&[holder], Some(since)).await? {
            facts.declarations.push(read_declaration(&row, &key)?);
        }
        for row in self.check_rows(&[holder], Some(since)).await? {
            facts.checks.push(read_check(&row, &key)?);
        }
        Ok(facts)
    }
}

/// Takes out of a record's facts those that were moved to it.
fn part(facts: &mut Facts, moved: &HashSet<String>) -> Facts {
    let declarations = std::mem::take(&mut facts.declarations);
    let (of_other, own) = declarations
        .into_iter()
        .partition(|fact| moved.contains(&fact.id.to_string()));
    facts.declarations = own;
    let checks = std::mem::take(&mut facts.checks);
    let (checked, own) = checks
        .into_iter()
        .partition(|fact| moved.contains(&fact.id.to_string()));
    facts.checks = own;
    Facts {
        declarations: of_other,
        checks: checked,
        ..Facts::default()
    }
}

/// Facts of before, with what was told and measured of a record after an instant: what comes with it is not known to be
/// of both.
fn after(own: &Facts, mut before: Facts, from: jiff::Timestamp) -> Facts {
    let declarations = own.declarations.iter().filter(|fact| fact.at > from);
    before.declarations.extend(declarations.cloned());
    let checks = own.checks.iter().filter(|fact| fact.at > from);
    before.checks.extend(checks.copied());
    before
}
