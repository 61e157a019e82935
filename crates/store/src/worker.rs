//! The list of a site's workers: engagement, person, standing, declaration and face in one row.

mod at_work;

use domain::id::{ContractorId, CrewId, EngagementId, PersonId, SiteId};
use domain::registry::EngagementState;
use domain::search::Query;
use domain::standing::{Standing, State};
use domain::worker_kind::WorkerKind;
use jiff::civil::Date;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::{Any, AssertSqlSafe, Row};

use crate::columns::{id, open_json, optional_day, word};
use crate::company::Company;
use crate::engine::Tx;
use crate::error::Result;
use crate::face::FaceStage;
use crate::many::numbered;
use crate::person::{self, Person, read_person};
use crate::terms::held_on;
use crate::vault::Vault;

pub use at_work::AtWork;

/// A worker of a site.
#[derive(Clone)]
pub struct Worker {
    /// Who.
    pub person: Person,
    /// By which engagement.
    pub engagement: EngagementId,
    /// In which crew.
    pub crew_name: Option<String>,
    /// With which contractor.
    pub contractor_name: Option<String>,
    /// Manager or worker.
    pub kind: WorkerKind,
    /// The trade code of the real-name standard.
    pub trade: Option<String>,
    /// Where the engagement stands.
    pub state: EngagementState,
    /// The first day.
    pub entered_on: Option<Date>,
    /// The standing as last assessed.
    pub standing: Standing,
    /// Whether something was declared for the day asked about.
    pub declared: bool,
    /// How far face use has come.
    pub face: FaceStage,
}

/// Which workers of a site are asked for.
#[derive(Clone, Debug)]
pub struct WorkerFilter {
    /// Of this site.
    pub site: SiteId,
    /// The day on which a declaration counts.
    pub today: Date,
    /// By this engagement alone.
    pub engagement: Option<EngagementId>,
    /// Whom this query seeks.
    pub sought: Option<Query>,
    /// Of this crew.
    pub crew: Option<CrewId>,
    /// Of this contractor.
    pub contractor: Option<ContractorId>,
    /// Of this company's people alone.
    pub company: Option<Company>,
    /// Managers or workers.
    pub kind: Option<WorkerKind>,
    /// Who were engaged on this day, whether they have left since or not.
    pub day: Option<Date>,
    /// With this standing.
    pub standing: Option<State>,
    /// With an engagement in this state; none: every one that has not ended.
    pub state: Option<EngagementState>,
    /// With face use come this far.
    pub face: Option<FaceStage>,
    /// Engagements made before this one.
    pub before: Option<EngagementId>,
    /// At most so many.
    pub limit: i64,
}

impl WorkerFilter {
    /// Everyone engaged at a site.
    pub fn of(site: SiteId, today: Date) -> Self {
        Self {
            site,
            today,
            engagement: None,
            sought: None,
            crew: None,
            contractor: None,
            company: None,
            kind: None,
            day: None,
            standing: None,
            state: None,
            face: None,
            before: None,
            limit: 200,
        }
    }

    /// The conditions, and the texts they take from `$3` on. A state is written out, so that both engines see which
    /// of the indexes of parts of the table they may read.
    fn conditions(&self) -> (String, Vec<String>) {
        let mut sql = String::new();
        let mut texts: Vec<String> = Vec::new();
        let mut and = |condition: &str, text: String| {
            texts.push(text);
            for part in [" AND ", condition, " $", &(texts.len() + 2).to_string()] {
                sql.push_str(part);
            }
        };
        if let Some(engagement) = self.engagement {
            and("e.id =", engagement.to_string());
        }
        if let Some(standing) = self.standing {
            and("e.standing =", standing.word().to_owned());
        }
        if let Some(day) = self.day {
            and("e.entered_on <=", day.to_string());
            and("COALESCE(e.ended_on, '9999-12-31') >=", day.to_string());
        }
        if let Some(before) = self.before {
            and("e.id <", before.to_string());
        }
        if let Some(day) = self.day {
            // Whoever has two engagements that cover the day, as after a merger, was there once.
            let once = format!(
                " AND NOT EXISTS (SELECT 1 FROM engagement n WHERE n.site_id = e.site_id \
                 AND n.person_id = e.person_id AND n.id > e.id AND n.entered_on <= '{day}' \
                 AND COALESCE(n.ended_on, '9999-12-31') >= '{day}')"
            );
            sql.push_str(&once);
        }
        let (terms, named) = self.terms(texts.len() + 3);
        sql.push_str(&terms);
        texts.extend(named);
        sql.push_str(match self.state {
            Some(EngagementState::Active) => " AND e.state = 'active' AND e.state <> 'ended'",
            Some(EngagementState::Pending) => " AND e.state = 'pending'",
            Some(EngagementState::Ended) => {
                " AND e.state = 'ended' AND NOT EXISTS \
                 (SELECT 1 FROM merged_row m WHERE m.row_id = e.id AND m.kind LIKE 'folded%')"
            }
            None if self.engagement.is_none() && self.day.is_none() => " AND e.state <> 'ended'",
            None => "",
        });
        if let Some(face) = self.face {
            sql.push_str(" AND e.face = '");
            sql.push_str(face.word());
            sql.push('\'');
        }
        (sql, texts)
    }

