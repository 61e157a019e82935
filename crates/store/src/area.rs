//! Outbreak areas: lists as sources gave them, line by line. Rows are added and taken back, never changed, but for what a
//! person read in a name. Nothing in them is about a person.

use domain::area::{Level, OutbreakArea};
use domain::division::Division;
use domain::id::{AccountId, AreaId, AreaListId, UnreadPlaceId};
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{day, id, micros, optional_day, optional_instant, word};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{at_once, rows_of};

mod lists;
mod place;

pub use lists::CountedAreaList;
pub use place::{NamedIn, UnreadPlace};

/// A list of areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaList {
    /// Which.
    pub id: AreaListId,
    /// Who gave it.
    pub source: String,
    /// For which disease: the code of its profile.
    pub disease: String,
    /// The day it speaks for.
    pub as_of: Date,
    /// Whether it is all that the source names then: what it named before and does not any more has ended.
    pub whole: bool,
    /// When it came in.
    pub imported_at: Timestamp,
    /// By whom.
    pub imported_by: AccountId,
    /// When it was taken back.
    pub retracted_at: Option<Timestamp>,
}

/// A line of a list, to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewArea {
    /// Which.
    pub id: AreaId,
    /// As the source named it.
    pub name: String,
    /// The smallest division that is known to hold it.
    pub division: Option<Division>,
    /// Whether it is all of that division.
    pub whole: bool,
    /// The text of its name that nobody could read, where it is to be read by a person.
    pub unread: Option<UnreadPlaceId>,
    /// How grave.
    pub level: Level,
    /// The first day.
    pub from: Date,
    /// The last day that the line itself says.
    pub to: Option<Date>,
}

/// Which areas are asked for.
#[derive(Clone, Debug, Default)]
pub struct AreaFilter {
    /// Of this list.
    pub list: Option<AreaListId>,
    /// On this day.
    pub day: Option<Date>,
    /// Of this level.
    pub level: Option<Level>,
    /// Only those whose name a person has to read.
    pub unread: bool,
    /// After this one.
    pub before: Option<(Date, AreaId)>,
    /// At most so many.
    pub limit: i64,
}

/// An area as staff look at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedArea {
    /// The area, with the day on which it ended by its source's later lists.
    pub area: OutbreakArea,
    /// On which list it stands.
    pub list: AreaListId,
    /// Who gave it.
    pub source: String,
    /// Whether a person has to read its name.
    pub unread: bool,
    /// When it, or its list, was taken back.
    pub retracted_at: Option<Timestamp>,
}

/// The lists that stand, each with the day for which its source's next whole list speaks.
const STANDING: &str = "SELECT l.id, l.source, l.disease, l.retracted_at, MIN(n.as_of) AS next \
    FROM area_list l LEFT JOIN area_list n ON n.disease = l.disease AND n.source = l.source AND n.whole = 1 \
    AND n.retracted_at IS NULL AND (n.as_of > l.as_of OR (n.as_of = l.as_of AND n.id > l.id)) \
    GROUP BY l.id, l.source, l.disease, l.retracted_at";

const COLUMNS: &str = "a.id, a.list_id, a.name, a.division, a.whole, a.level, a.from_day, a.to_day, l.source, l.disease, \
    l.next, COALESCE(a.retracted_at, l.retracted_at) AS retracted_at, \
    CASE WHEN EXISTS (SELECT 1 FROM unread_place p WHERE p.id = a.place_id AND p.read_at IS NULL) THEN 1 ELSE 0 END \
    AS unread";

