//! Engagements: who works at which site, in which crew, since and until when.

use std::collections::HashSet;

use domain::document::Document;
use domain::id::{ContractorId, CrewId, EngagementId, PersonId, SiteId};
use domain::registry::EngagementState;
use domain::worker_kind::WorkerKind;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, instant, micros, optional_day, optional_id, word};
use crate::engine::Tx;
use crate::error::Result;
use crate::face::stage_of;
use crate::many::{CHUNK, Query, at_once, numbered, rows_of};
use crate::person::Person;
use crate::search::Listed;
use crate::standing::bind_all;
use crate::vault::Vault;

/// An engagement as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engagement {
    /// Which.
    pub id: EngagementId,
    /// Where.
    pub site: SiteId,
    /// The site's name.
    pub site_name: String,
    /// Who.
    pub person: PersonId,
    /// In which crew.
    pub crew: Option<CrewId>,
    /// The crew's name.
    pub crew_name: Option<String>,
    /// With which contractor.
    pub contractor: Option<ContractorId>,
    /// The contractor's name.
    pub contractor_name: Option<String>,
    /// Manager or worker.
    pub kind: WorkerKind,
    /// The trade code of the real-name standard.
    pub trade: Option<String>,
    /// Where it stands.
    pub state: EngagementState,
    /// The first day; none while pending.
    pub entered_on: Option<Date>,
    /// The last day, once ended.
    pub ended_on: Option<Date>,
    /// When it was made.
    pub created_at: Timestamp,
}

/// An engagement to be added.
#[derive(Clone, Debug)]
pub struct NewEngagement {
    /// Which.
    pub id: EngagementId,
    /// Where.
    pub site: SiteId,
    /// Who.
    pub person: PersonId,
    /// Their document: the site's gates find a typed number by the site's own hash of it.
    pub document: Document,
    /// In which crew.
    pub crew: Option<CrewId>,
    /// With which contractor.
    pub contractor: Option<ContractorId>,
    /// Manager or worker.
    pub kind: WorkerKind,
    /// The trade code of the real-name standard.
    pub trade: Option<String>,
    /// Pending or active.
    pub state: EngagementState,
    /// The first day; none while pending.
    pub entered_on: Option<Date>,
    /// When it is made.
    pub created_at: Timestamp,
}

/// Of whom people are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Of a crew.
    Crew(CrewId),
    /// Of a contractor.
    Contractor(ContractorId),
}

pub(crate) const COLUMNS: &str = "e.id, e.site_id, s.name AS site_name, e.person_id, e.crew_id, c.name AS crew_name, \
                       e.contractor_id, o.name AS contractor_name, e.worker_kind, e.trade, \
                       e.state, e.entered_on, e.ended_on, e.created_at";
pub(crate) const FROM: &str = "engagement e JOIN site s ON s.id = e.site_id LEFT JOIN crew c ON c.id = e.crew_id \
                    LEFT JOIN contractor k ON k.id = e.contractor_id LEFT JOIN organisation o ON o.id = k.organisation_id";

/// Values of a row that is added.
const INSERTED: usize = 11;

impl Tx {
    /// Adds engagements, found by searching at once. A person who is engaged at the site already is a conflict, and none
    /// is added.
    pub async fn insert_engagements(&mut self, engagements: &[NewEngagement]) -> Result<()> {
        self.insert_rows(engagements).await?;
        self.index_new(engagements).await
    }

    /// Adds engagements of a list, which searching finds after [`Tx::list_newcomers`]. A person who is engaged at the site
    /// already is a conflict, and none is added.
    pub async fn insert_newcomers(&mut self, engagements: &[NewEngagement], at: Timestamp) -> Result<()> {
        self.insert_rows(engagements).await?;
        let ids: Vec<EngagementId> = engagements.iter().map(|new| new.id).collect();
        self.keep_newcomers(&ids, at).await
    }

    async fn insert_rows(&mut self, engagements: &[NewEngagement]) -> Result<()> {
        let vault = self.shared_vault();
        let made = engagements
            .chunks(at_once(INSERTED))
            .map(|chunk| Ok(insertion(chunk, &vault)));
        self.execute_each(made).await?;
        Ok(())
    }

    async fn index_new(&mut self, engagements: &[NewEngagement]) -> Result<()> {
        let ids: Vec<PersonId> = engagements.iter().map(|new| new.person).collect();
        let people = self.records_of(&ids).await?;
        let listed = |new: &NewEngagement| Listed {
            engagement: new.id,
            site: new.site,
            left: new.state == EngagementState::Ended,
        };
        let all: Vec<(Listed, &Person)> = engagements
            .iter()
            .flat_map(|new| {
                let records = people.get(&new.person).into_iter().flatten();
                records.map(move |record| (listed(new), record))
            })
            .collect();
        self.index(&all).await
    }

