//! Hits as staff look at them, within a site, a town or the district.

use domain::division::Division;
use domain::id::{HitId, PersonId, SiteId};
use domain::name::Name;
use domain::screening::Category;
use jiff::Timestamp;
use seal::Place;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, instant, micros, open_json, open_text, person_key};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, numbered};
use crate::person::place;
use crate::site::division;
use crate::standing::bind_all;

#[derive(Serialize, Deserialize)]
pub(crate) struct HitBody {
    pub(crate) category: Category,
    pub(crate) name_agrees: bool,
}

pub(crate) fn hit_place(row: &str) -> Place<'_> {
    Place {
        table: "hit",
        column: "body",
        row,
    }
}

/// Which hits are asked for. Of someone engaged nowhere within it, none.
#[derive(Clone, Debug, Default)]
pub struct HitFilter {
    /// Of people at this site.
    pub site: Option<SiteId>,
    /// Of people at sites of this town or district.
    pub division: Option<Division>,
    /// Found before this one.
    pub before: Option<(Timestamp, HitId)>,
    /// At most so many.
    pub limit: i64,
    /// Only those that still stand then.
    pub now: Timestamp,
}

/// A hit that stands.
#[derive(Clone, Debug)]
pub struct FoundHit {
    /// Which.
    pub id: HitId,
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: Name,
    /// Where they are engaged.
    pub sites: Vec<(SiteId, String, Division)>,
    /// Why they are on the list.
    pub category: Category,
    /// What the list is called.
    pub watchlist_name: String,
    /// Whether the names agree.
    pub name_agrees: bool,
    /// When it was found.
    pub found_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Tx {
    /// Hits that stand, newest first.
    pub async fn hits(&mut self, filter: &HitFilter) -> Result<Vec<FoundHit>> {
        let (at, last) = filter
            .before
            .map_or((i64::MAX, String::new()), |(at, id)| (micros(at), id.to_string()));
        let mut within = String::new();
        if filter.site.is_some() {
            within.push_str(" AND e.site_id = $5");
        } else if filter.division.is_some() {
            within.push_str(" AND s.division LIKE $5");
        }
        let within = if within.is_empty() {
            within
        } else {
            format!(
                " AND EXISTS (SELECT 1 FROM engagement e JOIN site s ON s.id = e.site_id \
                 WHERE e.person_id = h.person_id AND e.state <> 'ended'{within})"
            )
        };
        let sql = format!(
            "SELECT h.id, h.person_id, h.body, h.found_at, h.expires_at, l.name AS watchlist_name, p.sealed_key, \
             p.name FROM hit h JOIN watchlist l ON l.id = h.watchlist_id JOIN person p ON p.id = h.person_id \
             WHERE h.lifted_at IS NULL AND h.expires_at > $1 AND (h.found_at < $2 OR (h.found_at = $2 AND h.id < $3))\
             {within} ORDER BY h.found_at DESC, h.id DESC LIMIT $4"
        );
        let mut query = sqlx::query(AssertSqlSafe(sql))
            .bind(micros(filter.now))
            .bind(at)
            .bind(last)
            .bind(filter.limit);
        if let Some(site) = filter.site {
            query = query.bind(site.to_string());
        } else if let Some(division) = &filter.division {
            query = query.bind(format!("{division}%"));
        }
        let rows = query.fetch_all(self.sql()).await?;
        let mut found = rows
            .iter()
            .map(|row| self.read_found_hit(row))
            .collect::<Result<Vec<_>>>()?;
        let people: Vec<PersonId> = found.iter().map(|hit| hit.person).collect();
        for (person, site) in self.named_sites(&people).await? {
            for hit in found.iter_mut().filter(|hit| hit.person == person) {
                hit.sites.push(site.clone());
            }
        }
        Ok(found)
    }

    async fn named_sites(
        &mut self,
        people: &[PersonId],
    ) -> Result<Vec<(PersonId, (SiteId, String, Division))>> {
        let mut found = Vec::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT e.person_id, e.site_id, s.name, s.division FROM engagement e JOIN site s ON s.id = e.site_id \
                 WHERE e.state <> 'ended' AND e.person_id IN ({}) ORDER BY s.name, s.id",
                numbered(1, chunk.len())
            );
            for row in &bind_all(sql, chunk).fetch_all(self.sql()).await? {
                let division = division(row, "division")?;
                found.push((
                    id(row, "person_id")?,
                    (id(row, "site_id")?, row.try_get("name")?, division),
                ));
            }
        }
        Ok(found)
    }

    fn read_found_hit(&self, row: &AnyRow) -> Result<FoundHit> {
        let person: PersonId = id(row, "person_id")?;
        let key = person_key(self.vault(), row, person)?;
        let sealed: Vec<u8> = row.try_get("name")?;
        let name = open_text(&key, &place("name", &person.to_string()), &sealed)?;
        let which: HitId = id(row, "id")?;
        let sealed: Vec<u8> = row.try_get("body")?;
        let body: HitBody = open_json(&key, &hit_place(&which.to_string()), &sealed)?;
        Ok(FoundHit {
            id: which,
            person,
            name: Name::parse(&name).map_err(|_| Error::Form("name"))?,
            sites: Vec::new(),
            category: body.category,
            watchlist_name: row.try_get("watchlist_name")?,
            name_agrees: body.name_agrees,
            found_at: instant(row, "found_at")?,
            expires_at: instant(row, "expires_at")?,
        })
    }
}
