//! Pairs of records that may be one person: what speaks for it, and what was decided by whom and why.

mod key;

use domain::id::{AccountId, LikenessId, PersonId, SiteId};
use domain::likeness::Evidence;
use jiff::Timestamp;
use seal::Place;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, instant, micros, open_text, optional_id, optional_instant, word};
use crate::engine::Tx;
use crate::error::{Error, Result};

pub use key::Meeting;

/// Where a pair stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikenessState {
    /// Somebody has to look.
    Open,
    /// Two people: not shown again unless something new speaks for one.
    Apart,
    /// One person.
    Merged,
}

impl LikenessState {
    /// The word in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Apart => "apart",
            Self::Merged => "merged",
        }
    }

    /// Reads a state from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Open, Self::Apart, Self::Merged]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// Two records that may be one person, the smaller id first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Which.
    pub id: LikenessId,
    /// One.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
    /// What speaks for it, strongest first.
    pub evidence: Vec<Evidence>,
    /// Its place in the list, lowest first.
    pub rank: i64,
    /// Where it stands.
    pub state: LikenessState,
    /// When it was found.
    pub found_at: Timestamp,
    /// What was decided last; none while nobody has.
    pub decided: Option<Decided>,
}

/// A decision about a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: AccountId,
    /// Their shown name.
    pub by_name: String,
    /// Why, in their words.
    pub reason: String,
}

/// Which pairs are asked for. Of pairs that someone decided on, the last first; of the others, the lowest rank.
#[derive(Clone, Debug, Default)]
pub struct LikenessFilter {
    /// Whether those that are decided, or those that are not.
    pub decided: bool,
    /// Of which both are engaged at this site.
    pub site: Option<SiteId>,
    /// Of which both are engaged at sites of this town or district, by code.
    pub division: Option<String>,
    /// After the pair with this place (rank, or instant of the decision in microseconds) and id.
    pub after: Option<(i64, LikenessId)>,
    /// At most so many.
    pub limit: i64,
}

const LIKENESS: &str = "SELECT l.id, l.one_id, l.other_id, l.evidence, l.rank, l.state, l.found_at, l.decided_at, \
                        l.decided_by, l.reason, a.shown_name FROM likeness l \
                        LEFT JOIN account a ON a.id = l.decided_by";

/// The record that stands for each of the two.
const LEADS: &str = "JOIN person o ON o.id = l.one_id JOIN person t ON t.id = l.other_id";

fn reason_place(row: &str) -> Place<'_> {
    Place {
        table: "likeness",
        column: "reason",
        row,
    }
}

impl Tx {
    /// The pair of two records, whichever comes first.
    pub async fn likeness_of(&mut self, one: PersonId, other: PersonId) -> Result<Option<Likeness>> {
        let row = sqlx::query(AssertSqlSafe(format!(
            "{LIKENESS} WHERE l.one_id = $1 AND l.other_id = $2"
        )))
        .bind(one.min(other).to_string())
        .bind(one.max(other).to_string())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(|row| self.read_likeness(row)).transpose()
    }

