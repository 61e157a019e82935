//! Alerts as stored: what raised them is sealed under the person's key, and so is what was done.

use std::collections::HashSet;

use domain::alert::{AlertKind, AlertState, Outcome, Severity, Telling};
use domain::declaration::Tenths;
use domain::id::{AccountId, AlertId, PersonId, SiteId};
use domain::name::Name;
use domain::reason::Cause;
use jiff::Timestamp;
use seal::{DataKey, Place};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{
    id, instant, micros, open_json, open_text, optional_instant, person_key, seal_json, word,
};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, numbered};
use crate::site::town;
use crate::standing::bind_all;

/// What an alert is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertBody {
    /// Its kind.
    pub kind: AlertKind,
    /// What raised it, as last told.
    pub cause: Cause,
    /// How often that was told, and when last.
    pub telling: Telling,
}

/// How an alert was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// What was done, in the words of who did it; none where nobody had to.
    pub action: Option<String>,
    /// How it ended for the person.
    pub outcome: Outcome,
    /// The check that found them fit.
    #[serde(default)]
    pub check: Option<ClosingCheck>,
}

impl Closing {
    /// What another site's people read of it: that the person was checked, where and with what measured; not what was
    /// written down there.
    #[must_use]
    pub fn for_another_site(&self) -> Self {
        Self {
            action: None,
            ..self.clone()
        }
    }
}

/// The check on the spot that answered an alert.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingCheck {
    /// At which site.
    pub site: SiteId,
    /// What the site was called then.
    pub site_name: String,
    /// What was measured.
    pub temperature: Tenths,
}

/// What there is about a person at a site, open or closed: enough to tell whether something new is to be told there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAlert {
    /// Which.
    pub id: AlertId,
    /// Whose site.
    pub site: SiteId,
    /// About whom.
    pub person: PersonId,
    /// How grave.
    pub severity: Severity,
    /// Where it stands.
    pub state: AlertState,
    /// About what.
    pub body: AlertBody,
    /// To be acknowledged by.
    pub acknowledge_by: Timestamp,
}

/// An alert about to be raised.
#[derive(Clone, Debug)]
pub struct NewAlert {
    /// Which.
    pub id: AlertId,
    /// Whose site.
    pub site: SiteId,
    /// About whom.
    pub person: PersonId,
    /// How grave.
    pub severity: Severity,
    /// About what.
    pub body: AlertBody,
    /// When.
    pub raised_at: Timestamp,
    /// To be acknowledged by.
    pub acknowledge_by: Timestamp,
}

/// An alert with the names beside it.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Which.
    pub id: AlertId,
    /// Whose site.
    pub site: SiteId,
    /// Its name.
    pub site_name: String,
    /// Its town, as division code.
    pub town: String,
    /// The town's name.
    pub town_name: String,
    /// About whom.
    pub person: PersonId,
    /// Their name.
    pub name: Name,
    /// Whether they are at work at the site now.
    pub at_work: bool,
    /// How grave.
    pub severity: Severity,
    /// Where it stands.
    pub state: AlertState,
    /// About what.
    pub body: AlertBody,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// When anything about it last changed.
    pub changed_at: Timestamp,
    /// To be acknowledged by.
    pub acknowledge_by: Timestamp,
    /// When someone said that they are on it.
    pub acknowledged_at: Option<Timestamp>,
    /// Who, by shown name.
    pub acknowledged_by: Option<String>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// By whom, by shown name.
    pub closed_by: Option<String>,
    /// With what.
    pub closing: Option<Closing>,
}

/// Which alerts are asked for.
#[derive(Clone, Debug, Default)]
pub struct AlertFilter {
    /// At this site.
    pub site: Option<SiteId>,
    /// At sites of this division, by code.
    pub division: Option<String>,
    /// In this state.
    pub state: Option<AlertState>,
    /// Those that come after this one in the order of [`AlertFilter::key`].
    pub after: Option<(Timestamp, AlertId)>,
    /// At most so many.
    pub limit: i64,
}

impl AlertFilter {
    /// Whether the most pressing comes first: what waits is worked through by its deadline, what is done is looked up
    /// from the newest back.
    fn by_deadline(&self) -> bool {
        matches!(self.state, Some(AlertState::Open | AlertState::Acknowledged))
    }

    /// Where an alert stands in the order asked for.
    pub fn key(&self, alert: &Alert) -> (Timestamp, AlertId) {
        let at = if self.by_deadline() {
            alert.acknowledge_by
        } else {
            alert.raised_at
        };
        (at, alert.id)
    }
}

