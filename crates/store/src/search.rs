//! The index by which people are found in a site's list: keyed hashes of what [`SearchKeys`] says finds them.
//!
//! A site has a key of its own, so nothing in the index is the same at two sites, and no look crosses a site. Who has
//! left stands under other hashes than who has not. The index narrows, and what is left is decided by
//! [`Query::matches`] on what was opened: that two tokens meet in one hash shows nobody who was not sought.

use std::collections::HashMap;

use domain::id::{EngagementId, PersonId, SiteId};
use domain::registry::EngagementState;
use domain::search::{Query, SearchKeys, Token};
use seal::IndexKey;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use crate::columns::{id, word};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::packed;
use crate::person::Person;
use crate::vault::Vault;

/// Rows of one statement.
const ROWS: usize = 10_000;

/// Sites of one statement: an engine joins no more than some hundreds of look-ups.
const SITES: usize = 100;

/// Widths of a row's fields: site, token, engagement.
const WIDTHS: [usize; 3] = [16, 8, 16];

/// A row of the index.
type Entry = (SiteId, [u8; 8], EngagementId);

/// An engagement as the index knows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed {
    pub(crate) engagement: EngagementId,
    pub(crate) site: SiteId,
    pub(crate) left: bool,
}

/// What is hashed under a site's key: in two ways, for those who have left and for the others.
struct Hasher {
    here: IndexKey,
    left: IndexKey,
}

impl Hasher {
    fn of(vault: &Vault, site: SiteId) -> Self {
        let key = vault.search_key(site);
        Self {
            here: key.derive("here"),
            left: key.derive("left"),
        }
    }

    fn hash(&self, token: &Token, left: bool) -> [u8; 8] {
        let key = if left { &self.left } else { &self.here };
        key.token(token.as_str())
    }
}

impl Person {
    /// What they are found by.
    pub(crate) fn search_keys(&self) -> SearchKeys {
        SearchKeys::new(&self.name, self.phone.as_ref(), &self.document)
    }
}

impl Tx {
    /// Puts engagements into the index, each by what its person is found by. Of one site at a time is quickest.
    pub(crate) async fn index(&mut self, listed: &[(Listed, SearchKeys)]) -> Result<()> {
        let rows = hashed(self.vault(), listed);
        let sql = format!(
            "INSERT INTO search_token (site_id, token, engagement_id) {} ON CONFLICT DO NOTHING",
            packed(&WIDTHS)
        );
        self.with_entries(&sql, &rows).await
    }

    /// Takes engagements out of the index again, found there by what put them in.
    pub(crate) async fn forget_index(&mut self, listed: &[(Listed, SearchKeys)]) -> Result<()> {
        let rows = hashed(self.vault(), listed);
        let sql = format!(
            "DELETE FROM search_token WHERE (site_id, token, engagement_id) IN ({})",
            packed(&WIDTHS)
        );
        self.with_entries(&sql, &rows).await
    }

