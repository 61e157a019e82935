//! Sites and the towns they lie in.

use std::collections::HashMap;

use domain::division::Division;
use domain::id::{OrganisationId, SiteId};
use domain::registry::{EngagementState, SiteKind};
use domain::standing::State;
use jiff::Timestamp;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, micros, optional_id, word};
use crate::company::Company;
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, containing, numbered, rows_of};
use crate::organisation::{Organisation, read_organisation};

/// A site as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Which.
    pub id: SiteId,
    /// Its kind.
    pub kind: SiteKind,
    /// Its name.
    pub name: String,
    /// The town it lies in.
    pub town: Division,
    /// The community of the town that it was placed in.
    pub community: Option<Division>,
    /// Its address.
    pub address: String,
    /// What its join link carries: public, it hangs at the entrance.
    pub join_token: String,
    /// The organisation it belongs to.
    pub organisation: Option<Organisation>,
}

/// A site to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSite {
    /// Which.
    pub id: SiteId,
    /// Its kind.
    pub kind: SiteKind,
    /// Its name.
    pub name: String,
    /// The community it is placed in, else its town.
    pub division: Division,
    /// Its address.
    pub address: String,
    /// What its join link carries.
    pub join_token: String,
    /// The organisation it belongs to.
    pub organisation: Option<OrganisationId>,
}

/// How many people a site has, by standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Headcount {
    /// At work.
    pub people: i64,
    /// Of them clear.
    pub clear: i64,
    /// Of them on hold.
    pub hold: i64,
    /// Of them barred.
    pub barred: i64,
    /// Registered themselves, not confirmed yet.
    pub pending: i64,
}

/// Which sites are asked for.
#[derive(Clone, Debug, Default)]
pub struct SiteFilter {
    /// In this community, town or district, by code.
    pub division: Option<String>,
    /// This one.
    pub site: Option<SiteId>,
    /// Where this company is at work, or its own.
    pub company: Option<Company>,
    /// Of this kind.
    pub kind: Option<SiteKind>,
    /// With this in their name.
    pub named: Option<String>,
    /// After this one, by name and id.
    pub after: Option<(String, SiteId)>,
    /// At most so many.
    pub limit: i64,
}

/// A town with what lies in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TownCount {
    /// Its code.
    pub division: Division,
    /// Its sites.
    pub sites: i64,
    /// People at work there; who works at two sites counts at each.
    pub people: i64,
    /// Of them clear.
    pub clear: i64,
    /// Of them on hold.
    pub hold: i64,
    /// Of them barred.
    pub barred: i64,
    /// Alerts that nobody has taken.
    pub open_alerts: i64,
}

const COLUMNS: &str = "s.id, s.kind, s.name, s.division, s.address, s.join_token, s.organisation_id, o.uscc, o.name AS organisation_name";
const FROM: &str = "site s LEFT JOIN organisation o ON o.id = s.organisation_id";

