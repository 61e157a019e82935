//! The audit log: who did what, when, to whose data, and why. Entries are added, never changed; each is linked into a
//! chain moments after it was written ([`chain`]).

pub mod chain;

use std::cmp::Reverse;

use domain::account::Role;
use domain::division::Division;
use domain::id::{AccountId, AuditId, PersonId, SiteId};
use jiff::Timestamp;
use seal::Place;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, instant, micros, open_text, optional_id, word};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{Query, at_once, rows_of};
use crate::vault::Vault;

/// One entry.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    /// Which.
    pub id: AuditId,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub account: AccountId,
    /// In which role.
    pub role: Role,
    /// What: a word such as `worker.unmask`.
    pub action: String,
    /// Whose data.
    pub person: Option<PersonId>,
    /// At which site.
    pub site: Option<SiteId>,
    /// To which account.
    pub subject: Option<AccountId>,
    /// Why, in the actor's own words. Sealed, since people write what they should not.
    pub reason: Option<String>,
    /// The list that was looked at, when it was one.
    pub list: Option<ListLook>,
}

/// A look at a list of people. Which of them is not kept: it may show anyone engaged where it reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListLook {
    /// The town or district it covered; none for a list of one site.
    pub division: Option<Division>,
    /// What it was filtered by: words such as `crew`, never what was sought.
    pub filters: Vec<String>,
    /// How many people it showed.
    pub people: i64,
}

/// Who is named in an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Who acted, by shown name.
    pub actor: String,
    /// The account that was acted upon, by sign-in name.
    pub subject: Option<String>,
}

/// Which entries are asked for.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// About this person, lists of where they were engaged at the time among them.
    pub person: Option<PersonId>,
    /// By this account.
    pub account: Option<AccountId>,
    /// At this site.
    pub site: Option<SiteId>,
    /// At sites of this community, town or district, by code.
    pub division: Option<String>,
    /// This act alone, by its word.
    pub action: Option<String>,
    /// Not before this instant.
    pub from: Option<Timestamp>,
    /// Before this instant.
    pub until: Option<Timestamp>,
    /// Older than this entry.
    pub before: Option<(Timestamp, AuditId)>,
    /// At most so many.
    pub limit: i64,
}

/// Lists that may have shown a person: of a site, community, town or district where they were engaged when it was looked at. Ended
/// engagements stay on lists, so only their beginning counts.
const LISTS_THAT_MAY_SHOW: &str = "e.people IS NOT NULL AND EXISTS (SELECT 1 FROM engagement g \
     JOIN site t ON t.id = g.site_id WHERE g.person_id = $1 AND g.created_at <= e.at \
     AND (g.site_id = e.site_id OR t.division LIKE e.division || '%'))";

fn read_list(row: &AnyRow) -> Result<Option<ListLook>> {
    let people: Option<i64> = row.try_get("people")?;
    let division: Option<String> = row.try_get("division")?;
    let filters: Option<String> = row.try_get("filters")?;
    let Some(people) = people else { return Ok(None) };
    let division = division.map(|code| code.parse().map_err(|_| Error::Form("division")));
    let filters = filters.unwrap_or_default();
    Ok(Some(ListLook {
        division: division.transpose()?,
        filters: filters.split_whitespace().map(str::to_owned).collect(),
        people,
    }))
}

/// Values of an entry that is added.
const INSERTED: usize = 12;

fn insertion(entries: &[AuditEntry], vault: &Vault) -> Query {
    let sql = format!(
        "INSERT INTO audit (id, at, account_id, role, action, person_id, site_id, subject_id, reason, division, \
         filters, people) VALUES {}",
        rows_of(entries.len(), INSERTED)
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for entry in entries {
        let id = entry.id.to_string();
        let reason = entry
            .reason
            .as_ref()
            .map(|text| vault.common().seal(&place(&id), text.as_bytes(), vault.entropy()));
        let list = entry.list.as_ref();
        query = query
            .bind(id)
            .bind(micros(entry.at))
            .bind(entry.account.to_string())
            .bind(entry.role.word())
            .bind(entry.action.clone())
            .bind(entry.person.map(|id| id.to_string()))
            .bind(entry.site.map(|id| id.to_string()))
            .bind(entry.subject.map(|id| id.to_string()))
            .bind(reason)
            .bind(
                list.and_then(|list| list.division.as_ref())
                    .map(Division::to_string),
            )
            .bind(list.map(|list| list.filters.join(" ")))
            .bind(list.map(|list| list.people));
    }
    query
}

fn place(row: &str) -> Place<'_> {
    Place {
        table: "audit",
        column: "reason",
        row,
    }
}

