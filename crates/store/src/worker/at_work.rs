//! Who is at work at a site, with the identity by which they were registered: for the sheet of a site's workers.

use domain::certificate::Certificate;
use domain::dormitory::Room;
use domain::emergency_contact::EmergencyContact;
use domain::id::{EngagementId, PersonId, SiteId};
use domain::worker_kind::WorkerKind;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, word};
use crate::engine::Tx;
use crate::error::Result;
use crate::person::{self, Person, read_person};

/// Someone at work at a site.
#[derive(Clone)]
pub struct AtWork {
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
    /// The certificate that is valid longest.
    pub certificate: Option<Certificate>,
    /// Whom to call.
    pub emergency: Option<EmergencyContact>,
    /// Where they sleep at the site.
    pub room: Option<Room>,
}

impl Tx {
    /// People at work at a site whose engagement was made after `after`, the oldest first, at most `limit`. Whoever
    /// waits to be confirmed is not at work.
    pub async fn at_work(
        &mut self,
        site: SiteId,
        after: Option<EngagementId>,
        limit: i64,
    ) -> Result<Vec<AtWork>> {
        let columns = person::COLUMNS;
        let sql = format!(
            "SELECT {columns}, e.id AS engagement_id, c.name AS crew_name, o.name AS contractor_name, \
             e.worker_kind, e.trade \
             FROM engagement e JOIN person p ON p.id = e.person_id LEFT JOIN crew c ON c.id = e.crew_id \
             LEFT JOIN contractor k ON k.id = e.contractor_id LEFT JOIN organisation o ON o.id = k.organisation_id \
             WHERE e.site_id = $1 AND e.state = 'active' AND e.state <> 'ended' AND e.id > $2 ORDER BY e.id LIMIT $3"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(site.to_string())
            .bind(after.map(|id| id.to_string()).unwrap_or_default())
            .bind(limit)
            .fetch_all(self.sql())
            .await?;
        let mut found: Vec<AtWork> = rows
            .iter()
            .map(|row| {
                Ok(AtWork {
                    person: read_person(self.vault(), row)?,
                    engagement: id(row, "engagement_id")?,
                    crew_name: row.try_get("crew_name")?,
                    contractor_name: row.try_get("contractor_name")?,
                    kind: word(row, "worker_kind", WorkerKind::named)?,
                    trade: row.try_get("trade")?,
                    certificate: None,
                    emergency: None,
                    room: None,
                })
            })
            .collect::<Result<_>>()?;
        let people: Vec<&Person> = found.iter().map(|one| &one.person).collect();
        let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let mut certificates = self.certificates(&people).await?;
        let mut contacts = self.emergency_contacts(&people).await?;
        let mut lodgings = self.lodgings(site, &ids).await?;
        for one in &mut found {
            let who = one.person.id;
            one.certificate = certificates
                .remove(&who)
                .and_then(|held| held.into_iter().next())
                .map(|held| held.certificate);
            one.emergency = contacts.remove(&who);
            one.room = lodgings.remove(&who).map(|(room, _)| room);
        }
        Ok(found)
    }

    /// Keeps others from taking people into the registry until this work is done. On PostgreSQL two lists that name
    /// the same people in different order would wait for each other; SQLite has one writer.
    pub async fn hold_intake(&mut self) -> Result<()> {
        if self.has_other_writers() {
            sqlx::query("SELECT name FROM setting WHERE name = 'intake' FOR UPDATE")
                .fetch_all(self.sql())
                .await?;
        }
        Ok(())
    }
}
