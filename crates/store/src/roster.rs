//! Rosters: who of a site changed at which version, so that a gate pulls what it has not seen.

use std::collections::BTreeMap;

use domain::id::{PersonId, SiteId};
use domain::name::Name;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, open_text, person_key};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, at_once, numbered, rows_of};
use crate::person::place;
use crate::standing::bind_all;

/// A person who is new on a site's roster, or back on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub site: SiteId,
}

/// One change of a roster.
#[derive(Clone, Debug)]
pub struct RosterRow {
    /// Who.
    pub person: PersonId,
    /// At which version.
    pub version: i64,
    /// What to show of them; none for someone who left.
    pub shown: Option<RosterPerson>,
}

/// What a roster shows of a person, beside standing and face.
#[derive(Clone, Debug)]
pub struct RosterPerson {
    /// Their name.
    pub name: Name,
    /// Their crew's name.
    pub crew: Option<String>,
    /// The site's keyed hash of their document.
    pub document_index: String,
}

impl Tx {
    /// Gives these people a new version on the roster of each site where they are active, and says who was not
    /// on it before.
    pub async fn touch_rosters(&mut self, people: &[PersonId]) -> Result<Vec<Arrival>> {
        let mut by_site: BTreeMap<SiteId, Vec<PersonId>> = BTreeMap::new();
        let mut arrivals = Vec::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT e.person_id, e.site_id, r.removed FROM engagement e \
                 LEFT JOIN roster r ON r.site_id = e.site_id AND r.person_id = e.person_id \
                 WHERE e.state = 'active' AND e.person_id IN ({}) ORDER BY e.site_id, e.person_id",
                numbered(1, chunk.len())
            );
            for row in &bind_all(sql, chunk).fetch_all(self.sql()).await? {
                let (person, site) = (id(row, "person_id")?, id(row, "site_id")?);
                let removed: Option<i64> = row.try_get("removed")?;
                if removed != Some(0) {
                    arrivals.push(Arrival { person, site });
                }
                by_site.entry(site).or_default().push(person);
            }
        }
        for (site, people) in by_site {
            self.put_on_roster(site, &people, false).await?;
        }
        Ok(arrivals)
    }

    /// Takes people off a site's roster.
    pub async fn leave_roster(&mut self, people: &[PersonId], site: SiteId) -> Result<()> {
        self.put_on_roster(site, people, true).await
    }

    /// Who of these people is or ever was on a site's roster: whom its gates can know.
    pub(crate) async fn rostered(&mut self, site: SiteId, people: &[PersonId]) -> Result<Vec<PersonId>> {
        let mut found = Vec::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT person_id FROM roster WHERE person_id IN ({}) AND site_id = ${}",
                numbered(1, chunk.len()),
                chunk.len() + 1
            );
            let rows = bind_all(sql, chunk)
                .bind(site.to_string())
                .fetch_all(self.sql())
                .await?;
            for row in &rows {
                found.push(id(row, "person_id")?);
            }
        }
        Ok(found)
    }

    async fn put_on_roster(&mut self, site: SiteId, people: &[PersonId], removed: bool) -> Result<()> {
        let count = i64::try_from(people.len()).map_err(|_| Error::Form("roster_version"))?;
        // The row stays locked until the commit: versions are seen in the order they were given.
        let row = sqlx::query(
            "UPDATE site SET roster_version = roster_version + $2 WHERE id = $1 RETURNING roster_version",
        )
        .bind(site.to_string())
        .bind(count)
        .fetch_one(self.sql())
        .await?;
        let reached: i64 = row.try_get("roster_version")?;
        let mut version = reached - count;
        let made = people.chunks(at_once(4)).map(|chunk| {
            let sql = format!(
                "INSERT INTO roster (site_id, person_id, version, removed) VALUES {} \
                 ON CONFLICT (site_id, person_id) DO UPDATE SET version = excluded.version, removed = excluded.removed",
                rows_of(chunk.len(), 4)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for person in chunk {
                version += 1;
                query = query
                    .bind(site.to_string())
                    .bind(person.to_string())
                    .bind(version)
                    .bind(i64::from(removed));
            }
            Ok(query)
        });
        self.execute_each(made).await?;
        Ok(())
    }

    /// The newest version of a site's roster.
    pub async fn roster_version(&mut self, site: SiteId) -> Result<Option<i64>> {
        let row = sqlx::query("SELECT roster_version FROM site WHERE id = $1")
            .bind(site.to_string())
            .fetch_optional(self.sql())
            .await?;
        Ok(row.map(|row| row.try_get("roster_version")).transpose()?)
    }

    /// Changes of a site's roster after `since` up to `until`, in order of version. Asked for from zero, people
    /// who left are left out.
    pub async fn roster_rows(
        &mut self,
        site: SiteId,
        since: i64,
        until: i64,
        limit: i64,
    ) -> Result<Vec<RosterRow>> {
        let rows = sqlx::query(
            "SELECT r.person_id, r.version, r.removed, p.sealed_key, p.name, e.document_site_index, \
             c.name AS crew_name FROM roster r JOIN person p ON p.id = r.person_id \
             LEFT JOIN engagement e ON e.site_id = r.site_id AND e.person_id = r.person_id AND e.state = 'active' \
             LEFT JOIN crew c ON c.id = e.crew_id \
             WHERE r.site_id = $1 AND r.version > $2 AND r.version <= $3 AND (r.removed = 0 OR $2 > 0) \
             ORDER BY r.version LIMIT $4",
        )
        .bind(site.to_string())
        .bind(since)
        .bind(until)
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let person: PersonId = id(row, "person_id")?;
            let removed: i64 = row.try_get("removed")?;
            let document_index: Option<String> = row.try_get("document_site_index")?;
            let shown = match document_index.filter(|_| removed == 0) {
                None => None,
                Some(document_index) => {
                    let key = person_key(self.vault(), row, person)?;
                    let sealed: Vec<u8> = row.try_get("name")?;
                    let name = open_text(&key, &place("name", &person.to_string()), &sealed)?;
                    Some(RosterPerson {
                        name: Name::parse(&name).map_err(|_| Error::Form("name"))?,
                        crew: row.try_get("crew_name")?,
                        document_index,
                    })
                }
            };
            found.push(RosterRow {
                person,
                version: row.try_get("version")?,
                shown,
            });
        }
        Ok(found)
    }
}