impl Tx {
    /// Adds lines to a list.
    pub async fn insert_areas(&mut self, list: AreaListId, areas: &[NewArea]) -> Result<()> {
        for chunk in areas.chunks(at_once(9)) {
            let sql = format!(
                "INSERT INTO area (id, list_id, name, division, whole, place_id, level, from_day, to_day) VALUES {}",
                rows_of(chunk.len(), 9)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for area in chunk {
                query = query
                    .bind(area.id.to_string())
                    .bind(list.to_string())
                    .bind(area.name.as_str())
                    .bind(area.division.as_ref().map(ToString::to_string))
                    .bind(i64::from(area.whole))
                    .bind(area.unread.map(|place| place.to_string()))
                    .bind(area.level.word())
                    .bind(area.from.to_string())
                    .bind(area.to.map(|day| day.to_string()));
            }
            query.execute(self.sql()).await?;
        }
        Ok(())
    }

    /// Every area that stands and was one on a day since, by list and line.
    pub async fn weighing_areas(&mut self, since: Date) -> Result<Vec<OutbreakArea>> {
        let rows = sqlx::query(AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM area a JOIN ({STANDING}) l ON l.id = a.list_id \
             WHERE a.retracted_at IS NULL AND l.retracted_at IS NULL AND (a.to_day IS NULL OR a.to_day >= $1) \
             AND (l.next IS NULL OR l.next > $1) ORDER BY a.list_id, a.id"
        )))
        .bind(since.to_string())
        .fetch_all(self.sql())
        .await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let area = read(row)?.area;
            // What a later list dropped before its first day never was one.
            if area.to.is_none_or(|to| area.from <= to) {
                found.push(area);
            }
        }
        Ok(found)
    }

    /// Areas, those that began last first; what was taken back is among them, unless a day is asked for.
    pub async fn areas(&mut self, filter: &AreaFilter) -> Result<Vec<ListedArea>> {
        let (from, last) = filter
            .before
            .map_or(("~".to_owned(), String::new()), |(day, id)| {
                (day.to_string(), id.to_string())
            });
        let day = filter.day.map(|day| day.to_string()).unwrap_or_default();
        let rows = sqlx::query(AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM area a JOIN ({STANDING}) l ON l.id = a.list_id \
             WHERE (a.from_day < $1 OR (a.from_day = $1 AND a.id < $2)) AND ($4 = '' OR a.list_id = $4) \
             AND ($5 = '' OR a.level = $5) AND ($6 = 0 OR EXISTS \
             (SELECT 1 FROM unread_place p WHERE p.id = a.place_id AND p.read_at IS NULL)) \
             AND ($7 = '' OR (a.retracted_at IS NULL AND l.retracted_at IS NULL AND a.from_day <= $7 \
             AND (a.to_day IS NULL OR a.to_day >= $7) AND (l.next IS NULL OR l.next > $7))) \
             ORDER BY a.from_day DESC, a.id DESC LIMIT $3"
        )))
        .bind(from)
        .bind(last)
        .bind(filter.limit)
        .bind(filter.list.map(|list| list.to_string()).unwrap_or_default())
        .bind(filter.level.map_or("", Level::word))
        .bind(i64::from(filter.unread))
        .bind(day)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(read).collect()
    }

    /// Takes one line back. False where it is not there, or was taken back before.
    pub async fn retract_area(&mut self, area: AreaId, now: Timestamp) -> Result<bool> {
        let done = sqlx::query("UPDATE area SET retracted_at = $2 WHERE id = $1 AND retracted_at IS NULL")
            .bind(area.to_string())
            .bind(micros(now))
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}

fn read(row: &AnyRow) -> Result<ListedArea> {
    let whole: i64 = row.try_get("whole")?;
    let unread: i64 = row.try_get("unread")?;
    let dropped = optional_day(row, "next")?
        .map(|next| next.yesterday().map_err(|_| Error::Form("as_of")))
        .transpose()?;
    let said = optional_day(row, "to_day")?;
    Ok(ListedArea {
        area: OutbreakArea {
            id: id(row, "id")?,
            disease: row.try_get("disease")?,
            name: row.try_get("name")?,
            division: division(row)?,
            whole: whole == 1,
            level: word(row, "level", Level::named)?,
            from: day(row, "from_day")?,
            to: said.into_iter().chain(dropped).min(),
        },
        list: id(row, "list_id")?,
        source: row.try_get("source")?,
        unread: unread == 1,
        retracted_at: optional_instant(row, "retracted_at")?,
    })
}

fn division(row: &AnyRow) -> Result<Option<Division>> {
    let stored: Option<String> = row.try_get("division")?;
    stored
        .map(|code| code.parse().map_err(|_| Error::Form("division")))
        .transpose()
}
