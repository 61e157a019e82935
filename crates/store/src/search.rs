//! The index by which people are found in a site's list: keyed hashes of what [`SearchKeys`] says finds them.
//!
//! A site has a key of its own, so nothing in the index is the same at two sites, and no look crosses a site. Who has
//! left stands under other hashes than who has not. The index narrows, and what is left is decided by
//! [`Query::matches`] on what was opened: that two tokens meet in one hash shows nobody who was not sought.

use std::collections::{HashMap, VecDeque};

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
use crate::many::{PACKED, Packed, packed};
use crate::person::Person;
use crate::vault::Vault;

/// A row of the index: site, token, engagement. In one field, so that a row is compared at once.
type Entry = [u8; 40];

/// Sites of one statement: an engine joins no more than some hundreds of look-ups.
const SITES: usize = 100;

/// Engagements that are hashed while one statement executes: about as many rows as it has.
const HASHED: usize = 400;

/// Rows that are put in order together at least, where there are as many: each leaf of the index is then written few times.
const TOGETHER: usize = 100_000;

/// An engagement as the index knows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed {
    pub(crate) engagement: EngagementId,
    pub(crate) site: SiteId,
    pub(crate) left: bool,
}

/// People, each with their records.
pub(crate) type Records = HashMap<PersonId, Vec<Person>>;

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
    pub(crate) async fn index(&mut self, listed: &[(Listed, &Person)]) -> Result<()> {
        let vault = self.shared_vault();
        let sql = format!(
            "INSERT INTO search_token (entry) {}",
            packed(&[size_of::<Entry>()])
        );
        let many = listed.len() > HASHED;
        self.add_packed(&sql, many, || rows_of(&vault, listed)).await
    }

    /// Takes engagements out of the index again, found there by what put them in.
    pub(crate) async fn forget_index(&mut self, listed: &[(Listed, &Person)]) -> Result<()> {
        let sql = format!(
            "DELETE FROM search_token WHERE entry IN ({})",
            packed(&[size_of::<Entry>()])
        );
        let vault = self.shared_vault();
        let made = rows_of(&vault, listed).map(|rows| Ok(rows.query(&sql)));
        self.execute_each(made).await?;
        Ok(())
    }

    /// Finds a person anew after what they are found by has changed: `before` is what stood there.
    pub(crate) async fn index_anew(&mut self, before: &Person) -> Result<()> {
        let Some(after) = self.person(before.id).await? else {
            return Ok(());
        };
        if before.search_keys() == after.search_keys() {
            return Ok(());
        }
        let leading = after.leading.unwrap_or(after.id);
        let listed = self.listed(leading).await?;
        let before: Vec<_> = listed.into_iter().map(|one| (one, before)).collect();
        self.forget_index(&before).await?;
        // What other records of the same person are found by as well stands there still.
        self.list(&[leading]).await
    }

    /// Puts every engagement of people into the index.
    pub(crate) async fn list(&mut self, people: &[PersonId]) -> Result<()> {
        let records = self.records_of(people).await?;
        let all = self.listed_records(&records).await?;
        self.index(&all).await
    }

    /// Takes every engagement of people out of the index.
    pub(crate) async fn unlist(&mut self, people: &[PersonId]) -> Result<()> {
        let records = self.records_of(people).await?;
        let all = self.listed_records(&records).await?;
        self.forget_index(&all).await
    }

    async fn listed_records<'a>(&mut self, records: &'a Records) -> Result<Vec<(Listed, &'a Person)>> {
        let mut all = Vec::new();
        for (person, records) in records {
            for one in self.listed(*person).await? {
                all.extend(records.iter().map(|record| (one, record)));
            }
        }
        Ok(all)
    }

    /// The records of people, by each of which they are found.
    pub(crate) async fn records_of(&mut self, people: &[PersonId]) -> Result<Records> {
        let known = self.people(people).await?;
        let mut found: Records = known
            .into_iter()
            .map(|person| (person.id, vec![person]))
            .collect();
        for (leading, led) in self.led_by(people).await? {
            found.entry(leading).or_default().push(led);
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
                let [begin, end] = [1, 2].map(|of| nth * 2 + of);
                format!(
                    "SELECT substr(entry, 1, 16) AS site_id, substr(entry, 25, 16) AS engagement_id \
                     FROM (SELECT entry FROM search_token WHERE entry > ${begin} AND entry < ${end} \
                     ORDER BY entry DESC LIMIT {limit}) t{nth}"
                )
            };
            let of_each: Vec<String> = (0..chunk.len()).map(one).collect();
            let mut query = sqlx::query(AssertSqlSafe(of_each.join(" UNION ALL ")));
            for (site, before) in chunk {
                let hash = Hasher::of(self.vault(), *site).hash(&token, false);
                let (begin, end) = range(*site, hash, *before);
                query = query.bind(begin).bind(end);
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
        let (begin, end) = range(site, token, before);
        let rows = sqlx::query(
            "SELECT substr(entry, 25, 16) AS engagement_id FROM search_token WHERE entry > $1 AND entry < $2 \
             ORDER BY entry DESC LIMIT $3",
        )
        .bind(begin)
        .bind(end)
        .bind(limit as i64)
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| Ok(EngagementId(read_bytes(row, "engagement_id")?)))
            .collect()
    }
}