    async fn with_entries(&mut self, sql: &str, entries: &[Entry]) -> Result<()> {
        for chunk in entries.chunks(ROWS) {
            let mut rows = Vec::with_capacity(chunk.len() * WIDTHS.iter().sum::<usize>());
            for (site, token, engagement) in chunk {
                rows.extend_from_slice(site.0.as_bytes());
                rows.extend_from_slice(token);
                rows.extend_from_slice(engagement.0.as_bytes());
            }
            sqlx::query(AssertSqlSafe(sql))
                .bind(rows)
                .bind(chunk.len() as i64)
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }

    /// Finds a person anew after what they are found by has changed: `before` is what stood there.
    pub(crate) async fn index_anew(&mut self, before: &Person) -> Result<()> {
        let Some(after) = self.person(before.id).await? else {
            return Ok(());
        };
        let old = before.search_keys();
        if old == after.search_keys() {
            return Ok(());
        }
        let listed = self.listed(after.leading.unwrap_or(after.id)).await?;
        let before: Vec<_> = listed.iter().map(|one| (*one, old.clone())).collect();
        self.forget_index(&before).await?;
        // What other records of the same person are found by as well stands there still.
        self.list(&[after.leading.unwrap_or(after.id)]).await
    }

    /// Puts every engagement of people into the index.
    pub(crate) async fn list(&mut self, people: &[PersonId]) -> Result<()> {
        let all = self.listed_with_keys(people).await?;
        self.index(&all).await
    }

    /// Takes every engagement of people out of the index.
    pub(crate) async fn unlist(&mut self, people: &[PersonId]) -> Result<()> {
        let all = self.listed_with_keys(people).await?;
        self.forget_index(&all).await
    }

    async fn listed_with_keys(&mut self, people: &[PersonId]) -> Result<Vec<(Listed, SearchKeys)>> {
        let keys = self.search_keys_of(people).await?;
        let mut all = Vec::new();
        for (person, keys) in keys {
            for one in self.listed(person).await? {
                all.extend(keys.iter().map(|keys| (one, keys.clone())));
            }
        }
        Ok(all)
    }

    /// What people are found by, in each of their records.
    pub(crate) async fn search_keys_of(
        &mut self,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, Vec<SearchKeys>>> {
        let known = self.people(people).await?;
        let mut found: HashMap<PersonId, Vec<SearchKeys>> = known
            .iter()
            .map(|person| (person.id, vec![person.search_keys()]))
            .collect();
        for (leading, led) in self.led_by(people).await? {
            found.entry(leading).or_default().push(led.search_keys());
        }
        Ok(found)
    }

    /// Every engagement of a person, as the index knows it.
    pub(crate) async fn listed(&mut self, person: PersonId) -> Result<Vec<Listed>> {
        let rows = sqlx::query("SELECT id, site_id, state FROM engagement WHERE person_id = $1")
            .bind(person.to_string())
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Listed {
                    engagement: id(row, "id")?,
                    site: id(row, "site_id")?,
                    left: word(row, "state", EngagementState::named)? == EngagementState::Ended,
                })
            })
            .collect()
    }

    /// Engagements at a site that may be whom a query seeks, the newest first, made before `before`: of those who have
    /// left, of the others, or of both.
    pub(crate) async fn candidates(
        &mut self,
        site: SiteId,
        query: &Query,
        left: Option<bool>,
        before: Option<EngagementId>,
        limit: usize,
    ) -> Result<Vec<EngagementId>> {
        let hasher = Hasher::of(self.vault(), site);
        let hash = |left| hasher.hash(&query.token(), left);
        let (one, other) = match left {
            Some(left) => (hash(left), None),
            None => (hash(false), Some(hash(true))),
        };
        let mut found = self.with_token(site, one, before, limit).await?;
        if let Some(other) = other {
            found.extend(self.with_token(site, other, before, limit).await?);
            found.sort_unstable_by(|a, b| b.cmp(a));
            found.truncate(limit);
        }
        Ok(found)
    }

    /// The newest engagements of each of these sites that may be whom a query seeks, made before the one named with it:
    /// of those who have not left, at most `limit` of each.
    pub(crate) async fn newest_of(
        &mut self,
        sites: &[(SiteId, Option<EngagementId>)],
        query: &Query,
        limit: usize,
    ) -> Result<Vec<(SiteId, Vec<EngagementId>)>> {
        let token = query.token();
        let mut pages: HashMap<SiteId, Vec<EngagementId>> = HashMap::new();
        for chunk in sites.chunks(SITES) {
            let one = |nth: usize| {
                let [site, token, before] = [1, 2, 3].map(|of| nth * 3 + of);
                format!(
                    "SELECT site_id, engagement_id FROM (SELECT site_id, engagement_id FROM search_token \
                     WHERE site_id = ${site} AND token = ${token} AND engagement_id < ${before} \
                     ORDER BY engagement_id DESC LIMIT {limit}) t{nth}"
                )
            };
            let of_each: Vec<String> = (0..chunk.len()).map(one).collect();
            let mut query = sqlx::query(AssertSqlSafe(of_each.join(" UNION ALL ")));
            for (site, before) in chunk {
                let hash = Hasher::of(self.vault(), *site).hash(&token, false);
                query = query
                    .bind(bytes(site.0))
                    .bind(hash.to_vec())
                    .bind(before.map_or_else(|| vec![0xff; 17], |id| bytes(id.0)));
            }
            for row in &query.fetch_all(self.sql()).await? {
                let site = SiteId(read_bytes(row, "site_id")?);
                let engagement = EngagementId(read_bytes(row, "engagement_id")?);
                pages.entry(site).or_default().push(engagement);
            }
        }
        for page in pages.values_mut() {
            page.sort_unstable_by(|a, b| b.cmp(a));
        }
        Ok(pages.into_iter().collect())
    }

    async fn with_token(
        &mut self,
        site: SiteId,
        token: [u8; 8],
        before: Option<EngagementId>,
        limit: usize,
    ) -> Result<Vec<EngagementId>> {
        let rows = sqlx::query(
            "SELECT engagement_id FROM search_token WHERE site_id = $1 AND token = $2 AND engagement_id < $3 \
             ORDER BY engagement_id DESC LIMIT $4",
        )
        .bind(bytes(site.0))
        .bind(token.to_vec())
        .bind(before.map_or_else(|| vec![0xff; 17], |id| bytes(id.0)))
        .bind(limit as i64)
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| Ok(EngagementId(read_bytes(row, "engagement_id")?)))
            .collect()
    }
}

fn hashed(vault: &Vault, listed: &[(Listed, SearchKeys)]) -> Vec<Entry> {
    let mut rows = Vec::with_capacity(listed.len() * 32);
    let mut hasher: Option<(SiteId, Hasher)> = None;
    for (one, keys) in listed {
        if hasher.as_ref().is_none_or(|(site, _)| *site != one.site) {
            hasher = Some((one.site, Hasher::of(vault, one.site)));
        }
        if let Some((_, hasher)) = &hasher {
            let tokens = keys.tokens();
            rows.extend(
                tokens
                    .iter()
                    .map(|token| (one.site, hasher.hash(token, one.left), one.engagement)),
            );
        }
    }
    // In the order of the table: rows of one leaf are written together.
    rows.sort_unstable();
    rows
}

/// An id as 16 bytes, in the order of its text: this is the longest table of all.
fn bytes(id: Uuid) -> Vec<u8> {
    id.as_bytes().to_vec()
}

fn read_bytes(row: &AnyRow, column: &'static str) -> Result<Uuid> {
    let stored: Vec<u8> = row.try_get(column)?;
    Uuid::from_slice(&stored).map_err(|_| Error::Form(column))
}