const ALERT: &str = "SELECT a.id, a.site_id, s.name AS site_name, s.division, a.person_id, \
                     p.sealed_key, p.name AS person_name, a.severity, a.state, a.body, a.raised_at, a.changed_at, \
                     a.acknowledge_by, a.acknowledged_at, k.shown_name AS acknowledged_name, a.closed_at, \
                     c.shown_name AS closed_name, a.closing, CASE WHEN EXISTS (SELECT 1 FROM engagement e \
                     WHERE e.site_id = a.site_id AND e.person_id = a.person_id AND e.state = 'active') \
                     THEN 1 ELSE 0 END AS at_work \
                     FROM alert a JOIN site s ON s.id = a.site_id JOIN person p ON p.id = a.person_id \
                     LEFT JOIN account k ON k.id = a.acknowledged_by \
                     LEFT JOIN account c ON c.id = a.closed_by";

fn place<'a>(column: &'static str, row: &'a str) -> Place<'a> {
    Place {
        table: "alert",
        column,
        row,
    }
}

impl Tx {
    /// Adds alerts about one person.
    pub async fn insert_alerts(&mut self, person: PersonId, alerts: &[NewAlert]) -> Result<()> {
        if alerts.is_empty() {
            return Ok(());
        }
        let key = self.key_of_person(person).await?;
        for alert in alerts {
            let id = alert.id.to_string();
            let body = seal_json(self.vault(), &key, &place("body", &id), &alert.body)?;
            sqlx::query(
                "INSERT INTO alert (id, site_id, person_id, severity, state, body, raised_at, changed_at, acknowledge_by) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8)",
            )
            .bind(id)
            .bind(alert.site.to_string())
            .bind(person.to_string())
            .bind(alert.severity.word())
            .bind(AlertState::Open.word())
            .bind(body)
            .bind(micros(alert.raised_at))
            .bind(micros(alert.acknowledge_by))
            .execute(self.sql())
            .await?;
        }
        Ok(())
    }