impl Tx {
    /// Where a site lies: the community it was placed in, else its town.
    pub async fn division_of_site(&mut self, site: SiteId) -> Result<Option<Division>> {
        let row = sqlx::query("SELECT division FROM site WHERE id = $1")
            .bind(site.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(|row| division(row, "division")).transpose()
    }

    /// A site's name.
    pub async fn site_name(&mut self, site: SiteId) -> Result<Option<String>> {
        let row = sqlx::query("SELECT name FROM site WHERE id = $1")
            .bind(site.to_string())
            .fetch_optional(self.sql())
            .await?;
        Ok(row.map(|row| row.try_get("name")).transpose()?)
    }

    /// Places a site in a community, or in a town alone.
    pub async fn put_division_of_site(&mut self, site: SiteId, division: &Division) -> Result<()> {
        sqlx::query("UPDATE site SET division = $2 WHERE id = $1")
            .bind(site.to_string())
            .bind(division.as_str())
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Adds sites.
    pub async fn insert_sites(&mut self, sites: &[NewSite], now: Timestamp) -> Result<()> {
        for chunk in sites.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO site (id, kind, name, division, address, join_token, roster_version, created_at, \
                 organisation_id) VALUES {}",
                rows_of(chunk.len(), 9)
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for site in chunk {
                query = query
                    .bind(site.id.to_string())
                    .bind(site.kind.word())
                    .bind(site.name.as_str())
                    .bind(site.division.as_str())
                    .bind(site.address.as_str())
                    .bind(site.join_token.as_str())
                    .bind(0_i64)
                    .bind(micros(now))
                    .bind(site.organisation.map(|organisation| organisation.to_string()));
            }
            query.execute(self.sql()).await?;
        }
        Ok(())
    }

    /// Sites by name.
    pub async fn sites(&mut self, filter: &SiteFilter) -> Result<Vec<Site>> {
        let after = filter.after.clone().unzip();
        let company = filter.company;
        let whose = company.map_or("$8 IS NULL".to_owned(), |company| company.at_work("s.id", 8));
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM {FROM} WHERE ($1 IS NULL OR s.division LIKE $1) AND ($2 IS NULL OR s.id = $2) \
             AND ($3 IS NULL OR s.kind = $3) AND ($4 IS NULL OR s.name LIKE $4 ESCAPE '!') \
             AND ($5 IS NULL OR s.name > $5 OR (s.name = $5 AND s.id > $6)) AND {whose} ORDER BY s.name, s.id LIMIT $7"
        )))
        .bind(filter.division.as_ref().map(|code| format!("{code}%")))
        .bind(filter.site.map(|site| site.to_string()))
        .bind(filter.kind.map(SiteKind::word))
        .bind(filter.named.as_ref().map(|text| containing(text)))
        .bind(after.0)
        .bind(after.1.map(|site| site.to_string()))
        .bind(filter.limit)
        .bind(company.map(Company::text))
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read_site).collect()
    }

    /// A site.
    pub async fn site(&mut self, site: SiteId) -> Result<Option<Site>> {
        let filter = SiteFilter {
            site: Some(site),
            limit: 1,
            ..SiteFilter::default()
        };
        Ok(self.sites(&filter).await?.pop())
    }

    /// The site whose join link carries this token.
    pub async fn site_by_join_token(&mut self, token: &str) -> Result<Option<Site>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM {FROM} WHERE s.join_token = $1"
        )))
        .bind(token)
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(read_site).transpose()
    }

    /// How many people these sites have, or of a company alone where one is named; a site without any is left out.
    pub async fn headcounts(
        &mut self,
        sites: &[SiteId],
        company: Option<Company>,
    ) -> Result<HashMap<SiteId, Headcount>> {
        let mut counts: HashMap<SiteId, Headcount> = HashMap::new();
        for chunk in sites.chunks(CHUNK) {
            let whose = company.map_or("$1 IS NULL".to_owned(), |company| company.engaged(1));
            let sql = format!(
                "SELECT e.site_id, e.state, e.standing, COUNT(*) AS people FROM engagement e \
                 WHERE {whose} AND e.site_id IN ({}) AND e.state IN ('active', 'pending') \
                 GROUP BY e.site_id, e.state, e.standing",
                numbered(2, chunk.len())
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(company.map(Company::text));
            for site in chunk {
                query = query.bind(site.to_string());
            }
            for row in &query.fetch_all(self.sql()).await? {
                let people: i64 = row.try_get("people")?;
                let count = counts.entry(id(row, "site_id")?).or_default();
                if word(row, "state", EngagementState::named)? == EngagementState::Pending {
                    count.pending += people;
                    continue;
                }
                count.people += people;
                match word(row, "standing", State::named)? {
                    State::Clear => count.clear += people,
                    State::Hold => count.hold += people,
                    State::Barred => count.barred += people,
                }
            }
        }
        Ok(counts)
    }

    /// Every site with its name and its town.
    pub async fn site_names(&mut self) -> Result<Vec<(SiteId, String, Division)>> {
        let rows = sqlx::query("SELECT id, name, division FROM site")
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| Ok((id(row, "id")?, row.try_get("name")?, town(row)?)))
            .collect()
    }

    /// Towns that have sites, by code: of a division, or the town of one site with that site alone.
    pub async fn towns(
        &mut self,
        division_code: Option<&str>,
        site: Option<SiteId>,
    ) -> Result<Vec<TownCount>> {
        let sum = |of: &str| format!("CAST(COALESCE(SUM((SELECT COUNT(*) FROM {of})), 0) AS BIGINT)");
        let here = |standing: &str| {
            let with = format!("e.state = 'active' AND e.standing = '{standing}'");
            sum(&format!("engagement e WHERE e.site_id = s.id AND {with}"))
        };
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT substr(s.division, 1, 9) AS division, COUNT(*) AS sites, {} AS clear, {} AS hold, \
             {} AS barred, {} AS open_alerts FROM site s \
             WHERE ($1 IS NULL OR s.division LIKE $1) AND ($2 IS NULL OR s.id = $2) \
             GROUP BY substr(s.division, 1, 9) ORDER BY 1",
            here("clear"),
            here("hold"),
            here("barred"),
            sum("alert a WHERE a.site_id = s.id AND a.state = 'open'"),
        )))
        .bind(division_code.map(|code| format!("{code}%")))
        .bind(site.map(|site| site.to_string()))
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                let [clear, hold, barred] = [
                    row.try_get("clear")?,
                    row.try_get("hold")?,
                    row.try_get("barred")?,
                ];
                Ok(TownCount {
                    division: division(row, "division")?,
                    sites: row.try_get("sites")?,
                    people: clear + hold + barred,
                    clear,
                    hold,
                    barred,
                    open_alerts: row.try_get("open_alerts")?,
                })
            })
            .collect()
    }
}

pub(crate) fn division(row: &AnyRow, column: &'static str) -> Result<Division> {
    let code: String = row.try_get(column)?;
    code.parse().map_err(|_| Error::Form(column))
}

/// The town of the site in a row that has its `division`.
pub(crate) fn town(row: &AnyRow) -> Result<Division> {
    division(row, "division")?.town().ok_or(Error::Form("division"))
}

fn read_site(row: &AnyRow) -> Result<Site> {
    Ok(Site {
        id: id(row, "id")?,
        kind: word(row, "kind", SiteKind::named)?,
        name: row.try_get("name")?,
        town: town(row)?,
        community: Some(division(row, "division")?).filter(Division::is_community),
        address: row.try_get("address")?,
        join_token: row.try_get("join_token")?,
        organisation: optional_id::<OrganisationId>(row, "organisation_id")?
            .map(|_| read_organisation(row))
            .transpose()?,
    })
}