/// The rows of engagements, those of a statement at a time. Some are hashed for each statement that is made of those hashed
/// and put in order before.
fn rows_of<'a>(
    vault: &'a Vault,
    listed: &'a [(Listed, &Person)],
) -> impl Iterator<Item = Packed> + Send + 'a {
    let mut unhashed = listed.chunks(HASHED);
    let (mut hashed, mut ordered) = (Vec::new(), VecDeque::new());
    std::iter::from_fn(move || {
        loop {
            let some = unhashed.next();
            hash(vault, some.unwrap_or_default(), &mut hashed);
            if ordered.is_empty() && (some.is_none() || hashed.len() >= TOGETHER) {
                ordered.extend(in_order(std::mem::take(&mut hashed)));
            }
            let rows = ordered.pop_front();
            if rows.is_some() {
                return rows;
            }
            some?;
        }
    })
}

/// Adds the rows of engagements.
fn hash(vault: &Vault, listed: &[(Listed, &Person)], rows: &mut Vec<Entry>) {
    let mut hasher: Option<(SiteId, Hasher)> = None;
    for (one, person) in listed {
        if hasher.as_ref().is_none_or(|(site, _)| *site != one.site) {
            hasher = Some((one.site, Hasher::of(vault, one.site)));
        }
        if let Some((_, hasher)) = &hasher {
            let tokens = person.search_keys().tokens();
            rows.extend(
                tokens
                    .iter()
                    .map(|token| entry(*one, hasher.hash(token, one.left))),
            );
        }
    }
}

/// Rows in the order of the table, so that those of one leaf are written together, a statement's at a time. What two records
/// of one person have in common is one row.
fn in_order(mut rows: Vec<Entry>) -> Vec<Packed> {
    rows.sort_unstable();
    rows.dedup();
    rows.chunks(PACKED).map(Packed::of).collect()
}

/// Ids as 16 bytes, in the order of their text: this is the longest table of all.
fn entry(listed: Listed, token: [u8; 8]) -> Entry {
    let mut entry = [0; size_of::<Entry>()];
    entry[..16].copy_from_slice(listed.site.0.as_bytes());
    entry[16..24].copy_from_slice(&token);
    entry[24..].copy_from_slice(listed.engagement.0.as_bytes());
    entry
}

/// Between which entries those of a token at a site lie, made before an engagement where one is named.
fn range(site: SiteId, token: [u8; 8], before: Option<EngagementId>) -> (Vec<u8>, Vec<u8>) {
    let begin = [site.0.as_bytes(), &token[..]].concat();
    let end = before.map_or_else(|| vec![0xff; 17], |id| id.0.as_bytes().to_vec());
    let end = [&begin[..], &end].concat();
    (begin, end)
}

fn read_bytes(row: &AnyRow, column: &'static str) -> Result<Uuid> {
    let stored: Vec<u8> = row.try_get(column)?;
    Uuid::from_slice(&stored).map_err(|_| Error::Form(column))
}
