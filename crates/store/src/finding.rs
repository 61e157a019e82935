//! People found across sites: each site's own index is asked, and nothing is compared between them.

use std::cmp::Reverse;

use domain::id::{EngagementId, PersonId, SiteId};
use domain::search::Query;
use jiff::civil::Date;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::id;
use crate::company::Company;
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, numbered};
use crate::person::{self, Person, read_person};
use crate::site::SiteFilter;
use crate::worker::{Worker, read_worker, row_columns};

/// Someone at one of several sites.
#[derive(Clone)]
pub struct FoundWorker {
    /// The site.
    pub site: SiteId,
    /// Its name.
    pub site_name: String,
    /// Who, and how they stand there.
    pub worker: Worker,
}

/// What a search across sites found, newest engagements first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finds {
    /// By which engagements.
    pub engagements: Vec<EngagementId>,
    /// Whether there are, or may be, others.
    pub more: bool,
}

/// Of those whom a site's index names, so many are asked for at a time: the fewer the more sites are asked, so that what is
/// read is no more than what may be opened.
fn of_a_site(sites: usize) -> usize {
    (OPENED / sites.max(1)).clamp(5, 50)
}

/// So many are opened together.
const TOGETHER: usize = 200;

/// So many are opened at most: whoever is sought by less than this finds is asked to say more.
const OPENED: usize = 2_000;

impl Tx {
    /// The sites that a filter names, in no order.
    pub async fn site_ids(&mut self, filter: &SiteFilter) -> Result<Vec<SiteId>> {
        let company = filter.company;
        let whose = company.map_or("$3 IS NULL".to_owned(), |company| company.at_work("s.id", 3));
        let rows = sqlx::query(AssertSqlSafe(format!(
            "SELECT s.id FROM site s WHERE ($1 IS NULL OR s.division LIKE $1) AND ($2 IS NULL OR s.id = $2) AND {whose}"
        )))
        .bind(filter.division.as_ref().map(|code| format!("{code}%")))
        .bind(filter.site.map(|site| site.to_string()))
        .bind(company.map(Company::text))
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(|row| id(row, "id")).collect()
    }

    /// Whom a query seeks at any of these sites, of those who have not left: at most `most`, newest engagements first.
    /// Each site's index is asked for its newest few; those are opened, newest first, and looked at.
    pub async fn find(
        &mut self,
        sites: &[SiteId],
        query: &Query,
        company: Option<Company>,
        most: usize,
    ) -> Result<Finds> {
        let mut asked: Vec<(SiteId, Option<EngagementId>)> = sites.iter().map(|site| (*site, None)).collect();
        let mut found = Vec::new();
        let mut opened = 0;
        let each = of_a_site(sites.len());
        while !asked.is_empty() && found.len() <= most && opened < OPENED {
            let pages = self.newest_of(&asked, query, each).await?;
            asked = pages
                .iter()
                .filter(|(_, page)| page.len() == each)
                .map(|(site, page)| (*site, page.last().copied()))
                .collect();
            let mut candidates: Vec<EngagementId> = pages.into_iter().flat_map(|(_, page)| page).collect();
            candidates.sort_unstable_by_key(|one| Reverse(*one));
            let mut left = candidates.chunks(TOGETHER);
            for chunk in left.by_ref() {
                opened += chunk.len();
                found.extend(self.matching(chunk, query, company).await?);
                if found.len() > most || opened >= OPENED {
                    break;
                }
            }
            if left.next().is_some() {
                // Some that were named were not looked at.
                found.sort_unstable_by_key(|one| Reverse(*one));
                found.truncate(most);
                return Ok(Finds {
                    engagements: found,
                    more: true,
                });
            }
        }
        found.sort_unstable_by_key(|one| Reverse(*one));
        let more = found.len() > most || !asked.is_empty();
        found.truncate(most);
        Ok(Finds {
            engagements: found,
            more,
        })
    }