    /// A pair.
    pub async fn likeness(&mut self, likeness: LikenessId) -> Result<Option<Likeness>> {
        let row = sqlx::query(AssertSqlSafe(format!("{LIKENESS} WHERE l.id = $1")))
            .bind(likeness.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(|row| self.read_likeness(row)).transpose()
    }

    /// Every pair of a record, decided or not.
    pub async fn likenesses_of(&mut self, person: PersonId) -> Result<Vec<Likeness>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "{LIKENESS} WHERE l.one_id = $1 OR l.other_id = $1"
        )))
        .bind(person.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(|row| self.read_likeness(row)).collect()
    }

    /// Pairs of people engaged within a site or division; without either, everyone's. A pair whose two records stand
    /// for one person meanwhile asks nothing any more.
    pub async fn likenesses(&mut self, filter: &LikenessFilter) -> Result<Vec<Likeness>> {
        let within = match (&filter.site, &filter.division) {
            (Some(_), _) => " AND e.site_id = $4",
            (None, Some(_)) => " AND s.division LIKE $4",
            (None, None) => "",
        };
        let engaged = |who: &str| {
            if within.is_empty() {
                String::new()
            } else {
                format!(
                    " AND EXISTS (SELECT 1 FROM engagement e JOIN site s ON s.id = e.site_id \
                     WHERE e.person_id = COALESCE({who}.leading_id, {who}.id) AND e.state <> 'ended'{within})"
                )
            }
        };
        let (which, order) = if filter.decided {
            (
                "l.state <> 'open' AND (l.decided_at < $1 OR (l.decided_at = $1 AND l.id < $2))",
                "l.decided_at DESC, l.id DESC",
            )
        } else {
            (
                "l.state = 'open' AND (l.rank > $1 OR (l.rank = $1 AND l.id > $2)) \
                 AND COALESCE(o.leading_id, o.id) <> COALESCE(t.leading_id, t.id)",
                "l.rank, l.id",
            )
        };
        let sql = format!(
            "{LIKENESS} {LEADS} WHERE {which}{}{} ORDER BY {order} LIMIT $3",
            engaged("o"),
            engaged("t")
        );
        let first = if filter.decided { i64::MAX } else { -1 };
        let (place, last) = filter
            .after
            .map_or((first, String::new()), |(place, id)| (place, id.to_string()));
        let mut query = sqlx::query(AssertSqlSafe(sql))
            .bind(place)
            .bind(last)
            .bind(filter.limit);
        if let Some(site) = filter.site {
            query = query.bind(site.to_string());
        } else if let Some(division) = &filter.division {
            query = query.bind(format!("{division}%"));
        }
        let rows = query.fetch_all(self.sql()).await?;
        rows.iter().map(|row| self.read_likeness(row)).collect()
    }

    /// Writes a pair down as somebody has to look at it, in place of what stood there of it.
    pub async fn put_likeness(&mut self, pair: &Likeness) -> Result<()> {
        sqlx::query(
            "INSERT INTO likeness (id, one_id, other_id, evidence, rank, state, found_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (one_id, other_id) DO UPDATE SET \
             evidence = excluded.evidence, rank = excluded.rank, state = excluded.state, found_at = excluded.found_at",
        )
        .bind(pair.id.to_string())
        .bind(pair.one.min(pair.other).to_string())
        .bind(pair.one.max(pair.other).to_string())
        .bind(serde_json::to_string(&pair.evidence).map_err(|_| Error::Form("evidence"))?)
        .bind(pair.rank)
        .bind(pair.state.word())
        .bind(micros(pair.found_at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Takes a pair out that nobody decided on and for which nothing speaks any more.
    pub async fn drop_likeness(&mut self, likeness: LikenessId) -> Result<()> {
        sqlx::query("DELETE FROM likeness WHERE id = $1 AND decided_at IS NULL")
            .bind(likeness.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Moves a pair from one state to another, with who decided it, when and why. False when it stands elsewhere.
    pub async fn decide_likeness(
        &mut self,
        likeness: LikenessId,
        (from, to): (LikenessState, LikenessState),
        by: AccountId,
        at: Timestamp,
        reason: &str,
    ) -> Result<bool> {
        let row = likeness.to_string();
        let vault = self.vault();
        let sealed = vault
            .common()
            .seal(&reason_place(&row), reason.as_bytes(), vault.entropy());
        let done = sqlx::query(
            "UPDATE likeness SET state = $3, decided_at = $4, decided_by = $5, reason = $6 \
             WHERE id = $1 AND state = $2",
        )
        .bind(row.as_str())
        .bind(from.word())
        .bind(to.word())
        .bind(micros(at))
        .bind(by.to_string())
        .bind(sealed)
        .execute(self.sql())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    fn read_likeness(&self, row: &AnyRow) -> Result<Likeness> {
        let which: LikenessId = id(row, "id")?;
        let evidence: String = row.try_get("evidence")?;
        let decided = match (
            optional_instant(row, "decided_at")?,
            optional_id(row, "decided_by")?,
        ) {
            (Some(at), Some(by)) => {
                let sealed: Vec<u8> = row.try_get("reason")?;
                Some(Decided {
                    at,
                    by,
                    by_name: row.try_get("shown_name")?,
                    reason: open_text(self.vault().common(), &reason_place(&which.to_string()), &sealed)?,
                })
            }
            _ => None,
        };
        Ok(Likeness {
            id: which,
            one: id(row, "one_id")?,
            other: id(row, "other_id")?,
            evidence: serde_json::from_str(&evidence).map_err(|_| Error::Form("evidence"))?,
            rank: row.try_get("rank")?,
            state: word(row, "state", LikenessState::named)?,
            found_at: instant(row, "found_at")?,
            decided,
        })
    }
}