    /// Every alert about these people, at any site, open or closed; in no order.
    pub async fn alerts_about(&mut self, people: &[PersonId]) -> Result<Vec<KnownAlert>> {
        let mut found = Vec::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT a.id, a.site_id, a.person_id, a.severity, a.state, a.body, a.acknowledge_by, p.sealed_key \
                 FROM alert a JOIN person p ON p.id = a.person_id WHERE a.person_id IN ({})",
                numbered(1, chunk.len())
            );
            for row in &bind_all(sql, chunk).fetch_all(self.sql()).await? {
                let person = id(row, "person_id")?;
                let key = person_key(self.vault(), row, person)?;
                found.push(KnownAlert {
                    id: id(row, "id")?,
                    site: id(row, "site_id")?,
                    person,
                    severity: word(row, "severity", Severity::named)?,
                    state: word(row, "state", AlertState::named)?,
                    body: read_body(row, &key)?,
                    acknowledge_by: instant(row, "acknowledge_by")?,
                });
            }
        }
        Ok(found)
    }

    /// Who of these people has an alert that is not closed, at any site.
    pub async fn with_open_alerts(&mut self, people: &[PersonId]) -> Result<HashSet<PersonId>> {
        let mut found = HashSet::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT person_id FROM alert WHERE person_id IN ({}) AND state <> 'closed'",
                numbered(1, chunk.len())
            );
            for row in &bind_all(sql, chunk).fetch_all(self.sql()).await? {
                found.insert(id(row, "person_id")?);
            }
        }
        Ok(found)
    }

    /// Has an alert that is not closed show what it says now: body, severity and deadline. False when it is closed.
    pub async fn update_alert(&mut self, alert: &KnownAlert, at: Timestamp) -> Result<bool> {
        let key = self.key_of_person(alert.person).await?;
        let id = alert.id.to_string();
        let body = seal_json(self.vault(), &key, &place("body", &id), &alert.body)?;
        let done = sqlx::query(
            "UPDATE alert SET body = $2, severity = $3, acknowledge_by = $4, changed_at = $5 \
             WHERE id = $1 AND state <> $6",
        )
        .bind(id)
        .bind(body)
        .bind(alert.severity.word())
        .bind(micros(alert.acknowledge_by))
        .bind(micros(at))
        .bind(AlertState::Closed.word())
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// One alert.
    pub async fn alert(&mut self, alert: AlertId) -> Result<Option<Alert>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{ALERT} WHERE a.id = $1")))
            .bind(alert.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(|row| self.read_alert(row)).transpose()
    }

    /// Alerts, newest first.
    pub async fn alerts(&mut self, filter: &AlertFilter) -> Result<Vec<Alert>> {
        let mut conditions = vec!["1 = 1".to_owned()];
        let mut texts: Vec<String> = Vec::new();
        let mut also = |condition: &str, text: String, texts: &mut Vec<String>| {
            texts.push(text);
            conditions.push(condition.replace('?', &format!("${}", texts.len() + 2)));
        };
        if let Some(site) = filter.site {
            also("a.site_id = ?", site.to_string(), &mut texts);
        }
        if let Some(division) = &filter.division {
            also("s.division LIKE ?", format!("{division}%"), &mut texts);
        }
        if let Some(state) = filter.state {
            also("a.state = ?", state.word().to_owned(), &mut texts);
        }
        let (column, beyond, order) = if filter.by_deadline() {
            ("a.acknowledge_by", ">", "ASC")
        } else {
            ("a.raised_at", "<", "DESC")
        };
        if let Some((_, after)) = filter.after {
            also(
                &format!("({column} {beyond} $2 OR ({column} = $2 AND a.id {beyond} ?))"),
                after.to_string(),
                &mut texts,
            );
        } else {
            conditions.push("$2 = 0".to_owned());
        }
        let mut query = sqlx::query(sqlx::AssertSqlSafe(format!(
            "{ALERT} WHERE {} ORDER BY {column} {order}, a.id {order} LIMIT $1",
            conditions.join(" AND ")
        )))
        .bind(filter.limit)
        .bind(filter.after.map_or(0, |(at, _)| micros(at)));
        for text in texts {
            query = query.bind(text);
        }
        let rows = query.fetch_all(self.sql()).await?;
        rows.iter().map(|row| self.read_alert(row)).collect()
    }

    /// Marks an open alert as taken by someone. False when it is not open.
    pub async fn acknowledge_alert(&mut self, alert: AlertId, by: AccountId, at: Timestamp) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE alert SET state = $4, acknowledged_at = $3, acknowledged_by = $2, changed_at = $3 \
             WHERE id = $1 AND state = $5",
        )
        .bind(alert.to_string())
        .bind(by.to_string())
        .bind(micros(at))
        .bind(AlertState::Acknowledged.word())
        .bind(AlertState::Open.word())
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Closes an alert about a person with what was done; by nobody where it ended of itself. False when it is closed
    /// already.
    pub async fn close_alert(
        &mut self,
        person: PersonId,
        alert: AlertId,
        by: Option<AccountId>,
        at: Timestamp,
        closing: &Closing,
    ) -> Result<bool> {
        let key = self.key_of_person(person).await?;
        let id = alert.to_string();
        let sealed = seal_json(self.vault(), &key, &place("closing", &id), closing)?;
        let done = sqlx::query(
            "UPDATE alert SET state = $4, closed_at = $3, closed_by = $2, closing = $5, changed_at = $3 \
             WHERE id = $1 AND state <> $4",
        )
        .bind(id)
        .bind(by.map(|account| account.to_string()))
        .bind(micros(at))
        .bind(AlertState::Closed.word())
        .bind(sealed)
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    pub(crate) async fn key_of_person(&mut self, person: PersonId) -> Result<DataKey> {
        let row = sqlx::query("SELECT sealed_key FROM person WHERE id = $1")
            .bind(person.to_string())
            .fetch_optional(self.sql())
            .await?
            .ok_or(Error::Form("person_id"))?;
        person_key(self.vault(), &row, person)
    }

    fn read_alert(&self, row: &AnyRow) -> Result<Alert> {
        let alert: AlertId = id(row, "id")?;
        let person: PersonId = id(row, "person_id")?;
        let key = person_key(self.vault(), row, person)?;
        let name: Vec<u8> = row.try_get("person_name")?;
        let person_row = person.to_string();
        let name_place = Place {
            table: "person",
            column: "name",
            row: &person_row,
        };
        let closing: Option<Vec<u8>> = row.try_get("closing")?;
        let at_work: i64 = row.try_get("at_work")?;
        let town = town(row)?;
        Ok(Alert {
            id: alert,
            site: id(row, "site_id")?,
            site_name: row.try_get("site_name")?,
            town_name: town.name_or_code(),
            town: town.to_string(),
            person,
            name: Name::parse(&open_text(&key, &name_place, &name)?).map_err(|_| Error::Form("name"))?,
            at_work: at_work == 1,
            severity: word(row, "severity", Severity::named)?,
            state: word(row, "state", AlertState::named)?,
            body: read_body(row, &key)?,
            raised_at: instant(row, "raised_at")?,
            changed_at: instant(row, "changed_at")?,
            acknowledge_by: instant(row, "acknowledge_by")?,
            acknowledged_at: optional_instant(row, "acknowledged_at")?,
            acknowledged_by: row.try_get("acknowledged_name")?,
            closed_at: optional_instant(row, "closed_at")?,
            closed_by: row.try_get("closed_name")?,
            closing: closing
                .map(|sealed| open_json(&key, &place("closing", &alert.to_string()), &sealed))
                .transpose()?,
        })
    }
}

fn read_body(row: &AnyRow, key: &DataKey) -> Result<AlertBody> {
    let alert: AlertId = id(row, "id")?;
    let sealed: Vec<u8> = row.try_get("body")?;
    open_json(key, &place("body", &alert.to_string()), &sealed)
}