    /// An engagement.
    pub async fn engagement(&mut self, engagement: EngagementId) -> Result<Option<Engagement>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM {FROM} WHERE e.id = $1"
        )))
        .bind(engagement.to_string())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_engagement).transpose()
    }

    /// Every engagement a person has had, newest first.
    pub async fn engagements(&mut self, person: PersonId) -> Result<Vec<Engagement>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM {FROM} WHERE e.person_id = $1 ORDER BY e.created_at DESC, e.id DESC"
        )))
        .bind(person.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read_engagement).collect()
    }

    /// The engagements of a person that have not ended, newest first.
    pub async fn current_engagements(&mut self, person: PersonId) -> Result<Vec<Engagement>> {
        let mut all = self.engagements(person).await?;
        all.retain(|engagement| engagement.state != EngagementState::Ended);
        Ok(all)
    }

    /// Whoever of these people no site has ever confirmed: they registered themselves, and that is all.
    pub async fn never_confirmed(&mut self, people: &[PersonId]) -> Result<HashSet<PersonId>> {
        let mut found = HashSet::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT p.id FROM person p WHERE p.id IN ({}) AND NOT EXISTS \
                 (SELECT 1 FROM engagement e WHERE e.person_id = p.id AND e.entered_on IS NOT NULL)",
                numbered(1, chunk.len())
            );
            for row in &bind_all(sql, chunk).fetch_all(self.sql()).await? {
                found.insert(id(row, "id")?);
            }
        }
        Ok(found)
    }

    /// The engagements at one site of these people that have not ended, in no order.
    pub async fn engagements_at(&mut self, site: SiteId, people: &[PersonId]) -> Result<Vec<Engagement>> {
        let mut found = Vec::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT {COLUMNS} FROM {FROM} WHERE e.site_id = $1 AND e.state <> 'ended' AND e.person_id IN ({})",
                numbered(2, chunk.len())
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(site.to_string());
            for person in chunk {
                query = query.bind(person.to_string());
            }
            for row in &query.fetch_all(self.sql()).await? {
                found.push(read_engagement(row)?);
            }
        }
        Ok(found)
    }

    /// Everyone at work, and where.
    pub async fn people_at_work(&mut self) -> Result<Vec<(PersonId, SiteId)>> {
        let rows = sqlx::query("SELECT person_id, site_id FROM engagement WHERE state = 'active'")
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| Ok((id(row, "person_id")?, id(row, "site_id")?)))
            .collect()
    }

    /// Where these people work: each with each site at which their engagement is active, in no order.
    pub async fn active_sites_of(&mut self, people: &[PersonId]) -> Result<Vec<(PersonId, SiteId)>> {
        let mut found = Vec::with_capacity(people.len());
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT person_id, site_id FROM engagement WHERE state = 'active' AND person_id IN ({})",
                numbered(1, chunk.len())
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for person in chunk {
                query = query.bind(person.to_string());
            }
            for row in &query.fetch_all(self.sql()).await? {
                found.push((id(row, "person_id")?, id(row, "site_id")?));
            }
        }
        Ok(found)
    }

    /// Makes a pending engagement active from a day on. False when it is not pending.
    pub async fn confirm_engagement(&mut self, engagement: EngagementId, from: Date) -> Result<bool> {
        let done = sqlx::query(
            "UPDATE engagement SET state = 'active', entered_on = $2 WHERE id = $1 AND state = 'pending'",
        )
        .bind(engagement.to_string())
        .bind(from.to_string())
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Who is at work at a site in a crew or with a contractor.
    pub async fn active_of(&mut self, site: SiteId, whose: Whose) -> Result<Vec<Engagement>> {
        let (column, which) = match whose {
            Whose::Crew(crew) => ("crew_id", crew.to_string()),
            Whose::Contractor(contractor) => ("contractor_id", contractor.to_string()),
        };
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM {FROM} WHERE e.{column} = $2 AND e.site_id = $1 AND e.state = 'active' ORDER BY e.id"
        )))
        .bind(site.to_string())
        .bind(which)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read_engagement).collect()
    }

    /// Ends an engagement on a day. False when it has ended already.
    pub async fn end_engagement(&mut self, engagement: &Engagement, on: Date) -> Result<bool> {
        Ok(self.end_engagements(std::slice::from_ref(engagement), on).await? == 1)
    }

    /// Ends engagements on a day, and says how many had not ended already.
    pub async fn end_engagements(&mut self, engagements: &[Engagement], on: Date) -> Result<u64> {
        let mut ended = 0;
        for chunk in engagements.chunks(CHUNK) {
            let sql = format!(
                "UPDATE engagement SET state = 'ended', ended_on = ${} WHERE state <> 'ended' AND id IN ({})",
                chunk.len() + 1,
                numbered(1, chunk.len())
            );
            let done = named(sql, chunk).bind(on.to_string()).execute(self.sql()).await?;
            ended += done.rows_affected();
            self.index_as(chunk, true).await?;
        }
        Ok(ended)
    }

    /// Has engagements that ended go on as if they had not.
    pub async fn resume_engagements(&mut self, engagements: &[Engagement]) -> Result<()> {
        for chunk in engagements.chunks(CHUNK) {
            let sql = format!(
                "UPDATE engagement SET state = 'active', ended_on = NULL, \
                 standing = (SELECT p.state FROM person p WHERE p.id = engagement.person_id) \
                 WHERE state = 'ended' AND id IN ({})",
                numbered(1, chunk.len())
            );
            named(sql, chunk).execute(self.sql()).await?;
            self.index_as(chunk, false).await?;
        }
        Ok(())
    }

    /// Moves engagements in the index to those who left, or back.
    async fn index_as(&mut self, engagements: &[Engagement], left: bool) -> Result<()> {
        let ids: Vec<PersonId> = engagements.iter().map(|engagement| engagement.person).collect();
        let people = self.records_of(&ids).await?;
        let listed = |left: bool| -> Vec<(Listed, &Person)> {
            let known = engagements.iter().flat_map(|one| {
                let records = people.get(&one.person).into_iter().flatten();
                records.map(move |record| (one, record))
            });
            known
                .map(|(one, record)| {
                    let listed = Listed {
                        engagement: one.id,
                        site: one.site,
                        left,
                    };
                    (listed, record)
                })
                .collect()
        };
        self.forget_index(&listed(!left)).await?;
        self.index(&listed(left)).await
    }
}