    /// The conditions on what someone does and with whom, now or on the day asked about, and the texts they take from
    /// `first` on.
    fn terms(&self, first: usize) -> (String, Vec<String>) {
        let asked = [
            ("crew_id", self.crew.map(|crew| crew.to_string())),
            (
                "contractor_id",
                self.contractor.map(|contractor| contractor.to_string()),
            ),
            ("worker_kind", self.kind.map(|kind| kind.word().to_owned())),
        ];
        let mut sql = String::new();
        let mut texts: Vec<String> = self.day.iter().map(Date::to_string).collect();
        for (column, value) in asked {
            let Some(value) = value else { continue };
            texts.push(value);
            let at = first + texts.len() - 1;
            sql.push_str(" AND ");
            sql.push_str(&self.held(column, &format!("= ${at}"), first));
        }
        if let Some(company) = self.company {
            texts.push(company.text());
            let at = first + texts.len() - 1;
            let theirs = self.held("contractor_id", &company.among(at), first);
            sql.push_str(" AND ");
            sql.push_str(&company.or_at_its_own(&theirs, "e.site_id", at));
        }
        if sql.is_empty() {
            texts.clear();
        }
        (sql, texts)
    }

    /// That a column compared so, now or on the day asked about, which is `${day}`.
    fn held(&self, column: &str, compared: &str, day: usize) -> String {
        match self.day {
            Some(_) => held_on(column, compared, day),
            None => format!("e.{column} {compared}"),
        }
    }
}

impl Tx {
    /// People at work at a site whose face is enrolled; of a company alone where one is named.
    pub async fn enrolled_faces(&mut self, site: SiteId, company: Option<Company>) -> Result<i64> {
        let whose = company.map_or("$2 IS NULL".to_owned(), |company| company.engaged(2));
        let row = sqlx::query(AssertSqlSafe(format!(
            "SELECT COUNT(*) AS faces FROM engagement e \
             WHERE e.site_id = $1 AND e.state = 'active' AND e.face = 'enrolled' AND {whose}"
        )))
        .bind(site.to_string())
        .bind(company.map(Company::text))
        .fetch_one(self.sql())
        .await?;
        Ok(row.try_get("faces")?)
    }

    /// Workers of a site, the newest engagement first.
    pub async fn workers(&mut self, filter: &WorkerFilter) -> Result<Vec<Worker>> {
        match &filter.sought {
            None => self.worker_rows(filter, None).await,
            Some(query) => {
                let found = self.sought(filter, query).await?;
                self.worker_rows(filter, Some(&found)).await
            }
        }
    }

    /// The engagements of those who are sought and pass the filter, as many as it asks for. The index narrows; each
    /// who is left is opened and looked at.
    async fn sought(&mut self, filter: &WorkerFilter, query: &Query) -> Result<Vec<EngagementId>> {
        let mut found = Vec::new();
        let mut before = filter.before;
        let most = usize::try_from(filter.limit).unwrap_or(usize::MAX);
        let left = match (filter.state, filter.day) {
            (None, Some(_)) => None,
            (state, _) => Some(state == Some(EngagementState::Ended)),
        };
        loop {
            let candidates = self
                .candidates(filter.site, query, left, before, LOOKED_AT)
                .await?;
            let passing = self.passing(filter, &candidates).await?;
            let people: Vec<PersonId> = passing.iter().map(|(_, who)| who.id).collect();
            let led = self.led_by(&people).await?;
            for (engagement, who) in passing {
                let mut others = led.iter().filter(|(leading, _)| *leading == who.id);
                if query.matches(&who.search_keys())
                    || others.any(|(_, other)| query.matches(&other.search_keys()))
                {
                    found.push(engagement);
                }
            }
            before = candidates.last().copied();
            if found.len() >= most || candidates.len() < LOOKED_AT {
                found.truncate(most);
                return Ok(found);
            }
        }
    }