    /// Of these engagements those of whom a query seeks, by any of their records.
    async fn matching(
        &mut self,
        engagements: &[EngagementId],
        query: &Query,
        company: Option<Company>,
    ) -> Result<Vec<EngagementId>> {
        let opened = self.opened(engagements, company).await?;
        let people: Vec<PersonId> = opened.iter().map(|(_, who)| who.id).collect();
        let led = self.led_by(&people).await?;
        let sought = opened.into_iter().filter(|(_, who)| {
            let mut others = led.iter().filter(|(leading, _)| *leading == who.id);
            query.matches(&who.search_keys()) || others.any(|(_, other)| query.matches(&other.search_keys()))
        });
        Ok(sought.map(|(engagement, _)| engagement).collect())
    }

    async fn opened(
        &mut self,
        engagements: &[EngagementId],
        company: Option<Company>,
    ) -> Result<Vec<(EngagementId, Person)>> {
        let columns = person::COLUMNS;
        let whose = company.map_or("$1 IS NULL".to_owned(), |company| company.engaged(1));
        let sql = format!(
            "SELECT {columns}, e.id AS engagement_id FROM engagement e JOIN person p ON p.id = e.person_id \
             WHERE {whose} AND e.state <> 'ended' AND e.id IN ({})",
            numbered(2, engagements.len())
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(company.map(Company::text));
        for engagement in engagements {
            query = query.bind(engagement.to_string());
        }
        let rows = query.fetch_all(self.sql()).await?;
        rows.iter()
            .map(|row| Ok((id(row, "engagement_id")?, read_person(self.vault(), row)?)))
            .collect()
    }

    /// The engagements at these sites of these people that have not ended, newest first.
    pub async fn engaged_within(
        &mut self,
        sites: &SiteFilter,
        people: &[PersonId],
    ) -> Result<Vec<EngagementId>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let company = sites.company;
        let whose = company.map_or("$3 IS NULL".to_owned(), |company| company.engaged(3));
        let sql = format!(
            "SELECT e.id FROM engagement e JOIN site s ON s.id = e.site_id \
             WHERE ($1 IS NULL OR s.division LIKE $1) AND ($2 IS NULL OR s.id = $2) AND {whose} \
             AND e.state <> 'ended' AND e.person_id IN ({}) ORDER BY e.id DESC",
            numbered(4, people.len())
        );
        let mut query = sqlx::query(AssertSqlSafe(sql))
            .bind(sites.division.as_ref().map(|code| format!("{code}%")))
            .bind(sites.site.map(|site| site.to_string()))
            .bind(company.map(Company::text));
        for person in people {
            query = query.bind(person.to_string());
        }
        let rows = query.fetch_all(self.sql()).await?;
        rows.iter().map(|row| id(row, "id")).collect()
    }

    /// These engagements as rows, newest first; `today` is the day on which a declaration counts.
    pub async fn found_workers(
        &mut self,
        engagements: &[EngagementId],
        today: Date,
    ) -> Result<Vec<FoundWorker>> {
        let mut found = Vec::with_capacity(engagements.len());
        for chunk in engagements.chunks(CHUNK) {
            let sql = format!(
                "SELECT {}, e.site_id, s.name AS site_name \
                 FROM engagement e JOIN person p ON p.id = e.person_id JOIN site s ON s.id = e.site_id \
                 LEFT JOIN crew c ON c.id = e.crew_id LEFT JOIN contractor k ON k.id = e.contractor_id \
                 LEFT JOIN organisation o ON o.id = k.organisation_id WHERE e.id IN ({}) ORDER BY e.id DESC",
                row_columns(1),
                numbered(2, chunk.len())
            );
            let mut query = sqlx::query(AssertSqlSafe(sql)).bind(today.to_string());
            for engagement in chunk {
                query = query.bind(engagement.to_string());
            }
            for row in &query.fetch_all(self.sql()).await? {
                found.push(FoundWorker {
                    site: id(row, "site_id")?,
                    site_name: row.try_get("site_name")?,
                    worker: read_worker(self.vault(), row)?,
                });
            }
        }
        Ok(found)
    }
}
