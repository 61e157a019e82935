//! The list of a site's workers: engagement, person, standing, declaration and face in one row.

mod at_work;

use domain::id::{CrewId, EngagementId, SiteId};
use domain::name::Name;
use domain::registry::EngagementState;
use domain::standing::{Standing, State};
use jiff::civil::Date;
use sqlx::any::{AnyArguments, AnyRow};
use sqlx::query::Query;
use sqlx::{Any, Row};

use crate::columns::{id, open_json, optional_day, word};
use crate::engine::Tx;
use crate::error::Result;
use crate::person::{self, Person, read_person};
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

/// How far face use has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceStage {
    /// No consent.
    None,
    /// Consent without a template.
    Consented,
    /// A template is kept.
    Enrolled,
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
    /// Who has this as their name, or as the last four of their document or phone.
    pub sought: Option<String>,
    /// Of this crew.
    pub crew: Option<CrewId>,
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
            standing: None,
            state: None,
            face: None,
            before: None,
            limit: 200,
        }
    }

    /// The conditions, and the texts they take from `$3` on.
    fn conditions(&self, vault: &Vault) -> (String, Vec<String>) {
        let mut sql = String::new();
        let mut texts: Vec<String> = Vec::new();
        // Each `?` of a condition takes the next text.
        let mut and = |condition: &str, taken: Vec<String>| {
            sql.push_str(" AND ");
            let mut parts = condition.split('?');
            sql.push_str(parts.next().unwrap_or_default());
            for (part, text) in parts.zip(taken) {
                texts.push(text);
                sql.push('$');
                sql.push_str(&(texts.len() + 2).to_string());
                sql.push_str(part);
            }
        };
        if let Some(engagement) = self.engagement {
            and("e.id = ?", vec![engagement.to_string()]);
        }
        if let Some(sought) = &self.sought {
            let name = Name::parse(sought).map(|name| vault.name_index(&name));
            and(
                "(p.name_index = ? OR p.document_tail_index = ? OR p.phone_tail_index = ?)",
                vec![
                    name.unwrap_or_default(),
                    vault.document_tail_index(sought),
                    vault.phone_tail_index(sought),
                ],
            );
        }
        if let Some(crew) = self.crew {
            and("e.crew_id = ?", vec![crew.to_string()]);
        }
        if let Some(standing) = self.standing {
            and("p.state = ?", vec![standing.word().to_owned()]);
        }
        if let Some(before) = self.before {
            and("e.id < ?", vec![before.to_string()]);
        }
        match self.state {
            Some(state) => and("e.state = ?", vec![state.word().to_owned()]),
            None if self.engagement.is_none() => {
                and("e.state <> ?", vec![EngagementState::Ended.word().to_owned()]);
            }
            None => {}
        }
        sql.push_str(match self.face {
            Some(FaceStage::Enrolled) => " AND f.person_id IS NOT NULL",
            Some(FaceStage::Consented) => {
                " AND f.person_id IS NULL AND EXISTS (SELECT 1 FROM consent k \
                 WHERE k.person_id = e.person_id AND k.purpose = 'face' AND k.withdrawn_at IS NULL)"
            }
            Some(FaceStage::None) => {
                " AND f.person_id IS NULL AND NOT EXISTS (SELECT 1 FROM consent k \
                 WHERE k.person_id = e.person_id AND k.purpose = 'face' AND k.withdrawn_at IS NULL)"
            }
            None => "",
        });
        (sql, texts)
    }
}

impl Tx {
    /// People at work at a site whose face is enrolled.
    pub async fn enrolled_faces(&mut self, site: SiteId) -> Result<i64> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS faces FROM engagement e JOIN face f ON f.person_id = e.person_id \
             WHERE e.site_id = $1 AND e.state = 'active'",
        )
        .bind(site.to_string())
        .fetch_one(self.sql())
        .await?;
        Ok(row.try_get("faces")?)
    }

    /// Workers of a site, the newest engagement first.
    pub async fn workers(&mut self, filter: &WorkerFilter) -> Result<Vec<Worker>> {
        let (conditions, texts) = filter.conditions(self.vault());
        let columns = person::COLUMNS;
        let sql = format!(
            "SELECT {columns}, p.standing, e.id AS engagement_id, c.name AS crew_name, e.trade, e.state, e.entered_on, \
             CAST(CASE WHEN EXISTS (SELECT 1 FROM declaration d WHERE d.person_id = e.person_id AND d.day = $2) \
                 THEN 1 ELSE 0 END AS BIGINT) AS declared, \
             CAST(CASE WHEN f.person_id IS NOT NULL THEN 1 ELSE 0 END AS BIGINT) AS enrolled, \
             CAST(CASE WHEN EXISTS (SELECT 1 FROM consent k WHERE k.person_id = e.person_id AND k.purpose = 'face' \
                 AND k.withdrawn_at IS NULL) THEN 1 ELSE 0 END AS BIGINT) AS consented \
             FROM engagement e JOIN person p ON p.id = e.person_id LEFT JOIN crew c ON c.id = e.crew_id \
             LEFT JOIN face f ON f.person_id = e.person_id \
             WHERE e.site_id = $1{conditions} ORDER BY e.id DESC LIMIT {}",
            filter.limit
        );
        let mut query: Query<'_, Any, AnyArguments> = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(filter.site.to_string())
            .bind(filter.today.to_string());
        for text in texts {
            query = query.bind(text);
        }
        let rows = query.fetch_all(self.sql()).await?;
        rows.iter().map(|row| read_worker(self.vault(), row)).collect()
    }
}

fn read_worker(vault: &Vault, row: &AnyRow) -> Result<Worker> {
    let who = read_person(vault, row)?;
    let sealed: Vec<u8> = row.try_get("standing")?;
    let standing = open_json(&who.key, &person::place("standing", &who.id.to_string()), &sealed)?;
    let flag = |column: &str| -> Result<bool> { Ok(row.try_get::<i64, _>(column)? != 0) };
    let face = match (flag("enrolled")?, flag("consented")?) {
        (true, _) => FaceStage::Enrolled,
        (false, true) => FaceStage::Consented,
        (false, false) => FaceStage::None,
    };
    Ok(Worker {
        person: who,
        engagement: id(row, "engagement_id")?,
        crew_name: row.try_get("crew_name")?,
        trade: row.try_get("trade")?,
        state: word(row, "state", EngagementState::named)?,
        entered_on: optional_day(row, "entered_on")?,
        standing,
        declared: flag("declared")?,
        face,
    })
}