impl Tx {
    /// Adds an entry.
    pub async fn insert_audit(&mut self, entry: &AuditEntry) -> Result<()> {
        self.insert_audits(std::slice::from_ref(entry)).await
    }

    /// Adds entries.
    pub async fn insert_audits(&mut self, entries: &[AuditEntry]) -> Result<()> {
        let vault = self.shared_vault();
        let made = entries
            .chunks(at_once(INSERTED))
            .map(|chunk| Ok(insertion(chunk, &vault)));
        self.execute_each(made).await?;
        Ok(())
    }

    /// Entries newest first, each with who is named in it.
    pub async fn audit(&mut self, filter: &AuditFilter) -> Result<Vec<(AuditEntry, Named)>> {
        let about = if filter.person.is_some() {
            "e.person_id IN (SELECT id FROM person WHERE id = $1 OR leading_id = $1 UNION SELECT $1)"
        } else {
            "$1 IS NULL"
        };
        let mut found = self.audit_where(about, filter).await?;
        if filter.person.is_some() {
            // Two walks, each along its own index, rather than one along all that ever happened.
            found.extend(self.audit_where(LISTS_THAT_MAY_SHOW, filter).await?);
            found.sort_by_key(|(entry, _)| Reverse((entry.at, entry.id)));
            found.truncate(usize::try_from(filter.limit).unwrap_or(usize::MAX));
        }
        Ok(found)
    }

    async fn audit_where(
        &mut self,
        about: &'static str,
        filter: &AuditFilter,
    ) -> Result<Vec<(AuditEntry, Named)>> {
        let before = filter.before.map(|(at, id)| (micros(at), id.to_string()));
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT e.id, e.at, e.account_id, e.role, e.action, e.person_id, e.site_id, e.subject_id, e.reason, \
             e.division, e.filters, e.people, a.shown_name, b.sign_in_name AS subject_name \
             FROM audit e JOIN account a ON a.id = e.account_id LEFT JOIN account b ON b.id = e.subject_id \
             LEFT JOIN site s ON s.id = e.site_id \
             WHERE {about} AND ($2 IS NULL OR e.account_id = $2) \
             AND ($3 IS NULL OR e.site_id = $3) \
             AND ($4 IS NULL OR s.division LIKE $4 OR e.division LIKE $4) \
             AND ($5 IS NULL OR e.at < $5 OR (e.at = $5 AND e.id < $6)) \
             AND ($7 IS NULL OR e.action = $7) AND ($8 IS NULL OR e.at >= $8) AND ($9 IS NULL OR e.at < $9) \
             ORDER BY e.at DESC, e.id DESC LIMIT $10"
        )))
        .bind(filter.person.map(|id| id.to_string()))
        .bind(filter.account.map(|id| id.to_string()))
        .bind(filter.site.map(|id| id.to_string()))
        .bind(filter.division.as_ref().map(|code| format!("{code}%")))
        .bind(before.as_ref().map(|(at, _)| *at))
        .bind(before.map(|(_, id)| id))
        .bind(filter.action.as_deref())
        .bind(filter.from.map(micros))
        .bind(filter.until.map(micros))
        .bind(filter.limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(|row| self.read_audit(row)).collect()
    }

    fn read_audit(&self, row: &AnyRow) -> Result<(AuditEntry, Named)> {
        let entry: AuditId = id(row, "id")?;
        let sealed: Option<Vec<u8>> = row.try_get("reason")?;
        let reason = sealed
            .map(|sealed| open_text(self.vault().common(), &place(&entry.to_string()), &sealed))
            .transpose()?;
        let found = AuditEntry {
            list: read_list(row)?,
            id: entry,
            at: instant(row, "at")?,
            account: id(row, "account_id")?,
            role: word(row, "role", Role::named)?,
            action: row.try_get("action")?,
            person: optional_id(row, "person_id")?,
            site: optional_id(row, "site_id")?,
            subject: optional_id(row, "subject_id")?,
            reason,
        };
        let named = Named {
            actor: row.try_get("shown_name")?,
            subject: row.try_get("subject_name")?,
        };
        Ok((found, named))
    }
}