    /// Of these engagements those that pass the filter, each with its person, the newest first.
    async fn passing(
        &mut self,
        filter: &WorkerFilter,
        engagements: &[EngagementId],
    ) -> Result<Vec<(EngagementId, Person)>> {
        if engagements.is_empty() {
            return Ok(Vec::new());
        }
        let (conditions, texts) = filter.conditions();
        let columns = person::COLUMNS;
        let sql = format!(
            "SELECT {columns}, e.id AS engagement_id FROM engagement e JOIN person p ON p.id = e.person_id \
             WHERE e.site_id = $1{conditions} AND e.id IN ({}) ORDER BY e.id DESC",
            numbered(texts.len() + 3, engagements.len())
        );
        let rows = asked(sql, filter, texts, engagements)
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| Ok((id(row, "engagement_id")?, read_person(self.vault(), row)?)))
            .collect()
    }

    /// The rows of a list; of these engagements alone where they are named.
    async fn worker_rows(
        &mut self,
        filter: &WorkerFilter,
        named: Option<&[EngagementId]>,
    ) -> Result<Vec<Worker>> {
        if named.is_some_and(<[EngagementId]>::is_empty) {
            return Ok(Vec::new());
        }
        let (mut conditions, texts) = filter.conditions();
        let named = named.unwrap_or_default();
        if !named.is_empty() {
            let among = numbered(texts.len() + 3, named.len());
            conditions.push_str(" AND e.id IN (");
            conditions.push_str(&among);
            conditions.push(')');
        }
        let columns = row_columns(2);
        let sql = format!(
            "SELECT {columns} FROM engagement e JOIN person p ON p.id = e.person_id LEFT JOIN crew c ON c.id = e.crew_id \
             LEFT JOIN contractor k ON k.id = e.contractor_id LEFT JOIN organisation o ON o.id = k.organisation_id \
             WHERE e.site_id = $1{conditions} ORDER BY e.id DESC LIMIT {}",
            filter.limit
        );
        let rows = asked(sql, filter, texts, named).fetch_all(self.sql()).await?;
        rows.iter().map(|row| read_worker(self.vault(), row)).collect()
    }
}

/// Of those whom the index names, so many are looked at together.
const LOOKED_AT: usize = 200;

/// A statement over a site and a day, with the texts of its conditions and the engagements it is about.
fn asked(
    sql: String,
    filter: &WorkerFilter,
    texts: Vec<String>,
    engagements: &[EngagementId],
) -> sqlx::query::Query<'static, Any, AnyArguments> {
    let mut query = sqlx::query(AssertSqlSafe(sql))
        .bind(filter.site.to_string())
        .bind(filter.today.to_string());
    for text in texts
        .into_iter()
        .chain(engagements.iter().map(EngagementId::to_string))
    {
        query = query.bind(text);
    }
    query
}

/// What a row reads of an engagement `e` with its person `p`, crew `c` and company `o`; `${today}` is the day on which a
/// declaration counts.
pub(crate) fn row_columns(today: usize) -> String {
    let columns = person::COLUMNS;
    format!(
        "{columns}, p.standing, e.id AS engagement_id, c.name AS crew_name, o.name AS contractor_name, \
         e.worker_kind, e.trade, e.state, e.entered_on, e.face, \
         CAST(CASE WHEN EXISTS (SELECT 1 FROM declaration d WHERE d.person_id = e.person_id AND d.day = ${today}) \
             THEN 1 ELSE 0 END AS BIGINT) AS declared"
    )
}

/// Reads the columns of [`row_columns`].
pub(crate) fn read_worker(vault: &Vault, row: &AnyRow) -> Result<Worker> {
    let who = read_person(vault, row)?;
    let sealed: Vec<u8> = row.try_get("standing")?;
    let standing = open_json(&who.key, &person::place("standing", &who.id.to_string()), &sealed)?;
    let flag = |column: &str| -> Result<bool> { Ok(row.try_get::<i64, _>(column)? != 0) };
    Ok(Worker {
        person: who,
        engagement: id(row, "engagement_id")?,
        crew_name: row.try_get("crew_name")?,
        contractor_name: row.try_get("contractor_name")?,
        kind: word(row, "worker_kind", WorkerKind::named)?,
        trade: row.try_get("trade")?,
        state: word(row, "state", EngagementState::named)?,
        entered_on: optional_day(row, "entered_on")?,
        standing,
        declared: flag("declared")?,
        face: word(row, "face", FaceStage::named)?,
    })
}