fn insertion(engagements: &[NewEngagement], vault: &Vault) -> Query {
    // What is joined is asked once for all rows: asked in each, planning took longer than writing.
    let sql = format!(
        "INSERT INTO engagement (id, site_id, person_id, crew_id, contractor_id, worker_kind, trade, state, \
         document_site_index, entered_on, created_at, standing, face) \
         SELECT v.column1, v.column2, v.column3, v.column4, v.column5, v.column6, v.column7, v.column8, v.column9, \
         v.column10, v.column11, p.state, {} \
         FROM (VALUES {}) AS v JOIN person p ON p.id = v.column3",
        stage_of("p.id"),
        rows_of(engagements.len(), INSERTED)
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for new in engagements {
        let document_site_index = vault.document_key(new.site).index(&new.document.index_text());
        query = query
            .bind(new.id.to_string())
            .bind(new.site.to_string())
            .bind(new.person.to_string())
            .bind(new.crew.map(|crew| crew.to_string()))
            .bind(new.contractor.map(|contractor| contractor.to_string()))
            .bind(new.kind.word())
            .bind(new.trade.clone())
            .bind(new.state.word())
            .bind(document_site_index)
            .bind(new.entered_on.map(|day| day.to_string()))
            .bind(micros(new.created_at));
    }
    query
}

/// A statement with engagements as its first values.
fn named(sql: String, engagements: &[Engagement]) -> Query {
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for engagement in engagements {
        query = query.bind(engagement.id.to_string());
    }
    query
}

pub(crate) fn read_engagement(row: &AnyRow) -> Result<Engagement> {
    Ok(Engagement {
        id: id(row, "id")?,
        site: id(row, "site_id")?,
        site_name: row.try_get("site_name")?,
        person: id(row, "person_id")?,
        crew: optional_id(row, "crew_id")?,
        crew_name: row.try_get("crew_name")?,
        contractor: optional_id(row, "contractor_id")?,
        contractor_name: row.try_get("contractor_name")?,
        kind: word(row, "worker_kind", WorkerKind::named)?,
        trade: row.try_get("trade")?,
        state: word(row, "state", EngagementState::named)?,
        entered_on: optional_day(row, "entered_on")?,
        ended_on: optional_day(row, "ended_on")?,
        created_at: instant(row, "created_at")?,
    })
}
